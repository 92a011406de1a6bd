import { tokenCredential, type CredentialSource } from './credentials';
import type { Decoded, Dialect } from './dialect';
import { ApiFailure } from './failure';
import type { Home } from './home';
import { createRequester, type RequesterOptions } from './request';
import type { Channel } from './tabs';

/** What reached the network. */
export type Sent = { url: string; method: string; headers: Record<string, string>; init: RequestInit };

/** What the network does with a request: answers, fails, or whatever a function decides. */
export type Reaction = Response | Error | ((sent: Sent) => Response | Promise<Response>);

export type Send = NonNullable<RequesterOptions['send']>;

export const ORIGIN = 'https://console.example';
export const TOKEN = 'ldpat_canary0123456789abcdef';

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });

export const html = (status: number, title = 'Sign in'): Response =>
  new Response(`<!doctype html><title>${title}</title>`, { status, headers: { 'content-type': 'text/html' } });

/** Never answers; gives up when the request is aborted. As `fetch` does. */
export const silence = ({ init }: Sent): Promise<Response> =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
  });

/** A network that reacts to each request as told; the last reaction stays. */
export const createNetwork = (...reactions: Reaction[]) => {
  const sent: Sent[] = [];
  const send = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const request = {
      url: String(url),
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      init,
    };
    sent.push(request);
    const reaction = reactions[Math.min(sent.length, reactions.length) - 1];
    if (!reaction) throw new TypeError('Failed to fetch');
    if (reaction instanceof Error) throw reaction;
    return typeof reaction === 'function' ? reaction(request) : reaction.clone();
  };
  return { sent, send: send as Send };
};

/** Our server at ORIGIN. */
export const testHome = (): Home => ({ base: ORIGIN, ended: new AbortController().signal, hasTabs: false });

const KINDS: Readonly<Record<number, ApiFailure['kind']>> = {
  401: 'unauthorized',
  403: 'forbidden',
  429: 'rate-limited',
  500: 'server',
  503: 'unavailable',
};

/** An API as plain as can be: JSON, and errors whose body is `{error: name}`. */
const plainDialect: Dialect = {
  name: 'Plain',
  reach: ['/api/'],
  authorize: ({ credential }) => credential?.headers ?? {},
  decode: ({ status, text }): Decoded => {
    try {
      const body = JSON.parse(text) as { error?: string };
      if (status < 300) return { ok: true, data: body };
      return { ok: false, failure: { kind: KINDS[status] ?? 'invalid', code: body.error ?? '' } };
    } catch {
      return { ok: false, failure: { kind: status < 300 ? 'malformed' : (KINDS[status] ?? 'malformed') } };
    }
  },
};

/** A source that has one credential and cannot renew it. */
export const fixedSource = (credential = tokenCredential(TOKEN)): CredentialSource => ({
  get: ({ rejected }) => Promise.resolve(rejected ? null : credential),
});

/** A clock that stands still until somebody waits by it. */
export const createClock = (startAt = Date.parse('2026-11-20T12:00:00Z')) => {
  let at = startAt;
  const waits: number[] = [];
  return {
    now: () => at,
    waits,
    pass: (ms: number) => {
      at += ms;
    },
    wait: (ms: number) => {
      waits.push(ms);
      at += ms;
      return Promise.resolve();
    },
  };
};

/** A requester whose clock, dice and network are the test's. `waits` are the pauses it made, in milliseconds. */
export const createTestRequester = (send: Send, options: Partial<RequesterOptions> = {}) => {
  const { now, wait, waits } = createClock();
  const home = testHome();
  const request = createRequester({
    dialect: plainDialect,
    credentials: fixedSource(),
    home: () => home,
    send,
    random: () => 0.5,
    now,
    wait,
    isOnline: () => true,
    ...options,
  });
  return { request, waits };
};

/** The failure that a promise ends with; anything else fails the test. */
export const failureOf = async (promise: Promise<unknown>): Promise<ApiFailure> => {
  const outcome = await promise.then(
    (data) => ({ data }),
    (error: unknown) => error,
  );
  if (outcome instanceof ApiFailure) return outcome;
  throw new Error(`Not an ApiFailure: ${JSON.stringify(outcome) ?? String(outcome)}`);
};

/**
 * A browser with tabs of one origin: channels and locks that work as those of the platform. `open` gives what one tab sees;
 * messages arrive later, never in the tab that sent them, and as copies.
 */
export const createBrowser = () => {
  const listeners: { tab: number; hear: (event: MessageEvent) => void }[] = [];
  const held: { name: string }[] = [];
  const queues = new Map<string, Promise<unknown>>();
  const underWay = new Set<Promise<void>>();
  let tabs = 0;

  const request = (name: string, ...rest: unknown[]) => {
    const work = rest.at(-1) as () => Promise<unknown>;
    if (rest.length === 2) {
      held.push({ name });
      return work();
    }
    const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
    queues.set(name, turn);
    return turn;
  };

  const open = (): { channel: Channel; locks: LockManager } => {
    const tab = tabs++;
    const channel = {
      postMessage: (message: unknown) => {
        const copy = structuredClone(message);
        const arrived = new Promise<void>((resolve) => {
          setTimeout(() => {
            for (const other of listeners) if (other.tab !== tab) other.hear({ data: copy } as MessageEvent);
            underWay.delete(arrived);
            resolve();
          });
        });
        underWay.add(arrived);
      },
      addEventListener: (_type: string, hear: (event: MessageEvent) => void) => {
        listeners.push({ tab, hear });
      },
    };
    return {
      channel: channel as Channel,
      locks: { request, query: () => Promise.resolve({ held, pending: [] }) } as unknown as LockManager,
    };
  };
  /** Resolves when no message is under way any more, answers to messages included. */
  const quiet = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return { open, quiet };
};
