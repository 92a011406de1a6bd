import { setTimeout as wait } from 'node:timers/promises';
import type { Send } from './bare-browser';

const MBIT = 125_000;
const DEADLINE = 60_000;

export type Profile = { name: string; slow: boolean };

export const PROFILES: readonly Profile[] = [
  { name: 'unthrottled', slow: false },
  { name: '10 Mbit/s, 40 ms, CPU × 2', slow: true },
];

/** One cold load, in milliseconds from the navigation on. */
export type Load = {
  paint: number;
  /** The frame in which half of the text had come that is there in the end, of tables that of the first 15 rows. */
  content: number;
  /** The frame in which there are rows that can be used; NaN where there is no such table. */
  usable: number;
  /** Of the tasks over 50 ms before that. */
  longTasks: number[];
  /** The calls that had been sent by then, with where who is signed in was known already apart. */
  calls: { first: string[]; later: string[] };
  decoded: number;
};

/** Runs in the page before all else: notes tasks over 50 ms, and how much text there is after each frame that brought some; of tables that of 15 rows, which are in sight even where rows are tall. */
const WATCH = `(() => {
  const seen = (globalThis.benchSeen = { tasks: [], texts: [] });
  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })))).observe({ type: 'longtask' });
  let isAsked = false;
  new MutationObserver(() => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame((now) => {
      isAsked = false;
      const main = document.querySelector('main');
      const below = [...(main?.querySelectorAll('tbody tr:nth-child(n + 16)') ?? [])];
      const length = (main?.textContent.length ?? 0) - below.reduce((sum, row) => sum + row.textContent.length, 0);
      seen.texts.push({ now: performance.now(), length });
      if (document.querySelector('tr[aria-rowindex]')) seen.usable ??= performance.now();
    });
  }).observe(document, { childList: true, subtree: true, characterData: true });
})()`;

const ANSWER = `(() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  const calls = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/')).map(({ name, startTime, responseEnd, decodedBodySize }) => ({ url: name.slice(location.origin.length), startTime, responseEnd, decodedBodySize }));
  return { paint, calls, ...globalThis.benchSeen };
})()`;

interface Seen {
  paint?: number;
  calls: { url: string; startTime: number; responseEnd: number; decodedBodySize: number }[];
  tasks: { startTime: number; duration: number }[];
  texts: { now: number; length: number }[];
  usable?: number;
}

export interface Cookie {
  name: string;
  value: string;
  url: string;
}

/** Loads an address with an empty cache until nothing comes any more. Throws where nothing is shown within a minute. */
export const coldLoad = async (send: Send, url: string, cookies: readonly Cookie[], slow: boolean): Promise<Load> => {
  const { browserContextId } = await send<{ browserContextId: string }>('Target.createBrowserContext');
  await send('Storage.setCookies', { cookies, browserContextId });
  const { targetId } = await send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
  });
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  await send('Page.enable', {}, sessionId);
  await send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH }, sessionId);
  if (slow) {
    const limits = { offline: false, latency: 40, downloadThroughput: 10 * MBIT, uploadThroughput: 10 * MBIT };
    await send('Network.emulateNetworkConditions', limits, sessionId);
    await send('Emulation.setCPUThrottlingRate', { rate: 2 }, sessionId);
  }
  await send('Page.navigate', { url }, sessionId);
  const started = performance.now();
  let [seen, last] = [null as Seen | null, ''];
  for (;;) {
    // Seldom, for asking costs the page time.
    await wait(slow ? 700 : 400);
    const { result } = await send<{ result: { value: Seen } }>(
      'Runtime.evaluate',
      { expression: ANSWER, returnByValue: true },
      sessionId,
    );
    seen = result.value;
    const now = JSON.stringify([seen.texts.length, seen.calls.length]);
    const isWhole = seen.paint !== undefined && (seen.texts.at(-1)?.length ?? 0) > 0;
    if (isWhole && now === last && seen.calls.every(({ responseEnd }) => responseEnd > 0)) break;
    if (performance.now() - started > DEADLINE) throw new Error(`${url} shows nothing.`);
    last = now;
  }
  await send('Target.closeTarget', { targetId });
  await send('Target.disposeBrowserContext', { browserContextId });

  const whole = seen.texts.at(-1)?.length ?? 0;
  const content = seen.texts.find(({ length }) => length >= whole / 2)?.now ?? Number.NaN;
  const known = seen.calls.find(({ url: call }) => call === '/api/v1/user')?.responseEnd ?? Infinity;
  const before = seen.calls.filter(({ startTime }) => startTime < content);
  return {
    paint: seen.paint ?? Number.NaN,
    content,
    usable: seen.usable ?? Number.NaN,
    longTasks: seen.tasks.filter(({ startTime }) => startTime < content).map(({ duration }) => duration),
    calls: {
      first: before.filter(({ startTime }) => startTime < known).map((call) => call.url),
      later: before.filter(({ startTime }) => startTime >= known).map((call) => call.url),
    },
    decoded: before.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
  };
};
