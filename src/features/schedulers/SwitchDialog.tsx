import { useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { isOn, setEnabled } from '#/data/scheduler-writes';
import { reasonOf } from '#/domain/permissions';
import { cronInWords } from '#/domain/schedule/cron';
import type { Scheduler } from '#/domain/schedule/types';
import { count } from '#/lib/text';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import { whyNeverRuns } from './send-warnings';

type SwitchDialogProps = { on: boolean; schedulers: readonly Scheduler[]; onClose: () => void };

/** Switches schedulers on or off, one call each. */
export const SwitchDialog = ({ on, schedulers, onClose }: SwitchDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const { data: everybody } = useMembers(on);
  const [targets] = useState(schedulers);
  const [first] = targets;
  const verb = on ? 'Switch on' : 'Switch off';

  const noteOf = ({ cron, ownerUuid, isEnabled }: Scheduler) =>
    on && !isEnabled ? whyNeverRuns({ cron }, everybody?.byUuid.get(ownerUuid)?.status ?? null) : null;
  const items = targets.map((scheduler): RunItem => ({
    id: scheduler.uuid,
    label: scheduler.name,
    detail: cronInWords(scheduler.cron) ?? scheduler.cron,
    blocked:
      reasonOf(may.changeScheduler(scheduler)) ?? (scheduler.isEnabled === on ? `Already ${on ? 'on' : 'off'}.` : null),
    note: noteOf(scheduler),
  }));
  const idle = items.filter(({ note }) => note).length;
  const promise =
    targets.length === 1
      ? 'It will run again at its times. '
      : `${idle > 0 ? 'Unless something else stands beside it, each' : 'Each'} will run again at its times. `;

  return (
    <RunDialog
      title={
        targets.length === 1 && first
          ? `${verb} ${first.name}`
          : `${verb} ${count(targets.length, 'scheduler', 'schedulers')}`
      }
      items={items}
      noun={['scheduler', 'schedulers']}
      doneWord={on ? 'switched on' : 'switched off'}
      start={(n) => (targets.length === 1 || n === 0 ? verb : `${verb} ${count(n, 'scheduler', 'schedulers')}`)}
      work={async ({ id }) => void (await setEnabled(id, on))}
      explain={explainRow}
      check={async ({ id }) => (await isOn(id)) === on}
      onSettled={() => madeOld('setSchedulerEnabled', ...targets.map(({ uuid }) => ({ schedulerUuid: uuid })))}
      onClose={onClose}
    >
      <p>
        {on
          ? `${idle < targets.length ? promise : ''}What was missed is not sent.`
          : `Nothing is sent until somebody switches ${targets.length === 1 ? 'it' : 'them'} on again. What is queued for today is dropped.`}
      </p>
    </RunDialog>
  );
};
