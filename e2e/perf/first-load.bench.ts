import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { expect, test } from '@playwright/test';
import { openBareBrowser } from './bare-browser';
import { coldLoad, PROFILES, type Cookie, type Load } from './cold-load';
import { FLOOR } from './floor-address';
import { serveHttp2 } from './http2-front';
import { median } from './report';

/**
 * First loads of all places, reported and never asserted: machines are shared and noisy. Cold, signed in, in turns with a floor page that
 * makes the same calls (floor.ts), in a browser that nothing watches. LOADS: how often the members page; PLACE_LOADS: how often each other
 * place; PLACES: which of them, as in `/spaces,/schedulers`; HTTP2=1: over HTTP/2. Of /members alone: `-g "first load of /members,"`; of all places: `-g "first loads"`.
 */
const LOADS = Number(process.env.LOADS ?? 9);
const PLACE_LOADS = Number(process.env.PLACE_LOADS ?? 3);
const PLACES = process.env.PLACES?.split(',');

const FIGURES = [
  ['first contentful paint', ({ paint }: Load) => paint, 'ms'],
  ['time to content', ({ content }: Load) => content, 'ms'],
  ['tasks over 50 ms until then', ({ longTasks }: Load) => longTasks.length, ''],
  ['what they take', ({ longTasks }: Load) => longTasks.reduce((sum, each) => sum + each, 0), 'ms'],
] as const;

/** Where the console and the floor page are, how to get there signed in, and how to end it all. */
const openBoth = async () => {
  const console = test.info().project.use.baseURL ?? '';
  const fronts = process.env.HTTP2 ? await Promise.all([console, FLOOR].map(serveHttp2)) : [];
  const [ours = console, floor = FLOOR] = fronts.map(({ origin }) => origin);
  const signIn = async (behind: string, url: string): Promise<Cookie[]> => {
    const answer = await fetch(`${behind}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: behind },
      body: JSON.stringify({ email: 'demo@lightdash.com', password: 'demo_password!' }),
    });
    if (!answer.ok) throw new Error(`Sign-in failed: ${answer.status}`);
    return answer.headers.getSetCookie().map((cookie) => {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      return { name, value, url };
    });
  };
  const browser = openBareBrowser(test.info().project.use.launchOptions?.executablePath ?? '');
  const [ourCookies, floorCookies] = await Promise.all([signIn(console, ours), signIn(FLOOR, floor)]);
  const cookie = ourCookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return {
    read: async (path: string): Promise<{ results: unknown }> =>
      (await fetch(console + path, { headers: { accept: 'application/json', cookie } })).json() as never,
    load: (path: string, slow: boolean) => coldLoad(browser.send, ours + path, ourCookies, slow),
    loadFloor: (path: string, calls: Load['calls'], slow: boolean) =>
      coldLoad(browser.send, `${floor}${path}#${encodeURIComponent(JSON.stringify(calls))}`, floorCookies, slow),
    close: async () => {
      await browser.close();
      for (const front of fronts) front.close();
    },
  };
};

/** Loads a place and its floor page in turns. In: how often. */
const inTurns = async (
  { load, loadFloor }: Awaited<ReturnType<typeof openBoth>>,
  path: string,
  n: number,
  slow: boolean,
) => {
  // What it calls; and the server has been there once.
  const { calls } = await load(path, false);
  const [ours, floors]: [Load[], Load[]] = [[], []];
  for (let i = 0; i < n; i++) {
    ours.push(await load(path, slow));
    floors.push(await loadFloor(path, calls, slow));
  }
  return { ours, floors };
};

test.beforeAll(() => {
  const http = process.env.HTTP2 ? 'HTTP/2' : 'HTTP/1.1';
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, loopback, brotli, ${http}, headless Chromium`,
  );
});

for (const { name, slow } of PROFILES) {
  test(`first load of /members, 2,000 members, ${name}`, async () => {
    const both = await openBoth();
    const { ours, floors } = await inTurns(both, '/members', LOADS, slow);
    await both.close();
    for (const [figure, of, unit] of FIGURES) {
      const [our, floor] = [ours.map(of), floors.map(of)];
      const range = (values: number[]) =>
        `${median(values).toFixed(0)} ${unit} (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
      const times = (median(our) / median(floor)).toFixed(2);
      console.log(`${figure}, ${name}`.padEnd(58), `ours ${range(our)}, floor ${range(floor)}: ${times} ×`);
    }
    console.log(`ours, rows that can be used: ${median(ours.map(({ usable }) => usable)).toFixed(0)} ms`);
    const [{ calls, decoded } = { calls: { first: [], later: [] }, decoded: 0 }] = ours;
    console.log(
      `API calls ${calls.first.length + calls.later.length}, decoded JSON ${(decoded / 1000).toFixed(0)} KB, n ${LOADS}, load ${loadavg()[0]?.toFixed(1)}`,
    );
    expect(ours).toHaveLength(LOADS);
  });
}

type Thing = Record<string, string>;

/** A thing of each kind that has a place of its own, by the parameters of its address. */
const thingsOf = async (read: (path: string) => Promise<{ results: unknown }>): Promise<Thing> => {
  const first = async (path: string): Promise<Thing> => {
    const { results } = await read(path);
    const list = Array.isArray(results) ? results : (results as { data?: unknown[] } | undefined)?.data;
    return (list?.[0] ?? {}) as Thing;
  };
  const { projectUuid = '' } = await first('/api/v1/org/projects');
  const [member, group, space, scheduler] = await Promise.all([
    first('/api/v1/org/users?page=1&pageSize=1'),
    first('/api/v1/org/groups'),
    first(`/api/v1/projects/${projectUuid}/spaces`),
    first(`/api/v1/schedulers/${projectUuid}/list?page=1&pageSize=1`),
  ]);
  return {
    projectUuid,
    userUuid: member.userUuid ?? '',
    groupUuid: group.uuid ?? '',
    spaceUuid: space.uuid ?? '',
    schedulerUuid: scheduler.schedulerUuid ?? '',
  };
};

for (const { name, slow } of PROFILES) {
  test(`first loads of all places, 2,000 members, ${name}`, async () => {
    test.setTimeout(600_000);
    const both = await openBoth();
    const things = await thingsOf(both.read);
    console.log(
      `\n| place, ${name} | calls | paint / floor | content | floor | content / floor | tasks over 50 ms |\n|---|---|---|---|---|---|---|`,
    );
    const ratios: number[] = [];
    // As scripts/build.ts found them.
    const places = Object.keys(JSON.parse(readFileSync('dist/web/.vite/preloads.json', 'utf8')) as object);
    for (const place of places) {
      if (place === '/sign-in' || place === '/members' || (PLACES && !PLACES.includes(place))) continue;
      const path = place.replace(/:(\w+)/g, (_, parameter: string) => things[parameter] || 'unknown');
      if (path.includes('unknown')) {
        console.log(`| ${place} | nothing there to load |`);
        continue;
      }
      const { ours, floors } = await inTurns(both, path, PLACE_LOADS, slow);
      const of = (loads: readonly Load[], figure: (load: Load) => number) => median(loads.map(figure));
      const [content, floor] = [ours, floors].map((loads) => of(loads, (load) => load.content)) as [number, number];
      const paint = of(ours, (load) => load.paint) / of(floors, (load) => load.paint);
      const [{ calls }] = ours as [Load];
      const tasks = of(ours, ({ longTasks }) => longTasks.length);
      ratios.push(content / floor);
      console.log(
        `| ${place} | ${calls.first.length} + ${calls.later.length} | ${paint.toFixed(2)} | ${content.toFixed(0)} ms | ${floor.toFixed(0)} ms | ${(content / floor).toFixed(2)} × | ${tasks} |`,
      );
    }
    await both.close();
    console.log(
      `content / floor: median ${median(ratios).toFixed(2)}, most ${Math.max(...ratios).toFixed(2)}, n ${PLACE_LOADS}, load ${loadavg()[0]?.toFixed(1)}`,
    );
    expect(ratios.length).toBeGreaterThan(PLACES ? 0 : 15);
  });
}
