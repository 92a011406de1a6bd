import { consolePath } from '#/lib/address';
import { parseUrl } from '#/lib/url';
import type { MountOptions } from './console-types';
import type { Theme } from './host';

/** The options, looked at. */
type Checked = Pick<MountOptions, 'getToken' | 'onNavigate' | 'onEvent'> & {
  apiBase: string;
  theme: Theme;
  routing: { basename: string } | { initialPath: string };
};

const NAMES: ReadonlySet<string> = new Set<keyof MountOptions>([
  'apiBase',
  'getToken',
  'theme',
  'basename',
  'routing',
  'initialPath',
  'onNavigate',
  'onEvent',
]);

const fail = (what: string): never => {
  throw new TypeError(`mount(): ${what}`);
};

const checkBase = (apiBase: unknown): string => {
  const url =
    typeof apiBase === 'string' && /^(https?:\/\/|\/(?!\/))/.test(apiBase) ? parseUrl(apiBase, location.href) : null;
  if (!url)
    return fail('apiBase must be an http(s) address or a path, such as "https://console.example.com" or "/lightdash".');
  if (url.username || url.password || url.search || url.hash)
    return fail('apiBase must have no user name, query or fragment.');
  return url.origin + url.pathname.replace(/\/+$/, '');
};

/** A path without a slash at its end. */
const checkBasename = (basename: unknown): string => {
  if (consolePath(basename) !== basename || /[?#]/.test(String(basename)))
    return fail('basename must be a path of this page, such as "/admin/lightdash".');
  const path = String(basename).replace(/\/+$/, '');
  if (location.pathname !== path && !location.pathname.startsWith(`${path}/`))
    return fail(`this page is not below the basename ${path}; go there first.`);
  return path || '/';
};

const checkRouting = ({ basename, routing, initialPath }: MountOptions): Checked['routing'] => {
  if (routing !== undefined && routing !== 'memory')
    return fail('routing can only be "memory"; leave it out to use a basename.');
  if ((basename === undefined) === (routing === undefined)) return fail('say either basename or routing: "memory".');
  if (basename !== undefined) {
    if (initialPath !== undefined)
      return fail('initialPath goes with routing: "memory"; with a basename the address of this page says it.');
    return { basename: checkBasename(basename) };
  }
  const path = consolePath(initialPath ?? '/');
  // It often comes from an address that may be mistyped: the console is shown all the same.
  if (path === null)
    reportError(
      new TypeError(
        'mount(): initialPath must be a path of the console, such as "/members". The console begins at its front page.',
      ),
    );
  return { initialPath: path ?? '/' };
};

/**
 * Looks at what a host said. Out: the same, normalised.
 *
 * @throws TypeError with a sentence that says which option is wrong and what it should be.
 */
export const checkOptions = (element: unknown, options: MountOptions): Checked => {
  if (!(element instanceof HTMLElement) || !element.isConnected)
    return fail('the first argument must be an element of this page.');
  if (typeof options !== 'object' || options === null) return fail('the second argument must be an object of options.');
  const unknown = Object.keys(options).filter((name) => !NAMES.has(name));
  if (unknown.length > 0)
    return fail(`there is no option ${unknown.join(', ')}. The options are ${[...NAMES].join(', ')}.`);
  const { getToken, theme = 'auto', onNavigate, onEvent } = options;
  if (typeof getToken !== 'function') return fail('getToken must be a function that resolves to a token.');
  if (!['light', 'dark', 'auto'].includes(theme)) return fail('theme must be "light", "dark" or "auto".');
  for (const [name, listener] of Object.entries({ onNavigate, onEvent })) {
    if (listener !== undefined && typeof listener !== 'function') return fail(`${name} must be a function.`);
  }
  return {
    apiBase: checkBase(options.apiBase),
    getToken,
    theme,
    routing: checkRouting(options),
    ...(onNavigate && { onNavigate }),
    ...(onEvent && { onEvent }),
  };
};
