/** The types of portal.js, in one file that stands by itself: served beside it as portal.d.ts. */

export type Theme = 'light' | 'dark' | 'auto';

/** What would be lost by leaving. */
export type Pending = 'nothing' | 'unsaved' | 'running';

/** `initial`: the first one; `expiring`: the present one will be over soon; `rejected`: it is over, or the server refused it. */
export type TokenReason = 'initial' | 'expiring' | 'rejected';

export type HostToken = {
  token: string;
  /** `ApiKey` for a personal access token of Lightdash, `Bearer` for an OAuth access token. */
  scheme: 'ApiKey' | 'Bearer';
  /** In milliseconds since 1970; null where it is not known. A time that has passed is reported, and taken as null. */
  expiresAt: number | null;
  /** A name for the token that reveals nothing of it: you get it back when the token has to be renewed. */
  tokenId: string;
};

/** Rejects when there is no token to give; that is reported in the portal's page. */
export type GetToken = (asked: { reason: TokenReason; tokenId?: string }) => Promise<HostToken>;

/** How many messages were ignored, by reason. */
export type Ignored = Readonly<Record<'source' | 'origin' | 'version' | 'malformed' | 'replay' | 'flood', number>>;

/** What happens in the console. No event holds a secret. */
export type FrameEvent =
  | { type: 'signed-in'; userUuid: string; organizationUuid: string }
  | { type: 'saved'; method: string; path: string }
  | { type: 'failed'; kind: string; status: number; method: string; path: string }
  | { type: 'pending'; pending: Pending }
  | ({ type: 'messages-ignored' } & Ignored);

export type ConnectOptions = {
  /** Where the console is served, such as `https://console.example.com`. Messages from other origins are ignored. */
  consoleOrigin: string;
  /** Hands over a token of the person who is signed in at the portal. Ten seconds are waited for it. */
  getToken: GetToken;
  /** Where the console begins, such as `/members`. Without it, at its front page; what is no place of the console is reported, too. */
  path?: string;
  theme?: Theme;
  /** A language tag (BCP 47). The console's texts are English for now, whatever is asked for. */
  language?: string;
  /**
   * The console is at another place now, or goes there because `navigate` was called. `replace`: change the address without a step in
   * the history.
   */
  onNavigate?: (path: string, how: { replace: boolean }) => void;
  /** How high the frame has to be for the console's page not to be scrolled, in CSS pixels; at least as high as it is. */
  onResize?: (px: number) => void;
  onEvent?: (event: FrameEvent) => void;
  /** Something is unsaved or running from now on, so ask before the frame is removed; `nothing` ends that. */
  confirmLeave?: (reason: Pending) => void;
};

export type ConsoleConnection = {
  /** Resolves when frame and portal have found each other; rejects with a sentence for developers when they cannot. */
  readonly ready: Promise<void>;
  /** Goes to a place of the console. Where the person does not want to leave what is unsaved, `onNavigate` tells where the console still is. */
  navigate(path: string): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /** Out: the language that the console shows. */
  setLanguage(language: string): Promise<string>;
  /** What would be lost by leaving now. */
  flush(): Promise<Pending>;
  /** Ends the console in the frame and forgets it. The iframe stays; it can be removed. */
  destroy(): Promise<void>;
  /** How many messages to this page were ignored. */
  readonly ignored: Ignored;
};

/**
 * Shows the console in an iframe and exchanges messages with it alone.
 *
 * In: an iframe without `src`, which is given the console's page; and how. Out: the connection, at once; it stays when the frame
 * loads anew. Throws TypeError, with what to do, for options that cannot be right.
 */
export function connectConsole(iframe: HTMLIFrameElement, options: ConnectOptions): ConsoleConnection;
