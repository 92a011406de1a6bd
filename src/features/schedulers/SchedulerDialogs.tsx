import type { Project } from '#/data/projects';
import type { Scheduler } from '#/domain/schedule/types';
import type { OpenDialog } from './dialogs';

type SchedulerDialogsProps = {
  dialog: OpenDialog;
  projects: readonly Project[];
  schedulers: readonly Scheduler[];
  onClose: () => void;
  onDeleted?: () => void;
};

/** The dialogs of the schedulers pages, loaded together when the first is opened. */
const SchedulerDialogs = (_props: SchedulerDialogsProps) => null;

export default SchedulerDialogs;
