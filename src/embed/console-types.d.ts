/** The types of console.js and console.peer.js, in one file that stands by itself: served beside them. */

export type Theme = 'light' | 'dark' | 'auto';

/** What would be lost by unmounting now. */
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

/** Rejects when there is no token to give; that is reported in the page. Ten seconds are waited for it. */
export type GetToken = (asked: { reason: TokenReason; tokenId?: string }) => Promise<HostToken>;

/** What happens in the console. `path` is that of an operation of an API behind the console's server. No event holds a secret. */
export type ConsoleEvent =
  | { type: 'signed-in'; userUuid: string; organizationUuid: string }
  | { type: 'saved'; method: string; path: string }
  | { type: 'failed'; kind: string; status: number; method: string; path: string }
  | { type: 'pending'; pending: Pending };

export type MountOptions = {
  /** Below which address the console's server answers: its own origin, or a path of this page's origin that leads there. */
  apiBase: string;
  /** Called whenever the console needs a credential: at first, before one ends, and when one was refused. */
  getToken: GetToken;
  /** `auto`, which follows the system, by default. */
  theme?: Theme;
  /** The path of this page below which the addresses of the console are, such as `/admin/lightdash`. */
  basename?: string;
  /** Instead of a basename: the console keeps its place in memory, and the address of this page stays as it is. */
  routing?: 'memory';
  /** Where a console begins that keeps its place in memory; `/` by default, and for anything that is no path, which is reported. */
  initialPath?: string;
  /** Hears each path of the console that was gone to, from its `/` on; `replace`: in the place of the former one. */
  onNavigate?: (path: string, how: { replace: boolean }) => void;
  onEvent?: (event: ConsoleEvent) => void;
};

/** Once it is unmounted, `navigate` and `setTheme` throw an Error. */
export type Mounted = {
  /** Goes to a path of the console, such as `/members?role=admin`. Throws a TypeError for anything else. */
  navigate(path: string): void;
  setTheme(theme: Theme): void;
  /** Takes the console away, and everything that it brought or has read. Needed also where its element was removed. Calling it twice does no harm. */
  unmount(): void;
};

/**
 * Puts the console into an element of the page, in a shadow root of its own. The element should have a height. The page around can
 * read everything in the console.
 *
 * Throws TypeError when an option is wrong, and Error when there is a console in this document already.
 */
export function mount(element: HTMLElement, options: MountOptions): Mounted;
