import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSandbox } from '../../testing/sandbox';

type Role = 'admin' | 'developer' | 'editor' | 'interactive_viewer' | 'viewer' | 'member';
type Row = { userUuid: string; role: string; hasDirectAccess: boolean; inheritedFrom: string };

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let organization: Awaited<ReturnType<typeof world.organization>>;
let spaces: string;
beforeAll(async () => {
  world = await openTestSandbox();
  organization = await world.organization({ generation: '1.219', projects: 1, spaces: 0 });
  const [project] = await results('GET /api/v1/org/projects');
  spaces = `/api/v1/projects/${project.projectUuid}/spaces`;
});
afterAll(() => world.close());

const uuidOf = (role: Role) => organization.identity(role).userUuid;
const call = (operation: string, body?: unknown, role: Role = 'admin') =>
  world.call(operation, { token: organization.identity(role).token, body });
async function results(operation: string, body?: unknown, role?: Role) {
  const answer = await call(operation, body, role);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.results;
}
const create = (body: object, role?: Role) => results(`POST ${spaces}`, { name: 'New', ...body }, role);
const share = (space: { uuid: string }, role: Role, spaceRole: string) =>
  results(`POST ${spaces}/${space.uuid}/share`, { userUuid: uuidOf(role), spaceRole });
const status = async (space: { uuid: string }, role: Role) =>
  (await call(`GET ${spaces}/${space.uuid}`, undefined, role)).status;

/** Who holds which grant on each space, by its path. */
async function grants() {
  const { spaces: exported } = await results(`GET ${spaces.replace('/spaces', '/code/spaces')}`);
  return new Map<string, Record<string, string>>(
    exported.map(({ slug, access }: { slug: string; access: { users: { email: string; role: string }[] } }) => [
      slug,
      Object.fromEntries(access.users.map(({ email, role }) => [email.split('@')[0], role])),
    ]),
  );
}

describe('the inheritance of a space', () => {
  test('of a root is closed and of a nested space open, unless it is said; isPrivate is not read', async () => {
    const root = await create({ isPrivate: false });
    expect(root).toMatchObject({ inheritParentPermissions: false, inheritsFromOrgOrProject: false });
    expect(root).not.toHaveProperty('isPrivate');
    const open = await create({ inheritParentPermissions: true });
    expect(open).toMatchObject({ inheritParentPermissions: true, inheritsFromOrgOrProject: true });
    expect(await create({ parentSpaceUuid: open.uuid })).toMatchObject({ inheritsFromOrgOrProject: true });
    const child = await create({ parentSpaceUuid: root.uuid });
    expect(child).toMatchObject({ inheritParentPermissions: true, inheritsFromOrgOrProject: false });
    const same = await results(`PATCH ${spaces}/${root.uuid}`, { name: 'Renamed', isPrivate: false });
    expect(same).toMatchObject({ name: 'Renamed', inheritParentPermissions: false });
  });

  test('cuts the chain: grants above count only in spaces that inherit', async () => {
    const root = await create({});
    const open = await create({ parentSpaceUuid: root.uuid });
    const closed = await create({ parentSpaceUuid: root.uuid, inheritParentPermissions: false });
    await share(root, 'viewer', 'viewer');
    expect([await status(root, 'viewer'), await status(open, 'viewer'), await status(closed, 'viewer')]).toEqual([
      200, 200, 403,
    ]);
    await share(closed, 'viewer', 'viewer');
    expect(await status(closed, 'viewer')).toBe(200);
    const { access, breadcrumbs } = await results(`GET ${spaces}/${closed.uuid}`, undefined, 'viewer');
    expect(access).toMatchObject([{ userUuid: uuidOf('viewer'), role: 'viewer', hasDirectAccess: true }]);
    expect(breadcrumbs.map(({ hasAccess }: { hasAccess: boolean }) => hasAccess)).toEqual([true, true]);
  });

  test('when it closes copies the grants from above over those on the space, and takes none back when it opens', async () => {
    const root = await create({ name: 'Above' });
    const child = await create({ name: 'Below', parentSpaceUuid: root.uuid }, 'admin');
    await share(root, 'viewer', 'editor');
    await share(child, 'editor', 'admin');
    await share(root, 'editor', 'viewer');
    await share(child, 'interactive_viewer', 'editor');
    await results(`PATCH ${spaces}/${child.uuid}`, { name: 'Below', inheritParentPermissions: false });
    const copied = { admin: 'admin', editor: 'viewer', interactive_viewer: 'editor', viewer: 'editor' };
    expect((await grants()).get('above/below')).toEqual(copied);
    await results(`PATCH ${spaces}/${child.uuid}`, { name: 'Below', inheritParentPermissions: true });
    expect((await grants()).get('above/below')).toEqual(copied);
  });

  test('gives the person who closes it without a grant their row as one', async () => {
    const root = await create({ name: 'Left', inheritParentPermissions: true });
    await results(`DELETE ${spaces}/${root.uuid}/share/${uuidOf('admin')}`);
    expect((await grants()).get('left')).toEqual({});
    await results(`PATCH ${spaces}/${root.uuid}`, { name: 'Left', inheritParentPermissions: false });
    expect((await grants()).get('left')).toEqual({ admin: 'admin' });
  });
});

test('a grant to the members of the project opens a closed space for them, and null takes it away', async () => {
  const root = await create({});
  expect(await status(root, 'viewer')).toBe(403);
  const granted = await results(`PATCH ${spaces}/${root.uuid}`, { name: 'New', projectMemberAccessRole: 'viewer' });
  expect(granted.projectMemberAccessRole).toBe('viewer');
  expect([await status(root, 'viewer'), await status(root, 'member')]).toEqual([200, 403]);
  const listed = await results(`GET ${spaces}`);
  const { access } = listed.find(({ uuid }: { uuid: string }) => uuid === root.uuid);
  expect(access.filter((uuid: string) => uuid === uuidOf('admin'))).toHaveLength(2);
  await results(`PATCH ${spaces}/${root.uuid}`, { name: 'New', projectMemberAccessRole: null });
  expect(await status(root, 'viewer')).toBe(403);
  expect((await call(`PATCH ${spaces}/${root.uuid}`, { name: 'New', projectMemberAccessRole: 'owner' })).status).toBe(
    422,
  );
  expect((await call(`PATCH ${spaces}/${root.uuid}`, { name: 'New', inheritParentPermissions: 'yes' })).status).toBe(
    422,
  );
});

test('people with access are listed for everybody who can open it: by page, by search, the own row first', async () => {
  const root = await create({ inheritParentPermissions: true });
  await share(root, 'viewer', 'viewer');
  const path = `${spaces}/${root.uuid}/access`;
  const { data, pagination } = await results(`GET ${path}?page=1&pageSize=3`, undefined, 'viewer');
  expect(data).toHaveLength(3);
  expect(data[0]).toMatchObject({ userUuid: uuidOf('viewer'), isInternal: false, avatarUrl: null });
  expect(pagination.totalResults).toBeGreaterThan(5);
  const { data: all } = await results(`GET ${path}`);
  expect(all).toHaveLength(pagination.totalResults);
  const { data: direct }: { data: Row[] } = await results(`GET ${path}?directOnly=true`);
  expect(direct.map(({ userUuid }) => userUuid).toSorted()).toEqual([uuidOf('admin'), uuidOf('viewer')].toSorted());
  const { email } = organization.identity('editor');
  const { data: found } = await results(`GET ${path}?searchQuery=${email}`);
  expect(found.map(({ userUuid }: Row) => userUuid)).toEqual([uuidOf('editor')]);
  const { data: asked } = await results(`GET ${path}?userUuids=${uuidOf('editor')}&userUuids=${uuidOf('viewer')}`);
  expect(asked).toHaveLength(2);
  const many = Array.from({ length: 101 }, () => `userUuids=${crypto.randomUUID()}`).join('&');
  expect((await call(`GET ${path}?${many}`)).status).toBe(400);
  expect((await call(`GET ${path}`, undefined, 'member')).status).toBe(403);
  expect((await call(`GET ${spaces}/nope/access`)).status).toBe(422);
});

test('a nested space has grants of its own, also to people who hold nothing in the project', async () => {
  const root = await create({ name: 'Trunk' });
  const child = await create({ name: 'Branch', parentSpaceUuid: root.uuid });
  await share(child, 'member', 'editor');
  expect((await grants()).get('trunk/branch')).toMatchObject({ member: 'editor' });
  expect(await status(child, 'member')).toBe(403);
  const unknown = { userUuid: crypto.randomUUID(), spaceRole: 'viewer' };
  expect((await call(`POST ${spaces}/${child.uuid}/share`, unknown)).body.error).toMatchObject({
    statusCode: 404,
    message: 'Cannot share space: user is not a member of this organization',
  });
  expect(
    (await call(`POST ${spaces}/${child.uuid}/group/share`, { groupUuid: unknown.userUuid, spaceRole: 'viewer' }))
      .status,
  ).toBe(500);
  const both = (await call(`POST ${spaces}/${child.uuid}/share`, {})).body.error;
  expect(both.message).toBe("body.spaceRole: 'spaceRole' is required, body.userUuid: 'userUuid' is required");
});

test('the delete impact of a space is listed, and an unknown space is 403 for every write', async () => {
  const root = await create({});
  const child = await create({ name: 'Child', parentSpaceUuid: root.uuid });
  const impact = await results(`GET ${spaces}/${root.uuid}/delete-impact`);
  expect(impact.spaces.map(({ uuid }: { uuid: string }) => uuid)).toEqual([child.uuid, root.uuid]);
  expect(impact).toMatchObject({ charts: [], dashboardCount: 0, appCount: 0 });
  expect((await call(`GET ${spaces}/${root.uuid}/delete-impact`, undefined, 'viewer')).status).toBe(403);
  expect((await call(`DELETE ${spaces}/${root.uuid}`)).status).toBe(200);
  for (const operation of [`DELETE ${spaces}/${root.uuid}`, `GET ${spaces}/${child.uuid}/delete-impact`]) {
    expect((await call(operation)).status).toBe(403);
  }
  expect((await call(`GET ${spaces}/${child.uuid}`)).status).toBe(404);
});

test('an editor opens what they made below a space that is closed to them', async () => {
  const root = await create({});
  const child = await create({ name: 'Mine', parentSpaceUuid: root.uuid }, 'editor');
  expect([await status(root, 'editor'), await status(child, 'editor')]).toEqual([403, 200]);
  const { skipped } = await results(`GET ${spaces.replace('/spaces', '/code/spaces')}`, undefined, 'editor');
  expect(skipped.map(({ slug }: { slug: string }) => slug)).toContain(
    'new-' + child.path.split('.')[0].split('_')[1] + '/mine',
  );
  expect((await call(`GET ${spaces.replace('/spaces', '/code/spaces')}`, undefined, 'viewer')).status).toBe(403);
});

test('personal spaces are made at sign-in, closed, and not exported', async () => {
  const project = spaces.replace('/spaces', '');
  await results(`PATCH ${project}/hasDefaultUserSpaces`, { hasDefaultUserSpaces: true });
  expect(await results(`GET ${project}`)).toMatchObject({ hasDefaultUserSpaces: true });
  await world.signIn(organization.identity('editor'));
  await world.signIn(organization.identity('viewer'));
  const listed: { name: string; parentSpaceUuid: string | null; inheritParentPermissions: boolean; path: string }[] =
    await results(`GET ${spaces}`);
  const own = listed.filter(({ path }) => path.startsWith('default_user_spaces.'));
  expect(own.map(({ name }) => name)).toEqual([organization.identity('editor').name]);
  expect(own[0]?.inheritParentPermissions).toBe(false);
  expect([...(await grants()).keys()].filter((slug) => slug.startsWith('default-user-spaces/'))).toEqual([]);
});
