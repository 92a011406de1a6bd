import { QueryClient } from '@tanstack/react-query';
import { openHome } from '#/api/core/home';
import { meQuery } from '#/data/me';
import type { Place } from '#/ui/place';
import { placeLoader } from '../place-loader';
import { places } from '../places';
import type { FirstCalls } from './leave';

const BASE = 'http://localhost';

/** What stands for a parameter while a loader runs: a uuid, as it has to be. */
const standIn = (nth: number): string => `00000000-0000-4000-8000-00000000000${nth}`;

/** What is sent while `work` runs and in the turn after it, in the order of sending. */
const sentBy = async (work: () => Promise<unknown>): Promise<string[]> => {
  const { fetch } = globalThis;
  const sent: string[] = [];
  globalThis.fetch = (url) => {
    sent.push(String(url).slice(BASE.length));
    return new Promise(() => {});
  };
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve));
  } finally {
    globalThis.fetch = fetch;
  }
  return sent;
};

/** Runs `work` as in a browser that keeps somebody's reading. */
const withKept = async <T>(work: () => Promise<T>): Promise<T> => {
  const stored = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  Object.defineProperty(globalThis, 'localStorage', { value: { getItem: () => 'somebody' }, configurable: true });
  try {
    return await work();
  } finally {
    if (stored) Object.defineProperty(globalThis, 'localStorage', stored);
    else Reflect.deleteProperty(globalThis, 'localStorage');
  }
};

const callsOf = async (place: Place | null): Promise<string[]> => {
  const names = [...(place?.path.matchAll(/:(\w+)/g) ?? [])].map(([, name = '']) => name);
  const params = Object.fromEntries(names.map((name, i) => [name, standIn(i)]));
  // Of its own for each, for nothing that is sent is answered, and there is room for few at a time.
  const end = openHome({ base: BASE, hasTabs: false });
  const queryClient = new QueryClient();
  const sent = await sentBy(async () => {
    void queryClient.prefetchQuery(meQuery);
    const loaded = place && placeLoader(place, queryClient)({ params });
    // It waits for who is signed in, and no answer comes here.
    if (!place?.allows) await loaded;
  });
  // Nothing is cancelled here: who is signed in would be asked for again, among the calls of the next place.
  end();
  return sent.map((url) => names.reduce((template, name, i) => template.replaceAll(standIn(i), `:${name}`), url));
};

/**
 * What each place asks for first, found by running its own loader before a server that never answers: so there is no second list of
 * it. Who is signed in is asked everywhere; a place that not everybody may see asks nothing else before that is known.
 */
export const firstCalls: FirstCalls = await (async () => {
  const table: Record<string, FirstCalls[string]> = { '/': { calls: await callsOf(null) } };
  for (const place of places) {
    const calls = await callsOf(place);
    const kept = await withKept(() => callsOf(place));
    table[place.path] = kept.join() === calls.join() ? { calls } : { calls, kept };
  }
  return table;
})();
