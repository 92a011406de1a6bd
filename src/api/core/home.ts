import type { ApiFailure } from './failure';

/**
 * A call that has ended: what was asked, and what went wrong, or null. `path` begins where our server does and has no query. `tries`:
 * it was made with a credential that is not the console's own yet.
 */
export type EndedCall = { method: string; path: string; failure: ApiFailure | null; tries: boolean };

/** Our own server, as the running console reaches it. */
export type Home = {
  /** The address below which it answers: an origin, or an origin and a path without a slash at its end. */
  base: string;
  /** Ends all calls that are under way, and refuses further ones. */
  ended: AbortSignal;
  /** Whether this console shares what it holds with other tabs of the browser. */
  hasTabs: boolean;
  /** Called for each call when it has ended. */
  onCall?: ((call: EndedCall) => void) | undefined;
};

/** A document has one console, hence one home. It is kept after it was closed, so that late calls do not go to another server. */
let opened: Home | null = null;

/** Sets where our server is, for all calls from now on. Out: a function that ends them. */
export const openHome = (home: Omit<Home, 'ended'>): (() => void) => {
  const end = new AbortController();
  opened = { ...home, ended: end.signal };
  return () => end.abort();
};

const never = new AbortController().signal;

/** Where our server is; the origin of the page until `openHome` was called. */
export const currentHome = (): Home =>
  opened ?? { base: globalThis.location?.origin ?? 'http://localhost', ended: never, hasTabs: false };
