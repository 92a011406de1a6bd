import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, openFilter, result, selectionBar, selectMembers, toast } from './support/pages';
import { expect, test, type Organization } from './support/test';
import { readerOf } from './support/things';

const groupsTable = (page: Page): Locator => page.getByRole('grid', { name: 'Groups' });
const groupRow = (page: Page, name: string): Locator =>
  groupsTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
const memberLink = (page: Page, name: string): Locator =>
  page.getByRole('grid', { name: 'Members' }).getByRole('link', { name, exact: true });
const button = (page: Page, name: string | RegExp): Locator =>
  dialog(page).getByRole('button', { name, exact: typeof name === 'string' });
const projectGrant = (page: Page, project: string): Locator =>
  page.getByRole('region', { name: 'Projects' }).getByRole('listitem').filter({ hasText: project });

const refused = {
  status: 'error',
  error: { statusCode: 500, name: 'UnexpectedServerError', message: 'Something went wrong.', data: {} },
};

/** Makes a group past the browser, with these members. */
async function makeGroup(
  request: APIRequestContext,
  organization: Organization,
  name: string,
  userUuids: string[] = [],
): Promise<string> {
  const answer = await request.post('/api/v1/org/groups', {
    headers: { authorization: `ApiKey ${identityOf(organization, 'admin').token}` },
    data: { name, members: userUuids.map((userUuid) => ({ userUuid })) },
  });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { results: { uuid: string } }).results.uuid;
}

async function openGroups(page: Page, search = ''): Promise<void> {
  await page.goto(`/groups${search}`);
  await expect(groupsTable(page)).toBeVisible();
}

async function openGroup(page: Page, uuid: string, name: string): Promise<void> {
  await page.goto(`/groups/${uuid}`);
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

async function openMenu(page: Page, of: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${of}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
  await expect(dialog(page)).toBeVisible();
}

async function choose(page: Page, picker: string, option: string): Promise<void> {
  await dialog(page).getByRole('combobox', { name: picker }).fill(option);
  await page.getByRole('option', { name: option }).click();
}

test.describe('as an admin', () => {
  test.beforeEach(async ({ signInAs }) => {
    await signInAs('admin');
  });

  test('lists the groups with their sizes and projects, and keeps the view in the address', async ({
    page,
    request,
    organization,
  }) => {
    const ids = organization.identities.slice(0, 3).map(({ userUuid }) => userUuid);
    await makeGroup(request, organization, 'Ñandú watchers', ids);
    await makeGroup(request, organization, 'Nobody yet');
    const calls: string[] = [];
    page.on('request', (call) => call.url().includes('/api/') && calls.push(new URL(call.url()).pathname));
    await openGroups(page);
    await expect(groupRow(page, 'Ñandú watchers').getByRole('gridcell', { name: '3', exact: true })).toBeVisible();
    await expect(groupRow(page, 'Nobody yet').getByRole('gridcell', { name: 'empty' })).toBeVisible();
    await expect(groupRow(page, 'Nobody yet').getByRole('gridcell', { name: 'none' })).toBeVisible();
    expect(calls.filter((path) => path.endsWith('/roles/assignments'))).toHaveLength(3);
    expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(10);

    await page.keyboard.press('/');
    await page.keyboard.type('nandu');
    await expect(groupsTable(page).getByRole('link')).toHaveText(['Ñandú watchers']);
    await expect(page).toHaveURL(/\?q=nandu$/);
    await page.reload();
    await expect(groupsTable(page).getByRole('link')).toHaveText(['Ñandú watchers']);

    await openGroups(page, '?sort=-members');
    await (await openFilter(page, 'Members')).getByRole('checkbox', { name: /^Empty/ }).check();
    await expect(page).toHaveURL(/members=empty/);
    await expect(groupRow(page, 'Ñandú watchers')).toHaveCount(0);
    await expect(groupRow(page, 'Nobody yet')).toBeVisible();
  });

  test('creates a group by keyboard, with its name checked and its first members, and renames one', async ({
    page,
    request,
    organization,
  }) => {
    await test.step('a group is created with its first members, and shown', async () => {
      await openGroups(page);
      await page.getByRole('button', { name: 'Create group' }).press('Enter');
      await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Council of elders');
      await choose(page, 'First members', 'Layla Haddad');
      await dialog(page).getByRole('textbox', { name: 'Name' }).press('Enter');
      await expect(page.getByRole('heading', { name: 'Council of elders', level: 1 })).toBeVisible();
      await expect(memberLink(page, 'Layla Haddad')).toBeVisible();
      await page.reload();
      await expect(memberLink(page, 'Layla Haddad')).toBeVisible();
      await openGroups(page, '?q=council+elders');
      await expect(groupRow(page, 'Council of elders').getByRole('gridcell', { name: '1', exact: true })).toBeVisible();
    });
    await test.step('the name is checked, by keyboard', async () => {
      await makeGroup(request, organization, 'Board');
      await openGroups(page);
      await page.getByRole('button', { name: 'Create group' }).press('Enter');
      const name = dialog(page).getByRole('textbox', { name: 'Name' });
      await expect(name).toBeFocused();
      await expect(button(page, 'Create group')).toHaveAccessibleDescription('Type a name first.');
      await page.keyboard.type(' Board ');
      await expect(name).toHaveAccessibleDescription('A group with this name exists already.');
      await name.fill('board');
      await expect(dialog(page).getByRole('status')).toHaveText('There is a group called “Board” already.');
      await name.fill('x'.repeat(256));
      await expect(name).toHaveAccessibleDescription(/at most 255/);

      await makeGroup(request, organization, 'Council');
      await name.fill('Council');
      await page.keyboard.press('Enter');
      await expect(name).toHaveAccessibleDescription('A group with this name exists already.');
      await expect(dialog(page).getByRole('alert')).toHaveCount(0);
    });
    await test.step('a group is renamed; a taken name is shown at the field', async () => {
      await page.keyboard.press('Escape');
      await button(page, 'Discard').click();

      await makeGroup(request, organization, 'Trustees', [identityOf(organization, 'viewer').userUuid]);
      await openGroups(page);
      await openMenu(page, 'Trustees', 'Rename…');
      await makeGroup(request, organization, 'Senate');
      await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Senate');
      await button(page, 'Rename').click();
      await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
        'A group with this name exists already.',
      );
      await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Supervisors');
      await button(page, 'Rename').click();
      await expect(toast(page, 'Its name is now Supervisors.')).toBeVisible();
      await page.reload();
      await expect(groupRow(page, 'Supervisors').getByRole('gridcell', { name: '1', exact: true })).toBeVisible();
      await expect(groupRow(page, 'Trustees')).toHaveCount(0);
    });
  });

  test('deletes a group after naming what goes with it, but none that was renamed meanwhile; a lost answer is checked', async ({
    page,
    request,
    organization,
    faults,
  }) => {
    await test.step('after naming what goes with it; a lost answer is checked', async () => {
      const uuid = await makeGroup(request, organization, 'Short-lived', [identityOf(organization, 'viewer').userUuid]);
      await openGroup(page, uuid, 'Short-lived');
      await page.getByRole('button', { name: 'Add projects' }).and(page.locator(':not([aria-disabled])')).click();
      await dialog(page).getByRole('combobox', { name: 'Projects' }).click();
      const option = page.getByRole('listbox').getByRole('option').first();
      const project = await option.innerText();
      await option.click();
      await button(page, 'Grant 1 project').click();
      await button(page, 'Done').click();

      await openMenu(page, 'Short-lived', 'Delete…');
      await expect(dialog(page).getByRole('listitem')).toContainText([
        '1 membership; the people stay',
        `Viewer in ${project}`,
        'No space grants',
      ]);
      await expect(button(page, 'Delete group')).toHaveAccessibleDescription('Type the name of the group first.');
      await faults({ method: 'DELETE', path: `/groups/${uuid}$`, fault: { kind: 'drop', when: 'after' } });
      await dialog(page).getByRole('textbox').fill('short-lived');
      await button(page, 'Delete group').click();
      await expect(dialog(page).getByRole('alert')).toContainText('Not known whether this was saved');
      await button(page, 'Check').click();
      await expect(page).toHaveURL(/\/groups$/);
      await expect(groupsTable(page)).toBeVisible();
      await expect(groupRow(page, 'Short-lived')).toHaveCount(0);
      expect((await apiAs(request, identityOf(organization, 'admin')).groups()).map(({ name }) => name)).not.toContain(
        'Short-lived',
      );
    });
    await test.step('not one that was renamed in another tab meanwhile, and it is said how that is called', async () => {
      const uuid = await makeGroup(request, organization, 'Short-lived');
      await openGroup(page, uuid, 'Short-lived');
      await openMenu(page, 'Short-lived', 'Delete…');
      await dialog(page).getByRole('textbox').fill('short-lived');
      const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
      expect((await request.patch(`/api/v1/groups/${uuid}`, { headers, data: { name: 'Finanzen' } })).status()).toBe(
        200,
      );
      await button(page, 'Delete group').click();
      await expect(dialog(page).getByRole('alert')).toContainText('It is called “Finanzen” now. Nothing was deleted');
      expect((await apiAs(request, identityOf(organization, 'admin')).groups()).map(({ name }) => name)).toContain(
        'Finanzen',
      );
      await button(page, 'Cancel').click();
      await expect(page.getByRole('heading', { name: 'Finanzen', level: 1 })).toBeVisible();
    });
  });

  test('adds members from a pasted list, and removes many, one call each', async ({
    page,
    request,
    organization,
    faults,
  }) => {
    await test.step('of a pasted list unknown ones are listed, failed ones stay for another try', async () => {
      const [viewer, editor] = [identityOf(organization, 'viewer'), identityOf(organization, 'editor')];
      const uuid = await makeGroup(request, organization, 'Newcomers', [editor.userUuid]);
      await openGroup(page, uuid, 'Newcomers');
      await page.getByRole('button', { name: 'Add members' }).click();
      const developer = identityOf(organization, 'developer');
      await expect(dialog(page).getByRole('textbox', { name: /e-mail/ })).toBeFocused();
      await page.keyboard.insertText(
        `Layla <${viewer.email.toUpperCase()}>; ${editor.email}\nzoe@nowhere.example\n${developer.email}`,
      );
      await expect(result(page, 'zoe@nowhere.example')).toContainText('Nobody in the organization has this address.');
      await expect(result(page, editor.name)).toContainText('Already in this group.');
      await faults({ method: 'PUT', path: developer.userUuid, fault: { kind: 'status', status: 500, body: refused } });
      await faults({ method: 'PUT', path: viewer.userUuid, fault: { kind: 'drop', when: 'after' } });
      await button(page, 'Add 2 members').click();
      await expect(result(page, developer.name).getByRole('img', { name: 'Failed' })).toBeVisible();
      await button(page, 'Check 1 unknown one').click();
      await expect(result(page, viewer.name).getByRole('img', { name: 'Done' })).toBeVisible();
      await button(page, 'Try 1 member again').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 members added');
      await button(page, 'Done').click();
      await page.reload();
      for (const { name } of [viewer, editor, developer]) await expect(memberLink(page, name)).toBeVisible();
      const present = await apiAs(request, identityOf(organization, 'admin')).groupMembers(uuid);
      expect(present.toSorted()).toEqual([viewer, editor, developer].map(({ userUuid }) => userUuid).toSorted());
    });
    await test.step('many are removed, one call each; a member is linked to', async () => {
      const people = ['viewer', 'editor', 'developer'].map((role) => identityOf(organization, role));
      const uuid = await makeGroup(
        request,
        organization,
        'Leavers',
        people.map(({ userUuid }) => userUuid),
      );
      const writes: string[] = [];
      page.on(
        'request',
        (call) => call.method() !== 'GET' && writes.push(`${call.method()} ${new URL(call.url()).pathname}`),
      );
      await openGroup(page, uuid, 'Leavers');
      await selectMembers(page, people[0]?.name ?? '', people[1]?.name ?? '');
      await selectionBar(page).getByRole('button', { name: 'Remove from the group' }).click();
      await expect(dialog(page)).toHaveAccessibleName('Remove 2 members from Leavers');
      await button(page, 'Remove 2 members').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 members removed');
      await button(page, 'Done').click();
      await expect(page.getByRole('grid', { name: 'Members' }).getByRole('link')).toHaveText([people[2]?.name ?? '']);
      expect(
        writes.every((line) => /^DELETE .*\/members\/[\w-]+$/.test(line)) && writes.length === 2,
        writes.join(),
      ).toBe(true);
      await page.reload();
      await memberLink(page, people[2]?.name ?? '').click();
      await expect(page).toHaveURL(new RegExp(`/members/${people[2]?.userUuid}$`));
    });
  });

  test('grants projects and finds spaces of a group; counts neither before it knows how many there are', async ({
    page,
    request,
    organization,
    faults,
  }) => {
    await test.step('no projects are counted before it is known how many there are', async () => {
      const uuid = await makeGroup(request, organization, 'Visitors');
      await page.goto('/profile');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await faults({ method: 'GET', path: '/org/projects$', fault: { kind: 'delay', ms: 3_000 } });
      await page.goto(`/groups/${uuid}`);
      const projects = page.getByRole('region', { name: 'Projects' });
      await expect(projects.getByRole('status')).toHaveText('Reading the projects');
      await expect(projects.getByRole('status')).toHaveText('No project is granted to this group.');
    });
    await test.step('projects are granted, a role is changed and a grant taken away', async () => {
      const uuid = await makeGroup(request, organization, 'Guests');
      await openGroup(page, uuid, 'Guests');
      await expect(page.getByText('Nobody is in this group')).toBeVisible();
      await expect(page.getByText('No project is granted to this group.')).toBeVisible();
      await page.getByRole('button', { name: 'Add projects' }).click();
      await dialog(page).getByRole('combobox', { name: 'Projects' }).click();
      const options = page.getByRole('listbox').getByRole('option');
      const [first = '', second = ''] = await options.allInnerTexts();
      await options.first().click();
      await dialog(page).getByRole('combobox', { name: 'Projects' }).click();
      await options.first().click();
      await dialog(page).getByRole('combobox', { name: 'Role' }).selectOption('editor');
      await expect(dialog(page)).toContainText(
        'Also creates and edits its charts, dashboards, spaces and scheduled deliveries.',
      );
      await button(page, 'Grant 2 projects').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 projects granted');
      await button(page, 'Done').click();
      await expect(projectGrant(page, first)).toContainText('Editor');

      await openMenu(page, first, 'Change role…');
      await expect(button(page, 'Change role')).toHaveAccessibleDescription('Choose another role first.');
      const own = dialog(page).getByRole('group', { name: 'Made by your organization' }).getByRole('option').first();
      const role = (await own.count()) > 0 ? await own.innerText() : 'Developer';
      await dialog(page).getByRole('combobox', { name: 'Role' }).selectOption({ label: role });
      await button(page, 'Change role').click();
      await expect(projectGrant(page, first)).toContainText(role);

      await openMenu(page, second, 'Take the grant away…');
      await button(page, 'Take the grant away').click();
      await expect(projectGrant(page, second)).toHaveCount(0);
      await page.reload();
      await expect(projectGrant(page, first)).toContainText(role);
      await expect(projectGrant(page, second)).toHaveCount(0);
    });
    await test.step('its spaces are found when asked', async () => {
      const uuid = await makeGroup(request, organization, 'Readers');
      await openGroup(page, uuid, 'Readers');
      const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
      const [project] = await readerOf(request, organization)<{ projectUuid: string }[]>('/v1/org/projects');
      const inProject = `/api/v1/projects/${project?.projectUuid}/spaces`;
      const made = await request.post(inProject, { headers, data: { name: 'Reading room', isPrivate: true } });
      const { results: space } = (await made.json()) as { results: { uuid: string } };
      const shared = await request.post(`${inProject}/${space.uuid}/group/share`, {
        headers,
        data: { groupUuid: uuid, spaceRole: 'viewer' },
      });
      expect(shared.status()).toBe(200);
      await page.getByRole('button', { name: 'Find spaces' }).click();
      const region = page.getByRole('region', { name: 'Spaces' });
      await expect(region.getByRole('listitem')).toContainText(['Reading room']);
      const link = region.getByRole('link', { name: /Reading room/ });
      await expect(link).toHaveAttribute('href', new RegExp(`/spaces/${space.uuid}$`));
    });
    await test.step('an address of no group says so', async () => {
      for (const address of ['00000000-0000-4000-8000-000000000000', 'nope']) {
        await page.goto(`/groups/${address}`);
        await expect(page.getByRole('alert')).toContainText('Not found');
      }
      await page.getByRole('button', { name: 'All groups' }).click();
      await expect(groupsTable(page)).toBeVisible();
    });
  });

  test('the list and the page of a group have no barriers that axe finds', async ({ page, request, organization }) => {
    await test.step('the list, and its dialog', async () => {
      await makeGroup(request, organization, 'Board');
      await openGroups(page);
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Create group' }).click();
      await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Board');
      await expectNoAxeViolations(page);
    });
    await test.step('the page, and its dialogs', async () => {
      const uuid = await makeGroup(request, organization, 'Council', [identityOf(organization, 'viewer').userUuid]);
      await openGroup(page, uuid, 'Council');
      await expect(page.getByText('No project is granted to this group.')).toBeVisible();
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Add members' }).click();
      await dialog(page)
        .getByRole('textbox', { name: /e-mail/ })
        .fill('nobody');
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await button(page, 'Discard').click();
      await openMenu(page, 'Council', 'Delete…');
      await expectNoAxeViolations(page);
    });
  });
});

test('a person who may not see groups reads why, without a refused call', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const uuid = await makeGroup(request, organization, 'Board');
  await signInAs('viewer');
  const calls: string[] = [];
  page.on('request', (call) => calls.push(call.url()));
  for (const address of ['/groups', `/groups/${uuid}`]) {
    await page.goto(address);
    await expect(page.getByText('Only admins can see groups. You are a viewer.')).toBeVisible();
  }
  expect(calls.filter((url) => /\/groups\/[\w-]+$/.test(url) && url.includes('/api/'))).toEqual([]);
});
