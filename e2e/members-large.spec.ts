import { apiAs, identityOf } from './support/api';
import { expect, test } from './support/test';
import { expectCount, memberRow, memberRows, membersTable, openMembers, searchBox } from './support/pages';

test.describe('10,000 members', () => {
  test.use({ organizationOptions: { members: 10_000, groups: 20, projects: 1, spaces: 0, schedulers: 0 } });

  test('are counted right, and the last is reached', async ({ page, signInAs }) => {
    await signInAs('admin');
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

  test('that move between two pages while they are read are neither lost nor doubled', async ({
    page,
    request,
    organization,
    signInAs,
    faults,
  }) => {
    const api = apiAs(request, identityOf(organization, 'admin'));
    const everybody = await api.members();
    const [moved, slipped] = [everybody[100], everybody[5000]];
    if (!moved || !slipped) throw new Error('There are fewer members than were asked for.');
    await signInAs('admin');
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
    await expectCount(page, '10,000');
    expect(pages).toEqual(['1', '2', '1', '2']);
    for (const { email } of [moved, slipped]) {
      await searchBox(page).fill(email);
      await expectCount(page, '1 of 10,000');
    }
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
