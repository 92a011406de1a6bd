import type { OrganizationRole } from '#/domain/roles';
import type { MemberStatus } from '#/domain/members';
import type { SpaceRole } from '#/domain/access-roles';
import type { Unknown } from './unknown';

/**
 * The access rules of a server. `older`: up to 0.2110, nested spaces follow the space at the top (R4); proven against a real
 * server. `newer`: from February 2026, each space has a door of its own; read from the source of Lightdash, not proven.
 */
export type Generation = 'older' | 'newer';

/**
 * What has been read of an organization, as far as it decides about access. Who or what is missing in a list has not
 * been read, nor has a part that is `unknown`: answers that depend on it are `unknown` too. An empty list says "none".
 */
export type AccessSnapshot = {
  /** By which rules it is judged; the older ones where nothing is said. */
  generation?: Generation;
  members: readonly AccessMember[];
  /** For their names only. */
  groups: readonly { groupUuid: string; name: string }[];
  customRoles: readonly AccessCustomRole[];
  projects: readonly AccessProject[];
  spaces: readonly AccessSpace[];
};

export type AccessMember = {
  userUuid: string;
  /** The role in the organization, `member` included. */
  role: OrganizationRole;
  status: MemberStatus;
  /** Each group once. */
  groupUuids: readonly string[] | Unknown;
  /**
   * Only in a what-if: this person has been removed and holds nothing any more, whatever is still stored. Leaving them out
   * would say that they have not been read.
   */
  isRemoved?: true;
};

export type AccessCustomRole = {
  roleUuid: string;
  name: string;
  /** As Lightdash spells them: "manage:Space@public". */
  scopes: readonly string[] | Unknown;
};

export type AccessProject = {
  projectUuid: string;
  /** At most one a person. `role`: a system role by its name, a custom one by its uuid. */
  userGrants: readonly { userUuid: string; role: string }[] | Unknown;
  /** At most one a group. */
  groupGrants: readonly { groupUuid: string; role: string }[] | Unknown;
};

export type AccessSpace = {
  spaceUuid: string;
  name?: string | undefined;
  projectUuid: string;
  /** null: a space at the top. Any other takes privacy and grants from the space at its top (R4). */
  parentSpaceUuid: string | null;
  /**
   * The space's own. On a nested one it is without effect, and so are its grants (R4); as Lightdash shows those of the
   * root in their place, they are unknown there.
   */
  isPrivate: boolean | Unknown;
  /** Lightdash tells who holds a grant, but not always its role: then only the role is unknown (R6). */
  directGrants: readonly { userUuid: string; role: SpaceRole | Unknown }[] | Unknown;
  groupGrants: readonly { groupUuid: string; role: SpaceRole }[] | Unknown;
  /**
   * Newer generation only (`inheritParentPermissions`): whether access also comes from the parent, for a space at the top
   * from the project. Missing: not read.
   */
  inheritsParent?: boolean | Unknown | undefined;
  /** Newer generation only (`projectMemberAccessRole`): a grant to everybody in the project. Missing: there is none. */
  projectMemberRole?: SpaceRole | null | Unknown | undefined;
};
