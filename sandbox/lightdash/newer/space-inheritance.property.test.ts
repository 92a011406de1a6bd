import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyChanges, buildAccessModel, type AccessSnapshot, type AccessSpace } from '#/access/rules';
import { openTestSandbox } from '../../testing/sandbox';

/** Each is made, closed and read by some fifty calls: a tenth of what other properties are tried out (`npm run test:long`). */
const TREES = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 300) / 10);

const ROLES = ['admin', 'developer', 'editor', 'interactive_viewer', 'viewer', 'member'] as const;
const SPACE_ROLES = ['viewer', 'editor', 'admin'] as const;
type SpaceRole = (typeof SPACE_ROLES)[number];

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let organization: Awaited<ReturnType<typeof world.organization>>;
let projectUuid: string;
let group: { uuid: string; name: string };
let base: Pick<AccessSnapshot, 'members' | 'groups' | 'customRoles' | 'projects'>;

beforeAll(async () => {
  world = await openTestSandbox();
  organization = await world.organization({ generation: '1.219', projects: 1, spaces: 0 });
  [{ projectUuid }] = await results('GET /api/v1/org/projects');
  const inGroup = [uuidOf('interactive_viewer'), uuidOf('member')];
  group = await results('POST /api/v1/org/groups', {
    name: 'Gardeners',
    members: inGroup.map((userUuid) => ({ userUuid })),
  });
  const assignments: { assigneeType: string; assigneeId: string; roleId: string }[] = await results(
    `GET /api/v2/projects/${projectUuid}/roles/assignments`,
  );
  const of = (type: string) => assignments.filter(({ assigneeType }) => assigneeType === type);
  base = {
    members: ROLES.map((role) => ({
      userUuid: uuidOf(role),
      role,
      status: 'active',
      groupUuids: inGroup.includes(uuidOf(role)) ? [group.uuid] : [],
    })),
    groups: [{ groupUuid: group.uuid, name: group.name }],
    customRoles: [],
    projects: [
      {
        projectUuid,
        userGrants: of('user').map(({ assigneeId, roleId }) => ({ userUuid: assigneeId, role: roleId })),
        groupGrants: of('group').map(({ assigneeId, roleId }) => ({ groupUuid: assigneeId, role: roleId })),
      },
    ],
  };
});
afterAll(() => world.close());

const uuidOf = (role: (typeof ROLES)[number]) => organization.identity(role).userUuid;
const call = (operation: string, body?: unknown, role: (typeof ROLES)[number] = 'admin') =>
  world.call(operation, { token: organization.identity(role).token, body });
async function results(operation: string, body?: unknown) {
  const answer = await call(operation, body);
  expect([200, 201], answer.text).toContain(answer.status);
  return answer.body.results;
}

type Listed = {
  uuid: string;
  path: string;
  parentSpaceUuid: string | null;
  inheritParentPermissions: boolean;
  inheritsFromOrgOrProject: boolean;
  projectMemberAccessRole: SpaceRole | null;
};
type AsCode = {
  slug: string;
  access: { users: { email: string; role: SpaceRole }[]; groups: { name: string; role: SpaceRole }[] };
};

/** All spaces with all grants, as the server tells them. */
async function readSpaces(): Promise<AccessSpace[]> {
  const listed: Listed[] = await results(`GET /api/v1/projects/${projectUuid}/spaces`);
  const { spaces }: { spaces: AsCode[] } = await results(`GET /api/v1/projects/${projectUuid}/code/spaces`);
  const byPath = new Map(spaces.map((space) => [space.slug.replaceAll('/', '.'), space.access]));
  const byEmail = new Map(ROLES.map((role) => [organization.identity(role).email, uuidOf(role)]));
  return listed.map((space) => ({
    spaceUuid: space.uuid,
    projectUuid,
    parentSpaceUuid: space.parentSpaceUuid,
    inheritsParent: space.inheritParentPermissions,
    inheritsFromProject: space.inheritsFromOrgOrProject,
    projectMemberRole: space.projectMemberAccessRole,
    directGrants: (byPath.get(space.path)?.users ?? []).map(({ email, role }) => ({
      userUuid: byEmail.get(email) ?? email,
      role,
    })),
    groupGrants: (byPath.get(space.path)?.groups ?? []).map(({ role }) => ({ groupUuid: group.uuid, role })),
  }));
}

/** What is stored, without an order. */
const stored = (spaces: readonly AccessSpace[]) =>
  new Map(
    spaces.map(({ spaceUuid, inheritsParent, projectMemberRole, directGrants, groupGrants }) => [
      spaceUuid,
      {
        inheritsParent,
        projectMemberRole,
        people: Object.fromEntries(
          directGrants === 'unknown' ? [] : directGrants.map(({ userUuid, role }) => [userUuid, role]),
        ),
        groups: groupGrants === 'unknown' ? [] : groupGrants.map(({ role }) => role),
      },
    ]),
  );

const role = fc.option(fc.constantFrom(...SPACE_ROLES), { freq: 1 });
const space = fc.record({
  parent: fc.nat(),
  inherits: fc.boolean(),
  keepsMaker: fc.boolean(),
  grants: fc.record({ editor: role, interactive_viewer: role, viewer: role, member: role }),
  group: role,
  everybody: role,
});
const tree = fc.record({ spaces: fc.array(space, { minLength: 2, maxLength: 5 }), closes: fc.nat() });

const writeTree = async ({ spaces }: typeof tree extends fc.Arbitrary<infer T> ? T : never) => {
  const path = `/api/v1/projects/${projectUuid}/spaces`;
  const uuids: string[] = [];
  for (const [place, each] of spaces.entries()) {
    const parentSpaceUuid = uuids[each.parent % Math.max(1, place)];
    const body = {
      name: `S${place}`,
      inheritParentPermissions: each.inherits,
      ...(parentSpaceUuid && { parentSpaceUuid }),
    };
    const { uuid } = await results(`POST ${path}`, body);
    uuids.push(uuid);
    for (const [who, spaceRole] of Object.entries(each.grants))
      if (spaceRole)
        await results(`POST ${path}/${uuid}/share`, { userUuid: uuidOf(who as keyof typeof each.grants), spaceRole });
    if (each.group) await results(`POST ${path}/${uuid}/group/share`, { groupUuid: group.uuid, spaceRole: each.group });
    if (each.everybody)
      await results(`PATCH ${path}/${uuid}`, { name: `S${place}`, projectMemberAccessRole: each.everybody });
    if (!each.keepsMaker) await results(`DELETE ${path}/${uuid}/share/${uuidOf('admin')}`);
  }
  return uuids;
};

test('closing a space does to grants and to who opens what exactly what was foreseen, in any tree', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (wanted) => {
      const uuids = await writeTree(wanted);
      const path = `/api/v1/projects/${projectUuid}/spaces`;
      const place = wanted.closes % uuids.length;
      const spaceUuid = uuids[place] ?? '';
      try {
        const before: AccessSnapshot = { ...base, generation: 'C', spaces: await readSpaces() };
        const change = { kind: 'spacePrivacy' as const, spaceUuid, isPrivate: true, by: uuidOf('admin') };
        const foreseen = applyChanges(before, [change]);
        await results(`PATCH ${path}/${spaceUuid}`, { name: `S${place}`, inheritParentPermissions: false });
        expect(stored(await readSpaces())).toEqual(stored(foreseen.spaces));
        const model = buildAccessModel(foreseen);
        for (const each of ROLES)
          for (const uuid of new Set([spaceUuid, uuids.at(-1) ?? '']))
            expect((await call(`GET ${path}/${uuid}`, undefined, each)).status).toBe(
              model.decideSpace(uuidOf(each), uuid).view === true ? 200 : 403,
            );
      } finally {
        await results(`DELETE ${path}/${uuids[0]}`);
      }
    }),
    { numRuns: TREES },
  );
}, 600_000);
