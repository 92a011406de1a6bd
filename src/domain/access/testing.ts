import * as fc from 'fast-check';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../roles';
import { buildAccessModel, type AccessSnapshot, type PathStep, type SpaceRole, type SystemRole } from './index';
import { UNKNOWN } from './unknown';

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

export type CaseGroup = { project?: CaseRole | null; space?: SpaceRole | null };

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
    customRoles.push({ roleUuid: `role-${holder}`, name: `Role of ${holder}`, scopes: isUnread('scopes') ? UNKNOWN : role });
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
  // Its own privacy and grants would matter if it were not nested: that they don't is part of every test (R4).
  const nested = { ...root, spaceUuid: 'board', name: 'Board', parentSpaceUuid: 'finance', isPrivate: !the.isPrivate };
  const spaces = the.isNested ? (isUnread('rootSpace') ? [nested] : [root, nested]) : [root];
  const project: AccessSnapshot['projects'][number] = {
    projectUuid: 'shop',
    userGrants: isUnread('projectGrants') ? UNKNOWN : some(the.direct, (role) => ({ userUuid: 'ana', role: named(role, 'ana') })),
    groupGrants: isUnread('groupProjectGrants')
      ? UNKNOWN
      : groups.flatMap(({ groupUuid, project: given }) => some(given, (role) => ({ groupUuid, role: named(role, groupUuid) }))),
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

const SCOPES = [
  'view:Project',
  'view:Space',
  'view:Dashboard',
  'manage:Space',
  'manage:Space@public',
  'manage:Space@assigned',
  'manage:Dashboard',
  'manage:Dashboard@space',
  'manage:SavedChart',
  'manage:SavedChart@space',
];

const systemRole = fc.constantFrom<SystemRole>('viewer', 'interactive_viewer', 'editor', 'developer', 'admin');
const spaceRole = fc.constantFrom<SpaceRole>('viewer', 'editor', 'admin');

export const caseRole: fc.Arbitrary<CaseRole> = fc.oneof(
  { weight: 3, arbitrary: systemRole },
  { weight: 1, arbitrary: fc.subarray(SCOPES) },
);

const group = fc.record({
  project: fc.option(caseRole, { freq: 1 }),
  space: fc.option(spaceRole, { freq: 1 }),
});

/** Any case, each of its parts present or not. */
export const anyCase = fc.record({
  organization: fc.constantFrom(...ORGANIZATION_ROLES, 'member' as const, 'member' as const),
  direct: fc.option(caseRole, { freq: 1 }),
  groups: fc.array(group, { maxLength: 3 }),
  otherGroups: fc.array(group, { maxLength: 1 }),
  spaceDirect: fc.option(spaceRole, { freq: 1 }),
  isPrivate: fc.boolean(),
  isNested: fc.boolean(),
});

export const somePartsUnread = fc.subarray([...PARTS], { minLength: 1, maxLength: 4 });

function some<A, B>(value: A | null | undefined, then: (value: A) => B): B[] {
  return value === null || value === undefined ? [] : [then(value)];
}
