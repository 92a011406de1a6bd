import { useEffect, useRef, useState } from 'react';
import { runPool } from '../lib/pool';

/** How far one item of a run has come. `unknown`: sent, but no answer says whether it was carried out. */
export type ItemState = { state: 'waiting' | 'running' | 'done' | 'failed' | 'unknown'; note: string };

/** For a work that takes its time: puts a note beside its item, and a signal that says when nobody waits for it any more. */
export type WorkTools = { tell: (note: string) => void; signal: AbortSignal };

type RunOptions = {
  /** Does the work for one item; what it resolves to stands beside it. */
  work: (id: string, tools: WorkTools) => Promise<string>;
  /** Puts an error into one line. */
  explain: (error: unknown) => { text: string; unknown: boolean };
  /** Finds out what became of an `unknown` item: true when it was carried out. */
  check?: ((id: string) => Promise<boolean | string>) | undefined;
  /** After each run: what was changed has to be read again. */
  onSettled: () => Promise<void> | void;
  limit: number;
};

/** Ids in the order in which they are worked on: the first ones several at a time, then the others one after another. */
export type RunOrder = { parallel: readonly string[]; serial: readonly string[] };

const WAITING: ItemState = { state: 'waiting', note: '' };

/**
 * Runs many changes: bounded, stoppable, with a result for each, and failed ones ready for another try. Nothing is sent
 * twice by itself; an item without an answer is checked before it can be tried again.
 */
export const useRun = ({ work, explain, check, onSettled, limit }: RunOptions) => {
  const [states, setStates] = useState<ReadonlyMap<string, ItemState>>(new Map());
  const [phase, setPhase] = useState<'preview' | 'running' | 'ended'>('preview');
  const stopper = useRef<AbortController | null>(null);

  useEffect(() => () => stopper.current?.abort(), []);

  const set = (id: string, state: ItemState) => setStates((before) => new Map(before).set(id, state));

  const one = async (id: string, signal: AbortSignal) => {
    const tell = (note: string) => set(id, { state: 'running', note });
    tell('');
    try {
      set(id, { state: 'done', note: await work(id, { tell, signal }) });
    } catch (error) {
      const { text, unknown } = explain(error);
      set(id, { state: unknown ? 'unknown' : 'failed', note: text });
    }
  };

  const start = async ({ parallel, serial }: RunOrder) => {
    const stop = new AbortController();
    stopper.current = stop;
    setPhase('running');
    setStates((before) => {
      const next = new Map(before);
      for (const id of [...parallel, ...serial]) next.set(id, WAITING);
      return next;
    });
    const each = (id: string) => one(id, stop.signal);
    await runPool(parallel, each, { limit, signal: stop.signal });
    await runPool(serial, each, { limit: 1, signal: stop.signal });
    setPhase('ended');
    await onSettled();
  };

  const checkUnknown = async () => {
    if (!check) return;
    const ids = [...states].filter(([, { state }]) => state === 'unknown').map(([id]) => id);
    setPhase('running');
    await runPool(
      ids,
      async (id) => {
        try {
          const found = await check(id);
          set(
            id,
            found === true
              ? { state: 'done', note: 'It was carried out.' }
              : { state: 'failed', note: found || 'It was not carried out. You can try it again.' },
          );
        } catch (error) {
          set(id, { state: 'unknown', note: `Still not known. ${explain(error).text}` });
        }
      },
      { limit },
    );
    setPhase('ended');
    await onSettled();
  };

  const count = (wanted: ItemState['state']) => [...states.values()].filter(({ state }) => state === wanted).length;

  return {
    phase,
    states,
    counts: { done: count('done'), failed: count('failed'), unknown: count('unknown'), waiting: count('waiting') },
    start,
    stop: () => stopper.current?.abort(),
    checkUnknown,
  };
};
