import type { ConnectOptions } from './portal-types';
import { isLanguage, isPath, isTheme } from './protocol';

const demand = (isRight: boolean, sentence: string): void => {
  if (!isRight) throw new TypeError(`connectConsole: ${sentence}`);
};

const isOrigin = (value: unknown): boolean =>
  typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value) && new URL(value).origin === value;

/** Looks at what a portal's page has handed in. Throws TypeError, which says what to do. */
export const checkOptions = (iframe: HTMLIFrameElement, options: ConnectOptions): void => {
  demand(iframe instanceof HTMLIFrameElement, 'the first argument is no <iframe>.');
  const { consoleOrigin, getToken, path: _path, theme, language, ...listeners } = options;
  demand(
    isOrigin(consoleOrigin),
    'consoleOrigin is no origin; it looks like https://console.example.com, without a path or a slash at its end.',
  );
  demand(typeof getToken === 'function', 'getToken is no function.');
  demand(theme === undefined || isTheme(theme), "theme is none of 'light', 'dark' and 'auto'.");
  demand(language === undefined || isLanguage(language), 'language is no language tag; it looks like en or pt-BR.');
  for (const [name, listener] of Object.entries(listeners))
    demand(listener === undefined || typeof listener === 'function', `${name} is no function.`);
};

/**
 * Where the console begins; null for its front page. A path often comes from the portal's address, which anybody may mistype: what
 * is no place of the console is reported, and the console is shown all the same.
 */
export const firstPath = (path: unknown): string | null => {
  if (path === undefined || isPath(path)) return (path as string | undefined) ?? null;
  reportError(
    new TypeError(
      'connectConsole: path is no place of the console; it looks like /members or /members?role=admin. The console begins at its front page.',
    ),
  );
  return null;
};
