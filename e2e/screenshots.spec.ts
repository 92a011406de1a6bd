import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './support/test';
import { expectCount } from './support/pages';

/** The pictures of the README, made on demand: `UPDATE_SCREENSHOTS=1 npx playwright test screenshots`. */
const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

test.skip(!process.env.UPDATE_SCREENSHOTS, 'only with UPDATE_SCREENSHOTS=1');
test.use({ viewport: { width: 1440, height: 860 } });
test.beforeAll(() => void mkdirSync(FOLDER, { recursive: true }));

test('sign-in', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('region', { name: /^Look around/ })).toBeVisible();
  await page.screenshot({ path: `${FOLDER}sign-in.png`, animations: 'disabled', caret: 'hide' });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`members, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.request.post('/api/v1/login', { data: { email: 'demo@lightdash.com', password: 'demo_password!' } });
    await page.goto('/members');
    await expectCount(page, '2,000');
    await expect(page.getByRole('button', { name: 'Group Any' })).toBeVisible();
    await page.screenshot({ path: `${FOLDER}members-${colorScheme}.png`, animations: 'disabled', caret: 'hide' });
  });
}
