import { eq, sql } from 'drizzle-orm';
import type { Reader } from '../db/open';
import { charts, dashboards, sqlCharts, users } from '../db/schema';
import { slugOf } from './slugs';

/** Where the content is. */
type Place = { organizationUuid: string; projectUuid: string; spaceUuid: string; spaceName: string };
type Finding = { validationId: number; validationUuid: string; error: string; createdAt: string };
type Row = {
  uuid: string;
  name: string;
  spaceUuid: string;
  updatedAt: string;
  findings: string;
  userUuid: string | null;
  firstName: string | null;
  lastName: string | null;
};

/** How often something was opened: nobody opens anything here, so each has a number of its own that stays. */
export const viewsOf = (uuid: string): number => parseInt(uuid.slice(0, 4), 16) % 500;

/** Charts as GetSpace and ListChartsInProject show them; all are bar charts, nothing here draws them. In: their spaces, by uuid. */
export async function chartsIn(reader: Reader, places: readonly Place[], { withSql = false } = {}) {
  const of = (rows: Row[], source: 'dbt_explore' | 'sql') =>
    rows.map((row) => {
      const place = placeOf(places, row);
      return {
        ...common(row, place),
        spaceName: place.spaceName,
        dashboardUuid: null,
        dashboardName: null,
        description: null,
        chartType: 'cartesian',
        chartKind: 'vertical_bar',
        slug: slugOf(row.name),
        source,
      };
    });
  return [
    ...of(await readContent(reader, charts, places), 'dbt_explore'),
    ...(withSql ? of(await readContent(reader, sqlCharts, places), 'sql') : []),
  ];
}

/** Dashboards as GetSpace and getDashboards show them. */
export async function dashboardsIn(reader: Reader, places: readonly Place[]) {
  const rows = await readContent(reader, dashboards, places);
  return rows.map((row) => ({ ...common(row, placeOf(places, row)), description: null }));
}

/** Findings have a uuid instead of a number, and content may be verified (GetSpace.ok of 1.219). */
export function newerContent<T extends { validationErrors: Finding[] }>(content: T) {
  const validationErrors = content.validationErrors.map(({ error, createdAt, validationUuid }) => ({
    error,
    createdAt,
    validationUuid,
    validationId: null,
  }));
  return { ...content, validationErrors, verification: null };
}

/** The same for 0.2110, which knows of neither. */
export function olderContent<T extends { validationErrors: Finding[] }>(content: T) {
  const validationErrors = content.validationErrors.map(({ error, createdAt, validationId }) => ({
    validationId,
    error,
    createdAt,
  }));
  return { ...content, validationErrors };
}

function placeOf(places: readonly Place[], { spaceUuid }: Row): Place {
  const place = places.find((each) => each.spaceUuid === spaceUuid);
  if (!place) throw new Error('Content of a space that was not asked for.');
  return place;
}

function readContent(
  reader: Reader,
  table: typeof charts | typeof dashboards | typeof sqlCharts,
  places: readonly Place[],
): Promise<Row[]> {
  const spaces = JSON.stringify(places.map(({ spaceUuid }) => spaceUuid));
  return reader
    .select({
      uuid: table.uuid,
      name: table.name,
      spaceUuid: table.spaceUuid,
      updatedAt: table.updatedAt,
      findings: sql<string>`(select json_group_array(json_object('validationId', id, 'validationUuid', uuid, 'error', error,
        'createdAt', created_at)) from validations where content_uuid = ${table.uuid})`,
      userUuid: users.uuid,
      firstName: users.firstName,
      lastName: users.lastName,
    })
    .from(table)
    .leftJoin(users, eq(users.uuid, table.updatedByUserUuid))
    .where(sql`${table.spaceUuid} in (select value from json_each(${spaces}))`);
}

function common(row: Row, { organizationUuid, projectUuid }: Place) {
  const { uuid, name, spaceUuid, findings, updatedAt, userUuid, firstName, lastName } = row;
  return {
    organizationUuid,
    projectUuid,
    spaceUuid,
    uuid,
    name,
    updatedAt,
    ...(userUuid ? { updatedByUser: { userUuid, firstName, lastName } } : {}),
    views: viewsOf(uuid),
    firstViewedAt: null,
    pinnedListUuid: null,
    pinnedListOrder: null,
    // A finding has the time of the database, without a zone (GetSpace.ok).
    validationErrors: (JSON.parse(findings) as Finding[]).map((finding) => ({
      ...finding,
      createdAt: `${finding.createdAt.slice(0, 23)}000`,
    })),
  };
}
