import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { dialog, openUserMenu, signInByToken, toast } from './support/pages';
import { expect, test } from './support/test';

// What has been read of the whole organization stays in the browser, for who signed in there and as long as they are.
test.use({ organizationOptions: { generation: '1.219', projects: 3 } });

const bar = (page: Page) => page.getByRole('group', { name: 'What has been read' });
const isRead = (page: Page) => expect(bar(page).getByRole('button', { name: 'Read again' })).toBeVisible();

/** What is asked of the organization from now on; who is signed in is asked in any case. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/') && !/\/api\/v1\/(user|health)$/.test(pathname))
      calls.push(`${request.method()} ${pathname}`);
  });
  return calls;
}

/** What the browser keeps of it: how many answers, and whether anything says whose. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes('lightdash-console'))
      return { answers: 0, isOwned: localStorage.getItem('lightdash-console:keeps') !== null };
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('lightdash-console');
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error ?? new Error()));
    });
    const answers = await new Promise<number>((resolve, reject) => {
      const counting = database.transaction('answers').objectStore('answers').count();
      counting.addEventListener('success', () => resolve(counting.result));
      counting.addEventListener('error', () => reject(counting.error ?? new Error()));
    });
    database.close();
    return { answers, isOwned: localStorage.getItem('lightdash-console:keeps') !== null };
  });
const GONE = { answers: 0, isOwned: false };
const isKept = (page: Page) => expect.poll(async () => (await kept(page)).answers).toBeGreaterThan(10);
const isGone = (page: Page) => expect.poll(() => kept(page)).toEqual(GONE);

test('what was read is shown after a reload without a call, as of then, until it is read again', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  for (const [place, address] of [
    ['what somebody reaches', (uuid: string) => `/access?person=${uuid}`],
    ['what if', () => '/access/what-if'],
  ] as const)
    await test.step(place, async () => {
      await page.goto(address(identityOf(organization, 'viewer').userUuid));
      await isRead(page);
      const rows = await page.getByRole('grid').getByRole('row').allInnerTexts();
      const asOf = await bar(page).locator('time').getAttribute('datetime');
      await isKept(page);
      const calls = callsOf(page);
      await page.reload();
      await isRead(page);
      await page.waitForLoadState('networkidle');
      expect(calls).toEqual([]);
      expect(await page.getByRole('grid').getByRole('row').allInnerTexts()).toEqual(rows);
      await expect(bar(page).locator('time')).toHaveAttribute('datetime', asOf ?? '');
      await bar(page).getByRole('button', { name: 'Read again' }).click();
      await expect(bar(page).locator('time')).not.toHaveAttribute('datetime', asOf ?? '');
      expect(calls.length).toBeGreaterThan(10);
    });
});

test('what the console writes is read again after a reload, and nothing else', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  const viewer = identityOf(organization, 'viewer');
  await page.goto(`/access?person=${viewer.userUuid}`);
  await isRead(page);
  await isKept(page);
  await page.goto(`/members/${viewer.userUuid}`);
  await page.waitForLoadState('networkidle');
  // The page of a member reads the organization too: it may well have read again what is old before it is left.
  const calls = callsOf(page);
  await page.getByRole('button', { name: 'Change role' }).click();
  await dialog(page)
    .getByRole('radio', { name: /^Editor / })
    .check();
  await dialog(page).getByRole('button', { name: 'Change role' }).click();
  await expect(toast(page, 'Layla Haddad is now editor.')).toBeVisible();
  // What that made old is thrown away beside the page.
  const mark = () => page.evaluate(() => localStorage.getItem('lightdash-console:keeps') ?? '*');
  await expect.poll(mark).not.toContain('*');
  await page.goto(`/access?person=${viewer.userUuid}`);
  await isRead(page);
  await expect(page.getByRole('grid', { name: 'Everything they reach' })).toContainText('Editor');
  expect(calls.filter((call) => /^GET .*(\/roles\/assignments|\/code\/)/.test(call))).toEqual([]);
  expect(calls).toContain('GET /api/v1/org/users');
});

test('what a run that was cut off may have written, and what an older console has kept, is not taken for true', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  await test.step('what was written by a run that a reload cut off is not taken for unchanged', async () => {
    await page.goto(`/access?person=${identityOf(organization, 'viewer').userUuid}`);
    await isRead(page);
    await isKept(page);
    await page.evaluate(() => {
      const key = 'lightdash-console:keeps';
      localStorage.setItem(key, `${localStorage.getItem(key) ?? ''}*`);
    });
    const calls = callsOf(page);
    await page.reload();
    await isRead(page);
    expect(calls.length).toBeGreaterThan(10);
  });

  await test.step('what an older console has kept is thrown away', async () => {
    await page.goto('/access/what-if');
    await isRead(page);
    await isKept(page);
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase('lightdash-console');
          deleting.addEventListener('error', () => reject(deleting.error ?? new Error()));
          deleting.addEventListener('success', () => {
            // Of another version.
            const opening = indexedDB.open('lightdash-console', 1_000);
            opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('old'));
            opening.addEventListener('success', () => {
              opening.result.close();
              resolve();
            });
          });
        }),
    );
    const calls = callsOf(page);
    await page.reload();
    await isRead(page);
    expect(calls.length).toBeGreaterThan(10);
    await isKept(page);
  });
});

test('nothing of it outlives signing out', async ({ page, organization, signInAs }) => {
  await signInAs('admin');
  const admin = identityOf(organization, 'admin');
  await page.goto(`/access?person=${admin.userUuid}`);
  await isRead(page);
  await isKept(page);
  await (await openUserMenu(page, admin.name)).getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible();
  await isGone(page);
});

test('nothing of it outlives the session, nor is found by somebody else who signs in', async ({
  page,
  organization,
  signInAs,
}) => {
  await test.step('nobody else who signs in finds anything of it', async () => {
    await signInAs('admin');
    await page.goto(`/access?person=${identityOf(organization, 'viewer').userUuid}`);
    await isRead(page);
    await isKept(page);
    await signInAs('developer');
    await page.goto('/groups');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await isGone(page);
  });

  await test.step('nothing of it outlives the session', async () => {
    await signInAs('admin');
    await page.goto(`/access?person=${identityOf(organization, 'viewer').userUuid}`);
    await isRead(page);
    await isKept(page);
    await page.context().clearCookies();
    await page.goto('/groups');
    await expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible();
    await isGone(page);
  });
});

test('with a token nothing is kept', async ({ page, organization }) => {
  const admin = identityOf(organization, 'admin');
  await page.goto('/sign-in');
  await signInByToken(page, admin.token);
  await page.getByRole('link', { name: 'Access', exact: true }).click();
  await page.getByRole('link', { name: 'What if' }).click();
  await isRead(page);
  await page.waitForLoadState('networkidle');
  expect(await kept(page)).toEqual(GONE);
});

test('where the browser keeps nothing everything is read, and no word is said', async ({ page, signInAs }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  });
  await signInAs('admin');
  await page.goto('/access/what-if');
  await isRead(page);
  const calls = callsOf(page);
  await page.reload();
  await isRead(page);
  expect(calls.length).toBeGreaterThan(10);
  await expect(page.getByRole('alert')).toHaveCount(0);
});
