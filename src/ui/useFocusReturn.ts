import { useEffect, useRef } from 'react';
import { isFocusLost, useSurface } from './surface';

/** What closes hands the focus on, if to anything, within this time in milliseconds. */
const MOMENT = 10;

/**
 * Gives the focus back when something closes that took it, unless it went elsewhere. Mantine's own way of it does not look into a
 * shadow root.
 */
export const useFocusReturn = (opened: boolean): void => {
  const surface = useSurface();
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (opened) {
      before.current = surface.activeElement;
      return;
    }
    const target = before.current;
    const atClose = surface.activeElement;
    const timer = setTimeout(() => {
      if (target instanceof HTMLElement && (isFocusLost(surface) || surface.activeElement === atClose))
        target.focus({ preventScroll: true });
    }, MOMENT);
    return () => clearTimeout(timer);
  }, [opened, surface]);
};
