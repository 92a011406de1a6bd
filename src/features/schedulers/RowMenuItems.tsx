import { Menu } from '@mantine/core';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { useLightdashLink } from '#/data/config';
import { useMe } from '#/data/me';
import { contentPath } from '#/data/schedulers';
import { paths } from '#/paths';
import { MenuAction } from '#/ui/MenuAction';
import { useLateMenu } from '#/ui/useLateMenu';
import type { RowMenuProps } from './RowMenu';

type RowMenuItemsProps = RowMenuProps & { target: ReactElement; opened: boolean; onOpened: (opened: boolean) => void };

/** What can be done with one scheduler. What is not allowed stays and says why. */
const RowMenuItems = ({ scheduler, onDialog, target, opened, onOpened }: RowMenuItemsProps) => {
  const { may } = useMe();
  const navigate = useNavigate();
  const lightdash = useLightdashLink();
  const late = useLateMenu(opened, target);
  const permission = may.changeScheduler(scheduler);
  const { content, projectUuid, isEnabled } = scheduler;
  const link = content && lightdash(contentPath(projectUuid, content.kind, content.uuid));
  return (
    <Menu opened={late.opened} onChange={onOpened} position="bottom-end" width={230} shadow="md" radius={8} withinPortal>
      <Menu.Target>{late.target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate(paths.scheduler(scheduler.uuid))}>Open</Menu.Item>
        {link && (
          <Menu.Item component="a" href={link} target="_blank" rel="noreferrer">
            Open the {content.kind} in Lightdash
          </Menu.Item>
        )}
        <Menu.Divider />
        <MenuAction permission={permission} onClick={() => onDialog({ kind: 'send', schedulers: [scheduler] })}>
          Send now…
        </MenuAction>
        <MenuAction permission={permission} onClick={() => onDialog({ kind: isEnabled ? 'disable' : 'enable', schedulers: [scheduler] })}>
          {isEnabled ? 'Switch off…' : 'Switch on…'}
        </MenuAction>
        <MenuAction permission={permission} onClick={() => onDialog({ kind: 'edit', scheduler })}>
          Edit…
        </MenuAction>
        <MenuAction permission={permission} onClick={() => onDialog({ kind: 'delete', scheduler })}>
          Delete…
        </MenuAction>
      </Menu.Dropdown>
    </Menu>
  );
};

export default RowMenuItems;
