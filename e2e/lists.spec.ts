import type { Locator } from '@playwright/test';
import { identityOf } from './support/api';
import { dialog, memberRows, openMembers, openRowDialog, selectionBar, toast } from './support/pages';
import { table as schedulersTable } from './support/schedulers';
import { expect, test } from './support/test';

// As most people have it.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const box = async (of: Locator) => {
  const found = await of.boundingBox();
  if (!found) throw new Error('It is not there.');
  return found;
};

test.describe('a short list', () => {
  test.use({ organizationOptions: { members: 150 } });

  test('is whole in the document, so that the browser finds every row', async ({ page, signInAs }) => {
    await signInAs('admin');
    await openMembers(page);
    const count = Number(await page.getByRole('grid', { name: 'Members' }).getAttribute('aria-rowcount')) - 1;
    expect(count).toBeGreaterThanOrEqual(150);
    await expect(memberRows(page)).toHaveCount(count);
  });
});

test('what is said in the corner covers no tool; a long name two lines; nothing is cut in a narrow window', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { token } = identityOf(organization, 'admin');
  const made = await request.post('/api/v1/org/groups', {
    headers: { authorization: `ApiKey ${token}` },
    data: { name: 'Northern supply '.repeat(19).trim() },
  });
  const { results } = (await made.json()) as { results: { uuid: string } };
  await signInAs('admin');
  await openMembers(page);
  await openRowDialog(page, 'Layla Haddad', 'Change role…');
  expect(await dialog(page).evaluate((element) => element.querySelectorAll('select').length)).toBe(0);
  await dialog(page)
    .getByRole('radio', { name: /^Editor / })
    .check();
  await dialog(page).getByRole('button', { name: 'Change role' }).click();
  const said = await box(toast(page, 'Role changed'));
  const tool = await box(page.getByRole('button', { name: 'Invite members' }));
  expect(said.y, 'below the toolbar').toBeGreaterThan(tool.y + tool.height);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('checkbox', { name: 'Select Layla Haddad' }).check();
  for (const button of await selectionBar(page).getByRole('button').all()) {
    const { x, width } = await box(button);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(390);
  }

  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`/groups/${results.uuid}`);
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toContainText('Northern supply');
    const { height } = await box(title);
    expect(height, 'two lines').toBeLessThanOrEqual(2 * 32 + 1);
  }
});

test('every page has its head in one order and its edges in line, names from right to left begin where a column does', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  await test.step('heads in one order, parts that end at the same edges', async () => {
    const [{ userUuid }, main] = [identityOf(organization, 'viewer'), page.getByRole('main')];
    const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' });
    const title = page.getByRole('heading', { level: 1 });
    const actions = main.getByRole('button', { name: /^Actions for/ }).first();
    await page.goto(`/members/${userUuid}`);
    await expect(crumbs.getByRole('link')).toHaveText(['Members']);
    await expect(actions).toBeVisible();
    for (const list of ['/groups', '/spaces']) {
      await page.goto(list);
      await main.getByRole('grid').getByRole('link').first().click();
      const table = main.getByRole('grid').first();
      const parts = [crumbs, title, page.getByRole('navigation', { name: /^Views of/ }), table];
      const boxes = [];
      for (const part of parts) boxes.push(await box(part));
      expect(boxes.map(({ y }) => y)).toEqual(boxes.map(({ y }) => y).toSorted((a, b) => a - b));
      expect(new Set(boxes.map(({ x }) => x)).size, 'all begin at one edge').toBe(1);
      const [head, views] = [await box(actions), boxes[2]];
      expect(head.x + head.width).toBe((views?.x ?? 0) + (views?.width ?? 0));
      if (list === '/spaces') expect(boxes[3]?.width).toBe(views?.width);
      await actions.click();
      await expect(page.getByRole('menuitem', { name: 'Delete…' })).toBeVisible();
      // Red, as nothing else in the menu is.
      const colours = await page
        .getByRole('menuitem')
        .evaluateAll((items) => items.map((item) => [item.textContent, getComputedStyle(item).color]));
      expect(colours.at(-1)?.[0]).toBe('Delete…');
      expect(colours.filter(([, colour]) => colour === colours.at(-1)?.[1])).toHaveLength(1);
    }
  });

  await test.step('names from right to left, and selects that say that they cut', async () => {
    await page.goto('/schedulers');
    const owner = schedulersTable(page).locator('td > div > bdi').first();
    await expect(owner).toBeVisible();
    await owner.evaluate((element) => {
      element.textContent = 'ليلى حداد';
    });
    const [name, cell] = [
      await owner.evaluate(leftOfText),
      await owner.evaluate((element) => element.getBoundingClientRect().left),
    ];
    expect(name - cell).toBeLessThan(2);
    await page.goto('/access/matrix?view=groups');
    await expect(page.getByRole('combobox').first()).toHaveCSS('text-overflow', 'ellipsis');
  });
});

/** Where the text in an element begins, in the window. */
function leftOfText(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().left;
}
