import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { isReplaced, replaceInScheduler } from '#/data/scheduler-writes';
import { reasonOf } from '#/domain/permissions';
import { writtenKey, type WritableKind } from '#/domain/schedule/recipients';
import type { Scheduler, Target } from '#/domain/schedule/types';
import { count, grouped } from '#/lib/text';
import { Picker } from '#/ui/Picker';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import { TextField } from '#/ui/TextField';
import { isTargetRight, TARGET_EXAMPLES, TARGET_WRONG } from './target-input';
import { TARGET_NAMES } from './words';

type ReplaceDialogProps = { schedulers: readonly Scheduler[]; onClose: () => void };

type Place = { kind: WritableKind; key: string };

const KINDS: readonly WritableKind[] = ['email', 'slack', 'msteams'];
const NEW: Record<WritableKind, string> = {
  email: 'New address',
  slack: 'New Slack channel',
  msteams: 'New Teams webhook',
};

/** Where a target goes, if it can be replaced: a Google Chat target cannot be made here. */
const placeOf = (target: Target): Place[] => {
  if (target.kind === 'googlechat') return [];
  const written = target.kind === 'email' ? target.recipient : target.kind === 'slack' ? target.channel : target.masked;
  return [{ kind: target.kind, key: writtenKey(target.kind, written) }];
};
const idOf = ({ kind, key }: Place) => `${kind} ${key}`;
const placesOf = ({ targets }: Scheduler): Map<string, Place> =>
  new Map(targets.flatMap(placeOf).map((place) => [idOf(place), place]));

/** Puts one target in the place of another in all schedulers that have it; everything else of them stays. */
export const ReplaceDialog = ({ schedulers, onClose }: ReplaceDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const [all] = useState(() => schedulers.map((scheduler) => ({ scheduler, places: placesOf(scheduler) })));
  const [from, setFrom] = useState<Place | null>(null);
  const [to, setTo] = useState('');

  const places = useMemo(() => {
    const found = new Map<string, { place: Place; schedulers: number }>();
    for (const [id, place] of all.flatMap((each) => [...each.places]))
      found.set(id, { place, schedulers: (found.get(id)?.schedulers ?? 0) + 1 });
    return found;
  }, [all]);
  const options = useMemo(
    () =>
      [...places]
        .toSorted(
          ([, { place: a }], [, { place: b }]) =>
            KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.key.localeCompare(b.key),
        )
        .map(([value, { place, schedulers: n }]) => ({
          value,
          label: place.kind === 'email' ? place.key : `${TARGET_NAMES[place.kind]}: ${place.key}`,
          detail: grouped(n),
        })),
    [places],
  );

  const kind = from?.kind ?? 'email';
  const written = to.trim();
  const isRight = isTargetRight(kind, written);
  const wanted = idOf({ kind, key: writtenKey(kind, written) });
  const matching = from ? all.filter((each) => each.places.has(idOf(from))) : [];
  const replacement = { kind, from: from?.key ?? '', to: written };

  const items = matching.map(({ scheduler, places: own }): RunItem => ({
    id: scheduler.uuid,
    label: scheduler.name,
    detail: scheduler.ownerName,
    blocked: reasonOf(may.changeScheduler(scheduler)) ?? null,
    note: isRight && own.has(wanted) ? 'Already goes to the new one, so the old one is removed.' : null,
  }));

  const reason = () => {
    if (options.length === 0) return 'None of these schedulers has a target that can be replaced.';
    if (from === null) return 'Choose what to replace first.';
    if (!isRight) return `Write the ${NEW[kind].replace('New', 'new')} first.`;
    return wanted === idOf(from) ? 'The new one is the old one.' : undefined;
  };

  return (
    <RunDialog
      title="Replace a recipient"
      items={items}
      noun={['scheduler', 'schedulers']}
      doneWord="changed"
      start={(n) => (from === null ? 'Replace' : `Replace in ${count(n, 'scheduler', 'schedulers')}`)}
      reason={reason()}
      work={async ({ id }) => ((await replaceInScheduler(id, replacement)) ? '' : 'No longer goes there.')}
      explain={explainRow}
      check={({ id }) => isReplaced(id, replacement)}
      onSettled={() =>
        madeOld('updateScheduler', ...matching.map(({ scheduler }) => ({ schedulerUuid: scheduler.uuid })))
      }
      onClose={onClose}
    >
      <Picker
        label="Recipient to replace"
        placeholder="Search addresses and channels"
        hint={`Where ${count(all.length, 'selected scheduler goes', 'selected schedulers go')}, with how many go there.`}
        options={options}
        value={from && idOf(from)}
        onChange={(id) => {
          const chosen = places.get(id ?? '')?.place ?? null;
          if (chosen?.kind !== from?.kind) setTo('');
          setFrom(chosen);
        }}
      />
      <TextField
        label={NEW[kind]}
        error={written !== '' && !isRight ? TARGET_WRONG[kind] : null}
        // A webhook is the key to its channel.
        type={kind === 'msteams' ? 'password' : kind === 'email' ? 'email' : 'text'}
        spellCheck={false}
        placeholder={TARGET_EXAMPLES[kind]}
        value={to}
        onChange={setTo}
      />
    </RunDialog>
  );
};
