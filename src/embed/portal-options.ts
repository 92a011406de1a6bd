import type { GetToken, Pending, Theme } from './host';
import { isLanguage, isPath, isTheme, type FrameEvent, type Ignored } from './protocol';

export type ConnectOptions = {
  /** Where the console is served, such as `https://console.example.com`. Nothing from elsewhere is listened to. */
  consoleOrigin: string;
  /** Hands over a token of the person who is signed in at the portal; rejects where there is none. Ten seconds are waited for it. */
  getToken: GetToken;
  /** Where the console begins, such as `/members`; without it, at its front page. */
  path?: string;
  theme?: Theme;
  /** A language tag (BCP 47). */
  language?: string;
  /** The console is at another place now. `replace`: change the address without a step in the history. */
  onNavigate?: (path: string, how: { replace: boolean }) => void;
  /** How high the console's content is, in CSS pixels. */
  onResize?: (px: number) => void;
  onEvent?: (event: FrameEvent) => void;
  /** Something is unsaved or running from now on, so ask before the frame is taken away; or `nothing` is any more. */
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
  /** How many messages to this page were ignored, by reason. */
  readonly ignored: Ignored;
};

const demand = (isRight: boolean, sentence: string): void => {
  if (!isRight) throw new TypeError(`connectConsole: ${sentence}`);
};

const isOrigin = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value) && new URL(value).origin === value;

/** Looks at what a portal's page has handed in. Throws TypeError, which says what to do. */
export const checkOptions = (iframe: HTMLIFrameElement, options: ConnectOptions): void => {
  demand(iframe instanceof HTMLIFrameElement, 'the first argument is no <iframe>.');
  const { consoleOrigin, getToken, path, theme, language, ...listeners } = options;
  demand(isOrigin(consoleOrigin), 'consoleOrigin is no origin; it looks like https://console.example.com, without a path or a slash at its end.');
  demand(typeof getToken === 'function', 'getToken is no function.');
  demand(path === undefined || isPath(path), 'path is no place of the console; it looks like /members or /members?role=admin.');
  demand(theme === undefined || isTheme(theme), "theme is none of 'light', 'dark' and 'auto'.");
  demand(language === undefined || isLanguage(language), 'language is no language tag; it looks like en or pt-BR.');
  for (const [name, listener] of Object.entries(listeners)) demand(listener === undefined || typeof listener === 'function', `${name} is no function.`);
};
