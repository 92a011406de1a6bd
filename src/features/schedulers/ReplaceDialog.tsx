import { useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { isReplaced, replaceInScheduler } from '#/data/scheduler-writes';
import { maxParallel } from '#/domain/bulk';
import { reasonOf } from '#/domain/permissions';
import type { Scheduler } from '#/domain/schedule/types';
import { isAddress } from '#/lib/emails';
import { count } from '#/lib/text';
import { Picker } from '#/ui/Picker';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import { TextField } from '#/ui/TextField';

type ReplaceDialogProps = { schedulers: readonly Scheduler[]; onClose: () => void };

const recipientsOf = ({ targets }: Scheduler): string[] =>
  targets.flatMap((target) => (target.kind === 'email' ? target.recipient.trim().toLowerCase() : []));

/** Puts one e-mail address in the place of another in many schedulers; everything else of them stays. */
export const ReplaceDialog = ({ schedulers, onClose }: ReplaceDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const [targets] = useState(schedulers);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState('');
  const address = to.trim().toLowerCase();

  const tally = new Map<string, number>();
  for (const recipient of targets.flatMap((scheduler) => [...new Set(recipientsOf(scheduler))]))
    tally.set(recipient, (tally.get(recipient) ?? 0) + 1);
  const options = [...tally]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([value, n]) => ({ value, label: n > 1 ? `${value} (${n})` : value }));
  const isWrong = address !== '' && !isAddress(address);

  const items = targets.map((scheduler): RunItem => ({
    id: scheduler.uuid,
    label: scheduler.name,
    blocked:
      reasonOf(may.changeScheduler(scheduler)) ??
      (from !== null && !recipientsOf(scheduler).includes(from) ? 'Does not go to this address.' : null),
    note:
      from !== null && recipientsOf(scheduler).includes(address)
        ? 'Goes to the new address already; the old one is removed.'
        : null,
  }));

  const reason = () => {
    if (options.length === 0) return 'None of these schedulers goes to an e-mail address.';
    if (from === null) return 'Choose the address to replace first.';
    if (!isAddress(address)) return 'Write the new address first.';
    return address === from ? 'The new address is the old one.' : undefined;
  };

  return (
    <RunDialog
      title={`Replace a recipient in ${count(targets.length, 'scheduler', 'schedulers')}`}
      items={items}
      one="scheduler"
      many="schedulers"
      doneWord="changed"
      startLabel={(n) => (from === null ? 'Replace' : `Replace in ${count(n, 'scheduler', 'schedulers')}`)}
      reason={reason()}
      limit={maxParallel}
      work={async (id) =>
        (await replaceInScheduler(id, from ?? '', address)) ? '' : 'Did not go to this address any more.'
      }
      explain={explainRow}
      check={(id) => isReplaced(id, from ?? '', address)}
      onSettled={() => madeOld('updateScheduler', ...targets.map(({ uuid }) => ({ schedulerUuid: uuid })))}
      onClose={onClose}
    >
      <Picker
        label="Address to replace"
        placeholder="Choose an address"
        options={options}
        value={from}
        onChange={setFrom}
      />
      <TextField
        label="New address"
        error={isWrong ? 'This is no e-mail address.' : null}
        type="email"
        spellCheck={false}
        placeholder="ana@example.com"
        value={to}
        onChange={setTo}
      />
    </RunDialog>
  );
};
