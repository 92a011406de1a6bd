import { Menu } from '@mantine/core';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import { Fragment } from 'react';
import type { Action, Actions } from './ActionMenu';
import { Icon } from './icons';
import type { LateMenuProps } from './LateMenu';
import { MenuAction } from './MenuAction';
import { useLateMenu } from './useLateMenu';

type ActionMenuItemsProps = LateMenuProps & {
  actions: Actions;
  /** Stands above them. */
  note?: string | undefined;
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
  if ('isChosen' in action) {
    return (
      <Menu.RadioItem
        value={action.label}
        checked={action.isChosen}
        checkIcon={<Icon name="check" />}
        closeMenuOnClick
        onChange={action.onClick}
      >
        <bdi>{action.label}</bdi>
      </Menu.RadioItem>
    );
  }
  return (
    <MenuAction permission={action.permission ?? true} isDestructive={action.isDestructive} onClick={action.onClick}>
      {action.label}
    </MenuAction>
  );
};

/** The open menu of an ActionMenu. */
const ActionMenuItems = ({ actions, note, target, opened, onOpened }: ActionMenuItemsProps) => {
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
        {note !== undefined && <Menu.Label>{note}</Menu.Label>}
        {shown.map((action, i) => (
          <Fragment key={`${i} ${action === 'rule' ? '' : action.label}`}>
            <Item action={action} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

export default ActionMenuItems;
