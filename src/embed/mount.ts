import { openConsole } from '#/app/start';
import type { Theme } from './host';
import { checkOptions, type MountOptions } from './options';
import { buildStand } from './stand';

export type * from './host';
export type { MountOptions } from './options';

/** A mounted console. */
export type Mounted = {
  /** Goes to a path of the console, such as "/members?role=admin". Throws a TypeError for anything else. */
  navigate(path: string): void;
  setTheme(theme: Theme): void;
  /** Takes the console away, and everything that it brought or has read. */
  unmount(): void;
};

/** On the global object, because a page may have loaded this library twice. */
const MARK = Symbol.for('lightdash-console');
const marks = globalThis as { [MARK]?: true };

/**
 * Puts the console into an element of the page, in a shadow root of its own. The element should have a height. The page around can
 * read everything in the console.
 *
 * @throws TypeError when an option is wrong, Error when there is a console in this document already.
 */
export const mount = (element: HTMLElement, options: MountOptions): Mounted => {
  const { apiBase, theme, routing, getToken, onNavigate, onEvent } = checkOptions(element, options);
  if (marks[MARK]) throw new Error('mount(): there is a console in this document already. Unmount it first, or put each console into an iframe.');
  marks[MARK] = true;
  const { container, shadow, clear } = buildStand(element);
  const { navigate, setTheme, unmount } = openConsole({ container, shadow, apiBase, theme, routing, host: { getToken, onNavigate, onEvent } });
  return {
    navigate,
    setTheme,
    unmount: () => {
      if (!container.isConnected && !marks[MARK]) return;
      unmount();
      clear();
      delete marks[MARK];
    },
  };
};
