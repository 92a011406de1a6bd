import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { dialog, filterChip, openMembers, openPalette, toast } from './support/pages';
import { expect, test } from './support/test';

// As most people have it.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const openViews = async (page: Page) => {
  await page.getByRole('button', { name: 'Saved views' }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  return menu;
};

const save = async (page: Page, name: string, button: 'Save' | 'Replace' = 'Save') => {
  await (await openViews(page)).getByRole('menuitem', { name: 'Save this view…' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog(page).getByRole('button', { name: button, exact: true }).click();
};

test('a view is saved, opened after a reload and by the palette, changed, renamed and deleted', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await openMembers(page, '?role=editor&sort=-joined');
  await save(page, 'New editors');
  await expect(toast(page, 'View saved')).toBeVisible();

  await openMembers(page);
  const menu = await openViews(page);
  await expectNoAxeViolations(page);
  await menu.getByRole('menuitemradio', { name: 'New editors' }).click();
  await expect(page).toHaveURL(/\/members\?role=editor&sort=-joined$/);
  await openViews(page);
  await expect(menu.getByRole('menuitemradio', { name: 'New editors' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Saved views' })).toBeFocused();

  // Another list has views of its own; the palette finds all of them.
  await page.goto('/groups');
  await openViews(page);
  await expect(menu.getByRole('menuitemradio')).toHaveCount(0);
  await page.keyboard.press('Escape');
  const palette = await openPalette(page);
  await palette.getByRole('combobox').fill('new ed');
  await expect(palette.getByRole('option').first()).toContainText('New editorsMembersView');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/members\?role=editor&sort=-joined$/);

  // What is looked at now takes its place.
  await expect(filterChip(page, 'Role', 'Editor')).toBeVisible();
  await page.getByRole('searchbox').fill('an');
  await expect(page).toHaveURL(/q=an/);
  await save(page, 'new editors', 'Replace');
  await (await openViews(page)).getByRole('menuitem', { name: 'Rename new editors…' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Editors called an');
  await dialog(page).getByRole('button', { name: 'Rename', exact: true }).click();
  await openMembers(page);
  await openViews(page);
  await expect(menu.getByRole('menuitemradio')).toHaveText(['Editors called an']);
  await menu.getByRole('menuitemradio', { name: 'Editors called an' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('an');
  await page.getByRole('searchbox').fill('');
  await expect(page).not.toHaveURL(/q=an/);
  await (await openViews(page)).getByRole('menuitem', { name: 'Update Editors called an' }).click();
  await (await openViews(page)).getByRole('menuitem', { name: 'Delete Editors called an' }).click();
  await openViews(page);
  await expect(menu.getByRole('menuitemradio')).toHaveCount(0);
});

test('a browser that keeps nothing says so, and neither the view nor its name is lost', async ({ page, signInAs }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('Full', 'QuotaExceededError');
    };
  });
  await signInAs('viewer');
  await openMembers(page, '?role=editor');
  await save(page, 'Editors');
  await expect(dialog(page).getByRole('alert')).toContainText('Copy the link instead');
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('Editors');
  await page.keyboard.press('Escape');
  await dialog(page).getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(/role=editor/);
});

test('nobody finds the views of another person in the same browser', async ({ page, signInAs }) => {
  await signInAs('admin');
  await openMembers(page, '?q=layla');
  await save(page, 'Layla');
  await expect(toast(page, 'View saved')).toBeVisible();
  await signInAs('viewer');
  await openMembers(page);
  await expect((await openViews(page)).getByRole('menuitemradio')).toHaveCount(0);
});
