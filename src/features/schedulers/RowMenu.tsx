import { useNavigate } from 'react-router';
import { useLightdashLink } from '#/data/config';
import { useMe } from '#/data/me';
import { isNewerScheduling } from '#/data/scheduler-runs';
import { contentPath } from '#/data/schedulers';
import type { Scheduler } from '#/domain/schedule/types';
import { ActionMenu } from '#/ui/ActionMenu';
import { contentInSentence } from './words';
import { schedulerLink } from './routes';
import type { OpenDialog } from './SchedulerDialogs';

type RowMenuProps = { scheduler: Scheduler; onDialog: (dialog: OpenDialog) => void };

/** What can be done with one scheduler. */
export const RowMenu = ({ scheduler, onDialog }: RowMenuProps) => {
  const { may } = useMe();
  const navigate = useNavigate();
  const lightdash = useLightdashLink();
  const { content, projectUuid, isEnabled, name, uuid } = scheduler;
  const permission = may.changeScheduler(scheduler);
  const isNewer = isNewerScheduling();
  const path = content && contentPath(projectUuid, content);
  const href = path && lightdash(path);
  return (
    <ActionMenu
      inRow
      name={name}
      actions={[
        { label: 'Open', onClick: () => void navigate(schedulerLink(uuid)) },
        ...(href ? [{ label: `Open the ${contentInSentence(content.kind)} in Lightdash`, href }] : []),
        'rule',
        {
          label: 'Send now…',
          permission: may.sendScheduler(scheduler, isNewer),
          onClick: () => onDialog({ kind: 'send', schedulers: [scheduler] }),
        },
        {
          label: isEnabled ? 'Switch off…' : 'Switch on…',
          permission,
          onClick: () => onDialog({ kind: isEnabled ? 'disable' : 'enable', schedulers: [scheduler] }),
        },
        ...(isNewer
          ? [
              {
                label: 'Transfer to somebody else…',
                permission,
                onClick: () => onDialog({ kind: 'reassign' as const, schedulers: [scheduler] }),
              },
            ]
          : []),
        { label: 'Edit…', permission, onClick: () => onDialog({ kind: 'edit', scheduler }) },
        { label: 'Delete…', isDestructive: true, permission, onClick: () => onDialog({ kind: 'delete', scheduler }) },
      ]}
    />
  );
};
