import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { isFocusLost, useSurface } from './surface';

/**
 * Has whoever is in an element when that goes go on at what it stood in: a section, a dialog, or the page. In: the element; what in
 * there is to have the focus, by a selector, if there is such a thing.
 */
export const useFocusOnward = (box: RefObject<HTMLElement | null>, to?: string): void => {
  const surface = useSurface();
  useLayoutEffect(() => {
    const element = box.current;
    return () => {
      if (!element?.contains(surface.activeElement)) return;
      const around = element.parentElement?.closest<HTMLElement>('[tabindex="-1"]');
      const target = (to !== undefined && around?.querySelector<HTMLElement>(to)) || around;
      target?.focus({ preventScroll: true });
    };
  }, [surface, box, to]);
};

/**
 * Has whoever used a button that is gone with what it did go on at the element that it stood in. In: that element, which takes the
 * focus, and stays.
 */
export const useFocusKept = (box: RefObject<HTMLElement | null>): void => {
  const surface = useSurface();
  const last = useRef<Node | null>(null);
  useEffect(() => {
    // Not in a menu that was opened from it: that gives the focus back by itself.
    const hear = ({ target }: Event) => {
      if (target instanceof Node && box.current?.contains(target)) last.current = target;
    };
    surface.addEventListener('focusin', hear);
    return () => surface.removeEventListener('focusin', hear);
  }, [surface, box]);
  useEffect(() => {
    if (last.current?.isConnected !== false) return;
    last.current = null;
    if (isFocusLost(surface)) box.current?.focus({ preventScroll: true });
  });
};
