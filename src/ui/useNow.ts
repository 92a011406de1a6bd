import { useEffect, useState } from 'react';

const MINUTE = 60_000;

/** Now in milliseconds, to the minute: what is said of times stays true on a page that is left open. */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
};
