import { Menu } from '@mantine/core';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { paths } from '#/paths';
import { MenuAction } from '#/ui/MenuAction';
import { toast } from '#/ui/toast';
import type { RowMenuProps } from './RowMenu';

type RowMenuItemsProps = RowMenuProps & { target: ReactElement; opened: boolean; onOpened: (opened: boolean) => void };

/** What can be done with one member. What is not allowed stays and says why. */
const RowMenuItems = ({ member, members, onDialog, target, opened, onOpened }: RowMenuItemsProps) => {
  const { may } = useMe();
  const navigate = useNavigate();
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-end" width={230} shadow="md" radius={8} withinPortal>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate(paths.member(member.userUuid))}>Open</Menu.Item>
        <Menu.Item
          onClick={() =>
            void navigator.clipboard.writeText(member.email).then(
              () => toast({ title: 'E-mail address copied' }),
              () => toast({ title: 'Not copied', message: 'The browser did not allow it.', bad: true }),
            )
          }
        >
          Copy e-mail address
        </Menu.Item>
        <Menu.Divider />
        <MenuAction permission={may.changeRole(member, { members })} onClick={() => onDialog({ kind: 'role', members: [member] })}>
          Change role…
        </MenuAction>
        <MenuAction permission={may.addToGroup} onClick={() => onDialog({ kind: 'group', members: [member] })}>
          Add to a group…
        </MenuAction>
        <MenuAction permission={may.removeMember(member, { members })} onClick={() => onDialog({ kind: 'remove', members: [member] })}>
          Remove from the organization…
        </MenuAction>
      </Menu.Dropdown>
    </Menu>
  );
};

export default RowMenuItems;
