import type { OrganizationRole } from '#/domain/roles';
import { buildAccessModel, type AccessSnapshot, type PathStep, type SpaceRole, type SystemRole } from './index';
import { UNKNOWN } from '#/domain/unknown';

/** A project role in a case: a system role, or the scopes of a custom one. */
export type CaseRole = SystemRole | readonly string[];

/** One person in one space, in the terms of the rules; what is left out is none. */
export type Case = {
  /** O */
  organization: OrganizationRole;
  /** D */
  direct?: CaseRole | null;
  /** The person's groups, each with G and SG. */
  groups?: readonly CaseGroup[];
  /** Groups of others. */
  otherGroups?: readonly CaseGroup[];
  /** SU */
  spaceDirect?: SpaceRole | null;
  isPrivate?: boolean;
  isNested?: boolean;
};

type CaseGroup = { project?: CaseRole | null; space?: SpaceRole | null };

/** What can be left unread. */
export const PARTS = [
  'member',
  'groupsOfMember',
  'project',
  'projectGrants',
  'groupProjectGrants',
  'scopes',
  'space',
  'rootSpace',
  'privacy',
  'spaceGrants',
  'spaceGrantRole',
  'groupSpaceGrants',
] as const;

export type Part = (typeof PARTS)[number];

/** A snapshot with Ana (`ana`), in whose words the case is, the project `shop` and the space `board`. */
export function snapshotOf(the: Case, unread: readonly Part[] = []): AccessSnapshot {
  const isUnread = (part: Part) => unread.includes(part);
  const groups = [
    ...(the.groups ?? []).map((group, n) => ({ ...group, groupUuid: `own-${n}` })),
    ...(the.otherGroups ?? []).map((group, n) => ({ ...group, groupUuid: `other-${n}` })),
  ];
  const customRoles: AccessSnapshot['customRoles'][number][] = [];
  const named = (role: CaseRole, holder: string) => {
    if (typeof role === 'string') return role;
    customRoles.push({
      roleUuid: `role-${holder}`,
      name: `Role of ${holder}`,
      scopes: isUnread('scopes') ? UNKNOWN : role,
    });
    return `role-${holder}`;
  };
  const root: AccessSnapshot['spaces'][number] = {
    spaceUuid: the.isNested ? 'finance' : 'board',
    name: the.isNested ? 'Finance' : 'Board',
    projectUuid: 'shop',
    parentSpaceUuid: null,
    isPrivate: isUnread('privacy') ? UNKNOWN : (the.isPrivate ?? false),
    directGrants: isUnread('spaceGrants')
      ? UNKNOWN
      : some(the.spaceDirect, (role) => ({ userUuid: 'ana', role: isUnread('spaceGrantRole') ? UNKNOWN : role })),
    groupGrants: isUnread('groupSpaceGrants')
      ? UNKNOWN
      : groups.flatMap(({ groupUuid, space }) => some(space, (role) => ({ groupUuid, role }))),
  };
  // Its own privacy and grants would matter if it were not nested: that they don't is part of every test (A4).
  const nested = { ...root, spaceUuid: 'board', name: 'Board', parentSpaceUuid: 'finance', isPrivate: !the.isPrivate };
  const spaces = the.isNested ? (isUnread('rootSpace') ? [nested] : [root, nested]) : [root];
  const project: AccessSnapshot['projects'][number] = {
    projectUuid: 'shop',
    userGrants: isUnread('projectGrants')
      ? UNKNOWN
      : some(the.direct, (role) => ({ userUuid: 'ana', role: named(role, 'ana') })),
    groupGrants: isUnread('groupProjectGrants')
      ? UNKNOWN
      : groups.flatMap(({ groupUuid, project: given }) =>
          some(given, (role) => ({ groupUuid, role: named(role, groupUuid) })),
        ),
  };
  const groupUuids = (the.groups ?? []).map((_, n) => `own-${n}`);
  return {
    members: isUnread('member')
      ? []
      : [
          {
            userUuid: 'ana',
            role: the.organization,
            status: 'active',
            groupUuids: isUnread('groupsOfMember') ? UNKNOWN : groupUuids,
          },
        ],
    groups: groups.map(({ groupUuid }) => ({ groupUuid, name: `Group ${groupUuid}` })),
    customRoles,
    projects: isUnread('project') ? [] : [project],
    spaces: isUnread('space') ? [] : spaces,
  };
}

/** Ana in the space `board`. */
export function inSpace(the: Case, unread?: readonly Part[]) {
  return buildAccessModel(snapshotOf(the, unread)).space('ana', 'board');
}

/** Ana in the project `shop`. */
export function inProject(the: Case, unread?: readonly Part[]) {
  return buildAccessModel(snapshotOf(the, unread)).project('ana', 'shop');
}

/** The case without some of the sources on a path. */
export function without(the: Case, steps: readonly PathStep[]): Case {
  const left = { ...the, groups: (the.groups ?? []).map((group) => ({ ...group })) };
  const group = (uuid: string) => left.groups[Number(uuid.replace('own-', ''))] ?? {};
  for (const step of steps) {
    if (step.kind === 'organizationRole') left.organization = 'member';
    if (step.kind === 'projectGrant') left.direct = null;
    if (step.kind === 'groupProjectGrant') group(step.group.groupUuid).project = null;
    if (step.kind === 'spaceGrant') left.spaceDirect = null;
    if (step.kind === 'groupSpaceGrant') group(step.group.groupUuid).space = null;
    if (step.kind === 'publicSpace') left.isPrivate = true;
  }
  return left;
}

function some<A, B>(value: A | null | undefined, then: (value: A) => B): B[] {
  return value === null || value === undefined ? [] : [then(value)];
}

const ANY_ROLE: (CaseRole | null)[] = [null, 'viewer', 'interactive_viewer', 'editor', 'admin', ['manage:Dashboard']];
const ANY_SPACE_ROLE: SpaceRole[] = ['viewer', 'editor', 'admin'];

/** Every case that could be, as far as has been read: small ones only, for there are many. */
export function completions(the: Case, parts: readonly Part[]): Case[] {
  const isUnread = (part: Part) => parts.includes(part);
  const scopes = (role: CaseRole | null | undefined): (CaseRole | null)[] =>
    isUnread('scopes') && role && typeof role !== 'string' ? ANY_SCOPES : [role ?? null];
  const projectRoles = (role: CaseRole | null | undefined, part: Part) => (isUnread(part) ? ANY_ROLE : scopes(role));
  const spaceRoles = (role: SpaceRole | null | undefined, part: Part): (SpaceRole | null)[] => {
    if (isUnread(part)) return [null, ...ANY_SPACE_ROLE];
    return part === 'spaceGrants' && role && isUnread('spaceGrantRole') ? ANY_SPACE_ROLE : [role ?? null];
  };
  const grants = ({ project, space }: CaseGroup): CaseGroup[] =>
    projectRoles(project, 'groupProjectGrants').flatMap((given) =>
      spaceRoles(space, 'groupSpaceGrants').map((role) => ({ project: given, space: role })),
    );
  const memberships = isUnread('groupsOfMember')
    ? subsets([...(the.groups ?? []), ...(the.otherGroups ?? []), {}])
    : [[...(the.groups ?? [])]];
  return memberships.flatMap((groups) => {
    if (groups.length > 2 && isUnread('groupProjectGrants') && isUnread('groupSpaceGrants')) return [];
    return product(groups.map(grants)).flatMap((own) =>
      projectRoles(the.direct, 'projectGrants').flatMap((direct) =>
        spaceRoles(the.spaceDirect, 'spaceGrants').flatMap((spaceDirect) =>
          (isUnread('privacy') ? [true, false] : [the.isPrivate ?? false]).map((isPrivate) => ({
            organization: the.organization,
            direct,
            groups: own,
            spaceDirect,
            isPrivate,
          })),
        ),
      ),
    );
  });
}

const ANY_SCOPES: CaseRole[] = [
  [],
  ['view:Project', 'view:Space', 'manage:Space', 'manage:Dashboard', 'manage:SavedChart'],
];

function subsets<T>(values: T[]): T[][] {
  return values.reduce<T[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]]);
}

function product<T>(choices: T[][]): T[][] {
  return choices.reduce<T[][]>((rows, choice) => rows.flatMap((row) => choice.map((value) => [...row, value])), [[]]);
}
