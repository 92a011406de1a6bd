import type { Page } from '@playwright/test';
import { expect, test } from './support/test';
import {
  expectCount,
  memberRow,
  memberRows,
  membersTable,
  openMembers,
  searchBox,
  selectionBar,
} from './support/pages';

// As most people have it.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const row = (page: Page, i: number) => memberRows(page).nth(i);

/** From the page of a member to the list by a link, as one arrives for the first time. */
async function anew(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Members' }).click();
  await expect(membersTable(page)).toBeVisible();
}

test.beforeEach(async ({ page, signInAs }) => {
  await signInAs('admin');
  await openMembers(page);
});

test('the list is worked by keyboard alone: moved in, searched, selected, opened and come back to', async ({
  page,
}) => {
  await test.step('the table is one stop; arrows, Home and End move in it, Enter opens', async () => {
    await membersTable(page).getByRole('button', { name: 'Columns' }).focus();
    await page.keyboard.press('Tab');
    await expect(row(page, 0)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 2)).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(row(page, 1)).toBeFocused();
    await page.keyboard.press('End');
    await expect(memberRows(page).last()).toBeFocused();
    await expect(memberRows(page).last()).toHaveAttribute('aria-rowindex', '26');
    await page.keyboard.press('ArrowDown');
    await expect(memberRows(page).last()).toBeFocused();
    await page.keyboard.press('Home');
    await expect(row(page, 0)).toBeFocused();
    const name = await row(page, 0).getByRole('link').innerText();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  });

  await test.step('/ goes to the search from anywhere, Escape empties it and then leaves it', async () => {
    await anew(page);

    await row(page, 3).focus();
    await page.keyboard.press('/');
    await expect(searchBox(page)).toBeFocused();
    await expect(searchBox(page)).toHaveValue('');
    await page.keyboard.type('a/b');
    await expect(searchBox(page)).toHaveValue('a/b');
    await page.keyboard.press('Escape');
    await expect(searchBox(page)).toHaveValue('');
    await expect(searchBox(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(searchBox(page)).not.toBeFocused();
  });

  await test.step('Space selects, Shift selects a range, Escape clears the selection', async () => {
    await row(page, 1).focus();
    await page.keyboard.press('Space');
    await expect(row(page, 1)).toHaveAttribute('aria-selected', 'true');
    await expect(selectionBar(page)).toHaveAccessibleName('1 member selected');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selectionBar(page)).toHaveAccessibleName('3 members selected');
    await page.keyboard.press('Space');
    await expect(selectionBar(page)).toHaveAccessibleName('2 members selected');
    await page.keyboard.press('Escape');
    await expect(selectionBar(page)).toBeHidden();
    await expect(row(page, 1)).toHaveAttribute('aria-selected', 'false');
  });

  await test.step('the menu of a row opens and closes by keyboard', async () => {
    const button = page.getByRole('button', { name: 'Actions for Layla Haddad' });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem').nth(1)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
    await expect(button).toBeFocused();
  });

  await test.step('back from a page, the row has the keyboard again and what was selected still is', async () => {
    await anew(page);

    await row(page, 0).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('End');
    const last = memberRows(page).last();
    await expect(last).toBeFocused();
    const name = await last.getByRole('link').innerText();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await page.goBack();
    await expect(memberRow(page, name)).toBeFocused();
    await expect(memberRow(page, name)).toBeInViewport();
    await expect(selectionBar(page)).toHaveAccessibleName('1 member selected');
    await page.keyboard.press('Home');
    await expect(row(page, 0)).toHaveAttribute('aria-selected', 'true');

    // By a link one arrives anew.
    await row(page, 2).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Members');
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Members' }).click();
    await expect(membersTable(page)).toBeVisible();
    await expect(selectionBar(page)).toBeHidden();
  });
});

test('the list is worked by pointer too, and sorted in a narrow window', async ({ page }) => {
  await test.step('boxes and rows, a range with Shift, all of what is filtered', async () => {
    const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/ });
    await boxes.nth(1).click();
    await boxes.nth(4).click({ modifiers: ['Shift'] });
    await expect(selectionBar(page)).toHaveAccessibleName('4 members selected');
    for (const i of [1, 2, 3, 4]) await expect(boxes.nth(i)).toBeChecked();
    await selectionBar(page).getByRole('button', { name: 'Clear' }).click();
    await row(page, 2).getByRole('checkbox').check();
    await row(page, 6)
      .getByRole('gridcell')
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await expect(selectionBar(page)).toHaveAccessibleName('5 members selected');
    await expect(page).toHaveURL('/members');
    await selectionBar(page).getByRole('button', { name: 'Clear' }).click();
    await expect(selectionBar(page)).toBeHidden();

    await page.getByRole('checkbox', { name: 'Select all 25' }).check();
    await expect(selectionBar(page)).toHaveAccessibleName('25 members selected');
    await page.getByRole('checkbox', { name: 'Clear the selection' }).uncheck();
    await expect(selectionBar(page)).toBeHidden();

    // Layla Haddad's address, and the end of Ingrid Sørensen's.
    await searchBox(page).fill('viewer@');
    await expectCount(page, '2 of 25');
    await page.getByRole('checkbox', { name: 'Select all 2' }).check();
    await expect(selectionBar(page)).toHaveAccessibleName('2 members selected');
  });

  await test.step('a click on a row opens it, one on a box or a menu does not', async () => {
    await selectionBar(page).getByRole('button', { name: 'Clear' }).click();
    await searchBox(page).fill('');
    await expect(page).toHaveURL('/members');

    await page.getByRole('checkbox', { name: 'Select Layla Haddad' }).check();
    await page.getByRole('button', { name: 'Actions for Layla Haddad' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(page).toHaveURL('/members');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
    await memberRow(page, 'Layla Haddad').getByRole('gridcell').nth(3).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Layla Haddad');
  });

  await test.step('in a narrow window the table can be sorted by its header', async () => {
    await anew(page);

    await membersTable(page).getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
    await expect(page).toHaveURL(/sort=joined$/);
    const wide = await row(page, 0).getByRole('link').innerText();
    await page.goto('/members');
    await page.setViewportSize({ width: 390, height: 844 });
    await membersTable(page).getByRole('combobox', { name: 'Sort by' }).selectOption('Created');
    await expect(page).toHaveURL(/sort=joined$/);
    await expect(row(page, 0).getByRole('link')).toHaveText(wide);
    await membersTable(page).getByRole('button', { name: 'Ascending' }).click();
    await expect(page).toHaveURL(/sort=-joined$/);
    await expect(row(page, 0).getByRole('link')).not.toHaveText(wide);
    await expect(membersTable(page).getByRole('button', { name: 'Descending' })).toBeVisible();
  });
});
