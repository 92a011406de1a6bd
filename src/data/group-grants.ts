import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiFailure } from '../api/core/failure';
import { projectGrantsChanged } from './access-changed';
import type { Project } from './projects';
import { grantedRole, projectGrantsQuery, revokeProjectGrantOf, writeProjectGrant } from './roles';
import { useEachProject } from './useEachProject';

/** A project granted to a group: `role` is the name of a system role or the uuid of a custom one. */
export type GroupGrant = { project: Project; role: string };

const readGrants = (queryClient: QueryClient, projectUuid: string) =>
  queryClient.fetchQuery(projectGrantsQuery(projectUuid));

/**
 * The projects granted to each group, by the group's uuid, read project by project. In: whether they may be read at all
 * (admins of the organization). Out: what has come so far, and how far the reading is.
 */
export const useGroupGrants = (enabled: boolean) => {
  const each = useEachProject(readGrants, enabled);
  const { projects, read } = each;
  const byGroup = useMemo(() => {
    const grants = new Map<string, GroupGrant[]>();
    for (const project of projects) {
      for (const { groupUuid, role } of read.get(project.uuid)?.groups ?? []) {
        grants.set(groupUuid, [...(grants.get(groupUuid) ?? []), { project, role }]);
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
type GroupGrantChange = { projectUuid: string; from: string | null; to: string };

/** Reads and writes of the project grants of one group. */
export const useGroupGrantWrites = (groupUuid: string) => {
  const queryClient = useQueryClient();

  const roleNow = (projectUuid: string) => grantedRole(queryClient, projectUuid, { kind: 'group', uuid: groupUuid });

  return {
    /** The role that the group has in a project now; null without a grant. Throws ApiFailure. */
    roleNow,
    /** Grants a project or changes the role, unless somebody else changed it since it was read: then `conflict`. Throws ApiFailure. */
    write: async ({ projectUuid, from, to }: GroupGrantChange): Promise<void> => {
      const present = await roleNow(projectUuid);
      if (present === to) return;
      if (present !== from) {
        const what = present === null ? 'taken this grant away' : 'changed this grant';
        throw new ApiFailure({
          kind: 'conflict',
          outcome: 'not-sent',
          serverMessage: `Somebody else has ${what} meanwhile. Look again before you change it`,
        });
      }
      await writeProjectGrant({
        projectUuid,
        assignee: { kind: 'group', uuid: groupUuid },
        role: to,
        isNew: present === null,
      });
    },
    /** Takes a grant away; one that is gone already is no error. Throws ApiFailure. */
    revoke: (projectUuid: string): Promise<void> =>
      revokeProjectGrantOf(projectUuid, { kind: 'group', uuid: groupUuid }),
    /** After writes: the grants of these projects, and what hangs on them in spaces. */
    changed: (projectUuids: readonly string[]): Promise<void> => projectGrantsChanged(queryClient, projectUuids),
  };
};
