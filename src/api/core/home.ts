import type { ApiFailure } from './failure';

/** A call that has ended: what was asked, and what went wrong, or null. `path` begins where our server does and has no query. */
export type EndedCall = { method: string; path: string; failure: ApiFailure | null };

/** Our own server, as the running console reaches it. */
export type Home = {
  /** The address below which it answers: an origin, or an origin and a path without a slash at its end. */
  base: string;
  /** Ends all calls that are under way, and refuses further ones. */
  ended: AbortSignal;
  /** Whether this console shares what it holds with other tabs of the browser. */
  hasTabs: boolean;
  /** Hears of each call when it has ended. */
  onCall?: ((call: EndedCall) => void) | undefined;
};

/** A document has one console, so there is one home. It stays when it is closed, so that nothing goes out to another one. */
let opened: Home | null = null;

/** Says where our server is, for all calls from now on. Out: how to end them. */
export const openHome = (home: Omit<Home, 'ended'>): (() => void) => {
  const end = new AbortController();
  opened = { ...home, ended: end.signal };
  return () => end.abort();
};

const never = new AbortController().signal;

/** Where our server is; at the origin of the page as long as nobody has said so. */
export const currentHome = (): Home =>
  opened ?? { base: globalThis.location?.origin ?? 'http://localhost', ended: never, hasTabs: false };
