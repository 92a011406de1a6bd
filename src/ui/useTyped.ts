import { useCallback, useRef } from 'react';

/** What is chosen by one click is quickly chosen again; hidden fields are where a picker keeps what was found by typing. */
const TYPED = 'textarea, input:not([type="radio"], [type="checkbox"], [type="file"])';

const BEGINNINGS = ['pointerdown', 'keydown', 'beforeinput', 'paste', 'drop'] as const;

const valuesIn = (element: HTMLElement): string =>
  JSON.stringify(
    [...element.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED)].map(({ value }) => value),
  );

/**
 * Whether something was typed, or picked by typing, into the fields within an element, however they keep their values. What
 * the fields are filled with before anybody touches them does not count, nor what was typed and taken back.
 * Out: the ref of the element, and a function that says how it stands now.
 */
export const useTyped = () => {
  const within = useRef<HTMLElement>(null);
  const before = useRef('');
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    let isTouched = false;
    const look = () => {
      if (!isTouched) before.current = valuesIn(element);
    };
    const touch = () => {
      look();
      isTouched = true;
    };
    // Comes after the change: what stood there is known from before. Some tools change a field without any key.
    const changed = () => {
      isTouched = true;
    };
    const ended = new AbortController();
    const options = { capture: true, signal: ended.signal };
    for (const name of BEGINNINGS) element.addEventListener(name, touch, options);
    element.addEventListener('focusin', look, options);
    element.addEventListener('input', changed, options);
    within.current = element;
    look();
    return () => {
      ended.abort();
      within.current = null;
    };
  }, []);
  const isTyped = useCallback(() => within.current !== null && valuesIn(within.current) !== before.current, []);
  return { ref, isTyped };
};
