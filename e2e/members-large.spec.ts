import type { Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expect, test } from './support/test';
import { expectCount, memberRow, memberRows, membersTable, openMembers, searchBox } from './support/pages';

test.describe('10,000 members', () => {
  test.use({ organizationOptions: { members: 10_000, groups: 20, projects: 1, spaces: 0, schedulers: 0 } });

  test('are counted right, the last is reached, and who moves between two pages while they are read is neither lost nor doubled', async ({
    page,
    signInAs,
    request,
    organization,
    faults,
  }) => {
    await signInAs('admin');
    await test.step('counted right, and the last is reached', async () => {
      await openMembers(page);
      await expectCount(page, '10,000');
      await expect(membersTable(page)).toHaveAttribute('aria-rowcount', '10001');
      expect(await memberRows(page).count()).toBeLessThan(60);
      await memberRows(page).first().focus();
      await page.keyboard.press('End');
      await expect(memberRows(page).last()).toBeFocused();
      await expect(memberRows(page).last()).toHaveAttribute('aria-rowindex', '10001');
      await expect(memberRows(page).last()).toBeInViewport();

      await page.keyboard.press('Home');
      await expect(memberRows(page).first()).toHaveAttribute('aria-rowindex', '2');
      await membersTable(page).hover();
      await expect(async () => {
        await page.mouse.wheel(0, 400_000);
        await expect(memberRows(page).last()).toHaveAttribute('aria-rowindex', '10001', { timeout: 500 });
      }).toPass();

      await searchBox(page).fill('layla haddad viewer@');
      await expectCount(page, '1 of 10,000');
      await page.getByRole('checkbox', { name: 'Select all 1' }).check();
      await searchBox(page).fill('');
      await page.getByRole('checkbox', { name: 'Select all 10000' }).check();
      await expect(page.getByRole('toolbar')).toHaveAccessibleName('10,000 members selected');
    });

    await test.step('that move between two pages while they are read are neither lost nor doubled', async () => {
      const api = apiAs(request, identityOf(organization, 'admin'));
      const everybody = await api.members();
      const [moved, slipped] = [everybody[100], everybody[5000]];
      if (!moved || !slipped) throw new Error('There are fewer members than were asked for.');
      const pages: (string | null)[] = [];
      page.on('request', (call) => {
        const { pathname, searchParams } = new URL(call.url());
        if (pathname === '/api/v1/org/users') pages.push(searchParams.get('page'));
      });
      // Each page of this reading takes its time, so that there is some between the first and the second.
      await faults({ method: 'GET', path: '^/api/v1/org/users$', fault: { kind: 'delay', ms: 1500 }, times: 2 });
      const first = page.waitForResponse((answer) => answer.url().includes('/api/v1/org/users?page=1'));
      await page.goto('/members');
      await first;
      await api.changeRole(moved.userUuid, moved.role === 'editor' ? 'viewer' : 'editor');

      await expect(membersTable(page)).toBeVisible({ timeout: 20_000 });
      await expect(page.getByText('read so far')).toHaveCount(0, { timeout: 20_000 });
      await expectCount(page, '10,000');
      expect(pages).toEqual(['1', '2', '1', '2']);
      for (const { email } of [moved, slipped]) {
        await searchBox(page).fill(email);
        await expectCount(page, '1 of 10,000');
      }
    });
  });
});

test.describe('12,000 members', () => {
  test.use({ organizationOptions: { members: 12_000, groups: 20, projects: 1, spaces: 0, schedulers: 0 } });

  /** Holds back all pages but the first. Out: how to let them go, or to have one refused first. */
  async function holdPages(page: Page) {
    let refused = 0;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/api\/v1\/org\/users\?page=[2-9]/, async (route) => {
      await released;
      if (!route.request().url().includes(`page=${refused}&`)) return route.continue();
      refused = 0;
      const error = { statusCode: 403, name: 'ForbiddenError', message: 'No', data: {} };
      return route.fulfill({ status: 403, json: { status: 'error', error } });
    });
    return {
      release,
      refuse: (one: number) => {
        refused = one;
        release();
      },
    };
  }

  test('are shown as they come, each sentence of how many, nothing moves under the pointer, and a page that fails is read on from there', async ({
    page,
    signInAs,
  }) => {
    await signInAs('admin');
    await test.step('are shown as they come, each sentence says of how many, and nothing moves under the pointer', async () => {
      const { release } = await holdPages(page);
      await openMembers(page);
      const status = page.getByRole('main').getByRole('status').first();
      await expect(status).toContainText('5,000 of 12,000 read so far');
      await searchBox(page).fill('nobody is called that');
      await expect(page.getByRole('heading', { name: 'Nobody matches so far' })).toBeVisible();
      await expect(page.getByText('7,000 more have not been read yet.')).toBeVisible();
      await searchBox(page).fill('layla');
      await expect(status).toContainText(/^\d+ of 5,000 read so far, of 12,000/);
      await searchBox(page).fill('');
      await expect(page.getByRole('button', { name: 'Export' })).toHaveAccessibleDescription(/^Not before all members/);
      await expect(page.getByRole('button', { name: 'Invite members' })).toHaveAccessibleDescription(/^Not before all/);

      await page.getByRole('checkbox', { name: 'Select all 5000 read so far' }).check();
      const bar = page.getByRole('toolbar', { name: '5,000 members selected' });
      await expect(bar).toContainText('of 5,000 read so far');
      await expect(bar.getByRole('button', { name: 'Change role' })).toBeDisabled();

      await membersTable(page).hover();
      await page.mouse.wheel(0, 30_000);
      await expect(memberRows(page).first()).not.toHaveAttribute('aria-rowindex', '2');
      const pointed = membersTable(page).locator('tr:hover');
      await expect(pointed).toHaveCount(1);
      await expect(pointed).toBeInViewport();
      const name = await pointed.getByRole('link').innerText();
      const index = await pointed.getAttribute('aria-rowindex');
      const top = async () => Math.round((await pointed.boundingBox())?.y ?? Number.NaN);
      const before = await top();
      release();
      await expect(membersTable(page)).toHaveAttribute('aria-rowcount', '12001', { timeout: 20_000 });
      await expectCount(page, '12,000');
      await expect(pointed).not.toHaveAttribute('aria-rowindex', index ?? '');
      await expect(pointed.getByRole('link')).toHaveText(name);
      expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
      // What was selected is what had been read then.
      await expect(bar).toBeVisible();
      await expect(bar.getByRole('button', { name: 'Change role' })).toBeEnabled();
      await page.getByRole('checkbox', { name: 'Select all 12000' }).check();
      await expect(page.getByRole('toolbar')).toHaveAccessibleName('12,000 members selected');
    });

    await test.step('have each a page of their own as soon as they have come', async () => {
      await page.unrouteAll();
      const { release } = await holdPages(page);
      await openMembers(page);
      const link = memberRows(page).nth(3).getByRole('link');
      const name = await link.innerText();
      await page.goto((await link.getAttribute('href')) ?? '');
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
      const change = page.getByRole('button', { name: 'Change role' });
      await expect(change).toHaveAccessibleDescription(/^Not before all members/);
      release();
      await expect(change).toBeEnabled({ timeout: 20_000 });
    });

    await test.step('of whom a page fails are shown as far as they were read, and read on from there', async () => {
      await page.unrouteAll();
      const { refuse } = await holdPages(page);
      await openMembers(page);
      refuse(2);
      const alert = page.getByRole('alert').filter({ hasText: '7,000 of 12,000 members have been read' });
      await expect(alert).toBeVisible({ timeout: 20_000 });
      await expect(membersTable(page)).toBeVisible();
      const again: string[] = [];
      page.on('request', (call) => {
        if (call.url().includes('/api/v1/org/users')) again.push(new URL(call.url()).searchParams.get('page') ?? '');
      });
      await alert.getByRole('button', { name: 'Go on reading' }).click();
      await expectCount(page, '12,000');
      expect(again).toEqual(['2']);
    });
  });
});

test.describe('extreme names', () => {
  test.use({ organizationOptions: { members: 400 }, viewport: { width: 1024, height: 720 } });

  test('stay in their cells', async ({ page, signInAs }) => {
    await signInAs('admin');
    await openMembers(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
    const heights = await memberRows(page).evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(new Set(heights.map(Math.round))).toEqual(new Set([heights.map(Math.round)[0]]));
    await searchBox(page).fill('villaverde');
    await expect(memberRow(page, 'Layla Haddad')).toBeHidden();
  });
});
