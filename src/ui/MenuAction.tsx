import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Permission } from '../domain/permissions';
import styles from './MenuAction.module.css';

type MenuActionProps = {
  permission: Permission;
  isDestructive?: boolean | undefined;
  onClick: () => void;
  children: ReactNode;
};

/** An item of a menu that is always there: allowed, red where it destroys something, or disabled with the reason under it. */
export const MenuAction = ({ permission, isDestructive = false, onClick, children }: MenuActionProps) =>
  permission === true ? (
    <Menu.Item onClick={onClick} className={isDestructive ? styles.bad : undefined}>
      {children}
    </Menu.Item>
  ) : (
    <Menu.Item aria-disabled closeMenuOnClick={false} className={styles.off ?? ''}>
      {children}
      <small className={styles.reason}>{permission.reason}</small>
    </Menu.Item>
  );
