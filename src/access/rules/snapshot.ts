import type { OrganizationRole } from '#/domain/roles';
import type { MemberStatus } from '#/domain/members';
import type { SpaceRole } from '#/domain/access-roles';
import type { Unknown } from '#/domain/unknown';

/**
 * The access model of a server. A: up to 0.2110, nested spaces follow the space at the top. C: measured at 1.219, each space
 * has grants of its own and says whether it inherits. Servers between the two are judged by C. See RULES.md.
 */
export type Generation = 'A' | 'C';

/**
 * What has been read of an organization, as far as it decides about access. Who or what is missing in a list has not
 * been read, nor has a part that is `unknown`: answers that depend on it are `unknown` too. An empty list says "none".
 */
export type AccessSnapshot = {
  /** The generation whose rules apply; A by default. */
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
  /** The role in the organization, `member` included; also `member` beside a custom role. */
  role: OrganizationRole;
  /** C: the custom role in the organization. */
  roleUuid?: string | null | undefined;
  /** C: custom roles are held in the organization beside this one, and the server does not say which (`hasMultipleRoles`). */
  hasMoreRoles?: boolean | undefined;
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

/** What somebody is granted in a project. `role`: a system role by its name, a custom one by its uuid. */
export type AccessGrant = {
  role: string;
  /** C: custom roles are granted beside this one, and the server does not say which (`hasMultipleRoles`). */
  hasMoreRoles?: boolean | undefined;
};

export type AccessProject = {
  projectUuid: string;
  /** At most one a person. */
  userGrants: readonly ({ userUuid: string } & AccessGrant)[] | Unknown;
  /** At most one a group. */
  groupGrants: readonly ({ groupUuid: string } & AccessGrant)[] | Unknown;
  /** C: who created it, where it is a preview: `@self` scopes count for them alone. Missing or null: it is none. */
  previewCreator?: string | null | Unknown | undefined;
};

export type AccessSpace = {
  spaceUuid: string;
  name?: string | undefined;
  projectUuid: string;
  /** null: a space at the top. */
  parentSpaceUuid: string | null;
  /**
   * A: the space's own, missing in C. On a nested one it is without effect, and so are its grants (A4); as Lightdash shows
   * those of the root in their place, they are unknown there.
   */
  isPrivate?: boolean | Unknown | undefined;
  /** The server shows who holds a grant, but not always its role: then only the role is unknown (A6, C9). */
  directGrants: readonly { userUuid: string; role: SpaceRole | Unknown }[] | Unknown;
  groupGrants: readonly { groupUuid: string; role: SpaceRole }[] | Unknown;
  /**
   * C (`inheritParentPermissions`): whether access also comes from the parent, for a space at the top from the project.
   * Missing: not read.
   */
  inheritsParent?: boolean | Unknown | undefined;
  /** C (`inheritsFromOrgOrProject`): whether this space and all above it inherit. Missing: derived from those spaces. */
  inheritsFromProject?: boolean | Unknown | undefined;
  /** C (`projectMemberAccessRole`): a grant to the members of the project. Missing: there is none. */
  projectMemberRole?: SpaceRole | null | Unknown | undefined;
  /** Only in a what-if: this space has been deleted. Leaving it out would say that it has not been read. */
  isDeleted?: true;
};
