import { useMe } from '#/data/me';
import { isRemoved, removeScheduler } from '#/data/scheduler-writes';
import { useSchedulersChanged } from '#/data/schedulers';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { cronInWords } from '#/domain/schedule/cron';
import type { Scheduler } from '#/domain/schedule/types';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { toast } from '#/ui/toast';
import { projectsOf } from './rows';
import { targetsInWords } from './words';

type DeleteModalProps = { scheduler: Scheduler; onClose: () => void; onDeleted?: (() => void) | undefined };

/** Deletes a scheduler, after saying what goes with it and having its name typed. */
export const DeleteModal = ({ scheduler, onClose, onDeleted }: DeleteModalProps) => {
  const { may } = useMe();
  const changed = useSchedulersChanged();
  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => removeScheduler(scheduler),
    check: () => isRemoved(scheduler.uuid),
    saved: async () => {
      // The page of what is gone would read it once more, and find nothing.
      onDeleted?.();
      await changed.schedulers(projectsOf([scheduler]));
      toast({ title: 'Scheduler deleted', message: `${scheduler.name} is gone.` });
      onClose();
    },
    outdated: () => void changed.schedulers(projectsOf([scheduler])),
  });
  return (
    <ConfirmModal
      title={`Delete ${scheduler.name}`}
      confirmLabel="Delete scheduler"
      type={{ text: scheduler.name, what: 'name' }}
      problem={problem}
      onCheck={checkIfSaved}
      busy={busy}
      reason={reasonOf(may.changeScheduler(scheduler))}
      onConfirm={submit}
      onClose={onClose}
    >
      <p>This cannot be undone. The chart or dashboard stays. With the scheduler go:</p>
      <ul className={lists.facts}>
        <li>Its times: {cronInWords(scheduler.cron) ?? scheduler.cron}</li>
        <li>Its targets: {targetsInWords(scheduler)}</li>
        <li>The log of its runs, and what is queued for today</li>
      </ul>
      <p>To stop it for a while, switch it off instead.</p>
    </ConfirmModal>
  );
};
