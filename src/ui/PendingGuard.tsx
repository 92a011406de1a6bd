import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { asking, hold } from './pending';

/**
 * Keeps the page from being left while something is pending, by a link as well as by Back. Stands once in the console, because a
 * router heeds one blocker.
 */
export const PendingGuard = () => {
  // Another view of the same page loses nothing. Being sent to the sign-in page is no choice of the person's, and not held up.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation, historyAction }) =>
      historyAction !== 'REPLACE' && currentLocation.pathname !== nextLocation.pathname && asking() !== undefined,
  );
  useEffect(() => {
    if (blocker.state === 'blocked') hold(blocker);
  }, [blocker]);
  return null;
};
