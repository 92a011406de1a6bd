import type { Project } from '#/data/projects';
import type { Unreached } from '#/domain/schedule/recipients';
import type { Scheduler } from '#/domain/schedule/types';
import { DeleteModal } from './DeleteModal';
import { EditModal } from './EditModal';
import { ReassignDialog } from './ReassignDialog';
import { ReplaceDialog } from './ReplaceDialog';
import { SendDialog } from './SendDialog';
import { SwitchDialog } from './SwitchDialog';
import { ZoneModal } from './ZoneModal';

/** Which dialog is open, and for what. */
export type OpenDialog =
  | { kind: 'enable' | 'disable' | 'send' | 'replace' | 'reassign'; schedulers: readonly Scheduler[] }
  | { kind: 'edit'; scheduler: Scheduler; unreached?: Unreached }
  | { kind: 'delete'; scheduler: Scheduler }
  | { kind: 'zone'; projectUuid: string | null };

type SchedulerDialogsProps = {
  dialog: OpenDialog;
  projects: readonly Pick<Project, 'uuid' | 'name'>[];
  onClose: () => void;
  onDeleted?: () => void;
};

/** The dialogs of the schedulers pages, loaded together when the first is opened. */
export const SchedulerDialogs = ({ dialog, projects, onClose, onDeleted }: SchedulerDialogsProps) => {
  switch (dialog.kind) {
    case 'enable':
    case 'disable':
      return <SwitchDialog on={dialog.kind === 'enable'} schedulers={dialog.schedulers} onClose={onClose} />;
    case 'send':
      return <SendDialog schedulers={dialog.schedulers} onClose={onClose} />;
    case 'replace':
      return <ReplaceDialog schedulers={dialog.schedulers} onClose={onClose} />;
    case 'reassign':
      return <ReassignDialog schedulers={dialog.schedulers} projects={projects} onClose={onClose} />;
    case 'edit':
      return <EditModal scheduler={dialog.scheduler} unreached={dialog.unreached} onClose={onClose} />;
    case 'delete':
      return <DeleteModal scheduler={dialog.scheduler} onClose={onClose} onDeleted={onDeleted} />;
    case 'zone':
      return <ZoneModal projectUuid={dialog.projectUuid} projects={projects} onClose={onClose} />;
  }
};
