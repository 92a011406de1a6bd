import { useEffect, useState } from 'react';

/** When somebody came to the page: as it was opened, or as they came back to it on another day. */
export const useToday = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const look = () =>
      setNow((before) => {
        const here = new Date();
        return document.visibilityState === 'visible' && here.toDateString() !== before.toDateString() ? here : before;
      });
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return now;
};
