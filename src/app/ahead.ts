import type { QueryClient } from '@tanstack/react-query';
import { matchRoutes, type RouterState } from 'react-router';
import type { Place } from '#/ui/place';
import { placeLoader } from './place-loader';
import type { createRouter } from './routes';

type AheadOptions = {
  surface: Document | ShadowRoot;
  router: Pick<ReturnType<typeof createRouter>, 'routes' | 'basename'> & { state: Pick<RouterState, 'location'> };
  queryClient: QueryClient;
  /** What is pointed at now. */
  target: EventTarget | null;
};

/** What in a row is for itself; a click anywhere else opens what the row's link leads to. */
const CONTROLS = 'a, button, input, label, select, textarea';

/** Whoever saves data gets nothing that was not asked for. Not every browser tells. */
const savesData = (): boolean =>
  (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** The link at a place of the page, or that of the row there. */
const linkAt = (target: EventTarget | null): Element | null => {
  if (!(target instanceof Element)) return null;
  const control = target.closest(CONTROLS);
  if (control) return control.matches('a') ? control : null;
  return target.closest('tr[tabindex]')?.querySelector('a[href]') ?? null;
};

/** With one of these keys a link opens elsewhere. */
const isPlain = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent | KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !shiftKey && !altKey;

/**
 * Loads the code of a place when somebody points at a link or a row that leads there, or gives it the focus; and starts its first
 * readings when they press it, so that both are on their way before the click. Out: how to end that.
 */
export const loadAhead = ({ surface, router, queryClient, target: first }: AheadOptions): (() => void) => {
  const placeOf = (target: EventTarget | null) => {
    const href = linkAt(target)?.getAttribute('href');
    if (!href || href.startsWith('#')) return null;
    const url = new URL(href, location.href);
    if (url.origin !== location.origin || url.pathname === router.state.location.pathname) return null;
    const match = matchRoutes(router.routes, url.pathname, router.basename)?.at(-1);
    const place = match?.route.handle as Place | undefined;
    return place ? { place, params: match?.params ?? {} } : null;
  };
  const point = ({ target }: Pick<Event, 'target'>) => {
    if (!savesData())
      void placeOf(target)
        ?.place.page()
        .catch(() => {});
  };
  const press = ({ target }: Event) => {
    const found = placeOf(target);
    if (!found) return;
    // What fails ahead is told when one is there.
    void found.place.page().catch(() => {});
    void placeLoader(found.place, queryClient)(found).catch(() => {});
  };
  const ended = new AbortController();
  const options = { passive: true, signal: ended.signal };
  surface.addEventListener('pointerover', point, options);
  surface.addEventListener('focusin', point, options);
  surface.addEventListener(
    'pointerdown',
    (event) => {
      if (event instanceof PointerEvent && event.button === 0 && isPlain(event)) press(event);
    },
    options,
  );
  surface.addEventListener(
    'keydown',
    (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Enter' && !event.repeat && isPlain(event)) press(event);
    },
    options,
  );
  point({ target: first });
  return () => ended.abort();
};
