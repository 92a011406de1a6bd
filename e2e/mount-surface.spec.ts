import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolationsIn } from './support/axe';
import { expect, test } from './support/mounted';
import {
  dialog,
  membersTable,
  openFilter,
  openRowDialog,
  openMembers,
  openRowMenu,
  openPalette,
  openUserMenu,
  searchBox,
} from './support/pages';

test.use({ organizationOptions: { members: 60 } });

test.beforeEach(async ({ page, portal, organization }) => {
  await portal.open(identityOf(organization, 'admin'), { initialPath: '/members' });
  await expect(membersTable(page)).toBeVisible();
});

const firstName = (page: Page) => membersTable(page).getByRole('link').first().innerText();

/** How the parts of a page look, by what the browser made of all rules. */
const looksOf = (page: Page): Promise<string[]> => {
  const parts = [
    page.getByRole('heading', { name: 'Members' }),
    page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Groups' }),
    searchBox(page),
    page.getByRole('button', { name: 'Invite' }),
    membersTable(page).getByRole('columnheader').nth(1),
    membersTable(page).getByRole('row').nth(1),
    membersTable(page).getByRole('checkbox').nth(1),
  ];
  const looks = parts.map((part) =>
    part.first().evaluate((element) => {
      const style = getComputedStyle(element);
      const names = [...style].filter((name) =>
        /^(color|background|border|font|letter|line|text|padding|margin|direction|cursor|height|box-sizing|display)/.test(
          name,
        ),
      );
      return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ');
    }),
  );
  return Promise.all(looks);
};

test('styles do not leak in or out', async ({ page, signInAs }) => {
  const mounted = await looksOf(page);
  const around = await page
    .locator('#before')
    .evaluate((element) => [getComputedStyle(element).fontSize, getComputedStyle(element).color]);
  expect(around).toEqual(['40px', 'rgb(255, 0, 0)']);
  const left = () => [
    document.querySelectorAll('style').length,
    document.adoptedStyleSheets.length,
    document.title,
    document.body.children.length,
  ];
  expect(await page.evaluate(left)).toEqual([0, 0, 'Portal', 5]);
  await signInAs('admin');
  await openMembers(page);
  expect(mounted).toEqual(await looksOf(page));
});

test('dialogs, lists, menus and keys work as on a page of its own: focus, Escape, clicks around', async ({ page }) => {
  await test.step('a dialog keeps the focus inside, closes by Escape, and gives the focus back', async () => {
    const name = await firstName(page);
    await openRowDialog(page, name, 'Change role…');
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          () =>
            document.querySelector('#console > div')?.shadowRoot?.activeElement?.closest('[role="dialog"]') !== null,
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await expect(page.getByRole('button', { name: `Actions for ${name}`, exact: true })).toBeFocused();
    expect(await page.evaluate(() => [document.body.getAttributeNames(), document.body.style.length])).toEqual([[], 0]);
  });

  await test.step('Escape closes an open list before the dialog that it stands in', async () => {
    await openRowDialog(page, await firstName(page), 'Add to a group…');
    const picker = dialog(page).getByRole('combobox', { name: 'Group' });
    await picker.click();
    await expect(page.getByRole('listbox')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox')).toBeHidden();
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
  });

  await test.step('menus and popovers close by a click outside, in the console and on the page around, and by Escape', async () => {
    const name = await firstName(page);
    const menu = await openRowMenu(page, name);
    await page.getByRole('heading', { name: 'Members' }).click();
    await expect(menu).toBeHidden();
    await openRowMenu(page, name);
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(page.getByRole('button', { name: `Actions for ${name}`, exact: true })).toBeFocused();
    const filter = await openFilter(page, 'Role');
    await page.locator('#search').click();
    await expect(filter).toBeHidden();
  });

  await test.step('keys act while the focus is in the console, and only then', async () => {
    await page.locator('#search').focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('/');
    await expect(page.locator('#search')).toHaveValue('/');
    await expect(dialog(page)).toBeHidden();
    await membersTable(page).getByRole('row').nth(1).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(membersTable(page).getByRole('row').nth(3)).toBeFocused();
    await page.keyboard.press('/');
    await expect(searchBox(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await membersTable(page).getByRole('row').nth(1).focus();
    await openPalette(page);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await expect(membersTable(page).getByRole('row').nth(1)).toBeFocused();
  });
});

test('the theme is the portal’s, in dialogs too', async ({ page, portal, organization }) => {
  await expectNoAxeViolationsIn(page, 'light', { within: '#console' });
  await portal.setTheme('dark');
  const background = () =>
    page
      .getByRole('navigation', { name: 'Places' })
      .evaluate((element) => getComputedStyle(element.closest('[data-console]') as Element).backgroundColor);
  await expect.poll(background).toBe('rgb(21, 21, 20)');
  await openRowDialog(page, await firstName(page), 'Change role…');
  expect(await dialog(page).evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(27, 27, 26)');
  await expectNoAxeViolationsIn(page, 'dark', { within: '#console' });
  expect(
    await page.evaluate(() => [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.documentElement.getAttributeNames(),
    ]),
  ).toEqual(['{}', '{}', ['lang']]);
  await page.keyboard.press('Escape');
  const { name } = identityOf(organization, 'admin');
  const menu = await openUserMenu(page, name);
  await expect(menu.getByRole('menuitem', { name: 'Sign out' })).toHaveCount(0);
});
