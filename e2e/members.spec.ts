import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expect, test } from './support/test';
import {
  allDrawn,
  filterChip,
  expectCount,
  memberRow,
  memberRows,
  membersTable,
  namesShown,
  openFilter,
  openMembers,
  searchBox,
} from './support/pages';

const head = (page: Page, name: string) => membersTable(page).getByRole('columnheader', { name, exact: true });

/** What one column says in all rows, from above. */
async function column(page: Page, name: string): Promise<string[]> {
  await allDrawn(membersTable(page));
  const heads = await membersTable(page).getByRole('columnheader').allInnerTexts();
  const at = heads.findIndex((text) => text.replace(/[↑↓]/g, '').trim() === name);
  return memberRows(page).evaluateAll((rows, i) => rows.map((row) => (row.children[i] as HTMLElement).innerText), at);
}

/** From the weakest on. */
const RANK = ['Member', 'Viewer', 'Interactive viewer', 'Editor', 'Developer', 'Admin'];

/** What the button for it saves. */
const readCsv = async (page: Page, button = 'Export'): Promise<{ name: string; text: string; lines: string[] }> => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').getByRole('button', { name: button, exact: true }).first().click(),
  ]);
  const text = await readFile(await file.path(), 'utf8');
  return {
    name: file.suggestedFilename(),
    text,
    lines: text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n'),
  };
};

test('a viewer searches, filters and exports, and finds all of it again by the address', async ({
  page,
  signInAs,
  request,
  organization,
}) => {
  await signInAs('viewer');
  await openMembers(page);
  await test.step('the search filters while typing, folds accents, and looks at e-mail addresses too', async () => {
    await expectCount(page, '25');
    await searchBox(page).pressSequentially('sorens');
    await expect(memberRows(page)).toHaveCount(1);
    await expectCount(page, '1 of 25');
    for (const text of ['SØRENSEN', 'ingrid sorensen', 'Sorensen  Ingrid', 'interactive_viewer@']) {
      await searchBox(page).fill(text);
      expect(await namesShown(page), text).toEqual(['Ingrid Sørensen']);
    }
    await searchBox(page).fill('emile OKONKWO');
    expect(await namesShown(page)).toEqual(['Émile Okonkwo']);
    await page.getByRole('searchbox').press('Escape');
    await expectCount(page, '25');
  });

  await test.step('the search stands in the address, without a history entry for each letter', async () => {
    const before = await page.evaluate(() => history.length);
    await searchBox(page).pressSequentially('okonkwo');
    await expect(page).toHaveURL('/members?q=okonkwo');
    expect(await page.evaluate(() => history.length)).toBe(before);
    const names = await namesShown(page);
    await page.reload();
    await expect(searchBox(page)).toHaveValue('okonkwo');
    await expect.poll(() => namesShown(page)).toEqual(names);
  });

  await test.step('the search survives a visit to a member’s page, back and forward', async () => {
    await searchBox(page).fill('émile');
    await expect(page).toHaveURL('/members?q=%C3%A9mile');
    await page.getByRole('link', { name: 'Émile Okonkwo' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Émile Okonkwo' })).toBeVisible();
    await page.goBack();
    await expect(searchBox(page)).toHaveValue('émile');
    await expectCount(page, '1 of 25');
    await page.goForward();
    await expect(page.getByRole('heading', { level: 1, name: 'Émile Okonkwo' })).toBeVisible();
  });

  await test.step('filters by role and status count, combine, and stand in the address', async () => {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Members', exact: true }).click();
    await expectCount(page, '25');

    const everybody = await apiAs(request, identityOf(organization, 'viewer')).members();
    const viewers = everybody.filter(({ role }) => role === 'viewer');
    const deactivated = viewers.filter(({ isActive }) => !isActive);

    const roles = await openFilter(page, 'Role');
    await roles.getByRole('checkbox', { name: `Viewer ${viewers.length}`, exact: true }).click();
    await expectCount(page, `${viewers.length} of 25`);
    await roles.getByRole('checkbox', { name: /^Admin/ }).click();
    await expectCount(page, `${viewers.length + 1} of 25`);
    await roles.getByRole('checkbox', { name: /^Admin/ }).click();
    await page.keyboard.press('Escape');
    await expect(roles).toBeHidden();

    const statuses = await openFilter(page, 'Status');
    await statuses.getByRole('checkbox', { name: /^Deactivated/ }).click();
    await expectCount(page, `${deactivated.length} of 25`);
    await expect(page).toHaveURL('/members?role=viewer&status=deactivated');
    await page.reload();
    await expectCount(page, `${deactivated.length} of 25`);
    await expect(filterChip(page, 'Status', 'Deactivated')).toBeVisible();

    await page.getByRole('button', { name: 'Clear the filter Status' }).click();
    await expectCount(page, `${viewers.length} of 25`);
    await page.getByRole('button', { name: 'Clear the filter Role' }).click();
    await expectCount(page, '25');
    await expect(page).toHaveURL('/members');
  });

  await test.step('the export gives a viewer the number of groups, as the table does', async () => {
    const { lines } = await readCsv(page);
    expect(lines[0]).toContain(',Number of groups,');
    expect(lines).toHaveLength(26);
  });

  await test.step('filters survive nonsense in the address', async () => {
    await openMembers(page, '?role=emperor,editor&status=&group=<script>,..%2f&sort=-shoesize&q&q=2&x[]=1');
    await expect(filterChip(page, 'Role', 'Editor')).toBeVisible();
    await expect(memberRow(page, 'Émile Okonkwo')).toBeVisible();
    await page.goto(`/members?q=${encodeURIComponent('🦊\u0000"><img src=x>')}`);
    await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('“🦊\u0000"><img src=x>”');
  });
});

test('an admin filters by group, sorts by every column, and exports what is shown', async ({
  page,
  request,
  organization,
  signInAs,
  playwright,
  baseURL,
}) => {
  await signInAs('admin');
  await test.step('a filter by group finds who is in it', async () => {
    const api = apiAs(request, identityOf(organization, 'admin'));
    const finance = (await api.groups()).find(({ name }) => name === 'Finance');
    if (!finance) throw new Error('The organization has no group Finance.');
    for (const role of ['viewer', 'editor'])
      await api.addToGroup(finance.uuid, identityOf(organization, role).userUuid);
    const inside = await api.groupMembers(finance.uuid);
    await openMembers(page);
    const groups = await openFilter(page, 'Group');
    await groups.getByRole('checkbox', { name: `Finance ${inside.length}`, exact: true }).click();
    await expectCount(page, `${inside.length} of 25`);
    await expect(memberRow(page, 'Layla Haddad')).toContainText('Finance');
    await expect(page).toHaveURL(`/members?group=${finance.uuid}`);
    await page.reload();
    await expectCount(page, `${inside.length} of 25`);
    await expect(filterChip(page, 'Group', 'Finance')).toBeVisible();
  });

  await test.step('filters without a match say why, and how to widen them', async () => {
    await page.goto('/members?q=xyzzy&role=admin&status=pending');
    const main = page.getByRole('main');
    await expect(main.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
    await expect(main).toContainText('No name or e-mail contains “xyzzy” among the chosen role and status.');
    await main.getByRole('button', { name: 'Clear the search' }).click();
    await expect(main).toContainText('Nothing fits the chosen role and status.');
    await main.getByRole('button', { name: 'Show all 25 members' }).click();
    await expectCount(page, '25');
    await searchBox(page).fill('xyzzy');
    await expect(main).toContainText('No name or e-mail contains “xyzzy”.');
  });

  await test.step('sorted by name first; by every other column on demand, both ways, in the address', async () => {
    await openMembers(page);
    await expect(head(page, 'Name')).toHaveAttribute('aria-sort', 'ascending');
    const byName = await namesShown(page);
    expect(byName).toHaveLength(25);
    for (const [name, sort] of [
      ['Role', 'role'],
      ['E-mail', 'email'],
      ['Groups', 'groups'],
      ['Status', 'status'],
      ['Created', 'joined'],
    ] as const) {
      await head(page, name).getByRole('button').click();
      await expect(head(page, name)).toHaveAttribute('aria-sort', 'ascending');
      await expect(page).toHaveURL(`/members?sort=${sort}`);
      await expect(membersTable(page).getByRole('columnheader').and(page.locator('[aria-sort=ascending]'))).toHaveCount(
        1,
      );
      await head(page, name).getByRole('button').click();
      await expect(head(page, name)).toHaveAttribute('aria-sort', 'descending');
      await expect(page).toHaveURL(`/members?sort=-${sort}`);
      expect((await namesShown(page)).toSorted()).toEqual(byName.toSorted());
    }
    await head(page, 'Name').getByRole('button').click();
    await expect(page).toHaveURL('/members');
    expect(await namesShown(page)).toEqual(byName);
    await head(page, 'Name').getByRole('button').click();
    await expect(page).toHaveURL('/members?sort=-name');
    await expect.poll(() => namesShown(page)).toEqual(byName.toReversed());
  });

  await test.step('sorting puts roles in the order of their power, and people who have not joined last', async () => {
    await openMembers(page, '?sort=role');
    const weakestFirst = await column(page, 'Role');
    expect(weakestFirst).toEqual(weakestFirst.toSorted((a, b) => RANK.indexOf(a) - RANK.indexOf(b)));
    await openMembers(page, '?sort=-joined');
    const latestFirst = await column(page, 'Created');
    const dated = latestFirst.filter((text) => text !== '–').map((text) => Date.parse(text));
    expect(dated).toEqual(dated.toSorted((a, b) => b - a));
    expect(latestFirst.slice(-(25 - dated.length))).toEqual(Array.from({ length: 25 - dated.length }, () => '–'));
    await page.reload();
    await expect(head(page, 'Created')).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(() => column(page, 'Created')).toEqual(latestFirst);
  });

  await test.step('the export holds what is filtered, in the order shown', async () => {
    await openMembers(page, '?role=viewer,admin&sort=email');
    const names = await namesShown(page);
    const { name, text, lines } = await readCsv(page);
    expect(name).toMatch(/^lightdash-members-\d{4}-\d\d-\d\d\.csv$/);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(lines[0]).toBe('Name,E-mail,Role,Groups,Status,Created,Invited,User UUID');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(names);
    expect(lines.slice(1).every((line) => /,(Viewer|Admin),/.test(line))).toBe(true);
  });

  await test.step('the export escapes formulas in names', async () => {
    const { email, password } = identityOf(organization, 'viewer');
    const somebody = await playwright.request.newContext({ baseURL: baseURL ?? '' });
    await somebody.post('/api/v1/login', { data: { email, password } });
    await somebody.patch('/api/v1/user/me', {
      data: { firstName: '=HYPERLINK("https://evil.example";"Click")', lastName: '' },
    });
    await somebody.dispose();
    await openMembers(page, '?q=hyperlink');
    const { lines } = await readCsv(page);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""https:\/\/evil\.example"";""Click""\)",/);
  });
});
