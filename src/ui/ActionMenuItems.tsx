import { Menu } from '@mantine/core';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import { Fragment, type ReactElement } from 'react';
import type { Action } from './ActionMenu';
import { MenuAction } from './MenuAction';
import { useLateMenu } from './useLateMenu';

type ActionMenuItemsProps = { actions: readonly Action[]; target: ReactElement; opened: boolean; onOpened: (opened: boolean) => void };

/** The open menu of an ActionMenu. */
const ActionMenuItems = ({ actions, target, opened, onOpened }: ActionMenuItemsProps) => {
  const late = useLateMenu(opened, target);
  return (
    <Menu opened={late.opened} onChange={onOpened} position="bottom-end" width={230} shadow="md" radius={8} withinPortal>
      <Menu.Target>{late.target}</Menu.Target>
      <Menu.Dropdown>
        {actions.map((action, i) => (
          <Fragment key={action === 'rule' ? i : action.label}>
            {action === 'rule' ? (
              <Menu.Divider />
            ) : (
              <MenuAction permission={action.permission ?? true} onClick={action.onClick}>
                {action.label}
              </MenuAction>
            )}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

export default ActionMenuItems;
