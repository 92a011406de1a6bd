import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Project } from './projects';
import { grantedRole, writeProjectGrant, type Assignee } from './role-writes';
import { projectGrantsQuery } from './roles';
import { checkUnchanged } from './unchanged-grant';
import { useEachProject } from './useEachProject';

/**
 * A project granted to a group: `role` is the name of a system role or the uuid of a custom one. `hasMoreRoles`: others are granted
 * beside it, and the server does not say which.
 */
export type GroupGrant = { project: Project; role: string; hasMoreRoles?: boolean | undefined };

/**
 * The projects granted to each group, by the group's uuid, read project by project. In: whether they may be read at all
 * (admins of the organization). Out: what has come so far, and how far the reading is.
 */
export const useGroupGrants = (enabled: boolean) => {
  const each = useEachProject(projectGrantsQuery, enabled);
  const { projects, read } = each;
  const byGroup = useMemo(() => {
    const grants = new Map<string, GroupGrant[]>();
    for (const project of projects) {
      for (const { groupUuid, role, hasMoreRoles } of read.get(project.uuid)?.groups ?? []) {
        grants.set(groupUuid, [...(grants.get(groupUuid) ?? []), { project, role, hasMoreRoles }]);
      }
    }
    for (const [groupUuid, list] of grants)
      grants.set(
        groupUuid,
        list.toSorted((a, b) => a.project.name.localeCompare(b.project.name)),
      );
    return grants as ReadonlyMap<string, readonly GroupGrant[]>;
  }, [projects, read]);
  return { ...each, byGroup };
};

/** A grant to write: from what was on the screen (null: none), to what is wanted. */
type ReplacedGrant = { projectUuid: string; assignee: Assignee; from: string | null; to: string };

/** Makes or changes a grant of a project, unless somebody else changed it since it was read: then `conflict`. Throws ApiFailure. */
export const replaceProjectGrant = async (
  queryClient: QueryClient,
  { projectUuid, assignee, from, to }: ReplacedGrant,
): Promise<void> => {
  const present = await grantedRole(queryClient, projectUuid, assignee);
  if (present === to) return;
  checkUnchanged(present, from);
  await writeProjectGrant({ projectUuid, assignee, role: to, isNew: present === null });
};
