import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, result, show } from './support/pages';
import { expect, test, type Organization } from './support/test';

const staged = (page: Page): Locator => page.getByRole('region', { name: 'Staged changes' });
const difference = (page: Page): Locator => page.getByRole('region', { name: 'Who gains, who loses' });
const isRead = (page: Page): Promise<void> => expect(page.getByRole('button', { name: 'Read again' })).toBeVisible();

test.beforeEach(async ({ signInAs }) => {
  await signInAs('admin');
});

test('a change is staged, previewed, kept in the address and undone; what is unknown or may not be applied says so', async ({
  page,
  request,
  organization,
}) => {
  await test.step('staged, previewed, kept in the address and undone, without any write', async () => {
    const { name, userUuid } = identityOf(organization, 'developer');
    await page.goto('/access/what-if');
    await expect(page.getByText('Nothing is staged')).toBeVisible();
    await isRead(page);
    const writes: string[] = [];
    page.on('request', (call) => call.method() !== 'GET' && writes.push(call.url()));
    await page.getByRole('button', { name: 'Add a change' }).click();
    await dialog(page).getByRole('combobox', { name: 'Member' }).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click();
    await dialog(page).getByLabel('Becomes').selectOption({ label: 'Member' });
    await dialog(page).getByRole('button', { name: 'Stage' }).click();
    await expect(staged(page).getByRole('listitem')).toHaveText(
      new RegExp(`${name}.*Developer → Member in the organization`),
    );
    await expect(difference(page).getByRole('status')).toContainText(
      '1 person loses something, nobody gains anything, in',
    );
    await difference(page).getByText(name).click();
    await expect(difference(page).getByRole('listitem').filter({ hasText: 'developer → no access' })).not.toHaveCount(
      0,
    );
    await page.getByLabel('Grouped by').selectOption('place');
    await expect(difference(page).getByText('project · 1 person loses').first()).toBeVisible();
    await page.reload();
    await expect(page).toHaveURL(/by=place/);
    await expect(staged(page).getByRole('listitem')).toHaveCount(1);
    await staged(page)
      .getByRole('button', { name: new RegExp(`^Undo: ${name}`) })
      .click();
    await expect(page.getByText('Nothing is staged')).toBeVisible();
    expect(writes).toEqual([]);
    expect(await apiAs(request, identityOf(organization, 'admin')).roleOf(userUuid)).toBe('developer');
  });

  await test.step('changes of unknown people have no effect, and unknown effects are called unknown', async () => {
    await page.goto(`/access/what-if?do=join.zz.${identityOf(organization, 'viewer').userUuid}&do=role.0000.admin`);
    await isRead(page);
    await expect(
      staged(page).getByRole('listitem').filter({ hasText: 'does not count: the person or the group is not listed' }),
    ).toHaveCount(2);
    await expect(page.getByText('Nobody gains or loses anything')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Apply…' })).toHaveAccessibleDescription(/Stage a change first/);
    await show(
      page,
      '/access/what-if?do=project.nowhere.user.' + identityOf(organization, 'viewer').userUuid + '.admin',
    );
    await expect(difference(page).getByRole('status')).toContainText('It is not known who gains or loses anything');
  });

  await test.step('a plan that would leave no admin cannot be applied', async () => {
    const { userUuid } = identityOf(organization, 'admin');
    await page.goto(`/access/what-if?do=role.${userUuid}.viewer`);
    await isRead(page);
    await page.getByRole('button', { name: 'Apply…' }).click();
    await expect(dialog(page)).toContainText('Nobody would be left as an admin.');
    await expect(dialog(page).getByRole('button', { name: 'Make 1 change' })).toBeDisabled();
  });
});

test(
  'staged changes are applied, what fails stays staged, and what another admin did meanwhile is not overwritten',
  { tag: '@both' },
  async ({ page, request, organization, faults }) => {
    // First, for its space is not in what the browser keeps of the organization from the first visit on.
    await test.step('a grant that another admin made on a space in the meantime is not overwritten', async () => {
      const person = identityOf(organization, 'editor');
      const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
      const call = async <T>(path: string, data?: object): Promise<T> => {
        const answer = await request.fetch(`/api/v1${path}`, {
          method: data ? 'POST' : 'GET',
          headers,
          ...(data && { data }),
        });
        expect(answer.ok(), await answer.text()).toBe(true);
        return ((await answer.json()) as { results: T }).results;
      };
      const [project] = await call<{ projectUuid: string }[]>('/org/projects');
      const inProject = `/projects/${project?.projectUuid}/spaces`;
      const { uuid } = await call<{ uuid: string }>(inProject, { name: 'Wanted by two', isPrivate: true });
      await page.goto(`/access/what-if?do=space.${uuid}.user.${person.userUuid}.editor`);
      await isRead(page);
      await expect(staged(page).getByRole('listitem')).toContainText('Wanted by two');
      await call(`${inProject}/${uuid}/share`, { userUuid: person.userUuid, spaceRole: 'admin' });
      await page.getByRole('button', { name: 'Apply…' }).click();
      await dialog(page).getByRole('button', { name: 'Make 1 change' }).click();
      await expect(result(page, person.name)).toContainText('Somebody else has granted this meanwhile');
      await dialog(page).getByRole('button', { name: 'Done' }).click();
      await expect(staged(page).getByRole('listitem')).toHaveCount(1);
      await page.goto(`${inProject}/${uuid}?show=grants`);
      const granted = page.getByRole('grid', { name: 'Grants' }).getByRole('row').filter({ hasText: person.name });
      await expect(granted).toContainText('Admin');
    });

    await test.step('what fails stays staged and can be tried again', async () => {
      const [viewer, editor] = [identityOf(organization, 'viewer'), identityOf(organization, 'editor')];
      const api = apiAs(request, identityOf(organization, 'admin'));
      const [group] = await api.groups();
      if (!group) throw new Error('The sandbox invented no group.');
      await page.goto(
        `/access/what-if?do=role.${viewer.userUuid}.editor&do=join.${group.uuid}.${editor.userUuid}&do=role.nobody.owner`,
      );
      await isRead(page);
      await expect(staged(page).getByRole('listitem')).toHaveCount(2);
      await faults({ method: 'PUT', path: `/groups/${group.uuid}/members/`, fault: { kind: 'status', status: 403 } });
      await page.getByRole('button', { name: 'Apply…' }).click();
      await dialog(page).getByRole('button', { name: 'Make 2 changes' }).click();
      await expect(result(page, viewer.name).getByRole('img', { name: 'Done' })).toBeVisible();
      await expect(result(page, editor.name).getByRole('img', { name: 'Failed' })).toBeVisible();
      await dialog(page).getByRole('button', { name: 'Done' }).click();
      await expect(staged(page).getByRole('listitem')).toHaveCount(1);
      await expect(staged(page)).toContainText(`${editor.name} joins ${group.name}`);
      expect(await api.roleOf(viewer.userUuid)).toBe('editor');
      await page.getByRole('button', { name: 'Apply…' }).click();
      await dialog(page).getByRole('button', { name: 'Make 1 change' }).click();
      await expect(dialog(page).getByRole('status')).toContainText('1 of 1 change made');
      await dialog(page).getByRole('button', { name: 'Done' }).click();
      await expect(page.getByText('Nothing is staged')).toBeVisible();
      expect(await api.groupMembers(group.uuid)).toContain(editor.userUuid);
    });
  },
);

test('a member can be removed and a group deleted, after hearing who loses, or all of it discarded', async ({
  page,
  request,
  organization,
}) => {
  const viewer = identityOf(organization, 'viewer');
  const api = apiAs(request, identityOf(organization, 'admin'));
  const [group] = await api.groups();
  if (!group) throw new Error('The sandbox invented no group.');
  const add = async (kind: string, label: string, name: string) => {
    await page.getByRole('button', { name: 'Add a change' }).click();
    await dialog(page).getByLabel('What would change').selectOption({ label: kind });
    await dialog(page).getByRole('combobox', { name: label, exact: true }).fill(name);
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click();
    await dialog(page).getByRole('button', { name: 'Stage' }).click();
  };
  await page.goto('/access/what-if');
  await isRead(page);
  await add('Remove a member from the organization', 'Member', viewer.name);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('Nothing is staged')).toBeVisible();
  await add('Remove a member from the organization', 'Member', viewer.name);
  await add('Delete a group', 'Group', group.name);
  await expect(staged(page).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Apply…' }).click();
  await expect(dialog(page)).toContainText(/(person loses|people lose) something:/);
  await expect(dialog(page)).toContainText('cannot be brought back');
  await dialog(page).getByRole('button', { name: 'Make 2 changes' }).click();
  await expect(dialog(page).getByRole('status')).toContainText('2 of 2 changes made');
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Nothing is staged')).toBeVisible();
  expect((await api.groups()).map(({ uuid }) => uuid)).not.toContain(group.uuid);
});

test('changes too long for the address are kept in memory, and leaving the page asks first; axe finds nothing', async ({
  page,
  organization,
}) => {
  await test.step('too long for the address', async () => {
    const [first] = organization.identities;
    const words = Array.from(
      { length: 24 },
      (_, place) => `join.${'0'.repeat(8)}-0000-4000-8000-${String(place).padStart(12, '0')}.${first?.userUuid ?? ''}`,
    );
    const group = identityOf(organization, 'viewer');
    await page.goto(`/access/what-if?${words.map((word) => `do=${word}`).join('&')}`);
    await isRead(page);
    await expect(staged(page).getByRole('listitem')).toHaveCount(24);
    await page.getByRole('button', { name: 'Add a change' }).click();
    await dialog(page).getByRole('combobox', { name: 'Member' }).fill(group.name);
    await page.getByRole('option', { name: new RegExp(group.name) }).click();
    await dialog(page).getByLabel('Becomes').selectOption({ label: 'Editor' });
    await dialog(page).getByRole('button', { name: 'Stage' }).click();
    await expect(page).not.toHaveURL(/do=/);
    await expect(staged(page).getByRole('listitem')).toHaveCount(25);
    await page.getByRole('link', { name: 'Explorer' }).click();
    await expect(dialog(page)).toHaveAccessibleName('Leave without the staged changes');
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(staged(page).getByRole('listitem')).toHaveCount(25);
    await page.getByRole('link', { name: 'Explorer' }).click();
    await dialog(page).getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(page).toHaveURL(/\/access$/);
  });

  await test.step('axe finds nothing', async () => {
    await page.goto(`/access/what-if?do=role.${identityOf(organization, 'developer').userUuid}.member`);
    await isRead(page);
    await difference(page).getByText(identityOf(organization, 'developer').name).click();
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'Add a change' }).click();
    await expect(dialog(page)).toBeVisible();
    await expectNoAxeViolations(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test.describe('on a server where spaces inherit', () => {
  test.use({ organizationOptions: { generation: '1.219' } });

  const callAs = (request: APIRequestContext, organization: Organization) => {
    const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
    return async <T>(method: string, path: string, data?: object): Promise<T> => {
      const answer = await request.fetch(`/api/v1${path}`, { method, headers, ...(data && { data }) });
      expect(answer.ok(), await answer.text()).toBe(true);
      return ((await answer.json()) as { results: T }).results;
    };
  };

  test('a grant of a space to everybody in the project is staged, seen, applied and taken back', async ({
    page,
    request,
    organization,
  }) => {
    const call = callAs(request, organization);
    const [project] = await call<{ projectUuid: string }[]>('GET', '/org/projects');
    const inProject = `/projects/${project?.projectUuid}/spaces`;
    const { uuid } = await call<{ uuid: string }>('POST', inProject, {
      name: 'For all',
      inheritParentPermissions: false,
    });
    const granted = async () =>
      (await call<{ projectMemberAccessRole: string | null }>('GET', `${inProject}/${uuid}`)).projectMemberAccessRole;
    await page.goto('/access/what-if');
    await isRead(page);
    await page.getByRole('button', { name: 'Add a change' }).click();
    await dialog(page)
      .getByLabel('What would change')
      .selectOption({ label: 'The grant of a space to everybody in the project' });
    await dialog(page).getByRole('combobox', { name: 'Space' }).fill('For all');
    await page.getByRole('option', { name: /For all/ }).click();
    await dialog(page).getByLabel('Becomes').selectOption({ label: 'Editor' });
    await dialog(page).getByRole('button', { name: 'Stage' }).click();
    await expect(staged(page).getByRole('listitem')).toHaveText(
      /Everybody in the project no grant → Editor on .*For all/,
    );
    await expect(difference(page).getByRole('status')).toContainText(
      /Nobody loses anything, \d+ (person|people) gains? something/,
    );
    expect(await granted()).toBeNull();
    await page.getByRole('button', { name: 'Apply…' }).click();
    await dialog(page).getByRole('button', { name: 'Make 1 change' }).click();
    await expect(result(page, 'Everybody in the project').getByRole('img', { name: 'Done' })).toBeVisible();
    expect(await granted()).toBe('editor');
    await page.goto(`/access/what-if?do=everybody.${uuid}.none`);
    await isRead(page);
    await expect(staged(page).getByRole('listitem')).toHaveText(/Editor → no grant/);
    await page.getByRole('button', { name: 'Apply…' }).click();
    await dialog(page).getByRole('button', { name: 'Make 1 change' }).click();
    await expect(result(page, 'Everybody in the project').getByRole('img', { name: 'Done' })).toBeVisible();
    expect(await granted()).toBeNull();
  });

  test('a space is not closed when a grant above it, which closing would copy, could not be revoked before', async ({
    page,
    request,
    organization,
    faults,
  }) => {
    const call = callAs(request, organization);
    const { userUuid } = identityOf(organization, 'viewer');
    const [project] = await call<{ projectUuid: string }[]>('GET', '/org/projects');
    const inProject = `/projects/${project?.projectUuid}/spaces`;
    const top = await call<{ uuid: string }>('POST', inProject, { name: 'Above', inheritParentPermissions: false });
    const low = await call<{ uuid: string }>('POST', inProject, {
      name: 'Inside',
      parentSpaceUuid: top.uuid,
      inheritParentPermissions: true,
    });
    await call('POST', `${inProject}/${top.uuid}/share`, { userUuid, spaceRole: 'editor' });
    const inherits = async () =>
      (await call<{ inheritParentPermissions: boolean }>('GET', `${inProject}/${low.uuid}`)).inheritParentPermissions;
    await page.goto(`/access/what-if?do=space.${top.uuid}.user.${userUuid}.none&do=private.${low.uuid}`);
    await isRead(page);
    await faults({ method: 'DELETE', path: `/share/${userUuid}`, fault: { kind: 'status', status: 403 } });
    await page.getByRole('button', { name: 'Apply…' }).click();
    await dialog(page).getByRole('button', { name: 'Make 2 changes' }).click();
    await expect(dialog(page).getByRole('img', { name: 'Failed' })).toHaveCount(2);
    await expect(result(page, 'Inside')).toContainText('Not sent: it waits for');
    expect(await inherits()).toBe(true);
    await dialog(page).getByRole('button', { name: 'Try 2 changes again' }).click();
    await expect(dialog(page).getByRole('status')).toContainText('2 of 2 changes made');
    expect(await inherits()).toBe(false);
  });
});
