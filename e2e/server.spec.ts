import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { openMembers } from './support/pages';
import { expect, test } from './support/test';

const operations = (page: Page) => page.getByRole('table', { name: 'Operations' });
const row = (page: Page, name: string) => operations(page).getByRole('row').filter({ hasText: name });
const fact = (page: Page, name: string) =>
  page.getByRole('region', { name: 'The server' }).getByText(name, { exact: true }).locator('xpath=..');

test.describe('on today’s Lightdash', () => {
  test.use({ organizationOptions: { generation: '1.219' } });

  test('shows the server and the state of each operation', async ({ page, context, signInAs }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signInAs('admin');
    await openMembers(page);
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button').last().click();
    await page.getByRole('menuitem', { name: 'This server' }).click();
    await expect(page).toHaveURL('/server');
    await expect(fact(page, 'Version')).toContainText('1.219.0');
    await expect(fact(page, 'Generation')).toContainText('As 1.219');
    await expect(fact(page, 'Licence')).toContainText('None');
    await expectNoAxeViolations(page);

    await page.goto('/server?q=all+of+their+roles');
    await expect(row(page, 'Everybody in the organization with all of their roles')).toContainText('Not called yet');
    await page.goto('/server?state=past');
    const replaced = row(page, 'PATCH /api/v1/org/users/{userUuid}');
    await expect(replaced).toContainText('Deprecated since 27 Aug 2025');
    await expect(replaced).toContainText('POST /api/v2/orgs/{organizationUuid}/roles/assignments/user/{userUuid}');

    await page.getByRole('button', { name: 'Copy as text' }).click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('Version: 1.219.0');
    expect(text).toContain('PATCH /api/v1/org/users/{userUuid} · Past its end · Deprecated since 27 Aug 2025');
  });
});

test('shows what an older server lacks', { tag: '@older' }, async ({ page, signInAs }) => {
  await signInAs('admin');
  await page.goto('/spaces');
  await expect(page.getByRole('grid', { name: 'Spaces' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'This server' }).click();
  await expect(fact(page, 'Generation')).toContainText('As 0.2110');
  await expect(fact(page, 'Licence')).toContainText('Not told');
  await page.getByRole('searchbox').fill('schedulers-summary');
  await expect(operations(page)).toContainText('Not on this server');
  await expect(operations(page)).toContainText('Came with 1.219');
});
