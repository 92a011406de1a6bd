import type { Page } from '@playwright/test';
import { membersTable } from './support/pages';
import { expect, test } from './support/test';

const FIRST = ['/api/v1/org/groups', '/api/v1/org/users', '/api/v1/user'];

/** Holds the console's code back, so that only what the page itself does is seen. Out: what it has asked for, and how to let the code come. */
async function withoutCode(page: Page) {
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) calls.push(pathname);
  });
  const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
  await page.route('**/assets/base-*.js', async (route) => {
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
  expect(calls.filter((path) => FIRST.includes(path))).toEqual([]);
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
