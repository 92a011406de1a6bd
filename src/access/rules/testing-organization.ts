import { ORGANIZATION_ROLES, PROJECT_ROLES, type OrganizationRole } from '#/domain/roles';
import type {
  AccessChange,
  AccessSnapshot,
  AccessSpace,
  Generation,
  GrantHolder,
  SpacePlace,
  SpaceRole,
} from './index';
import { UNKNOWN } from '#/domain/unknown';

/**
 * Choices to make an organization of, one after the other; the first value when there are no more. Made of bytes, which
 * fast-check makes quickly and shrinks towards zero: that means "nothing" everywhere.
 */
export class Choices {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    const byte = this.#bytes[this.#at++] ?? 0;
    return others[(byte % (others.length + 1)) - 1] ?? first;
  }

  some<T>(values: readonly T[]): T[] {
    return values.filter(() => this.pick(false, true));
  }

  /** Fast-check prints this where a test fails. */
  toString(): string {
    return `choices ${this.#bytes.join()}`;
  }
}

const GROUPS = ['analysts', 'board', 'crew'] as const;
const PEOPLE = ['ana', 'ben', 'cem'] as const;
/** Named by grants, but not among the members. */
const UNREAD_PERSON = 'zoe';
const SPACE_ROLES = ['viewer', 'editor', 'admin'] as const;
const ROLES = ['role-0', 'role-1'] as const;
const SCOPES = [
  'view:Project',
  'view:Space',
  'manage:Space',
  'manage:Space@public',
  'manage:Space@assigned',
  'manage:Dashboard',
  'manage:Dashboard@space',
  'manage:SavedChart',
  'manage:SavedChart@space',
  'manage:Project',
  'manage:Space@self',
  'manage:Dashboard@self',
];
const PROJECT = 'shop';
const OTHER_PROJECT = 'lab';
/** Three spaces in each other in one project, and one in another. */
const TREE = [
  ['top', PROJECT, null],
  ['middle', PROJECT, 'top'],
  ['bottom', PROJECT, 'middle'],
  ['other', OTHER_PROJECT, null],
] as const;

/** A role in the organization; in C a custom one stands beside the placeholder `member`, or beside a role that v1 wrote (docs/lightdash/roles.md#o4). */
const organizationRoleOf = (choices: Choices, generation: Generation) => {
  const role = choices.pick<OrganizationRole>('member', 'member', 'member', ...ORGANIZATION_ROLES);
  if (generation === 'A') return { role };
  const roleUuid = choices.pick(null, null, ...(role === 'member' ? [] : [null, null]), ...ROLES);
  return { role, roleUuid };
};

/**
 * A small organization in which any combination may occur. `isWhole`: everything in it has been read, also which custom roles
 * are held beside others.
 */
export function organizationOf(choices: Choices, generation: Generation, isWhole = true): AccessSnapshot {
  const projectRole = () => choices.pick(null, ...PROJECT_ROLES, ...ROLES);
  const spaceRole = () => choices.pick(null, null, ...SPACE_ROLES);
  const users = [...PEOPLE, UNREAD_PERSON];
  const more = () =>
    isWhole || generation === 'A' ? {} : { hasMoreRoles: choices.pick(false, false, false, false, true) };
  return {
    generation,
    members: PEOPLE.map((userUuid) => ({
      userUuid,
      ...organizationRoleOf(choices, generation),
      ...more(),
      status: choices.pick('active', 'pending'),
      groupUuids: choices.some(GROUPS),
    })),
    groups: GROUPS.map((groupUuid) => ({ groupUuid, name: `Group ${groupUuid}` })),
    customRoles: ROLES.map((roleUuid) => ({ roleUuid, name: `Role ${roleUuid}`, scopes: choices.some(SCOPES) })),
    projects: [PROJECT, OTHER_PROJECT].map((projectUuid) => ({
      projectUuid,
      userGrants: users.flatMap((userUuid) => given(projectRole(), (role) => ({ userUuid, role, ...more() }))),
      groupGrants: GROUPS.flatMap((groupUuid) => given(projectRole(), (role) => ({ groupUuid, role, ...more() }))),
      ...(generation === 'C' && { previewCreator: choices.pick(null, null, ...PEOPLE) }),
    })),
    spaces: TREE.map(([spaceUuid, projectUuid, parentSpaceUuid]): AccessSpace => ({
      spaceUuid,
      name: `Space ${spaceUuid}`,
      projectUuid,
      parentSpaceUuid,
      isPrivate: choices.pick(true, false),
      inheritsParent: choices.pick(false, true, true),
      projectMemberRole: choices.pick(null, null, null, null, ...SPACE_ROLES),
      directGrants: users.flatMap((userUuid) => given(spaceRole(), (role) => ({ userUuid, role }))),
      groupGrants: GROUPS.flatMap((groupUuid) => given(spaceRole(), (role) => ({ groupUuid, role }))),
    })),
  };
}

/** The same where some of it has not been read. */
export function halfRead(snapshot: AccessSnapshot, choices: Choices): AccessSnapshot {
  const isLost = () => choices.pick(false, false, false, false, false, true);
  const unless = <T>(value: T): T | typeof UNKNOWN => (isLost() ? UNKNOWN : value);
  return {
    ...snapshot,
    members: snapshot.members
      .filter(() => !isLost())
      .map((member) => ({ ...member, groupUuids: unless(member.groupUuids) })),
    customRoles: snapshot.customRoles.filter(() => !isLost()).map((role) => ({ ...role, scopes: unless(role.scopes) })),
    projects: snapshot.projects
      .filter(() => !isLost())
      .map((project) => ({
        ...project,
        userGrants: unless(project.userGrants),
        groupGrants: unless(project.groupGrants),
        ...(project.previewCreator !== undefined && { previewCreator: unless(project.previewCreator) }),
      })),
    spaces: snapshot.spaces
      .filter(() => !isLost())
      .map((space) => ({
        ...space,
        isPrivate: unless(space.isPrivate),
        inheritsParent: unless(space.inheritsParent),
        projectMemberRole: unless(space.projectMemberRole),
        directGrants: unless(
          space.directGrants === UNKNOWN
            ? []
            : space.directGrants.map((grant) => ({ ...grant, role: unless(grant.role) })),
        ),
        groupGrants: unless(space.groupGrants),
      })),
  };
}

/** Everybody and everywhere one can be asked about. */
export const EVERYBODY = [...PEOPLE, UNREAD_PERSON] as const;
export const PROJECTS = [{ projectUuid: PROJECT }, { projectUuid: OTHER_PROJECT }] as const;
export const SPACES = [
  { spaceUuid: 'top' },
  { spaceUuid: 'middle' },
  { spaceUuid: 'bottom' },
  { spaceUuid: 'other' },
] as const;

const holderOf = (choices: Choices): GrantHolder =>
  choices.pick(true, false)
    ? { kind: 'user', uuid: choices.pick(...EVERYBODY) }
    : { kind: 'group', uuid: choices.pick(...GROUPS) };

/** Any change of the organization. */
export function changeOf(choices: Choices): AccessChange {
  const userUuid = choices.pick(...PEOPLE);
  const groupUuid = choices.pick(...GROUPS);
  const { spaceUuid } = choices.pick<SpacePlace>(...SPACES);
  const projectUuid = choices.pick(PROJECT, OTHER_PROJECT);
  const spaceRole = choices.pick<SpaceRole | null>(null, ...SPACE_ROLES);
  return choices.pick<() => AccessChange>(
    () => ({ kind: 'organizationRole', userUuid, role: choices.pick(...ORGANIZATION_ROLES) }),
    () => ({ kind: 'memberRemoved', userUuid }),
    () => ({
      kind: 'memberAdded',
      member: {
        userUuid: choices.pick('dan', UNREAD_PERSON),
        role: choices.pick(...ORGANIZATION_ROLES),
        status: 'pending',
        groupUuids: choices.some(GROUPS),
      },
    }),
    () => ({ kind: 'groupMember', groupUuid, userUuid, isMember: choices.pick(true, false) }),
    () => ({ kind: 'groupDeleted', groupUuid }),
    () => ({
      kind: 'projectGrant',
      projectUuid,
      holder: holderOf(choices),
      role: choices.pick(null, ...PROJECT_ROLES, ...ROLES),
    }),
    () => ({ kind: 'spaceGrant', spaceUuid, holder: holderOf(choices), role: spaceRole }),
    () => ({ kind: 'spacePrivacy', spaceUuid, isPrivate: choices.pick(true, false) }),
    () => ({ kind: 'projectMembersGrant', spaceUuid, role: spaceRole }),
  )();
}

function given<A, B>(value: A | null, then: (value: A) => B): B[] {
  return value === null ? [] : [then(value)];
}
