import type { ChangePreview } from './diff';
import { diffAccess } from './diff';
import { buildAccessModel, type AccessModel } from './model';
import type { AccessSnapshot } from './snapshot';
import { UNKNOWN } from '#/domain/unknown';

/** Everybody who holds a custom role as far as it has been read: in the organization, in a project, or through a group there. */
export function holdersOf({ members, projects }: AccessSnapshot, roleUuid: string): ReadonlySet<string> {
  const groups = new Set<string>();
  const holders = new Set<string>();
  for (const { userGrants, groupGrants } of projects) {
    if (userGrants !== UNKNOWN)
      for (const grant of userGrants) if (grant.role === roleUuid) holders.add(grant.userUuid);
    if (groupGrants !== UNKNOWN)
      for (const grant of groupGrants) if (grant.role === roleUuid) groups.add(grant.groupUuid);
  }
  for (const member of members) {
    const isIn = member.groupUuids !== UNKNOWN && member.groupUuids.some((uuid) => groups.has(uuid));
    if (member.roleUuid === roleUuid || isIn) holders.add(member.userUuid);
  }
  return holders;
}

/**
 * What becomes different for everybody who holds a custom role when it allows something else: nobody else is looked at. In: the model
 * before, the role, and all that it shall allow. Throws nothing.
 */
export function previewRoleScopes(before: AccessModel, roleUuid: string, scopes: readonly string[]): ChangePreview {
  const { snapshot } = before;
  const customRoles = snapshot.customRoles.map((role) => (role.roleUuid === roleUuid ? { ...role, scopes } : role));
  const after = buildAccessModel({ ...snapshot, customRoles });
  const everywhere = holdersOf(snapshot, roleUuid);
  const diff = diffAccess(before, after, { everywhere, projects: new Map(), spaces: new Map() });
  return { after, diff, unread: [] };
}
