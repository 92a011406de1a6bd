import { useEffect, useRef, useState } from 'react';
import { runPool } from '../lib/pool';

/** How far one item of a run has come. `unknown`: sent, but no answer says whether it was carried out. */
export type ItemState = { state: 'waiting' | 'running' | 'done' | 'failed' | 'unknown'; note: string };

/** For a work that takes its time: puts a note beside its item, and a signal that says when nobody waits for it any more. */
export type WorkTools = { tell: (note: string) => void; signal: AbortSignal };

/** An error in one line. `unknown`: it may have been carried out; `lost`: no answer came, so the server may be gone. */
export type Explained = { text: string; unknown: boolean; lost?: boolean };

type RunOptions = {
  /** Does the work for one item; what it resolves to stands beside it. */
  work: (id: string, tools: WorkTools) => Promise<string>;
  /** Puts an error into one line. */
  explain: (error: unknown) => Explained;
  /** Finds out what became of an `unknown` item: true when it was carried out. */
  check?: ((id: string) => Promise<boolean | string>) | undefined;
  /** After each run: what was changed has to be read again. */
  onSettled: () => Promise<void> | void;
  limit: number;
};

/** Ids in the order in which they are worked on: the first ones several at a time, then the others one after another. */
export type RunOrder = { parallel: readonly string[]; serial: readonly string[] };

/** After so many lost answers a run goes no further by itself: what is sent to a server that is gone is lost as well. */
const LOST_BEFORE_PAUSE = 2;

const WAITING: ItemState = { state: 'waiting', note: '' };

/**
 * Runs many changes: bounded, stoppable, with a result for each, and failed ones ready for another try. Nothing is sent
 * twice by itself; an item without an answer is checked before it can be tried again. `paused`: ended early by lost answers.
 */
export const useRun = ({ work, explain, check, onSettled, limit }: RunOptions) => {
  const [states, setStates] = useState<ReadonlyMap<string, ItemState>>(new Map());
  const [phase, setPhase] = useState<'preview' | 'running' | 'ended'>('preview');
  const [isPaused, setPaused] = useState(false);
  const stopper = useRef<AbortController | null>(null);

  useEffect(() => () => stopper.current?.abort(), []);

  const set = (id: string, state: ItemState) => setStates((before) => new Map(before).set(id, state));

  /** Works on one item. Out: whether its answer was lost. */
  const one = async (id: string, signal: AbortSignal): Promise<boolean> => {
    const tell = (note: string) => set(id, { state: 'running', note });
    tell('');
    try {
      set(id, { state: 'done', note: await work(id, { tell, signal }) });
      return false;
    } catch (error) {
      const { text, unknown, lost = false } = explain(error);
      set(id, { state: unknown ? 'unknown' : 'failed', note: text });
      return lost;
    }
  };

  const start = async ({ parallel, serial }: RunOrder) => {
    const stop = new AbortController();
    // What is under way when a run pauses may still be answered.
    const pause = new AbortController();
    stop.signal.addEventListener('abort', () => pause.abort());
    stopper.current = stop;
    setPhase('running');
    setPaused(false);
    setStates((before) => {
      const next = new Map(before);
      for (const id of [...parallel, ...serial]) next.set(id, WAITING);
      return next;
    });
    let lost = 0;
    const each = async (id: string) => {
      if ((await one(id, stop.signal)) && ++lost === LOST_BEFORE_PAUSE) pause.abort();
    };
    await runPool(parallel, each, { limit, signal: pause.signal });
    await runPool(serial, each, { limit: 1, signal: pause.signal });
    setPaused(pause.signal.aborted && !stop.signal.aborted);
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
