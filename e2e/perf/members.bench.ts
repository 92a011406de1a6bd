import { cpus, loadavg } from 'node:os';
import type { Browser, Page } from '@playwright/test';
import { test } from '../support/test';
import { FLOOR } from './floor-address';

/**
 * Times of the members page, reported and never asserted: machines are shared and noisy. Medians of several cold loads in
 * fresh contexts, signed in beforehand. Prints a table; docs/benchmarks.md says what it looked like when it was last run.
 */
const LOADS = 9;
const MBIT = 125_000;

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const report = (name: string, values: number[], unit = 'ms') =>
  console.log(
    `${name.padEnd(58)} median ${median(values).toFixed(1)} ${unit}  (min ${Math.min(...values).toFixed(1)}, max ${Math.max(...values).toFixed(1)}, n ${values.length})`,
  );

type Profile = { name: string; slow: boolean };

const signIn = async (page: Page, credentials: { email: string; password: string }) => {
  const answer = await page.request.post('/api/v1/login', { data: credentials });
  if (!answer.ok()) throw new Error(`Sign-in failed: ${answer.status()}`);
};

/**
 * One cold load of /members, as a server has it. Out: milliseconds from navigation to first contentful paint, to the first row of data,
 * and of the tasks over 50 ms before that.
 */
const coldLoad = async (browser: Browser, { slow }: Profile, baseURL: string) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 860 } });
  const page = await context.newPage();
  await signIn(page, { email: 'demo@lightdash.com', password: 'demo_password!' });
  if (slow) {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 40,
      downloadThroughput: 10 * MBIT,
      uploadThroughput: 10 * MBIT,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 2 });
  }
  await page.addInitScript(() => {
    const seenTasks = globalThis as unknown as { longTasks: PerformanceEntry[] };
    seenTasks.longTasks = [];
    new PerformanceObserver((list) => seenTasks.longTasks.push(...list.getEntries())).observe({ type: 'longtask' });
    const seen = new MutationObserver(() => {
      if (!document.querySelector('tbody tr[aria-rowindex]')) return;
      seen.disconnect();
      // The frame after the rows came into the document is the one that paints them.
      requestAnimationFrame(() => performance.mark('content'));
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await page.goto('/members', { waitUntil: 'commit' });
  await page.waitForFunction(
    () =>
      performance.getEntriesByName('content').length > 0 &&
      performance.getEntriesByName('first-contentful-paint').length > 0,
  );
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    content: performance.getEntriesByName('content')[0]?.startTime ?? Number.NaN,
    longTasks: (globalThis as unknown as { longTasks: PerformanceEntry[] }).longTasks
      .filter(({ startTime }) => startTime < (performance.getEntriesByName('content')[0]?.startTime ?? 0))
      .map(({ duration }) => duration),
    calls: performance
      .getEntriesByType('resource')
      .flatMap((entry) => (entry.name.includes('/api/') ? [(entry as PerformanceResourceTiming).decodedBodySize] : [])),
  }));
  await context.close();
  return times;
};

type Load = Awaited<ReturnType<typeof coldLoad>>;

test.beforeAll(() =>
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}, loopback, brotli, headless Chromium`,
  ),
);

for (const profile of [
  { name: 'unthrottled', slow: false },
  { name: '10 Mbit/s, 40 ms, CPU × 2', slow: true },
]) {
  test(`first load of /members, 2,000 members, ${profile.name}`, async ({ browser }) => {
    const ours: Load[] = [];
    const floors: Load[] = [];
    for (let i = 0; i < LOADS; i++) {
      ours.push(await coldLoad(browser, profile, test.info().project.use.baseURL ?? ''));
      floors.push(await coldLoad(browser, profile, FLOOR));
    }
    for (const [name, of] of [
      ['first contentful paint', ({ paint }: Load) => paint],
      ['time to content', ({ content }: Load) => content],
      ['tasks over 50 ms', ({ longTasks }: Load) => longTasks.reduce((sum, each) => sum + each, 0)],
    ] as const) {
      report(`${name}, ${profile.name}`, ours.map(of));
      report(`${name}, floor page`, floors.map(of));
      const ratio = median(ours.map(of)) / median(floors.map(of));
      console.log(`${name}: ours / floor ${ratio.toFixed(2)}, load ${loadavg()[0]?.toFixed(1)}`);
    }
    const calls = ours[0]?.calls ?? [];
    console.log(
      `API calls ${calls.length}, decoded JSON ${(calls.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0)} KB`,
    );
  });
}

test.describe('10,000 members', () => {
  test.use({ organizationOptions: { members: 10_000, groups: 60 } });

  test('a keystroke in the search, to the painted result', async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/members');
    await page.getByRole('row').nth(5).waitFor();
    await page.getByRole('searchbox').focus();
    const times = await page.evaluate(async () => {
      const box = document.querySelector<HTMLInputElement>('input[type="search"]');
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      if (!box || !setValue) throw new Error('There is no search.');
      // A message sent from within a frame arrives after that frame was painted.
      const painted = () =>
        new Promise<void>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => resolve(), { once: true });
          port1.start();
          requestAnimationFrame(() => port2.postMessage(null));
        });
      const words = ['nguyen', 'garcia', 'sorensen', 'contractors', 'zz'];
      const measured: number[] = [];
      for (const word of words) {
        for (let length = 1; length <= word.length; length++) {
          await painted();
          const start = performance.now();
          setValue.call(box, word.slice(0, length));
          box.dispatchEvent(new Event('input', { bubbles: true }));
          await painted();
          measured.push(performance.now() - start);
        }
        setValue.call(box, '');
        box.dispatchEvent(new Event('input', { bubbles: true }));
        await painted();
      }
      return measured;
    });
    report('keystroke to painted result, 10,000 members', times);
  });

  test('scrolling through the table', async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/members');
    await page.getByRole('row').nth(5).waitFor();
    const frames = await page.evaluate(async () => {
      const scroller = document.querySelector('table')?.parentElement;
      if (!scroller) throw new Error('There is no table.');
      const lengths: number[] = [];
      let last = performance.now();
      for (let i = 0; i < 240; i++) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        lengths.push(now - last);
        last = now;
        scroller.scrollTop += 90;
      }
      return lengths.slice(10);
    });
    report('frame while scrolling, 10,000 members', frames);
    console.log(
      `frames longer than 34 ms: ${frames.filter((length) => length > 34).length} of ${frames.length}; ${(1000 / (frames.reduce((a, b) => a + b, 0) / frames.length)).toFixed(1)} frames a second`,
    );
  });
});
