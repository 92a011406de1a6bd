import { useState } from 'react';
import { useMe } from '#/data/me';
import { isRemoved, useRemoveScheduler } from '#/data/scheduler-writes';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { cronInWords } from '#/domain/schedule/cron';
import type { Scheduler } from '#/domain/schedule/types';
import { once } from '#/lib/memo';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { toast } from '#/ui/toast';
import { targetsInWords } from './words';

type DeleteModalProps = { scheduler: Scheduler; onClose: () => void; onDeleted?: (() => void) | undefined };

/** Deletes a scheduler, after saying what goes with it and having its name typed. */
export const DeleteModal = ({ scheduler, onClose, onDeleted }: DeleteModalProps) => {
  const { may } = useMe();
  // Its page is left once: before it is read again, or when it was gone or is found gone.
  const [leave] = useState(() => once(() => onDeleted?.()));
  const remove = useRemoveScheduler(scheduler, leave);
  const write = useWrite({
    work: remove,
    check: () => isRemoved(scheduler.uuid),
    saved: () => {
      leave();
      toast({ title: 'Scheduler deleted', message: `${scheduler.name} is gone.` });
      onClose();
    },
  });
  return (
    <ConfirmModal
      title={`Delete ${scheduler.name}`}
      confirmLabel="Delete scheduler"
      type={{ text: scheduler.name, what: 'name' }}
      write={write}
      reason={reasonOf(may.changeScheduler(scheduler))}
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
