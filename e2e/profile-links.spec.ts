import { expect, test } from './support/test';

test('the links of the page follow the scroll, and bring the keyboard to a section', async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 1440, height: 700 });
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  await signInAs('viewer');
  await page.goto('/profile');
  const links = page.getByRole('navigation', { name: 'On this page' });
  const current = links.locator('[aria-current]');
  await expect(current).toHaveText('Account');
  await links.getByRole('link', { name: 'Account', exact: true }).focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('Tab');
  await expect(links.getByRole('link', { name: 'Delete account' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/profile#delete');
  await expect(section('Delete account')).toBeFocused();
  await expect(section('Delete account')).toBeInViewport({ ratio: 1 });
  await expect(current).toHaveText('Delete account');
  // From there the keyboard goes on within the section.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Delete my account…' })).toBeFocused();
  await section('Account').hover();
  await page.mouse.wheel(0, -5_000);
  await expect(current).toHaveText('Account');
});
