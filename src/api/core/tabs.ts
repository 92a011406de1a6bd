import type { Credential } from './credentials';
import { isRecord } from './envelope';
import { currentHome } from './home';

/** A credential that some tab holds, whose it is, and the ids of those whose place it took. */
export type Held = { credential: Credential; owner: string | null; replaces: readonly string[] };

/** What a tab asks the others for: a credential that is none of these ids, of this person; null for anybody's. */
type Wanted = { not: readonly string[]; owner: string | null };

/** What a tab does when another one asks or tells something. */
type Listeners = {
  onAsk(wanted: Wanted): Held | null;
  onTell(held: Held): void;
  onEnd(owner: string): void;
  onSpent(id: string): void;
};

/** How the tabs of one console in one browser share a credential. */
export type Tabs = {
  /** Runs the work while no other tab runs such work; at once where the page may not have locks. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** What another tab holds, or null: at once where there is no other tab, after a timeout where no tab has one. */
  ask(wanted: Wanted): Promise<Held | null>;
  tell(held: Held): void;
  /** Says that nothing renews the credential of this id any more. */
  tellSpent(id: string): void;
  /** Says that the session of a person is over. */
  end(owner: string): void;
  listen(listeners: Listeners): void;
  /** Leaves the others: no more messages come or go. */
  close(): void;
};

/** The part of BroadcastChannel that is needed. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>;

type Message =
  | { type: 'ask'; nonce: number; wanted: Wanted }
  | { type: 'answer'; nonce: number; held: Held }
  | { type: 'told'; held: Held }
  | { type: 'spent'; id: string }
  | { type: 'ended'; owner: string };

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOwner = (value: unknown): boolean => value === null || isText(value);
const isHeld = (value: unknown): boolean =>
  isRecord(value) &&
  isRecord(value.credential) &&
  isText(value.credential.id) &&
  isRecord(value.credential.headers) &&
  isOwner(value.owner) &&
  isTexts(value.replaces);

/** What each message has to hold. Any page of our origin can speak here, and an older build of ours may say it otherwise. */
const SHAPES: ReadonlyMap<unknown, (message: Record<string, unknown>) => boolean> = new Map(
  Object.entries({
    ask: ({ nonce, wanted }) =>
      typeof nonce === 'number' && isRecord(wanted) && isTexts(wanted.not) && isOwner(wanted.owner),
    answer: ({ nonce, held }) => typeof nonce === 'number' && isHeld(held),
    told: ({ held }) => isHeld(held),
    spent: ({ id }) => isText(id),
    ended: ({ owner }) => isText(owner),
  } satisfies Record<Message['type'], (message: Record<string, unknown>) => boolean>),
);

const isMessage = (data: unknown): data is Message => isRecord(data) && SHAPES.get(data.type)?.(data) === true;

/** How long the others may take to answer. A busy tab is slow; one that is frozen does not answer at all. */
const PATIENCE_MS = 1000;

/**
 * Tabs of one origin, over a BroadcastChannel and under Web Locks. Nothing is stored: what a tab
 * holds is told to those that are open, and to one that asks. In: a name for the credential, the channel, the locks. Locks
 * also say whether there is another tab at all: each holds a shared one as long as it lives. Where there are none (no secure context), nobody is
 * asked for a credential; what is told is heard all the same.
 */
export const createTabs = (
  name: string,
  channel: Channel,
  locks: LockManager | undefined,
  patienceMs = PATIENCE_MS,
): Tabs => {
  const presence = `${name}:open`;
  const waiting = new Map<number, (held: Held) => void>();
  // A BroadcastChannel reaches its own origin only; it takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const post = (message: Message): void => channel.postMessage(message);
  const leave = new AbortController();
  const left = new Promise<void>((resolve) => leave.signal.addEventListener('abort', () => resolve()));
  void locks?.request(presence, { mode: 'shared' }, () => left);

  const hasOthers = async (by: LockManager): Promise<boolean> => {
    const { held = [] } = await by.query();
    return held.filter((lock) => lock.name === presence).length > 1;
  };

  return {
    exclusively: (work) => (locks ? locks.request(`${name}:renewal`, work) : work()),
    ask: async (wanted) => {
      if (!locks || !(await hasOthers(locks))) return null;
      const nonce = Math.random();
      const held = await new Promise<Held | null>((resolve) => {
        waiting.set(nonce, resolve);
        setTimeout(() => resolve(null), patienceMs);
        post({ type: 'ask', nonce, wanted });
      });
      waiting.delete(nonce);
      return held;
    },
    tell: (held) => post({ type: 'told', held }),
    tellSpent: (id) => post({ type: 'spent', id }),
    end: (owner) => post({ type: 'ended', owner }),
    listen: ({ onAsk, onTell, onEnd, onSpent }) =>
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!isMessage(data)) return;
        switch (data.type) {
          case 'ask': {
            const held = onAsk(data.wanted);
            if (held) post({ type: 'answer', nonce: data.nonce, held });
            break;
          }
          case 'answer':
            waiting.get(data.nonce)?.(data.held);
            break;
          case 'told':
            onTell(data.held);
            break;
          case 'spent':
            onSpent(data.id);
            break;
          case 'ended':
            onEnd(data.owner);
            break;
        }
      }),
    close: () => {
      leave.abort();
      channel.close();
    },
  };
};

/** The tabs of this browser, for as long as the console runs. Undefined where it shares nothing. */
export const openTabs = (name: string): Tabs | undefined => {
  const { hasTabs, ended } = currentHome();
  if (!hasTabs) return undefined;
  // Undefined without a secure context.
  const tabs = createTabs(name, new BroadcastChannel(name), globalThis.navigator?.locks);
  ended.addEventListener('abort', tabs.close, { once: true });
  return tabs;
};
