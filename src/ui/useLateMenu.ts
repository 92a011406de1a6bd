import { cloneElement, useCallback, useState, type ReactElement, type RefAttributes } from 'react';
import { isFocusLost, useSurface } from './surface';
import { useFocusReturn } from './useFocusReturn';

/**
 * For a menu whose code comes with the first click on its target: by then the target has been mounted anew and has lost the
 * focus, and what is mounted open does not know where to return it to. So the target gets it back first, then the menu opens.
 * In: what the page wants. Out: what to hand to the menu.
 */
export const useLateMenu = (opened: boolean, target: ReactElement) => {
  const surface = useSurface();
  const [arrived, setArrived] = useState(false);
  const onTarget = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      if (isFocusLost(surface)) element.focus({ preventScroll: true });
      setArrived(true);
    },
    [surface],
  );
  useFocusReturn(opened && arrived);
  return {
    opened: opened && arrived,
    target: cloneElement(target as ReactElement<RefAttributes<HTMLElement>>, { ref: onTarget }),
  };
};
