import { useEffect, useRef } from 'react';

/** What would be lost by leaving: nothing, something that somebody typed or must still see, or changes that are under way. */
export type Pending = 'nothing' | 'unsaved' | 'running';

/** A way out that somebody wanted to take while something was pending. */
export type Held = { proceed(): void; reset(): void };

/** Asks the person, and then lets them go or not. Undefined for work that goes on wherever in the console they go. */
type Ask = ((held: Held) => void) | undefined;

type Work = { state: () => Pending; ask: () => Ask };

const works = new Set<Work>();
const listeners = new Set<(now: Pending) => void>();
let announced: Pending = 'nothing';

const ALL: readonly Pending[] = ['running', 'unsaved'];

/** What is pending in the whole console. */
export const pending = (): Pending => {
  const states = [...works].map(({ state }) => state());
  return ALL.find((state) => states.includes(state)) ?? 'nothing';
};

/** Tells those who listen, if it has changed. Whoever registered work calls this when its state may be another one. */
export const pendingChanged = (): void => {
  const now = pending();
  if (now === announced) return;
  announced = now;
  for (const listener of listeners) listener(now);
};

/** Calls back with what is pending whenever that changes. Out: how to end it. */
export const onPending = (listener: (now: Pending) => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** How the topmost piece of pending work asks the person about a way out; undefined where there is none that asks. */
export const asking = (): Ask => [...works].findLast(({ state, ask }) => state() !== 'nothing' && ask())?.ask();

/** Has that ask the person about a way out. Lets them go where there is none. */
export const hold = (held: Held): void => {
  const ask = asking();
  if (ask) ask(held);
  else held.proceed();
};

/**
 * Registers work for as long as the component is there; the closing of the tab asks, too. In: how it stands now, asked whenever somebody wants to leave; what to
 * do when somebody does.
 */
export const usePending = (state: () => Pending, ask: Ask): void => {
  const latest = useRef({ state, ask });
  useEffect(() => {
    latest.current = { state, ask };
    pendingChanged();
  });
  useEffect(() => {
    const work: Work = { state: () => latest.current.state(), ask: () => latest.current.ask };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (work.state() !== 'nothing') event.preventDefault();
    };
    works.add(work);
    pendingChanged();
    globalThis.addEventListener('beforeunload', onUnload);
    return () => {
      globalThis.removeEventListener('beforeunload', onUnload);
      works.delete(work);
      pendingChanged();
    };
  }, []);
};
