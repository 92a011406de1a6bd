import type { Locator, Page } from '@playwright/test';
import { membersTable } from './support/pages';
import { expect, test } from './support/test';

// What is asked for when nothing of the console is there yet.
test.use({ isFirstVisit: true });

const FIRST = ['/api/v1/org/groups', '/api/v1/org/users', '/api/v1/user'];

/** Holds the console's code and styles back, so that only what the page itself does is seen. Out: what it has asked for, and how to let the code come. */
async function withoutCode(page: Page) {
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) calls.push(pathname);
  });
  let allow = () => {};
  const allowed = new Promise<void>((resolve) => {
    allow = resolve;
  });
  await page.route(/\/assets\/base-[^/]*\.(js|css)$/, async (route) => {
    await allowed;
    await route.continue();
  });
  return { calls, allow };
}

test('the page asks for the data of its place while the code is on its way, once', async ({ page, signInAs }) => {
  await signInAs('admin');
  const { calls, allow } = await withoutCode(page);
  const answered = Promise.all(FIRST.map((path) => page.waitForResponse((answer) => answer.url().includes(path))));
  await page.goto('/members', { waitUntil: 'commit' });
  await answered;
  expect(calls.toSorted()).toEqual(FIRST);
  allow();
  await expect(membersTable(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  // The names of custom roles come after who is signed in.
  expect(calls.filter((path) => !path.endsWith('/roles')).toSorted()).toEqual(FIRST);
});

test('what the first script imports is fetched beside it, where there is no picture too', async ({ page }) => {
  let allow = () => {};
  const allowed = new Promise<void>((resolve) => {
    allow = resolve;
  });
  await page.route('**/assets/index-*.js', async (route) => {
    await allowed;
    await route.continue();
  });
  const asked = page.waitForRequest('**/assets/base-*.js');
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await asked;
  allow();
  await expect(page.getByRole('heading').first()).toBeVisible();
});

test('the page has the code of its place fetched without waiting for the console’s to ask for it', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  const { allow } = await withoutCode(page);
  const asked = page.waitForRequest('**/assets/MembersPage-*.js');
  await page.goto('/members', { waitUntil: 'commit' });
  await asked;
  allow();
  await expect(membersTable(page)).toBeVisible();
});

test('a tab that was signed out asks for nothing before its code is there', async ({ page, signInAs }) => {
  await signInAs('admin');
  await page.addInitScript(() => sessionStorage.setItem('lightdash-console:signed-in-by', 'nobody'));
  const { calls, allow } = await withoutCode(page);
  await page.goto('/members', { waitUntil: 'commit' });
  await page.waitForRequest('**/assets/base-*.js');
  await page.waitForFunction(() => document.getElementById('root') !== null);
  expect(calls).toEqual([]);
  allow();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fmembers$/);
});

test('who is not signed in is led to the sign-in page by the answers that came before the code', async ({ page }) => {
  const { calls, allow } = await withoutCode(page);
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/user'));
  await page.goto('/members', { waitUntil: 'commit' });
  expect((await answered).status()).toBe(401);
  allow();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fmembers$/);
  await expect(page.getByRole('heading').first()).toBeVisible();
  expect(calls.filter((path) => path === '/api/v1/user')).toHaveLength(1);
});

test('a place is seen before its code, in the colours that were chosen, and nothing of it moves when that comes', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.addInitScript(() => {
    localStorage.setItem('mantine-color-scheme-value', 'dark');
    const moved = globalThis as unknown as { moved: number };
    moved.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.moved += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const { allow } = await withoutCode(page);
  await page.goto('/members', { waitUntil: 'commit' });
  // Without this the browser may wait for styles, or for scripts, and show nothing.
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const boxes = (...of: Locator[]) =>
    Promise.all(of.map(async (one) => (await one.boundingBox()) ?? { x: Number.NaN, y: Number.NaN }));
  const early = await boxes(
    page.locator('.boot-nav'),
    page.locator('.boot-here'),
    page.locator('.boot-title'),
    page.locator('.boot-search'),
    page.locator('.boot-lines'),
  );
  expect(await page.locator('.boot-here').textContent()).toContain('Members');
  const dark = await paper();
  allow();
  await expect(membersTable(page)).toBeVisible();
  const late = await boxes(
    page.getByRole('navigation', { name: 'Places' }),
    page.getByRole('link', { name: 'Members', exact: true }),
    page.getByRole('heading', { name: 'Members' }),
    page.getByRole('searchbox'),
    membersTable(page),
  );
  expect(early.map(({ x, y }) => [x, y])).toEqual(late.map(({ x, y }) => [x, y]));
  expect(await paper()).toBe(dark);
  await expect(page.locator('.boot-shell')).toHaveCount(0);
  expect(await page.evaluate(() => (globalThis as unknown as { moved: number }).moved)).toBe(0);
});

/** Where the toolbar, the heads and the first rows are, to a tenth of a pixel, and what they say. */
type Cells = [x: number, y: number, width: number, text: string][];

/** Notes the first rows that are drawn into the picture of the members, and has the code of their page come after their data. */
async function noteFirstRows(page: Page) {
  const answered = ['/api/v1/org/users?', '/api/v1/org/groups'].map((path) =>
    page.waitForResponse((answer) => answer.url().includes(path)),
  );
  await page.route(/\/assets\/MembersPage-[^/]*\.js$/, async (route) => {
    for (const answer of answered) await (await answer).finished();
    await route.continue();
  });
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { cells: (table: string) => Cells; first?: Cells; isGreyAgain?: boolean };
    const tenth = (length: number) => Math.round(length * 10) / 10;
    seen.cells = (table) => {
      const bar = document.querySelector('input[type="search"]')?.parentElement?.parentElement;
      const rows = [...document.querySelectorAll(`${table} tr`)].slice(0, 9);
      return [...(bar?.querySelectorAll('div, button') ?? []), ...rows.flatMap((row) => [...row.children])].map(
        (one) => {
          const { x, y, width } = one.getBoundingClientRect();
          // Arrows and what sorts come with the table.
          const text = one.matches('td, button') ? (one as HTMLElement).innerText.trim() : '';
          return [tenth(x), tenth(y), tenth(width), text];
        },
      );
    };
    new MutationObserver(() => {
      if (document.querySelector('.boot-shell td')) seen.first ??= seen.cells('.boot-shell');
      if (seen.first && document.querySelector('[aria-label="Reading members"]')) seen.isGreyAgain = true;
    }).observe(document, { childList: true, subtree: true });
  });
}

for (const [role, width] of [
  ['admin', 1440],
  ['viewer', 1000],
  ['admin', 390],
] as const) {
  test(`the first members are seen before the console is drawn, and stay where they are: ${role}, ${width} wide`, async ({
    page,
    signInAs,
  }) => {
    await signInAs(role);
    await page.setViewportSize({ width, height: 900 });
    await noteFirstRows(page);
    await page.goto('/members');
    await expect(membersTable(page)).toBeVisible();
    const [first, now] = await page.evaluate(() => {
      const { cells, first: noted } = globalThis as unknown as { cells: (table: string) => Cells; first?: Cells };
      return [noted, cells('[role="grid"]')];
    });
    expect(first?.length).toBeGreaterThan(20);
    expect(first).toEqual(now);
  });
}

test.describe('with more members than one answer has', () => {
  test.use({ organizationOptions: { members: 6_000 } });

  test('rows that have been seen are not taken away until the table is there', async ({ page, signInAs }) => {
    await signInAs('admin');
    await noteFirstRows(page);
    // The code of its table comes when somebody has long been looking at the rows.
    await page.route(/\/assets\/growing-[^/]*\.js$/, async (route) => {
      await page.waitForFunction(() => document.querySelector('.boot-shell td'));
      await page.evaluate(async () => {
        for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
      });
      await route.continue();
    });
    await page.goto('/members');
    await expect(membersTable(page)).toBeVisible();
    const seen = await page.evaluate(() => {
      const { first, isGreyAgain } = globalThis as unknown as { first?: Cells; isGreyAgain?: boolean };
      return { first, isGreyAgain };
    });
    expect(seen.first?.length).toBeGreaterThan(20);
    expect(seen.isGreyAgain).toBeUndefined();
  });
});

test('on a second visit only the page itself and its data come over the wire', async ({ page, signInAs }) => {
  await signInAs('admin');
  const visit = async () => {
    await page.goto('/members');
    await expect(membersTable(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
  };
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const wired = new Map<string, string>();
  const cached = new Set<string>();
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (!response.fromDiskCache && !cached.has(requestId)) wired.set(requestId, new URL(response.url).pathname);
  });
  devtools.on('Network.requestServedFromCache', ({ requestId }) => cached.add(requestId));
  await visit();
  const first = [...wired.values()];
  expect(first).toContainEqual(expect.stringMatching(/^\/assets\/base-.*\.js$/));
  await page.goto('about:blank');
  wired.clear();
  await visit();
  expect([...wired.values()].filter((path) => !path.startsWith('/api/'))).toEqual(['/members']);
});
