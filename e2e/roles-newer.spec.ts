import type { APIRequestContext, Page } from '@playwright/test';
import { identityOf } from './support/api';
import { dialog, memberRow, openFilter, openMembers, openRowDialog, toast } from './support/pages';
import { expect, test, type Identity, type Organization } from './support/test';

test.use({ organizationOptions: { generation: '1.219' } });

const READS = ['view:OrganizationMemberProfile', 'view:Project', 'view:Space'];

/** Calls of v2 past the browser, with a person's token. */
const v2As =
  (request: APIRequestContext, { token }: Identity) =>
  async (method: string, path: string, data?: object) => {
    const answer = await request.fetch(`/api/v2${path}`, {
      method,
      headers: { authorization: `ApiKey ${token}` },
      ...(data && { data }),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return ((await answer.json()) as { results: never }).results;
  };

/** What the server says that each member is in the organization, by their uuid. */
async function rolesHeld(request: APIRequestContext, organization: Organization): Promise<Map<string, string>> {
  const ask = v2As(request, identityOf(organization, 'admin'));
  const all: { assigneeId: string; roleId: string }[] = await ask(
    'GET',
    `/orgs/${organization.organizationUuid}/roles/assignments`,
  );
  return new Map(all.map(({ assigneeId, roleId }) => [assigneeId, roleId]));
}

const makeRole = async (
  request: APIRequestContext,
  organization: Organization,
  role: { name: string; level: 'project' | 'organization'; scopes: string[] },
): Promise<string> => {
  const ask = v2As(request, identityOf(organization, 'admin'));
  const made: { roleUuid: string } = await ask('POST', `/orgs/${organization.organizationUuid}/roles`, role);
  return made.roleUuid;
};

/** Gives somebody a role in the organization, past the browser. */
const giveRole = (request: APIRequestContext, organization: Organization, to: string, roleId: string): Promise<never> =>
  v2As(request, identityOf(organization, 'admin'))(
    'POST',
    `/orgs/${organization.organizationUuid}/roles/assignments/user/${identityOf(organization, to).userUuid}`,
    { roleId },
  );

const choose = (page: Page, role: string | RegExp) => dialog(page).getByRole('radio', { name: role }).check();

test('a custom role of the organization is given, shown, looked for and taken away; a what-if keeps one in its address', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  // Before the first page: what the browser has kept of the roles is what it shows until they are read again.
  const examiner = await makeRole(request, organization, { name: 'Examiner', level: 'organization', scopes: READS });
  await test.step('given, shown, looked for and taken away', async () => {
    const auditor = await makeRole(request, organization, { name: 'Auditor', level: 'organization', scopes: READS });
    await makeRole(request, organization, { name: 'Of projects', level: 'project', scopes: ['view:Project'] });
    await makeRole(request, organization, { name: 'Without scopes', level: 'organization', scopes: [] });
    const editor = identityOf(organization, 'editor');
    await openMembers(page);

    await openRowDialog(page, editor.name, 'Change role…');
    await expect(dialog(page).getByRole('radio')).toHaveCount(8);
    await choose(page, /^Auditor/);
    await expect(dialog(page)).toContainText(
      'Gives exactly what Auditor allows, in every project, in place of Editor.',
    );
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(toast(page, `${editor.name} is now Auditor.`)).toBeVisible();
    await expect(memberRow(page, editor.name)).toContainText('Auditor');
    expect((await rolesHeld(request, organization)).get(editor.userUuid)).toBe(auditor);

    await (await openFilter(page, 'Role')).getByRole('checkbox', { name: /^Auditor/ }).click();
    await expect(page).toHaveURL(`/members?role=${auditor}`);
    await page.keyboard.press('Escape');
    await memberRow(page, editor.name).getByRole('link', { name: editor.name }).click();
    await expect(page.getByRole('region', { name: /^Profile/ })).toContainText('Auditor');

    await page.getByRole('main').getByRole('button', { name: 'Change role', exact: true }).click();
    await choose(page, /^Member/);
    await expect(dialog(page)).toContainText('Takes away the custom role Auditor');
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(toast(page, `${editor.name} is now member.`)).toBeVisible();
    expect((await rolesHeld(request, organization)).get(editor.userUuid)).toBe('member');
  });

  await test.step('a what-if keeps a custom role in its address and says what is taken', async () => {
    const viewer = identityOf(organization, 'viewer');
    await page.goto(`/access/what-if?do=role.${viewer.userUuid}.${examiner}`);
    await expect(page.getByRole('main')).toContainText('Viewer → Examiner in the organization');
  });
});

test('who holds a custom role sees it beside the own name, why something is not allowed, and that none with more can be given', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  await test.step('seen beside the own name, and why something is not allowed', async () => {
    const auditor = await makeRole(request, organization, { name: 'Auditor', level: 'organization', scopes: READS });
    await giveRole(request, organization, 'viewer', auditor);
    await signInAs('viewer');
    await openMembers(page);
    await expect(page.getByRole('navigation', { name: 'Places' })).toContainText('Custom role');
    await expect(page.getByRole('button', { name: 'Invite members' })).toHaveAccessibleDescription(
      'Your custom role does not let you invite people.',
    );
  });

  await test.step('a role that allows more than one’s own cannot be given, and the dialog says so', async () => {
    await page.goto('about:blank');

    const clerk = await makeRole(request, organization, {
      name: 'Clerk',
      level: 'organization',
      scopes: [...READS, 'manage:OrganizationMemberProfile', 'manage:Organization', 'manage:InviteLink'],
    });
    const editor = identityOf(organization, 'editor');
    await giveRole(request, organization, 'viewer', clerk);
    await signInAs('viewer');
    await openMembers(page);
    await openRowDialog(page, editor.name, 'Change role…');
    await choose(page, /^Admin/);
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(dialog(page).getByRole('alert')).toContainText('This role allows more than your own role does');
  });
});

test('an admin of one project sees by name who is granted it, and takes a grant away', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const ask = v2As(request, identityOf(organization, 'admin'));
  const custom = await makeRole(request, organization, {
    name: 'Stewards',
    level: 'project',
    scopes: ['view:Project'],
  });
  const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
  const listed = async (path: string) =>
    ((await (await request.get(`/api/v1${path}`, { headers })).json()) as { results: never }).results;
  const [project] = (await listed('/org/projects')) as { projectUuid: string; name: string }[];
  const { data: groups } = (await listed('/org/groups')) as { data: { uuid: string; name: string }[] };
  const [group] = groups;
  if (!project || !group) throw new Error('The organization has no project, or no group.');
  const assign = (kind: 'user' | 'group', uuid: string, roleId: string) =>
    ask('POST', `/projects/${project.projectUuid}/roles/assignments/${kind}/${uuid}`, { roleId, sendEmail: false });
  const member = identityOf(organization, 'member');
  const viewer = identityOf(organization, 'viewer');
  await assign('user', member.userUuid, 'admin');
  await assign('user', viewer.userUuid, custom);
  await assign('group', group.uuid, 'viewer');

  await signInAs('member');
  await page.goto(`/projects/${project.projectUuid}/access?show=grants`);
  const grants = page.getByRole('grid', { name: 'Grants' });
  const row = (name: string) => grants.getByRole('row').filter({ hasText: name });
  await expect(row(group.name)).toContainText('Viewer');
  await expect(row(viewer.name)).toContainText('Stewards');
  await expect(grants).not.toContainText(group.uuid);

  await page.getByRole('button', { name: `Actions for ${viewer.name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await dialog(page).getByRole('button', { name: 'Revoke' }).click();
  await expect(row(viewer.name)).toHaveCount(0);
});
