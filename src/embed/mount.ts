import { openConsole } from '#/app/start';
import type * as Published from './console-types';
import { checkOptions } from './options';
import { buildStand } from './stand';
import { tokenBy } from './token';

/** On the global object, because a page may have loaded this library twice. */
const MARK = Symbol.for('lightdash-console');
const marks = globalThis as { [MARK]?: true };

/** See console-types.d.ts, which portals read: the compiler holds the two together. */
export const mount: typeof Published.mount = (element, options) => {
  const { apiBase, theme, routing, getToken, onNavigate, onEvent } = checkOptions(element, options);
  if (marks[MARK])
    throw new Error(
      'mount(): there is a console in this document already. Unmount it first, or put each console into an iframe.',
    );
  marks[MARK] = true;
  const { container, shadow, clear } = buildStand(element);
  const { navigate, setTheme, unmount } = openConsole({
    container,
    shadow,
    apiBase,
    theme,
    routing,
    host: { getToken: tokenBy(getToken), onNavigate, onEvent },
  });
  let isMounted = true;
  const demandMounted = (): void => {
    if (!isMounted) throw new Error('This console was unmounted; mount() it again.');
  };
  return {
    navigate: (path) => {
      demandMounted();
      navigate(path);
    },
    setTheme: (next) => {
      demandMounted();
      setTheme(next);
    },
    unmount: () => {
      if (!isMounted) return;
      isMounted = false;
      unmount();
      clear();
      delete marks[MARK];
    },
  };
};
