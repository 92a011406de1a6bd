import { useRef, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { followJob } from '#/data/scheduler-runs';
import { sendNow, wasSent } from '#/data/scheduler-writes';
import { useSchedulersChanged } from '#/data/schedulers';
import { reasonOf } from '#/domain/permissions';
import { errorInWords } from '#/domain/schedule/errors';
import type { Scheduler } from '#/domain/schedule/types';
import { count } from '#/lib/text';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import type { WorkTools } from '#/ui/useRun';
import { projectsOf } from './dialogs';
import { targetsInWords } from './words';

type SendDialogProps = { schedulers: readonly Scheduler[]; onClose: () => void };

/** Each is a query, a picture perhaps, and messages: more at once would make a small server late for everybody. */
const AT_ONCE = 3;

/** The job itself came to a bad end: known, and nothing to check. */
class DeliveryFailed extends Error {}

const explain = (error: unknown) => (error instanceof DeliveryFailed ? { text: error.message, unknown: false } : explainRow(error));

const PROGRESS = { scheduled: 'Waiting for its turn on the server', started: 'Lightdash is making it' } as const;

/** Sends schedulers now and follows each job to its end; closing the dialog does not stop what is under way. */
export const SendDialog = ({ schedulers, onClose }: SendDialogProps) => {
  const { may } = useMe();
  const changed = useSchedulersChanged();
  const [targets] = useState(() => new Map(schedulers.map((scheduler) => [scheduler.uuid, scheduler])));
  const sentAt = useRef(new Map<string, number>());
  const [first] = schedulers;

  const items = [...targets.values()].map(
    (scheduler): RunItem => ({
      id: scheduler.uuid,
      label: scheduler.name,
      detail: `to ${targetsInWords(scheduler)}`,
      blocked:
        reasonOf(may.changeScheduler(scheduler)) ?? (scheduler.targets.length === 0 && scheduler.format !== 'gsheets' ? 'Has no target to send to.' : null),
    }),
  );

  const work = async (id: string, { tell, signal }: WorkTools): Promise<string> => {
    sentAt.current.set(id, Date.now());
    const job = await sendNow(id);
    tell(PROGRESS.scheduled);
    // From here on it is sent: a status that cannot be read is no reason to try again.
    const end = await followJob(job, signal, (status) => tell(PROGRESS[status])).catch(() => ({ state: 'unfinished' as const }));
    if (end.state === 'error') {
      const { sentence, advice } = errorInWords(end.error, 'handleScheduledDelivery');
      throw new DeliveryFailed([sentence, advice].filter(Boolean).join(' '));
    }
    return end.state === 'completed' ? 'Made, and handed to its targets; its page shows how each fared.' : 'It goes on at the server; its page will show the end.';
  };

  return (
    <RunDialog
      title={targets.size === 1 && first ? `Send ${first.name} now` : `Send ${count(targets.size, 'scheduler', 'schedulers')} now`}
      items={items}
      one="scheduler"
      many="schedulers"
      doneWord="sent"
      startLabel={(n) => (targets.size === 1 ? 'Send now' : `Send ${count(n, 'scheduler', 'schedulers')}`)}
      limit={AT_ONCE}
      work={work}
      explain={explain}
      check={(id) => {
        const scheduler = targets.get(id);
        return scheduler ? wasSent(scheduler, sentAt.current.get(id) ?? Date.now()) : Promise.resolve(false);
      }}
      onSettled={() => changed.runs(projectsOf([...targets.values()]))}
      onClose={onClose}
    >
      <p>Everybody among the targets gets it at once, as if its time had come. An alert is sent only when its condition holds.</p>
    </RunDialog>
  );
};
