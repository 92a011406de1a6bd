import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Goes to a place as a link does, without a load: a tenth of its work, and what is held in memory only is still there. In: the
 * address; the shell must be there.
 */
export const show = (page: Page, address: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);

/** Goes to one of the places of the navigation. */
export const goTo = (page: Page, place: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place, exact: true }).click();

/** Fills the sign-in form, wherever it stands, and sends it. */
export async function signIn(
  within: Page | Locator,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await within.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await within.getByLabel('Password', { exact: true }).fill(password);
  await within.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The same with a token. */
export async function signInByToken(within: Page | Locator, token: string): Promise<void> {
  await within.getByRole('tab', { name: 'Access token' }).click();
  await within.getByLabel('Personal access token').fill(token);
  await within.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The table of members. */
export const membersTable = (page: Page): Locator => page.getByRole('grid', { name: 'Members' });

/** The rows of members, without the head. */
export const memberRows = (page: Page): Locator =>
  membersTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link') });

/** The row of one member. */
export const memberRow = (page: Page, name: string): Locator =>
  membersTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });

/** The open dialog. */
export const dialog = (page: Page, name?: string | RegExp): Locator =>
  page.getByRole('dialog', name === undefined ? {} : { name });

/** Something said in the corner of the window. */
export const toast = (page: Page, text: string | RegExp): Locator => page.getByRole('status').filter({ hasText: text });

/** Waits until a list is in the document whole, if it is short: what is in sight comes first, the rest half a second later (ui/DataTable.tsx). */
export async function allDrawn(table: Locator): Promise<void> {
  const count = Number(await table.getAttribute('aria-rowcount'));
  if (count <= 201) await expect(table.getByRole('row')).toHaveCount(count);
}

/** Opens the members and waits until they are there. `search` is the part of the address from the question mark on. */
export async function openMembers(page: Page, search = ''): Promise<void> {
  await page.goto(`/members${search}`);
  await expect(membersTable(page)).toBeVisible();
}

/** The menu at the end of a member's row, opened. */
export async function openRowMenu(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  return menu;
}

/** Opens one of the dialogs of a member's row. */
export async function openRowDialog(
  page: Page,
  name: string,
  action: 'Change role…' | 'Add to a group…' | 'Remove from the organization…',
): Promise<Locator> {
  const menu = await openRowMenu(page, name);
  await menu.getByRole('menuitem', { name: action }).click();
  await expect(dialog(page)).toBeVisible();
  return dialog(page);
}

/** The one row is there, and its cells say this, in any order. */
export async function expectRow(page: Page, name: string, ...texts: (string | RegExp)[]): Promise<void> {
  await expect(memberRow(page, name)).toHaveCount(1);
  for (const text of texts)
    await expect(memberRow(page, name).getByRole('gridcell').filter({ hasText: text })).not.toHaveCount(0);
}

/** The number beside the title: "25", "3 of 25". */
export async function expectCount(page: Page, count: string): Promise<void> {
  await expect(
    page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /^[\d,]+( of [\d,]+)?$/ }),
  ).toHaveText(count);
}

/** The names of the members in sight, from above. */
export async function namesShown(page: Page): Promise<string[]> {
  await allDrawn(membersTable(page));
  return memberRows(page).getByRole('link').allInnerTexts();
}

/** One of the actions behind "…" beside the title of a page, in the menu opened. */
export async function pageAction(page: Page, name: string): Promise<Locator> {
  // The first in the document: those of rows come after.
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Actions for / })
    .first()
    .click();
  return page.getByRole('menuitem', { name });
}

/** The menu of the signed-in person, opened. */
export async function openUserMenu(page: Page, name: string): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  return menu;
}

/** The palette, opened by its keys. */
export async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  return palette;
}

export const searchBox = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search by name or e-mail' });

/** What can be done with the selected rows. */
export const selectionBar = (page: Page): Locator => page.getByRole('toolbar', { name: /selected$/ });

/** One filter: “Role”, or “Role: Editor” where that is chosen. */
export const filterChip = (page: Page, name: string, chosen = ''): Locator =>
  page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${name}${chosen === '' ? '(: .*)?' : `: ${chosen}`}$`) })
    .and(page.locator('[aria-haspopup="dialog"]'));

/** The list of one filter, opened; those that are wanted rarely are behind “+ Filter”. */
export async function openFilter(page: Page, name: string): Promise<Locator> {
  const main = page.getByRole('main');
  const chip = filterChip(page, name);
  const more = main.getByRole('button', { name: 'Filter', exact: true });
  await expect(chip.or(more).first()).toBeVisible();
  if ((await chip.count()) > 0) await chip.click();
  else {
    await more.click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  }
  const list = page.getByRole('dialog', { name: `Filter by ${name.toLowerCase()}` });
  await expect(list).toBeVisible();
  return list;
}

/** Ticks the boxes of these members. */
export async function selectMembers(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
}

/** The line of one item in the dialog of a run. */
export const result = (page: Page, label: string): Locator =>
  dialog(page).getByRole('listitem').filter({ hasText: label });
