import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { filterChip, memberRows, openMembers, selectionBar } from './support/pages';
import { expect, test } from './support/test';

/**
 * The pictures of the README, of the demo organization: written by `UPDATE_SCREENSHOTS=1 npm run e2e -- screenshots`;
 * otherwise what they would show is only looked at.
 */
const FOLDER = join(import.meta.dirname, '../docs/screenshots');

test.use({ viewport: { width: 1440, height: 860 } });

async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

test('the members, light and dark', async ({ page }) => {
  const signedIn = await page.request.post('/api/v1/login', {
    data: { email: 'demo@lightdash.com', password: 'demo_password!' },
  });
  expect(signedIn.ok()).toBe(true);
  await openMembers(page, '?role=admin,developer,editor&sort=name');
  await expect(page.getByRole('main').getByRole('status').first()).toHaveText(/^\d+ of 2,000$/);
  await expect(filterChip(page, 'Role', '3 chosen')).toBeVisible();
  for (const i of [1, 4, 5]) await memberRows(page).nth(i).getByRole('checkbox').check();
  await expect(selectionBar(page)).toHaveAccessibleName('3 members selected');
  await expect(memberRows(page).nth(17)).toBeInViewport();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await takePicture(page, `members-${scheme}`);
  }
});

test('the sign-in', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('region', { name: 'Look around in Jaffle Shop as' }).getByRole('button')).toHaveCount(6);
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
  await takePicture(page, 'sign-in');
});
