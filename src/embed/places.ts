import type { Pending } from './host';

type Places = {
  /** The portal wants the console to be there. Out: whether the console should go. */
  ask(path: string, pending: Pending): boolean;
  /** The console is there. */
  reached(path: string, replace: boolean): void;
};

/**
 * Keeps the portal's address and the console at the same place, without an echo: what one side has asked of the other is not told
 * back to it as news. In: where the portal wants the console to begin, null for anywhere; how to tell the portal.
 */
export const createPlaces = (first: string | null, tell: (path: string, replace: boolean) => void): Places => {
  let place = first;
  /** The portal's history has its step already: where the console is sent on from there takes the same step. */
  let hasStep = true;
  return {
    ask: (path, pending) => {
      if (path === place) return false;
      if (pending === 'nothing') {
        place = path;
        hasStep = true;
      } else if (place !== null) {
        // The person is asked first. Until then the console stays where it is, and so should the address.
        tell(place, false);
      }
      return true;
    },
    reached: (path, replace) => {
      if (path !== place) tell(path, replace || hasStep);
      place = path;
      hasStep = false;
    },
  };
};
