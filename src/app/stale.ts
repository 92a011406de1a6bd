import { onPending, pending } from '#/ui/pending';

/** The builds for which this tab was reloaded: each once, since two servers of different builds could make it reload for ever. */
const RELOADED = 'lightdash-console:reloaded-for';

type StaleOptions = {
  /** The build that this page came from. */
  build: string;
  /** Asks the server which one it has now; null where it does not say. */
  readBuild: () => Promise<string | null>;
  reload: () => void;
};

let waiting = false;
const listeners = new Set<() => void>();

/** Whether a new version waits until the person has finished; with `onVersionWaiting`, for the notice that says so. */
export const isVersionWaiting = (): boolean => waiting;

/** Calls back when a new version begins or ceases to wait. Out: how to end it. */
export const onVersionWaiting = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const setWaiting = (now: boolean): void => {
  waiting = now;
  for (const listener of listeners) listener();
};

/** Records that the page reloads for a build. Out: false if it did before, or if that cannot be recorded. */
const isFirstFor = (build: string): boolean => {
  try {
    const before = JSON.parse(sessionStorage.getItem(RELOADED) ?? '[]') as string[];
    if (before.includes(build)) return false;
    sessionStorage.setItem(RELOADED, JSON.stringify([...before, build]));
    return true;
  } catch {
    return false;
  }
};

/**
 * Reloads the page, once, when code of it is gone because another build has taken its place; not before everything that is
 * unsaved or running has come to its end. Out: how to end it.
 */
export const watchStale = ({ build, readBuild, reload }: StaleOptions): (() => void) => {
  let newBuild: string | null = null;
  const goOn = (): void => {
    if (newBuild === null || pending() !== 'nothing') return;
    setWaiting(false);
    if (isFirstFor(newBuild)) reload();
    newBuild = null;
  };
  const look = async (): Promise<void> => {
    const now = await readBuild().catch(() => null);
    // The same build means that the network has failed, not the version.
    if (now === null || now === build || newBuild !== null) return;
    newBuild = now;
    if (pending() !== 'nothing') setWaiting(true);
    goOn();
  };
  const onPreloadError = () => void look();
  globalThis.addEventListener('vite:preloadError', onPreloadError);
  const stopListening = onPending(goOn);
  return () => {
    globalThis.removeEventListener('vite:preloadError', onPreloadError);
    stopListening();
    setWaiting(false);
  };
};
