import { useMemo } from 'react';
import { useGroupGrants, type GroupGrant } from '#/data/group-grants';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import type { GroupRow } from '#/domain/groups';
import { useRoleNames } from '#/data/role-names';

const NONE: readonly GroupGrant[] = [];

/**
 * The list of groups with how many members each has and which projects it is granted. The counts come with the members,
 * whom other pages have read; the projects come in one after another.
 */
export const useGroupRows = () => {
  const { may } = useMe();
  const groups = useGroups();
  const everybody = useMembers();
  // The projects come after the groups and their members, so that these are not held up.
  const hasContent = groups.data !== undefined && !everybody.isPending;
  const grants = useGroupGrants(hasContent && may.readProjectAccess === true);
  const isWhole = grants.done && grants.failed + grants.forbidden === 0;
  const roleNameOf = useRoleNames([...grants.byGroup.values()].flat().map(({ role }) => role));

  const counts = useMemo(() => {
    if (!everybody.data) return null;
    const sizes = new Map<string, number>();
    for (const { groupUuids } of everybody.data.members)
      for (const uuid of groupUuids) sizes.set(uuid, (sizes.get(uuid) ?? 0) + 1);
    return sizes;
  }, [everybody.data]);

  const rows = useMemo(
    () =>
      [...(groups.data?.values() ?? [])].map(({ uuid, name, createdAt }): GroupRow => ({
        uuid,
        name,
        createdAt,
        members: counts && (counts.get(uuid) ?? 0),
        uses: (grants.byGroup.get(uuid) ?? NONE).map(({ project, role }) => ({
          projectUuid: project.uuid,
          projectName: project.name,
          role: roleNameOf(role),
        })),
        isWhole,
      })),
    [groups.data, counts, grants.byGroup, isWhole, roleNameOf],
  );
  return { groups, everybody, grants, rows };
};
