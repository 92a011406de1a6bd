import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { filterChip, memberRows, membersTable, openFilter, openMembers } from './support/pages';
import { expect, test } from './support/test';

/** How many of the first rows have an e-mail address that is cut. */
const cutAddresses = (page: Page): Promise<number> =>
  memberRows(page).evaluateAll(
    (rows) =>
      rows.slice(0, 25).filter((row) => {
        // After the box and the name.
        const cell = row.children[2];
        return !cell?.textContent.includes('@') || cell.scrollWidth > cell.clientWidth;
      }).length,
  );

const head = (page: Page, name: string) => membersTable(page).getByRole('columnheader', { name });
const widthOf = async (page: Page, name: string): Promise<number> =>
  Math.round((await head(page, name).boundingBox())?.width ?? Number.NaN);

test.describe('with two thousand members', () => {
  test.use({ organizationOptions: { members: 2000 }, viewport: { width: 1440, height: 1100 } });

  test('columns are as wide as what is in them, and stay so', async ({ page, signInAs }) => {
    await signInAs('admin');
    await openMembers(page);
    await expect(memberRows(page).nth(24)).toBeAttached();
    expect(await cutAddresses(page), 'at 1440').toBeLessThanOrEqual(3);
    const before = await widthOf(page, 'E-mail');
    await memberRows(page).first().focus();
    await page.keyboard.press('End');
    await expect(page.locator('tr[aria-rowindex="2001"]')).toBeVisible();
    expect(await widthOf(page, 'E-mail'), 'after a way through all rows').toBe(before);
    await page.setViewportSize({ width: 1920, height: 1100 });
    await openMembers(page);
    await expect(memberRows(page).nth(24)).toBeAttached();
    expect(await cutAddresses(page), 'at 1920').toBe(0);
  });
});

test('a column is drawn wider, hidden and shown, rows made lower; filters say what they are set to; the next visit shows the same', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await test.step('columns and rows; it can be taken back', async () => {
    await openMembers(page);
    const wide = await widthOf(page, 'Name');
    const edge = await head(page, 'Name').boundingBox();
    if (!edge) throw new Error('There is no head.');
    await page.mouse.move(edge.x + edge.width - 1, edge.y + edge.height / 2);
    await page.mouse.down();
    await page.mouse.move(edge.x + edge.width + 39, edge.y + edge.height / 2, { steps: 4 });
    await expect.poll(() => widthOf(page, 'Name')).toBe(wide + 40);
    await page.mouse.up();

    const columns = membersTable(page).getByRole('button', { name: 'Columns' });
    await columns.click();
    const menu = page.getByRole('dialog', { name: 'Columns' });
    await menu.getByRole('checkbox', { name: 'Name' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => widthOf(page, 'Name')).toBe(wide + 56);
    await expect(menu.getByRole('checkbox', { name: 'Name' }), 'what names a row stays').toBeDisabled();
    await menu.getByRole('checkbox', { name: 'Groups' }).uncheck();
    await menu.getByRole('radio', { name: 'Compact' }).check();
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await expect(columns).toBeFocused();
    await expect(head(page, 'Groups')).toHaveCount(0);

    await page.reload();
    await expect(memberRows(page).first()).toBeVisible();
    await expect(head(page, 'Groups')).toHaveCount(0);
    expect(await widthOf(page, 'Name')).toBe(wide + 56);
    expect((await memberRows(page).first().boundingBox())?.height).toBe(31);

    await columns.click();
    await menu.getByRole('button', { name: 'Reset the table' }).click();
    await expect(head(page, 'Groups')).toBeVisible();
    expect(await widthOf(page, 'Name')).toBe(wide);
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':table:')));
    expect(kept).toEqual([]);
  });

  await test.step('filters: rare ones are asked for; many are cleared at once', async () => {
    await openMembers(page);
    const clear = page.getByRole('button', { name: 'Clear all' });
    await expect(filterChip(page, 'Invitation')).toHaveCount(0);
    const list = await openFilter(page, 'Invitation');
    await list.getByRole('checkbox', { name: /^Over a week old/ }).check();
    await page.keyboard.press('Escape');
    await expect(filterChip(page, 'Invitation', 'Over a week old')).toBeVisible();
    await expect(clear).toHaveCount(0);
    await (await openFilter(page, 'Status')).getByRole('checkbox', { name: /^Pending/ }).check();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/status=pending&invitation=week/);
    await page.reload();
    await expect(filterChip(page, 'Invitation', 'Over a week old')).toBeVisible();
    await clear.click();
    await expect(page).toHaveURL(/\/members$/);
    await expect(filterChip(page, 'Status')).toHaveText('Status');
    await expect(clear).toHaveCount(0);
  });
});
