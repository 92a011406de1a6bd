import { countsAs, countingGrants, type ChainOutcome } from './chain-outcome';
import type { ChainGrant } from './chain-completions';
import type { SpaceRow } from './rows';
import { highest, type SystemRole } from '#/domain/access-roles';
import { isProjectSource, projectRoleOf } from './sources';

/** Where a role that a row inherits can come from, in the order in which ties are settled: the later one is named (C7). */
type Origins = Record<'organization' | 'project' | 'group' | 'space_group', SystemRole | null>;

const ORIGINS = { organizationRole: 'organization', projectGrant: 'project', groupProjectGrant: 'group' } as const;

/**
 * C6 and C7: the row that the server lists for a person, also where it opens nothing (C3); none where there is none. An admin
 * without a row is listed all the same (`by: 'admin'`): in the lists of who has access, not in `userAccess`.
 */
export function chainRows({ completion, granted }: ChainOutcome): SpaceRow[] {
  const grants = countingGrants(completion);
  const origins = originsOf(completion.project.sources, grants);
  const projectRole = highest([origins.organization, origins.project]);
  const inheritedRole = highest(Object.values(origins));
  if (inheritedRole === null) return [];
  const inherited = { inheritedRole, projectRole, groupUuid: null };
  const inheritedFrom = (['space_group', 'group', 'project', 'organization'] as const).find(
    (origin) => origins[origin] === inheritedRole,
  );
  if (inheritedFrom === undefined) return [];
  if (granted !== null) {
    const best = grants.filter(({ source }) => source.role === granted);
    return [
      {
        ...inherited,
        role: granted,
        by: best[0]?.source.kind ?? 'spaceGrant',
        hasDirectAccess: grants.some(({ level }) => level === 0),
        inheritedFrom: best.every(({ level }) => level > 0) ? 'parent_space' : inheritedFrom,
      },
    ];
  }
  if (completion.inherits) {
    const edits = inheritedRole === 'editor' || inheritedRole === 'developer';
    const role = inheritedRole === 'admin' ? 'admin' : edits ? 'editor' : 'viewer';
    return [{ ...inherited, role, by: 'publicSpace', hasDirectAccess: false, inheritedFrom }];
  }
  if (highest([projectRole, origins.group]) !== 'admin') return [];
  const from = origins.organization === 'admin' ? 'organization' : 'project';
  const isAdmin = { role: 'admin', inheritedRole: 'admin', projectRole: 'admin' } as const;
  return [{ ...isAdmin, by: 'admin', groupUuid: null, hasDirectAccess: false, inheritedFrom: from }];
}

function originsOf(sources: ChainOutcome['completion']['project']['sources'], grants: readonly ChainGrant[]): Origins {
  const origins: Origins = { organization: null, project: null, group: null, space_group: null };
  const add = (origin: keyof Origins, role: SystemRole) => {
    origins[origin] = highest([origins[origin], role]);
  };
  for (const source of sources) {
    const role = projectRoleOf(source);
    if (role !== null && isProjectSource(source)) add(ORIGINS[source.kind], countsAs(role));
  }
  // A grant to the members of the project counts like one to a group.
  for (const { source } of grants) if (source.kind !== 'spaceGrant') add('space_group', source.role);
  return origins;
}
