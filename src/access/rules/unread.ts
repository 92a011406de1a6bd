import type { Facts } from './facts';
import { isCustom } from '#/domain/access-roles';
import { holdsMoreRoles, isPreviewOpen } from './completions';
import type { UnreadPart } from './sources';
import { UNKNOWN } from '#/domain/unknown';

/** Everything about the person here that has not been read. */
export function unreadParts(facts: Facts): UnreadPart[] {
  const { groups, candidates, groupProjectGrantsRead, groupSpaceGrantsRead } = facts;
  const isMissing = facts.organizationRole === UNKNOWN;
  const couldBeInOne = groups === UNKNOWN || groups.length > 0;
  const isGroupsOpen =
    groups === UNKNOWN && (candidates.length > 0 || !groupProjectGrantsRead || !groupSpaceGrantsRead);
  const parts: (UnreadPart | false)[] = [
    isMissing && { kind: 'member' },
    isGroupsOpen && !isMissing && { kind: 'groupsOfMember' },
    facts.projectRole === UNKNOWN && { kind: 'projectGrants' },
    couldBeInOne && !groupProjectGrantsRead && { kind: 'groupProjectGrants' },
    ...unreadScopes(facts),
    (holdsMoreRoles(facts) || candidates.some((each) => each.hasMoreRoles)) && { kind: 'moreRoles' },
    isPreviewOpen(facts) && { kind: 'previewCreator' },
    facts.isPublic === UNKNOWN && { kind: 'privacy' },
    facts.spaceRole === UNKNOWN && { kind: 'spaceGrants' },
    facts.spaceRole === 'holder' && { kind: 'spaceGrantRole' },
    couldBeInOne && !groupSpaceGrantsRead && { kind: 'groupSpaceGrants' },
  ];
  return parts.filter((part) => part !== false);
}

function unreadScopes({ organizationRole, projectRole, groups, candidates }: Facts): UnreadPart[] {
  const ofGroups = groups === UNKNOWN ? candidates : groups;
  const parts = new Map<string, UnreadPart>();
  const ofOrganization = typeof organizationRole === 'string' ? null : organizationRole;
  for (const role of [ofOrganization, projectRole, ...ofGroups.map((each) => each.projectRole)]) {
    if (role === null || role === UNKNOWN || !isCustom(role) || role.scopes !== UNKNOWN) continue;
    parts.set(role.roleUuid, { kind: 'scopes', roleUuid: role.roleUuid, name: role.name });
  }
  return [...parts.values()];
}
