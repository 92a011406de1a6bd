import { createContext, use, useLayoutEffect, useRef } from 'react';

/** On what the console stands: a document of its own, or a shadow root in somebody else's. */
export type Surface = Document | ShadowRoot;

export const SurfaceContext = createContext<Surface | null>(null);

/** Where to look for elements, where the focus is: never beyond the console. */
export const useSurface = (): Surface => use(SurfaceContext) ?? document;

/** Whether the document is the console's own, to be named and scrolled by it. */
export const isOwnDocument = (surface: Surface): surface is Document => surface instanceof Document;

export const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent);

/** Whether nothing in it has the focus, as after the focused element was removed. */
export const isFocusLost = ({ activeElement }: Surface): boolean =>
  activeElement === null || activeElement === document.body;

/** Whether a key was pressed for the page: not in a text, nor while a dialog or a menu is open, nor for the browser. */
export const isForPage = (surface: Surface, { ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean =>
  !ctrlKey &&
  !metaKey &&
  !altKey &&
  !(
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])'))
  ) &&
  !surface.querySelector('[role="dialog"], dialog[open], [role="menu"]');

/** Whether a key is the input method's, which is composing a text: Safari says so of the one that ends it by its code alone. */
export const isComposing = ({ isComposing: is, keyCode }: KeyboardEvent): boolean => is || keyCode === 229;

/** Hears every key that is pressed in the console, wherever the focus is in it: `first`, before what has the focus does. */
export const useKeys = (onKey: (event: KeyboardEvent) => void, when: 'first' | 'last' = 'last'): void => {
  const surface = useSurface();
  const latest = useRef(onKey);
  // Before it is painted: whoever sees it may press a key at once.
  useLayoutEffect(() => {
    latest.current = onKey;
  });
  useLayoutEffect(() => {
    const hear = (event: Event) => latest.current(event as KeyboardEvent);
    const capture = when === 'first';
    surface.addEventListener('keydown', hear, { capture });
    return () => surface.removeEventListener('keydown', hear, { capture });
  }, [surface, when]);
};
