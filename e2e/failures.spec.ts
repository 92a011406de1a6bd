import type { Page } from '@playwright/test';
import type { Fault } from '../sandbox/switches/trouble';
import { identityOf } from './support/api';
import { expect, test } from './support/test';
import { dialog, expectCount, membersTable, openMembers, signIn } from './support/pages';

const MEMBERS = { method: 'GET', path: '^/api/v1/org/users$' };
const RAW = 'nginx/1.27 at 10.0.0.7';
const GATEWAY = `<html><body><h1>502 Bad Gateway</h1><hr>${RAW}</body></html>`;

const envelope = (statusCode: number, name: string, message: string): Fault => ({
  kind: 'status',
  status: statusCode,
  body: { status: 'error', error: { statusCode, name, message, data: {} } },
});
const raw = (status: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status,
  body: GATEWAY,
  contentType: 'text/html',
  headers,
});

/** A whole sentence or more: begins like one, ends like one, and nothing of it is for machines. */
const SENTENCES = /^[A-Z“][^<>{}]+\.$/;

async function expectCalmAlert(page: Page, title: string): Promise<void> {
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert.getByRole('heading')).toHaveText(title);
  expect(await alert.getByRole('paragraph').innerText()).toMatch(SENTENCES);
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
  const text = await page.evaluate(() => document.documentElement.outerHTML);
  for (const piece of [RAW, 'Bad Gateway', '"status"', 'Sign in to your company', 'SyntaxError', 'ApiFailure'])
    expect(text).not.toContain(piece);
}

test.describe('the members, when the answer is', () => {
  test.beforeEach(async ({ signInAs }) => {
    await signInAs('admin');
  });

  // Each fault that the server and the network know, those that pass too: e2e/fault-table-load.spec.ts, of every operation
  // src/app/fault-table.test.ts, and how often each is tried again: src/api/core/request.retry.test.ts.
  const UNREADABLE: [what: string, fault: Fault][] = [
    ['a sign-in page with status 200', { kind: 'html' }],
    ['an empty envelope', { kind: 'status', status: 200, body: { status: 'ok', results: null } }],
    ['rows that are none', { kind: 'status', status: 200, body: { status: 'ok', results: { data: [null, {}, 7] } } }],
  ];
  test('nothing that can be read, slow, or without groups: an alert as large as the page, another try works, and what is there is shown', async ({
    page,
    faults,
  }) => {
    await test.step('nothing that can be read: an alert as large as the page, and another try works', async () => {
      for (const [what, fault] of UNREADABLE)
        await test.step(what, async () => {
          await faults({ ...MEMBERS, fault });
          await page.goto('/members');
          await expectCalmAlert(page, 'An answer we cannot read');
          await page.getByRole('button', { name: 'Try again' }).click();
          await expect(membersTable(page)).toBeVisible();
          await expectCount(page, '25');
          await expect(page.getByRole('alert')).toHaveCount(0);
        });
    });

    await test.step('slow: the page keeps its layout and says that it is reading', async () => {
      await faults({ ...MEMBERS, fault: { kind: 'delay', ms: 2500 } });
      await page.goto('/members');
      await expect(page.getByRole('status', { name: 'Reading members' })).toBeVisible();
      const before = await page.getByRole('searchbox').boundingBox();
      await expect(membersTable(page)).toBeVisible();
      expect(await page.getByRole('searchbox').boundingBox()).toEqual(before);
    });

    await test.step('groups cannot be read: the members are there all the same', async () => {
      await faults({ method: 'GET', path: '^/api/v1/org/groups$', fault: raw(500), times: 5 });
      await openMembers(page);
      await expect(page.getByRole('main').getByText('25 · the names of groups could not be read')).toBeVisible();
      await expect(page.getByText(RAW)).toHaveCount(0);
    });
  });

  test('502 again and again, 403, 429 for a minute, or nobody known to be signed in: said calmly, with another try where it helps', async ({
    page,
    faults,
  }) => {
    await test.step('502 in HTML, again and again: said after three calls', async () => {
      await faults({ ...MEMBERS, fault: raw(502), times: 3 });
      await page.goto('/members');
      await expectCalmAlert(page, 'Lightdash is not available');
      await page.getByRole('button', { name: 'Try again' }).click();
      await expectCount(page, '25');

      await test.step('403: said calmly, without a button that cannot help', async () => {
        await faults({
          ...MEMBERS,
          fault: envelope(403, 'ForbiddenError', "You don't have access to this resource or action"),
        });
        await page.goto('/members');
        await expectCalmAlert(page, 'Not allowed');
        await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
      });
    });

    await test.step('the signed-in person cannot be read: the page says so, and another try works', async () => {
      await faults({ method: 'GET', path: '^/api/v1/user$', fault: raw(500) });
      await page.goto('/members');
      await expect(page.getByRole('alert')).toContainText('The server failed');
      await expect(page.getByText(RAW)).toHaveCount(0);
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(membersTable(page)).toBeVisible();
    });

    await test.step('429 for a minute: an alert as large as the page, and nothing is sent before its time', async () => {
      let calls = 0;
      page.on('request', (call) => {
        if (new URL(call.url()).pathname === '/api/v1/org/users') calls++;
      });
      await faults({ ...MEMBERS, fault: raw(429, { 'retry-after': '60' }) });
      await page.goto('/members');
      await expectCalmAlert(page, 'Too many requests');
      await page.getByRole('button', { name: 'Try again' }).click();
      await expectCalmAlert(page, 'Too many requests');
      expect(calls).toBe(1);
    });
  });

  test('401 when they are read again: asks to sign in, in place, and goes on', async ({
    page,
    organization,
    faults,
  }) => {
    await openMembers(page);
    await page.getByRole('link', { name: 'Émile Okonkwo' }).click();
    await expect(page.getByRole('region', { name: /^Profile/ })).toBeVisible();
    await faults({ ...MEMBERS, fault: { kind: 'status', status: 401, body: 'Unauthorized' } });
    await page.getByRole('button', { name: 'Change role' }).click();
    await dialog(page)
      .getByRole('radio', { name: /^Viewer / })
      .check();
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await signIn(dialog(page, 'Your sign-in has ended'), identityOf(organization, 'admin'));
    await expect(page.getByRole('region', { name: /^Profile/ }).getByRole('link', { name: 'Viewer' })).toBeVisible();
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('a session that is dead from the start leads to the sign-in page and back', async ({
  page,
  organization,
  signInAs,
  faults,
}) => {
  const admin = await signInAs('admin');
  await faults({ method: 'GET', path: '^/api/v1/user$', fault: { kind: 'status', status: 401, body: 'Unauthorized' } });
  await page.goto('/members?sort=-joined');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, admin);
  await expect(page).toHaveURL('/members?sort=-joined');
  expect(organization.identities).toContain(admin);
});

test.describe('offline', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

  test('the page says so, and another try works', async ({ page, context, signInAs }) => {
    await signInAs('admin');
    await page.goto('/groups');
    const groups = page.getByRole('grid', { name: 'Groups' }).getByRole('link');
    const name = (await groups.nth(1).textContent()) ?? '';
    // The code of the next page is here already; its data is not.
    await groups.first().click();
    await expect(page.getByRole('button', { name: 'Add members' })).toBeVisible();
    await page.goBack();
    await expect(groups.first()).toBeVisible();
    await context.setOffline(true);
    await groups.nth(1).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('You are offline');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });
});
