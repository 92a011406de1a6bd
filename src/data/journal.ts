import { queryOptions, useQuery, useQueryClient, type MutationOptions, type QueryClient } from '@tanstack/react-query';
import { isFailure, type ApiFailure } from '../api/core/failure';
import { describeFailure } from '../api/core/sentences';
import { composedKey } from './keys';
import { readBack, wasWritten } from './read-back';
import { grouped } from '#/lib/text';

/** On which page a change stands. */
export type JournalPlace = 'settings' | 'projects' | 'roles' | 'attributes' | 'integrations';

/** What was changed, part by part, as it is compared; a part that there is not is not in it. */
export type State = ReadonlyMap<string, string>;

/** One change. Those that can be taken back say how. */
export type Change = {
  place: JournalPlace;
  /** "Role Analyst", "Values of region". */
  what: string;
  /** What became of it, where that is not told part by part. */
  told?: string;
  back?: {
    before: State;
    after: State;
    /** The same parts as they are now; others may be among them. Throws ApiFailure. */
    read: () => Promise<State>;
    /** Writes the former state. Throws ApiFailure. */
    write: (client: QueryClient) => Promise<unknown>;
    /** A part and what it is, in words: "The default: emea". */
    say: (part: string, value: string | undefined) => string;
  };
};

/** A change as it was made here. `unknown`: whether it was saved is not known; `unclear`: whether it was undone. */
export type Entry = Change & { id: number; at: number; outcome: 'saved' | 'unknown' | 'unclear' | 'undone' };

/** What became of taking a change back, to be said. */
export type Told = { title: string; message: string; bad?: boolean };

const NONE: readonly Entry[] = [];

/**
 * Kept in the cache of queries and nowhere else: what empties that for the next person (src/data/session.ts) empties this. No reading
 * writes to it.
 */
const journalQuery = queryOptions({
  queryKey: composedKey('journal'),
  queryFn: () => NONE,
  enabled: false,
  gcTime: Infinity,
});
/** Of each page. */
const KEPT = 50;

const entriesOf = (client: QueryClient): readonly Entry[] => client.getQueryData(journalQuery.queryKey) ?? NONE;

const put = (client: QueryClient, entries: readonly Entry[]): void => {
  client.setQueryDefaults(journalQuery.queryKey, { gcTime: Infinity });
  client.setQueryData(journalQuery.queryKey, entries);
};

const setOutcome = (client: QueryClient, id: number, outcome: Entry['outcome']): void =>
  put(
    client,
    entriesOf(client).map((entry) => (entry.id === id ? { ...entry, outcome } : entry)),
  );

const turns = new WeakMap<QueryClient, Promise<unknown>>();

/** One after another: what one reads and writes, no other may change in between. Out: what the work comes to. */
const inTurn = <T>(client: QueryClient, work: () => Promise<T>): Promise<T> => {
  const turn = (turns.get(client) ?? Promise.resolve()).then(work);
  turns.set(
    client,
    turn.catch(() => {}),
  );
  return turn;
};

/** What this person has changed on a page since it was loaded, the last first. */
export const useJournal = (place: JournalPlace): readonly Entry[] => {
  const { data = NONE } = useQuery(journalQuery);
  return data.filter((entry) => entry.place === place);
};

const SHOWN = 3;

const partsOf = ({ before, after }: NonNullable<Change['back']>): string[] => [
  ...new Set([...before.keys(), ...after.keys()]),
];

/** What is otherwise in one state than in another, a sentence each, of the parts that were changed. */
const differences = (back: NonNullable<Change['back']>, from: State, to: State): string[] =>
  partsOf(back)
    .filter((part) => from.get(part) !== to.get(part))
    .map((part) => back.say(part, to.get(part)));

/** What a change made of it, in at most a few sentences. */
const changedParts = ({ told, back }: Change): string[] => {
  if (!back) return told === undefined ? [] : [told];
  const all = differences(back, back.before, back.after);
  return all.length > SHOWN ? [...all.slice(0, SHOWN), `And ${grouped(all.length - SHOWN)} more.`] : all;
};

const takeBack = async (client: QueryClient, id: number): Promise<Told> => {
  const entry = entriesOf(client).find((each) => each.id === id);
  if (!entry?.back || entry.outcome === 'undone')
    return { title: 'Nothing to undo', message: 'It is not among the changes made here.', bad: true };
  const { back, what } = entry;
  const isBefore = (present: State) => differences(back, back.before, present).length === 0;
  try {
    const present = await back.read();
    if (!isBefore(present)) {
      const [others, ...more] = differences(back, back.after, present);
      if (others !== undefined)
        return {
          title: 'Not undone',
          message: `${what}: it has been changed since. ${others} ${more.length > 0 ? `And ${grouped(more.length)} more. ` : ''}Nothing was written.`,
          bad: true,
        };
      await back.write(client);
      await readBack(back.read().then(isBefore));
    }
    setOutcome(client, id, 'undone');
    return { title: 'Undone', message: `${what}: what you had changed is as before.` };
  } catch (error) {
    const isUnknown = isFailure(error) && error.outcome === 'unknown';
    if (isUnknown || wasWritten(error)) setOutcome(client, id, 'unclear');
    return {
      title: isUnknown ? 'Whether it was undone is not known' : 'Not undone',
      message: describeFailure(error).message,
      bad: true,
    };
  }
};

/**
 * Takes a change back: reads what is there now, writes nothing where that is not what the change has made, else writes what was
 * there before and reads it back; after what is being written or undone already. Never throws; out: what became of it, to be said.
 */
export const undo = (client: QueryClient, id: number): Promise<Told> => inTurn(client, () => takeBack(client, id));

/** The same, as it is shown: what each change has made of it, and what takes it back. */
export const useRecentChanges = (place: JournalPlace) => {
  const client = useQueryClient();
  return useJournal(place).map((entry) => ({
    ...entry,
    parts: changedParts(entry),
    undo: entry.back && (() => undo(client, entry.id)),
  }));
};

/** Runs a write of no component, as its hook would: what it makes old is read again. In: its generated options. */
export const writeWith = <Data, Variables>(
  client: QueryClient,
  options: MutationOptions<Data, ApiFailure, Variables>,
  variables: Variables,
): Promise<unknown> => client.getMutationCache().build(client, options).execute(variables);

/** How one change is noted: while it is sent, when it is found out what became of a lost answer, and taken back. */
export type Noted = {
  run: (work: () => Promise<unknown>) => Promise<void>;
  found: (isSaved: boolean) => void;
  undo: (() => Promise<Told>) | undefined;
};

let last = 0;

/** A change to be noted. Only what was sent stands in the journal; what was refused does not. */
export const noting = (client: QueryClient, change: Change): Noted => {
  const id = ++last;
  const note = (outcome: Entry['outcome']) => {
    const others = entriesOf(client).filter((entry) => entry.id !== id);
    const here = others.filter(({ place }) => place === change.place).slice(0, KEPT - 1);
    const elsewhere = others.filter(({ place }) => place !== change.place);
    put(client, [{ ...change, id, at: Date.now(), outcome }, ...here, ...elsewhere]);
  };
  return {
    run: (work) =>
      inTurn(client, async () => {
        try {
          await work();
        } catch (error) {
          if (isFailure(error) && error.outcome === 'unknown') note('unknown');
          if (wasWritten(error)) note('saved');
          throw error;
        }
        note('saved');
      }),
    found: (isSaved) => {
      if (isSaved) note('saved');
      else
        put(
          client,
          entriesOf(client).filter((entry) => entry.id !== id),
        );
    },
    undo: change.back && (() => undo(client, id)),
  };
};
