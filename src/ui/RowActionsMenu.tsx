import { Menu } from '@mantine/core';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import { Fragment, type ReactElement } from 'react';
import { MenuAction } from './MenuAction';
import type { RowAction } from './RowActions';
import { useLateMenu } from './useLateMenu';

type RowActionsMenuProps = { actions: () => readonly RowAction[]; target: ReactElement; opened: boolean; onOpened: (opened: boolean) => void };

/** The open menu of RowActions. */
const RowActionsMenu = ({ actions, target, opened, onOpened }: RowActionsMenuProps) => {
  const late = useLateMenu(opened, target);
  return (
    <Menu opened={late.opened} onChange={onOpened} position="bottom-end" width={230} shadow="md" radius={8} withinPortal>
      <Menu.Target>{late.target}</Menu.Target>
      <Menu.Dropdown>
        {late.opened &&
          actions().map(({ label, onClick, permission = true, separate }) => (
            <Fragment key={label}>
              {separate && <Menu.Divider />}
              <MenuAction permission={permission} onClick={onClick}>
                {label}
              </MenuAction>
            </Fragment>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
};

export default RowActionsMenu;
