import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  areMembersGranted,
  hasClosed,
  isCreated,
  isSpaceGone,
  setClosed,
  useCreateSpace,
  useDeleteSpace,
  useRenameSpace,
  useGrantMembers,
  useSetClosed,
} from './space-writes';
import { NOT_SHOWN } from '../api/core/failure';
import { isGranted } from './space-grants';
import { spaceQuery, spacesQuery } from './spaces';
import { createTestClient, ok, refusal, stubServer } from './testing';
import { run } from './testing-hooks';
import { one, row, summary } from './testing-spaces';

const LIST = 'GET /api/v1/projects/p1/spaces';
const ONE = 'GET /api/v1/projects/p1/spaces/s1';
const POST = 'POST /api/v1/projects/p1/spaces';
const PATCH = 'PATCH /api/v1/projects/p1/spaces/s1';
const DELETE = 'DELETE /api/v1/projects/p1/spaces/s1';
const ADDRESS = { projectUuid: 'p1', uuid: 's1' };

const readList = () => createTestClient().query(spacesQuery('p1'));
const readOne = (spaceUuid = 's1') => createTestClient().query(spaceQuery('p1', spaceUuid));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('spacesQuery', () => {
  it('reads counts that are texts on the wire as numbers', async () => {
    stubServer({ [LIST]: ok([summary()]) });
    expect(await readList()).toMatchObject([
      { charts: 12, dashboards: 0, privacy: 'private', grantedUserUuids: ['ana'], parentUuid: null, inherits: null },
    ]);
  });

  it.each([
    ['up to 0.2110', { isPrivate: false }, 'public'],
    ['1.219, all of them inherit', { inheritParentPermissions: true, inheritsFromOrgOrProject: true }, 'public'],
    ['1.219, below a closed one', { inheritParentPermissions: true, inheritsFromOrgOrProject: false }, 'private'],
    ['1.219, closed', { inheritParentPermissions: false, inheritsFromOrgOrProject: false }, 'private'],
    ['between, at the top', { inheritParentPermissions: true }, 'public'],
    ['between, closed inside another', { inheritParentPermissions: false, parentSpaceUuid: 's0' }, 'private'],
    ['between, inheriting inside another', { inheritParentPermissions: true, parentSpaceUuid: 's0' }, 'unknown'],
  ])('tells who may open a space: %s', async (_, fields, privacy) => {
    stubServer({ [LIST]: ok([summary({ isPrivate: undefined, ...fields })]) });
    expect(await readList()).toMatchObject([{ privacy }]);
  });
});

it.each([
  ['up to 0.2110 one row of several, unless it is the highest', {}, 'viewer', [{ role: 'viewer', mayHoldMore: true }]],
  ['up to 0.2110 the highest', {}, 'admin', [{ role: 'admin' }]],
  ['on 1.219 the only one', { inheritParentPermissions: true }, 'viewer', [{ role: 'viewer' }]],
])('reads one’s own row in a space of a list: %s', async (_, fields, role, rows) => {
  stubServer({ [LIST]: ok([summary({ ...fields, userAccess: { userUuid: 'me', role } })]) });
  const [space] = await readList();
  expect(space?.ownRows).toEqual(rows.map((each) => ({ userUuid: 'me', ...each })));
});

describe('spaceQuery', () => {
  it.each([
    ['0.2110', {}, false],
    ['newer, without isPrivate', { isPrivate: undefined, access: [row('me')] }, true],
    ['newer, with both', { inheritParentPermissions: false }, true],
  ])('tells the generation of the server: %s', async (_, fields, isNewer) => {
    stubServer({ [ONE]: ok(one(fields)) });
    expect((await readOne()).isNewer).toBe(isNewer);
  });

  it('takes no answer for a space of another project (the server judges by the address)', async () => {
    stubServer({ [ONE]: ok(one({ projectUuid: 'p2' })) });
    await expect(readOne()).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('writes', () => {
  it.each([
    [
      'up to 0.2110: nothing for a nested one',
      { isPrivate: false },
      [
        { name: 'Board', parentSpaceUuid: 's1' },
        { name: 'Board', isPrivate: false },
      ],
    ],
    [
      '1.219: always, and never isPrivate',
      { isPrivate: undefined, inheritParentPermissions: true, inheritsFromOrgOrProject: true },
      [
        { name: 'Board', parentSpaceUuid: 's1', inheritParentPermissions: true },
        { name: 'Board', inheritParentPermissions: true },
      ],
    ],
  ])('says whether a new space is closed: %s', async (_, fields, bodies) => {
    const server = stubServer({ [LIST]: ok([summary(fields)]), [POST]: ok(one(fields)) });
    await readList();
    await run(useCreateSpace, { projectUuid: 'p1', name: 'Board', parentUuid: 's1', isClosed: false });
    const made = await run(useCreateSpace, { projectUuid: 'p1', name: 'Board', parentUuid: null, isClosed: false });
    expect(server.calls.slice(1).map(({ body }) => body)).toEqual(bodies);
    expect(made).toEqual({ uuid: 's1', isAsAsked: true });
  });

  it('says that a new space is not what was asked for (CreateSpaceInProject.isPrivate-false)', async () => {
    stubServer({ [POST]: ok(one({ isPrivate: undefined, inheritParentPermissions: false })) });
    const made = await run(useCreateSpace, { projectUuid: 'p1', name: 'Board', parentUuid: null, isClosed: false });
    expect(made.isAsAsked).toBe(false);
  });

  it('finds out whether a space was made although others have its name', async () => {
    stubServer({ [LIST]: ok([summary(), summary({ uuid: 's9' })]) });
    const space = { projectUuid: 'p1', name: 'Finance', parentUuid: null, isClosed: true };
    expect(await isCreated(space, new Set(['s1']))).toBe(true);
    expect(await isCreated(space, new Set(['s1', 's9']))).toBe(false);
    await expect(isCreated(space, null)).rejects.toMatchObject({ detail: NOT_SHOWN });
  });

  it('does not rename what was renamed in the meantime', async () => {
    const server = stubServer({ [ONE]: ok(one({ name: 'Controlling' })) });
    await expect(run(() => useRenameSpace({ ...ADDRESS, name: 'Finance' }), 'Money')).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(server.lines()).toEqual([ONE]);
  });

  it('keeps the present name when it changes the privacy', async () => {
    const server = stubServer({ [ONE]: ok(one({ name: 'Controlling' })), [PATCH]: ok(one({ isPrivate: false })) });
    await setClosed(ADDRESS, false);
    await run(() => useSetClosed(ADDRESS), false);
    expect(server.lines()).toEqual([ONE, PATCH, ONE, PATCH]);
    for (const place of [1, 3]) expect(server.calls[place]?.body).toEqual({ name: 'Controlling', isPrivate: false });
  });

  it('opens and closes on 1.219 by what a space inherits, also inside others', async () => {
    const fields = { isPrivate: undefined, parentSpaceUuid: 's0', inheritsFromOrgOrProject: false };
    const before = one({ ...fields, inheritParentPermissions: true });
    const server = stubServer({ [ONE]: ok(before), [PATCH]: ok(one({ ...fields, inheritParentPermissions: false })) });
    await run(() => useSetClosed(ADDRESS), true);
    expect(server.calls[1]?.body).toEqual({ name: 'Finance', inheritParentPermissions: false });
    expect(await hasClosed(ADDRESS, true)).toBe(false);
  });

  it('does not say that a space was opened that the server left closed (UpdateSpace.make-public)', async () => {
    const closed = one({ isPrivate: undefined, inheritParentPermissions: false });
    stubServer({ [ONE]: ok(closed), [PATCH]: ok(closed) });
    const ignored = { kind: 'conflict', outcome: 'rejected' };
    await expect(setClosed(ADDRESS, false)).rejects.toMatchObject(ignored);
    await expect(run(() => useSetClosed(ADDRESS), false)).rejects.toMatchObject(ignored);
  });

  it('grants a space to the members of the project, unless that was changed in the meantime', async () => {
    const fields = { isPrivate: undefined, inheritParentPermissions: false, projectMemberAccessRole: 'viewer' };
    const server = stubServer({
      [ONE]: ok(one(fields)),
      [PATCH]: ok(one({ ...fields, projectMemberAccessRole: null })),
    });
    await run(() => useGrantMembers(ADDRESS, 'viewer'), null);
    expect(server.calls[1]?.body).toEqual({ name: 'Finance', projectMemberAccessRole: null });
    expect(await areMembersGranted(ADDRESS, 'viewer')).toBe(true);
    await expect(run(() => useGrantMembers(ADDRESS, null), 'editor')).rejects.toMatchObject({ outcome: 'not-sent' });
    await expect(run(() => useGrantMembers(ADDRESS, 'viewer'), 'editor')).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('takes a space that is gone already for deleted', async () => {
    stubServer({ [DELETE]: refusal(404, 'NotFoundError'), [ONE]: refusal(404, 'NotFoundError') });
    await expect(run(() => useDeleteSpace({ ...ADDRESS, name: 'Finance' }))).resolves.toBeUndefined();
    expect(await isSpaceGone(ADDRESS)).toBe(true);
  });

  it('calls a space without a name something, and renames and deletes it as what it is', async () => {
    const wire = one({ name: ' ', breadcrumbs: undefined });
    const server = stubServer({ [ONE]: ok(wire), [PATCH]: ok(wire), [DELETE]: ok() });
    const { name, breadcrumbs } = await readOne();
    expect([name, breadcrumbs[0]?.name]).toEqual(['Space without a name', 'Space without a name']);
    await run(() => useRenameSpace({ ...ADDRESS, name }), 'Money');
    await run(() => useDeleteSpace({ ...ADDRESS, name }));
    expect(server.lines().filter((line) => !line.startsWith('GET'))).toEqual([PATCH, DELETE]);
  });

  it('deletes no space that has another name by now', async () => {
    const server = stubServer({ [ONE]: ok(one({ name: 'Controlling' })) });
    await expect(run(() => useDeleteSpace({ ...ADDRESS, name: 'Finance' }))).rejects.toMatchObject({
      kind: 'conflict',
      outcome: 'not-sent',
    });
    expect(server.lines()).toEqual([ONE]);
  });

  it.each([
    ['a person', { kind: 'user', uuid: 'ana' }, 'viewer', true],
    ['a person, another role', { kind: 'user', uuid: 'ana' }, 'admin', false],
    ['nobody any more', { kind: 'user', uuid: 'bo' }, null, true],
    ['a group', { kind: 'group', uuid: 'g1' }, 'editor', true],
  ] as const)('checks a grant: %s', async (_, holder, role, expected) => {
    stubServer({ [ONE]: ok(one()), [LIST]: ok([summary()]) });
    expect(await isGranted(ADDRESS, holder, role)).toBe(expected);
  });

  describe('where spaces inherit', () => {
    const CODE = 'GET /api/v1/projects/p1/code/spaces';
    const fields = { isPrivate: undefined, inheritParentPermissions: false, path: 'all_teams.finance' };
    const code = (users: object[]) =>
      ok({ spaces: [{ contentType: 'space', slug: 'all-teams/finance', access: { users, groups: [] } }], skipped: [] });
    const ana = { kind: 'user', uuid: 'ana', email: 'ana@x.example' } as const;
    const setUp = (more: Parameters<typeof stubServer>[0]) =>
      // Ana is named for a grant of one of her groups.
      stubServer({ [ONE]: ok(one(fields)), [LIST]: ok([summary(fields)]), ...more });

    it('does not take people whom only a grant to a group reaches for holders', async () => {
      setUp({ [CODE]: code([]) });
      expect(await isGranted(ADDRESS, ana, null)).toBe(true);
      expect(await isGranted(ADDRESS, ana, 'viewer')).toBe(false);
    });

    it('reads the role of a grant from the export as code, by the address of its holder', async () => {
      setUp({
        [CODE]: code([{ email: 'Ana@X.example', role: 'editor' }]),
        'GET /api/v1/projects/p1/spaces/s1/access': ok({ data: [row('ana')] }),
      });
      expect(await isGranted(ADDRESS, ana, 'editor')).toBe(true);
      expect(await isGranted(ADDRESS, { kind: 'user', uuid: 'ana' }, 'editor')).toBe(true);
    });

    it('says that it is not known whether a grant is there where nothing shows it', async () => {
      setUp({ [CODE]: refusal(403, 'ForbiddenError') });
      await expect(isGranted(ADDRESS, ana, 'viewer')).rejects.toMatchObject({ kind: 'conflict', detail: NOT_SHOWN });
      await expect(isGranted(ADDRESS, ana, null)).rejects.toMatchObject({ kind: 'conflict', detail: NOT_SHOWN });
      expect(await isGranted(ADDRESS, { kind: 'user', uuid: 'bo' }, null)).toBe(true);
    });
  });

  it('does not say that a grant was saved whose role nothing shows', async () => {
    stubServer({
      [ONE]: ok(one({ access: [row('ana', { role: 'admin', inheritedRole: 'admin' })] })),
      [LIST]: ok([summary()]),
    });
    await expect(isGranted(ADDRESS, { kind: 'user', uuid: 'ana' }, 'viewer')).rejects.toMatchObject({
      kind: 'conflict',
    });
  });
});
