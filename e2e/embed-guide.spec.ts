import type { Locator } from '@playwright/test';
import { expect, inConsole, test } from './support/embed';

const grid = (shown: Locator, name: string) => shown.getByRole('grid', { name });

/** Goes there by the console's own navigation. */
const goTo = (shown: Locator, place: string) =>
  shown.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();

test('the iframe example of the guide works unchanged, at addresses that it did not expect, too', async ({
  page,
  enterPortal,
}) => {
  await enterPortal('/framed/');
  const shown = inConsole(page, 'framed');
  await test.step('a place, Back, and a reload', async () => {
    await page.goto('/analytics/members');
    await expect(grid(shown, 'Members')).toBeVisible();
    await goTo(shown, 'Groups');
    await expect(page).toHaveURL('/analytics/groups');
    await page.goBack();
    await expect(grid(shown, 'Members')).toBeVisible();
    await page.reload();
    await expect(grid(shown, 'Members')).toBeVisible();
  });
  for (const address of ['/analytics', '/analytics?utm=1'])
    await test.step(`it begins at the front page at ${address}`, async () => {
      await page.goto(address);
      await expect(shown.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
      await expect(page).toHaveURL('/analytics/overview');
    });
  await test.step('it shows the console for what is no place of it, also by Back', async () => {
    await page.goto('/analytics//x');
    await goTo(shown, 'Members');
    await expect(grid(shown, 'Members')).toBeVisible();
    await page.goBack();
    await expect(grid(shown, 'Members')).toHaveCount(0);
    await expect(shown.getByRole('navigation', { name: 'Places' })).toBeVisible();
  });
});

test('the mount example of the guide works unchanged', async ({ page, enterPortal }) => {
  await enterPortal('/mounted/');
  await page.goto('/analytics-mounted/members');
  const shown = page.locator('#console');
  await expect(grid(shown, 'Members')).toBeVisible();
  await goTo(shown, 'Groups');
  await expect(page).toHaveURL('/analytics-mounted/groups');
  await page.goBack();
  await expect(grid(shown, 'Members')).toBeVisible();
});
