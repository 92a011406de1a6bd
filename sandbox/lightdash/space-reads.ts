import { type SQL, eq, sql } from 'drizzle-orm';
import type { Reader } from '../db/open';
import { charts, dashboards, projects, spaceMembers, spaces } from '../db/schema';
import type { Holdings } from './access';
import { notFound } from './errors';
import { everybodyInSpace, groupsInSpace, modelOfSpaces, rowsIn } from './space-access';
import { chartsIn, dashboardsIn, olderContent } from './space-content';

export type Space = Awaited<ReturnType<typeof readSpaces>>[number];

/** A space; GetSpace.unknown and CreateSpaceInProject.unknown-parent begin with different letters. */
export async function readSpace(reader: Reader, spaceUuid: string, word: 'Space' | 'space' = 'Space'): Promise<Space> {
  const [space] = await readSpaces(reader, eq(spaces.uuid, spaceUuid));
  if (!space) throw notFound(`${word} with spaceUuid ${spaceUuid} does not exist`);
  return space;
}

/** The spaces of a project that a person may open, with what that person is in each. */
export async function visibleSpaces(reader: Reader, holdings: Holdings, projectUuid: string) {
  const { uuid: userUuid, firstName, lastName, email } = holdings.user;
  const rows = await readSpaces(reader, eq(spaces.projectUuid, projectUuid));
  const model = await modelOfSpaces(reader, holdings, rows);
  const visible = rows.filter(({ uuid }) => model.space(userUuid, uuid).listed === true);
  return (await toSummaries(reader, visible)).map((summary) => {
    // One of the own rows, not the best one (RULES.md A6).
    const [own] = rowsIn(model, userUuid, summary.uuid);
    return own ? { ...summary, userAccess: { userUuid, firstName, lastName, email, ...own } } : summary;
  });
}

/** GetSpace.ok: with everybody in it, what is in it, the spaces below and those above. */
export async function fullSpace(reader: Reader, space: Space) {
  const { organizationUuid, projectUuid, uuid: spaceUuid, name, isPrivate } = space;
  const content = { organizationUuid, projectUuid, spaceUuid, spaceName: name };
  return {
    organizationUuid,
    name,
    uuid: spaceUuid,
    isPrivate,
    projectUuid,
    pinnedListUuid: null,
    pinnedListOrder: null,
    queries: (await chartsIn(reader, [content])).map(olderContent),
    dashboards: (await dashboardsIn(reader, [content])).map(olderContent),
    childSpaces: await toSummaries(reader, await readSpaces(reader, eq(spaces.parentSpaceUuid, spaceUuid))),
    access: await everybodyInSpace(reader, organizationUuid, space),
    groupsAccess: await groupsInSpace(reader, space.rootSpaceUuid),
    slug: space.slug,
    parentSpaceUuid: space.parentSpaceUuid,
    path: space.path,
    breadcrumbs: await breadcrumbs(reader, spaceUuid),
  };
}

/** The uuids of a space and everything below it. */
export function spacesBelow(spaceUuid: string): SQL {
  return sql`(with recursive below(uuid) as (
      values (${spaceUuid}) union select spaces.uuid from spaces join below on spaces.parent_space_uuid = below.uuid
    ) select uuid from below)`;
}

function readSpaces(reader: Reader, which: SQL) {
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
      // Privacy is that of the root (RULES.md A4).
      isPrivate:
        sql<boolean>`(select not root.inherits_parent from ${spaces} as root where root.uuid = spaces.root_space_uuid)`.mapWith(
          Boolean,
        ),
      chartCount: sql<number>`(select count(*) from ${charts} where space_uuid = spaces.uuid)`,
      dashboardCount: sql<number>`(select count(*) from ${dashboards} where space_uuid = spaces.uuid)`,
    })
    .from(spaces)
    .innerJoin(projects, eq(projects.uuid, spaces.projectUuid))
    .where(which)
    .orderBy(sql`spaces.rowid`);
}

/** Spaces as lists show them; `access` has whoever holds a grant on the root. */
async function toSummaries(reader: Reader, rows: readonly Space[]) {
  const roots = JSON.stringify(rows.map(({ rootSpaceUuid }) => rootSpaceUuid));
  const direct = await reader
    .select({ spaceUuid: spaceMembers.spaceUuid, userUuid: spaceMembers.userUuid })
    .from(spaceMembers)
    .where(sql`${spaceMembers.spaceUuid} in (select value from json_each(${roots}))`);
  return rows.map((space) => ({
    organizationUuid: space.organizationUuid,
    projectUuid: space.projectUuid,
    uuid: space.uuid,
    name: space.name,
    isPrivate: space.isPrivate,
    access: direct.flatMap(({ spaceUuid, userUuid }) => (spaceUuid === space.rootSpaceUuid ? userUuid : [])),
    pinnedListUuid: null,
    pinnedListOrder: null,
    // Counts are texts (docs/lightdash/server.md#s11).
    chartCount: String(space.chartCount),
    dashboardCount: String(space.dashboardCount),
    slug: space.slug,
    parentSpaceUuid: space.parentSpaceUuid,
    path: space.path,
  }));
}

function breadcrumbs(reader: Reader, spaceUuid: string) {
  return reader.all<{ name: string; uuid: string }>(
    sql`with recursive above(uuid, name, parent, depth) as (
        select uuid, name, parent_space_uuid, 0 from spaces where uuid = ${spaceUuid}
        union all select spaces.uuid, spaces.name, spaces.parent_space_uuid, depth + 1
          from spaces join above on spaces.uuid = above.parent
      ) select name, uuid from above order by depth desc`,
  );
}
