import { sql } from 'drizzle-orm';
import { selectJson } from '../../db/bulk';
import type { Reader } from '../../db/open';
import type { Holdings } from '../access';
import { chartsIn, dashboardsIn, newerContent } from '../space-content';
import { PROFILE, groupsOn, modelOfTree, reachedBySpace, rowIn, shownRow } from './space-access';
import type { SpaceTree, TreeSpace } from './space-tree';

/** The spaces of a project that a person may open, with the own row in each where there is one (ListSpacesInProject.ok). */
export async function listedSpaces(reader: Reader, holdings: Holdings, tree: SpaceTree, projectUuid: string) {
  const { uuid: userUuid } = holdings.user;
  const model = await modelOfTree(reader, holdings, tree);
  const reached = await reachedBySpace(reader, projectUuid);
  return [...tree.spaces.values()]
    .filter(({ uuid }) => model.decideSpace(userUuid, uuid).listed === true)
    .map((space) => {
      const own = rowIn(model, userUuid, space.uuid);
      return {
        ...summary(tree, space),
        inheritsFromOrgOrProject: tree.isOpen(space),
        access: reached.get(space.uuid) ?? [],
        ...(own && own.by !== 'admin' ? { userAccess: shownRow(userUuid, own) } : {}),
      };
    });
}

/** GetSpace.ok: of who has access the caller alone, the groups granted on it, what is in it, what is above and below. */
export async function fullSpace(reader: Reader, holdings: Holdings, tree: SpaceTree, space: TreeSpace) {
  const { organizationUuid, projectUuid, uuid: spaceUuid, name, inheritsParent, projectMemberRole } = space;
  const { uuid: userUuid, firstName, lastName, email } = holdings.user;
  const model = await modelOfTree(reader, holdings, tree);
  const own = rowIn(model, userUuid, spaceUuid);
  const place = { organizationUuid, projectUuid, spaceUuid, spaceName: name };
  return {
    organizationUuid,
    name,
    uuid: spaceUuid,
    projectUuid,
    pinnedListUuid: null,
    pinnedListOrder: null,
    slug: space.slug,
    parentSpaceUuid: space.parentSpaceUuid,
    path: space.path,
    inheritParentPermissions: inheritsParent,
    projectMemberAccessRole: projectMemberRole,
    colorPaletteUuid: null,
    inheritsFromOrgOrProject: tree.isOpen(space),
    queries: (await chartsIn(reader, [place])).map(newerContent),
    dashboards: (await dashboardsIn(reader, [place])).map(newerContent),
    childSpaces: tree.childrenOf(spaceUuid).map((child) => summary(tree, child)),
    access: own ? [{ ...shownRow(userUuid, own), ...PROFILE, firstName, lastName, email }] : [],
    groupsAccess: await groupsOn(reader, spaceUuid),
    breadcrumbs: tree
      .pathOf(space)
      .toReversed()
      .map((each) => ({
        name: each.name,
        uuid: each.uuid,
        hasAccess: model.decideSpace(userUuid, each.uuid).view === true,
      })),
  };
}

/** Everything that goes with a space (GetSpaceDeleteImpact.ok), also what the caller can't see. */
export async function deleteImpact(reader: Reader, tree: SpaceTree, space: TreeSpace) {
  const below = (each: TreeSpace): TreeSpace[] => [...tree.childrenOf(each.uuid).flatMap(below), each];
  const all = below(space);
  const uuids = JSON.stringify(all.map(({ uuid }) => uuid));
  const contentOf = (tables: readonly string[]) =>
    selectJson<{ uuid: string; name: string; spaceUuid: string }>(
      reader,
      sql.join(
        tables.map(
          (table) => sql`select json_object('uuid', uuid, 'name', name, 'spaceUuid', space_uuid) as item
            from ${sql.identifier(table)} where space_uuid in (select value from json_each(${uuids}))`,
        ),
        sql` union all `,
      ),
    );
  const charts = await contentOf(['charts', 'sql_charts']);
  const dashboards = await contentOf(['dashboards']);
  const apps = await contentOf(['apps']);
  return {
    spaces: all.map(({ uuid, name, parentSpaceUuid, chartCount, dashboardCount, appCount }) => ({
      uuid,
      name,
      parentSpaceUuid,
      chartCount,
      dashboardCount,
      appCount,
    })),
    charts,
    dashboards,
    // Without a name.
    apps: apps.map(({ uuid, spaceUuid }) => ({ uuid, spaceUuid })),
    chartCount: charts.length,
    dashboardCount: dashboards.length,
    appCount: apps.length,
  };
}

/** A space as lists show it. */
function summary(tree: SpaceTree, space: TreeSpace) {
  return {
    organizationUuid: space.organizationUuid,
    projectUuid: space.projectUuid,
    uuid: space.uuid,
    name: space.name,
    pinnedListUuid: null,
    pinnedListOrder: null,
    // Counts are texts.
    chartCount: String(space.chartCount),
    dashboardCount: String(space.dashboardCount),
    childSpaceCount: String(tree.childrenOf(space.uuid).length),
    appCount: String(space.appCount),
    slug: space.slug,
    parentSpaceUuid: space.parentSpaceUuid,
    path: space.path,
    inheritParentPermissions: space.inheritsParent,
    projectMemberAccessRole: space.projectMemberRole,
  };
}
