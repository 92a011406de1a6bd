import { useMemo, useRef, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useOwnDomains } from '#/data/scheduler-domains';
import { followJob, isNewerScheduling, readJob, type Job } from '#/data/scheduler-runs';
import { sendNow, wasSent } from '#/data/scheduler-writes';
import { reasonOf } from '#/domain/permissions';
import { errorInWords } from '#/domain/schedule/errors';
import type { Scheduler } from '#/domain/schedule/types';
import { count } from '#/lib/text';
import { RunDialog } from '#/ui/RunDialog';
import type { WorkTools } from '#/ui/useRun';
import { SendNotice } from './SendNotice';
import { sendWarnings } from './send-warnings';
import { targetsInWords } from './words';

type SendDialogProps = { schedulers: readonly Scheduler[]; onClose: () => void };

/** Each is a query, perhaps a picture, and messages: more at once would slow a small server down. */
const AT_ONCE = 3;

/** The job itself came to a bad end: known, and nothing to check. */
class DeliveryFailed extends Error {}

/** The end of the job is not known: following it was stopped, took too long, or failed. */
class NotSeenToEnd extends Error {}

/** The log has a sending of about then, and does not tell whose. */
class NotTold extends Error {}

const explain = (error: unknown) => {
  if (error instanceof DeliveryFailed) return { text: error.message, unknown: false };
  if (error instanceof NotSeenToEnd)
    return { text: 'It goes on at the server; its page will show the end.', unknown: true };
  if (error instanceof NotTold)
    return {
      text: 'It was sent by hand within the hour before, by this or by another sending; the runs on its page show when.',
      unknown: true,
    };
  return explainRow(error);
};

const PROGRESS = { scheduled: 'Waiting for its turn on the server', started: 'Lightdash is preparing it' } as const;

/** Sends schedulers now and follows each job to its end; closing the dialog does not stop what is under way. */
export const SendDialog = ({ schedulers, onClose }: SendDialogProps) => {
  const { me, may } = useMe();
  const isNewer = isNewerScheduling();
  const madeOld = useMadeOld();
  const [targets] = useState(schedulers);
  const sentAt = useRef(new Map<string, number>());
  const jobs = useRef(new Map<string, string>());
  const [first] = targets;
  const [openedAt] = useState(() => new Date());
  const { data: everybody } = useMembers();
  const { domains } = useOwnDomains(true);
  const domainKey = domains?.join() ?? null;
  const warnings = useMemo(
    () =>
      sendWarnings(targets, {
        ownerStatusOf: (uuid) => everybody?.byUuid.get(uuid)?.status ?? null,
        domains: domainKey?.split(',') ?? null,
        now: openedAt,
      }),
    [targets, everybody, domainKey, openedAt],
  );
  const alerts = schedulers.filter(({ isAlert }) => isAlert).length;

  const items = targets.map((scheduler) => ({
    id: scheduler.uuid,
    label: scheduler.name,
    detail: `to ${targetsInWords(scheduler)}`,
    blocked:
      reasonOf(may.sendScheduler(scheduler, isNewer)) ??
      (scheduler.targets.length === 0 && scheduler.format !== 'gsheets' ? 'Has no target.' : null),
    scheduler,
  }));

  const work = async ({ id, scheduler }: (typeof items)[number], { tell, signal }: WorkTools): Promise<string> => {
    sentAt.current.set(id, Date.now());
    const job = await sendNow(id);
    jobs.current.set(id, job);
    tell(PROGRESS.scheduled);
    // From here on it is on its way: a status that cannot be read is no reason to try again.
    const end = await followJob(job, signal, (status) => tell(PROGRESS[status])).catch((): Job => ({
      state: 'started',
    }));
    if (end.state === 'completed') return 'Made, and handed to its targets; its page shows how each fared.';
    if (end.state !== 'error') throw new NotSeenToEnd();
    const { sentence, advice } = errorInWords(end.error, {
      task: 'handleScheduledDelivery',
      isOn: scheduler.isEnabled,
    });
    throw new DeliveryFailed([sentence, advice].filter(Boolean).join(' '));
  };

  /** Whether one of which no end was seen was sent: its job says so, or for a call without an answer the log. */
  const check = async ({ id, scheduler }: (typeof items)[number]): Promise<boolean> => {
    const job = jobs.current.get(id);
    if (job === undefined) {
      const sent = await wasSent(scheduler, sentAt.current.get(id) ?? Date.now());
      if (sent === 'waiting') throw new NotSeenToEnd();
      if (sent === 'unclear') throw new NotTold();
      return sent;
    }
    const { state } = await readJob(job);
    if (state === 'scheduled' || state === 'started') throw new NotSeenToEnd();
    return state === 'completed';
  };

  return (
    <RunDialog
      title={
        targets.length === 1 && first
          ? `Send ${first.name} now`
          : `Send ${count(targets.length, 'scheduler', 'schedulers')} now`
      }
      items={items}
      noun={['scheduler', 'schedulers']}
      doneWord="sent"
      start={(n) => (targets.length === 1 || n === 0 ? 'Send now' : `Send ${count(n, 'scheduler', 'schedulers')}`)}
      limit={AT_ONCE}
      work={work}
      explain={explain}
      check={check}
      onSettled={() => madeOld('sendScheduler', ...targets.map(({ uuid }) => ({ schedulerUuid: uuid })))}
      onClose={onClose}
    >
      <p>
        All targets get it at once.
        {alerts > 0 &&
          (schedulers.length === 1
            ? ' As an alert, it is sent only when its condition holds.'
            : ' Alerts among them are sent only when their condition holds.')}
        {isNewer &&
          targets.some(({ ownerUuid }) => ownerUuid !== me.userUuid) &&
          ` What Lightdash puts into ${targets.length === 1 ? 'it' : 'them'} now is what you may see, not what ${targets.length === 1 ? 'its owner' : 'their owners'} may.`}
      </p>
      <SendNotice warnings={warnings} total={targets.length} />
    </RunDialog>
  );
};
