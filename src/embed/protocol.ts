import { consolePath } from '#/lib/address';
import { isRecord, isText } from './checks';
import type { ConsoleEvent, HostToken, Pending, Theme, TokenReason } from './host';
import { faultOfToken } from './token';

/** What both sides speak. It changes with any change that one side alone would not understand. */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL = 'lightdash-console';

/** How long either side waits for the other, whatever it is waiting for. */
export const TIMEOUT_MS = 10_000;

/**
 * The one message that the frame posts to the window around it. It holds nothing but a name for this start of the frame, which
 * the answer has to repeat.
 */
export type Hello = { protocol: typeof PROTOCOL; version: number; nonce: string };

/** The one message that the portal posts to the frame's window, with the port over which everything else goes. */
export type Welcome = Hello & { settings: Settings };

/** How the portal wants the console to begin. `path` is null for wherever the console begins by itself. */
export type Settings = { path: string | null; theme: Theme; language: string };

/** Calls of the portal by the frame, and of the frame by the portal. */
export type Calls = Record<string, (...args: never[]) => unknown>;

/** What a portal answers to its frame. */
export type HostCalls = {
  getToken(asked: { reason: TokenReason; tokenId?: string }): HostToken;
  /** The console is at another place now. `replace`: that is no step of its own in the history. */
  onNavigate(path: string, replace: boolean): void;
  onResize(px: number): void;
  onEvent(event: FrameEvent): void;
  /** From now on, ask before leaving, because of this; `nothing` ends it. */
  confirmLeave(reason: Pending): void;
};

/** What a frame answers to its portal. */
export type FrameCalls = {
  navigate(path: string): void;
  setTheme(theme: Theme): void;
  /** Out: the language that the console shows, whatever was wished for. */
  setLanguage(language: string): string;
  /** Out: what would be lost by leaving, after everything said before has reached the portal. */
  flush(): Pending;
  destroy(): void;
};

/** What the console tells, and how many messages the frame has ignored so far, by reason. */
export type FrameEvent = ConsoleEvent | ({ type: 'messages-ignored' } & Ignored);

/**
 * Why a message was ignored: from another window or origin than the one spoken with, of another version, no message of the
 * protocol, one that has been here before, or beyond the limit on messages.
 */
export const REFUSALS = ['source', 'origin', 'version', 'malformed', 'replay', 'flood'] as const;
export type Refusal = (typeof REFUSALS)[number];
export type Ignored = Readonly<Record<Refusal, number>>;

/** Whether arguments and answers of each call are what they should be. */
export type Guards<C extends Calls> = {
  readonly [Name in keyof C]: { args(args: readonly unknown[]): boolean; answer(value: unknown): boolean };
};

type Check = (value: unknown) => boolean;

const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);
const nothing: Check = (value) => value === undefined;
const each =
  (...checks: readonly Check[]) =>
  (args: readonly unknown[]) =>
    args.length === checks.length && checks.every((fits, place) => fits(args[place]));

export const isTheme = oneOf('light', 'dark', 'auto');
const isPending = oneOf('nothing', 'unsaved', 'running');
const isReason = oneOf('initial', 'expiring', 'rejected');
/** A language tag (BCP 47), such as `en` or `pt-BR`. */
export const isLanguage: Check = (value) => isText(value, 35) && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(value);
/** A place of the console: a path with its query, in its normal form, that leads nowhere else. */
export const isPath: Check = (value) => isText(value, 4_000) && consolePath(value) === value;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

const isAsked: Check = (value) =>
  isRecord(value) && isReason(value.reason) && (value.tokenId === undefined || isText(value.tokenId, 200));

const isPlain: Check = (value) =>
  value === null ||
  ['boolean', 'number', 'undefined'].includes(typeof value) ||
  (typeof value === 'string' && value.length <= 500);
/** Small and flat: an event tells what happened, not what is in it. */
const isEvent: Check = (value) =>
  isRecord(value) && isText(value.type, 60) && Object.values(value).length <= 20 && Object.values(value).every(isPlain);

export const hostGuards: Guards<HostCalls> = {
  getToken: { args: each(isAsked), answer: (value) => faultOfToken(value) === null },
  onNavigate: { args: each(isPath, (value) => typeof value === 'boolean'), answer: nothing },
  onResize: { args: each(isCount), answer: nothing },
  onEvent: { args: each(isEvent), answer: nothing },
  confirmLeave: { args: each(isPending), answer: nothing },
};

export const frameGuards: Guards<FrameCalls> = {
  navigate: { args: each(isPath), answer: nothing },
  setTheme: { args: each(isTheme), answer: nothing },
  setLanguage: { args: each(isLanguage), answer: isLanguage },
  flush: { args: each(), answer: isPending },
  destroy: { args: each(), answer: nothing },
};

/** Whether a message wants to be one of this protocol, of whichever version. */
export const isOurs = (data: unknown): data is Readonly<Record<string, unknown>> =>
  isRecord(data) && data.protocol === PROTOCOL;

const isHandshake = (data: Readonly<Record<string, unknown>>): boolean =>
  typeof data.version === 'number' && isText(data.nonce, 64);

export const isHello = (data: unknown): data is Hello => isOurs(data) && isHandshake(data);

export const isWelcome = (data: unknown): data is Welcome => {
  if (!isOurs(data) || !isHandshake(data) || !isRecord(data.settings)) return false;
  const { path, theme, language } = data.settings;
  return (path === null || isPath(path)) && isTheme(theme) && isLanguage(language);
};

/** A name for one start of a frame. Not `randomUUID`, which only a secure context has. */
export const newNonce = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-');
