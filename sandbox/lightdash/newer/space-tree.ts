import { eq, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../../db/open';
import { apps, charts, dashboards, projects, spaces, sqlCharts } from '../../db/schema';

export type TreeSpace = Awaited<ReturnType<typeof readSpaces>>[number];
/** All spaces of a project. */
export type SpaceTree = {
  spaces: ReadonlyMap<string, TreeSpace>;
  childrenOf(spaceUuid: string): TreeSpace[];
  /** The space, its parent and so on to the root. */
  pathOf(space: TreeSpace): TreeSpace[];
  /** As much of that as grants it access: up to and including the first that does not inherit (RULES.md C4). */
  chainOf(space: TreeSpace): TreeSpace[];
  /** Whether it inherits from the project: so do all up to the root. */
  isOpen(space: TreeSpace): boolean;
};

/** Reads the spaces of a project with what is counted in them. */
export async function treeOf(reader: Reader | Transaction, projectUuid: string): Promise<SpaceTree> {
  const found = new Map((await readSpaces(reader, projectUuid)).map((space) => [space.uuid, space]));
  const pathOf = (space: TreeSpace): TreeSpace[] => {
    const parent = space.parentSpaceUuid === null ? undefined : found.get(space.parentSpaceUuid);
    return parent ? [space, ...pathOf(parent)] : [space];
  };
  const chainOf = (space: TreeSpace): TreeSpace[] => {
    const path = pathOf(space);
    const closed = path.findIndex(({ inheritsParent }) => !inheritsParent);
    return closed === -1 ? path : path.slice(0, closed + 1);
  };
  return {
    spaces: found,
    childrenOf: (spaceUuid) => [...found.values()].filter(({ parentSpaceUuid }) => parentSpaceUuid === spaceUuid),
    pathOf,
    chainOf,
    isOpen: (space) => pathOf(space).every(({ inheritsParent }) => inheritsParent),
  };
}

function readSpaces(reader: Reader | Transaction, projectUuid: string) {
  return reader
    .select({
      uuid: spaces.uuid,
      organizationUuid: projects.organizationUuid,
      projectUuid: spaces.projectUuid,
      name: spaces.name,
      slug: spaces.slug,
      path: spaces.path,
      parentSpaceUuid: spaces.parentSpaceUuid,
      rootSpaceUuid: spaces.rootSpaceUuid,
      inheritsParent: spaces.inheritsParent,
      projectMemberRole: spaces.projectMemberRole,
      isDefaultUserSpace: spaces.isDefaultUserSpace,
      chartCount: sql<number>`(select count(*) from ${charts} where space_uuid = spaces.uuid)
        + (select count(*) from ${sqlCharts} where space_uuid = spaces.uuid)`,
      dashboardCount: sql<number>`(select count(*) from ${dashboards} where space_uuid = spaces.uuid)`,
      appCount: sql<number>`(select count(*) from ${apps} where space_uuid = spaces.uuid)`,
    })
    .from(spaces)
    .innerJoin(projects, eq(projects.uuid, spaces.projectUuid))
    .where(eq(spaces.projectUuid, projectUuid))
    .orderBy(sql`spaces.rowid`);
}
