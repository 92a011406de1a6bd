import { useEffect, useRef, useState } from 'react';
import { maxParallel } from '../domain/bulk';
import { runPool } from '../lib/pool';

/**
 * How far one item of a run has come. `unknown`: sent, but no answer says whether it was carried out; `again`: it can be tried
 * again all the same.
 */
export type ItemState = { state: 'waiting' | 'running' | 'done' | 'failed' | 'unknown'; note: string; again?: boolean };

/** For a work that takes its time: puts a note beside its item, and a signal that says when nobody waits for it any more. */
export type WorkTools = { tell: (note: string) => void; signal: AbortSignal };

/**
 * An error in one line. `unknown`: it may have been carried out; `lost`: no answer came, so the server may be gone; `over`: the session
 * is over; `again`: no check can tell, and to do it again does no harm.
 */
export type Explained = { text: string; unknown: boolean; lost?: boolean; over?: boolean; again?: boolean };

type RunOptions<Item> = {
  items: readonly Item[];
  /** Does the work for one item; what it resolves to, if anything, stands beside it. */
  work: (item: Item, tools: WorkTools) => Promise<string | void>;
  /** Puts an error into one line. */
  explain: (error: unknown) => Explained;
  /** Finds out what became of an `unknown` item: true when it was carried out. */
  check?: ((item: Item) => Promise<boolean | string>) | undefined;
  /** After each run: what was changed has to be read again. */
  onSettled: () => Promise<void> | void;
  limit?: number | undefined;
};

/**
 * Ids in the order in which they are worked on: `first`, if any, and when all of these have ended `parallel`, several at a time;
 * then `serial`, one after another.
 */
export type RunOrder = { first?: readonly string[]; parallel: readonly string[]; serial: readonly string[] };

/** After so many lost answers a run goes no further by itself: what is sent to a server that is gone is lost as well. */
const LOST_BEFORE_PAUSE = 2;

const WAITING: ItemState = { state: 'waiting', note: '' };

/**
 * Runs many changes: bounded, stoppable, with a result for each, and failed ones ready for another try. Nothing is sent
 * twice by itself; an item without an answer is checked before it can be tried again. `paused`: ended early by lost answers.
 */
export const useRun = <Item extends { id: string }>(options: RunOptions<Item>) => {
  const { items, work, explain, check, onSettled, limit = maxParallel } = options;
  const [states, setStates] = useState<ReadonlyMap<string, ItemState>>(new Map());
  const [phase, setPhase] = useState<'preview' | 'running' | 'ended'>('preview');
  const [isPaused, setPaused] = useState(false);
  const stopper = useRef<AbortController | null>(null);

  useEffect(() => () => stopper.current?.abort(), []);

  const set = (id: string, state: ItemState) => setStates((before) => new Map(before).set(id, state));

  /** Works on one item. Out: what went wrong, if anything. */
  const one = async (item: Item, signal: AbortSignal): Promise<Explained | null> => {
    const { id } = item;
    const tell = (note: string) => set(id, { state: 'running', note });
    tell('');
    try {
      set(id, { state: 'done', note: (await work(item, { tell, signal })) ?? '' });
      return null;
    } catch (error) {
      const explained = explain(error);
      set(id, { state: explained.unknown ? 'unknown' : 'failed', note: explained.text });
      return explained;
    }
  };

  const itemsOf = (ids: readonly string[]) => {
    const byId = new Map(items.map((item) => [item.id, item]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  };

  const start = async ({ first = [], parallel, serial }: RunOrder) => {
    const stop = new AbortController();
    // What is under way when a run pauses may still be answered.
    const pause = new AbortController();
    stop.signal.addEventListener('abort', () => pause.abort());
    stopper.current = stop;
    setPhase('running');
    setPaused(false);
    setStates((before) => {
      const next = new Map(before);
      for (const id of [...first, ...parallel, ...serial]) next.set(id, WAITING);
      return next;
    });
    let lost = 0;
    const each = async (item: Item) => {
      const wrong = await one(item, stop.signal);
      // Whoever signs in next, perhaps somebody else, does not go on with it.
      if (wrong?.over) stop.abort();
      if (wrong?.lost && ++lost === LOST_BEFORE_PAUSE) pause.abort();
    };
    await runPool(itemsOf(first), each, { limit, signal: pause.signal });
    await runPool(itemsOf(parallel), each, { limit, signal: pause.signal });
    await runPool(itemsOf(serial), each, { limit: 1, signal: pause.signal });
    setPaused(pause.signal.aborted && !stop.signal.aborted);
    setPhase('ended');
    await onSettled();
  };

  const checkUnknown = async () => {
    if (!check) return;
    const stop = new AbortController();
    stopper.current = stop;
    const ids = [...states].filter(([, { state }]) => state === 'unknown').map(([id]) => id);
    setPhase('running');
    await runPool(
      itemsOf(ids),
      async (item) => {
        const { id } = item;
        try {
          const found = await check(item);
          set(
            id,
            found === true
              ? { state: 'done', note: 'It was carried out.' }
              : { state: 'failed', note: found || 'It was not carried out. You can try it again.' },
          );
        } catch (error) {
          const { text, again = false } = explain(error);
          set(id, { state: 'unknown', note: `Still not known. ${text}`, again });
        }
      },
      { limit, signal: stop.signal },
    );
    setPhase('ended');
    await onSettled();
  };

  const count = (wanted: ItemState['state']) => [...states.values()].filter(({ state }) => state === wanted).length;

  const waiting = count('waiting');

  return {
    phase,
    paused: isPaused && phase === 'ended' && waiting > 0,
    states,
    counts: { done: count('done'), failed: count('failed'), unknown: count('unknown'), waiting },
    start,
    stop: () => stopper.current?.abort(),
    checkUnknown,
  };
};
