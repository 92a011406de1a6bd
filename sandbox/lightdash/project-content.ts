import { and, eq, inArray } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Reader } from '../db/open';
import { charts, dashboards, projects, spaces, sqlCharts } from '../db/schema';
import { type Holdings, type Project, holdingsOf, projectFor } from './access';
import { callerOf } from './auth';
import { forbidden, notFound, parameterError, validateError } from './errors';
import { generationOf, isNewer } from './generation';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid, requireUuid } from './http';
import { listedSpaces } from './newer/space-rows';
import { modelOfTree } from './newer/space-access';
import { treeOf } from './newer/space-tree';
import { modelOfSpaces } from './space-access';
import { chartsIn, dashboardsIn, newerContent, olderContent } from './space-content';
import { readSpace, visibleSpaces } from './space-reads';

/** The spaces of a project that a person may open. */
export async function visibleSpacesIn(
  reader: Reader,
  holdings: Holdings,
  { uuid }: Project,
): Promise<readonly { uuid: string; name: string }[]> {
  if (!isNewer(holdings.generation)) return visibleSpaces(reader, holdings, uuid);
  return listedSpaces(reader, holdings, await treeOf(reader, uuid), uuid);
}

/** Charts and dashboards of a whole project, and moving them. */
export function projectContentRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  const seenIn = async (project: Project, holdings: Holdings) =>
    (await visibleSpacesIn(db.read, holdings, project)).map(({ uuid, name }) => ({
      organizationUuid: project.organizationUuid,
      projectUuid: project.uuid,
      spaceUuid: uuid,
      spaceName: name,
    }));

  app.get('/api/v1/projects/:projectUuid/charts', async (c) => {
    const { project, holdings } = await projectFor(backend, c, 'view:Project');
    const newer = isNewer(generationOf(c));
    const rows = await chartsIn(db.read, await seenIn(project, holdings), { withSql: newer });
    return ok(newer ? rows.map(newerContent) : rows.map(olderContent));
  });

  app.get('/api/v1/projects/:projectUuid/chart-summaries', async (c) => {
    const { project, holdings } = await projectFor(backend, c, 'view:Project');
    const newer = isNewer(generationOf(c));
    const rows = await chartsIn(db.read, await seenIn(project, holdings));
    return ok(rows.map((row) => summaryOf(row, newer)));
  });

  // Of a project that does not exist: none (getDashboards.unknown-project). All dashboards here show no chart.
  app.get('/api/v1/projects/:projectUuid/dashboards', async (c) => {
    callerOf(c);
    const projectUuid = pathUuid(c, 'projectUuid');
    const [known] = await db.read.select({ uuid: projects.uuid }).from(projects).where(eq(projects.uuid, projectUuid));
    if (!known || c.req.query('chartUuid') !== undefined) return ok([]);
    const { project, holdings } = await projectFor(backend, c, 'view:Project');
    const rows = await dashboardsIn(db.read, await seenIn(project, holdings));
    return ok(
      rows
        .map(isNewer(generationOf(c)) ? newerContent : olderContent)
        .map((row) => ({ ...row, tileTypes: ['saved_chart'] })),
    );
  });

  // All or nothing; each as a whole.
  app.patch('/api/v1/projects/:projectUuid/dashboards', async (c) => {
    const { organization } = callerOf(c);
    const body = c.get('body');
    const wanted = (Array.isArray(body) ? (body as Record<string, unknown>[]) : []).map((row) => ({
      uuid: requireUuid(row.uuid),
      name: String(row.name),
      spaceUuid: requireUuid(row.spaceUuid),
    }));
    const found = await db.read
      .select({ uuid: dashboards.uuid, spaceUuid: dashboards.spaceUuid })
      .from(dashboards)
      .innerJoin(spaces, eq(spaces.uuid, dashboards.spaceUuid))
      .innerJoin(projects, and(eq(projects.uuid, spaces.projectUuid), eq(projects.organizationUuid, organization.uuid)))
      .where(
        inArray(
          dashboards.uuid,
          wanted.map(({ uuid }) => uuid),
        ),
      );
    if (found.length < wanted.length) throw notFound('Dashboard not found');
    for (const spaceUuid of new Set([...found, ...wanted].map((each) => each.spaceUuid)))
      if (!(await mayEdit(backend, c, spaceUuid, 'dashboard')))
        throw forbidden("You don't have access to some of the dashboards you are trying to update.");
    await db.write(async (transaction) => {
      for (const { uuid, name, spaceUuid } of wanted)
        await transaction.update(dashboards).set({ name, spaceUuid }).where(eq(dashboards.uuid, uuid));
    });
    const newer = isNewer(generationOf(c));
    return ok(
      wanted.map(({ uuid, name, spaceUuid }) => ({
        organizationUuid: organization.uuid,
        projectUuid: c.req.param('projectUuid'),
        uuid,
        name,
        spaceUuid,
        tiles: [],
        tabs: [],
        filters: { dimensions: [], metrics: [], tableCalculations: [] },
        ...(newer ? { verification: null } : {}),
      })),
    );
  });

  app.post('/api/v2/content/:projectUuid/move', async (c) => {
    callerOf(c);
    const { item, targetSpaceUuid } = moveOf(c);
    if (item.contentType === 'space') throw parameterError('Spaces are not moved here.');
    const title = item.contentType === 'chart' ? 'Chart' : 'Dashboard';
    if (targetSpaceUuid === null) throw parameterError(`You cannot move a ${item.contentType} outside of a space`);
    const table = item.contentType === 'dashboard' ? dashboards : item.source === 'sql' ? sqlCharts : charts;
    const [content] = await db.read.select({ spaceUuid: table.spaceUuid }).from(table).where(eq(table.uuid, item.uuid));
    if (!content) throw notFound(item.contentType === 'chart' ? 'Saved query not found' : 'Dashboard not found');
    const [target] = await db.read.select({ uuid: spaces.uuid }).from(spaces).where(eq(spaces.uuid, targetSpaceUuid));
    if (!target) throw notFound(`Couldn't find access context for space ${targetSpaceUuid}`);
    for (const spaceUuid of [content.spaceUuid, targetSpaceUuid])
      if (!(await mayEdit(backend, c, spaceUuid, item.contentType)))
        throw forbidden(`You don't have access to update this ${title}`);
    await db.write((transaction) =>
      transaction.update(table).set({ spaceUuid: targetSpaceUuid }).where(eq(table.uuid, item.uuid)),
    );
    return done();
  });

  return app;
}

/** Whether the caller may change what is in a space, as the rules of access decide. */
async function mayEdit({ db }: Backend, c: ApiContext, spaceUuid: string, kind: 'chart' | 'dashboard') {
  const caller = callerOf(c);
  const space = await readSpace(db.read, spaceUuid);
  if (space.organizationUuid !== caller.organization.uuid) return false;
  const holdings = await holdingsOf(db.read, caller);
  const model = isNewer(generationOf(c))
    ? await modelOfTree(db.read, holdings, await treeOf(db.read, space.projectUuid))
    : await modelOfSpaces(db.read, holdings, [space]);
  const decided = model.decideSpace(caller.user.uuid, spaceUuid);
  return (kind === 'chart' ? decided.editCharts : decided.editDashboards) === true;
}

type Item =
  | { uuid: string; contentType: 'chart'; source: string }
  | { uuid: string; contentType: 'dashboard' | 'space'; source?: undefined };

/** What is to be moved where. What is no item at all is refused for each kind that there is (Move-content.bad-type). */
function moveOf(c: ApiContext): { item: Item; targetSpaceUuid: string | null } {
  const { item, action } = bodyOf(c) as { item?: Record<string, unknown>; action?: Record<string, unknown> };
  const { contentType, source } = item ?? {};
  const isChart = contentType === 'chart';
  if ((isChart && source === undefined) || !['chart', 'dashboard', 'space'].includes(String(contentType))) {
    const otherwise = (kind: string) => ({
      'body.item.contentType': { message: `should be one of the following; ['${kind}']`, value: contentType },
    });
    const missing = source === undefined ? { 'body.item.source': { message: "'source' is required" } } : {};
    const kinds = isNewer(generationOf(c)) ? ['dashboard', 'space', 'data_app'] : ['dashboard', 'space'];
    const issues = [{ ...missing, ...(isChart ? {} : otherwise('chart')) }, ...kinds.map(otherwise)];
    const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
    throw validateError({ 'body.item': { message, value: item } });
  }
  return {
    item: { ...item, uuid: requireUuid(item?.uuid) } as Item,
    targetSpaceUuid: action?.targetSpaceUuid === null ? null : requireUuid(action?.targetSpaceUuid),
  };
}

const NOT_IN_SUMMARIES = ['validationErrors', 'updatedByUser', 'source', 'views', 'firstViewedAt', 'pinnedListOrder'];

/** ListChartSummariesInProject.ok */
function summaryOf(chart: { uuid: string; views: number }, newer: boolean) {
  return {
    ...Object.fromEntries(Object.entries(chart).filter(([key]) => !NOT_IN_SUMMARIES.includes(key))),
    ...(newer ? { dashboardSlug: null, viewsCount: chart.views } : {}),
  };
}
