import { Menu } from '@mantine/core';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import { Fragment, type ReactElement } from 'react';
import type { Action, Actions } from './ActionMenu';
import { MenuAction } from './MenuAction';
import { useLateMenu } from './useLateMenu';

type ActionMenuItemsProps = {
  actions: Actions;
  target: ReactElement;
  opened: boolean;
  onOpened: (opened: boolean) => void;
};

const Item = ({ action }: { action: Action }) => {
  if (action === 'rule') return <Menu.Divider />;
  if ('href' in action) {
    return (
      <Menu.Item component="a" href={action.href} target="_blank" rel="noreferrer">
        {action.label}
      </Menu.Item>
    );
  }
  return (
    <MenuAction permission={action.permission ?? true} isDestructive={action.isDestructive} onClick={action.onClick}>
      {action.label}
    </MenuAction>
  );
};

/** The open menu of an ActionMenu. */
const ActionMenuItems = ({ actions, target, opened, onOpened }: ActionMenuItemsProps) => {
  const late = useLateMenu(opened, target);
  const shown = typeof actions === 'function' ? (late.opened ? actions() : []) : actions;
  return (
    <Menu
      opened={late.opened}
      onChange={onOpened}
      position="bottom-end"
      width={230}
      shadow="md"
      radius={8}
      returnFocus={false}
      withinPortal
    >
      <Menu.Target>{late.target}</Menu.Target>
      <Menu.Dropdown>
        {shown.map((action, i) => (
          <Fragment key={action === 'rule' ? i : action.label}>
            <Item action={action} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

export default ActionMenuItems;
