import { type SQL, eq, sql } from 'drizzle-orm';
import type { Reader } from '../db/open';
import { charts, dashboards, users } from '../db/schema';
import { slugOf } from './slugs';

/** Where the content is. */
type Place = { organizationUuid: string; projectUuid: string; spaceUuid: string; spaceName: string };
type Row = {
  uuid: string;
  name: string;
  fault: string | null;
  updatedAt: string;
  findingId: number;
  userUuid: string | null;
  firstName: string | null;
  lastName: string | null;
};

/** The charts of a space as GetSpace shows them; all are bar charts, nothing here draws them. */
export async function chartsIn(reader: Reader, place: Place) {
  const rows = await readContent(reader, charts, eq(charts.spaceUuid, place.spaceUuid));
  return rows.map((row) => ({
    ...common(row, place),
    spaceName: place.spaceName,
    dashboardUuid: null,
    dashboardName: null,
    description: null,
    chartType: 'cartesian',
    chartKind: 'vertical_bar',
    slug: slugOf(row.name),
    source: 'dbt_explore',
  }));
}

/** The dashboards of a space as GetSpace shows them. */
export async function dashboardsIn(reader: Reader, place: Place) {
  const rows = await readContent(reader, dashboards, eq(dashboards.spaceUuid, place.spaceUuid));
  return rows.map((row) => ({ ...common(row, place), description: null }));
}

function readContent(reader: Reader, table: typeof charts | typeof dashboards, which: SQL): Promise<Row[]> {
  return reader
    .select({
      uuid: table.uuid,
      name: table.name,
      fault: table.fault,
      updatedAt: table.updatedAt,
      findingId: sql<number>`${table}.rowid`,
      userUuid: users.uuid,
      firstName: users.firstName,
      lastName: users.lastName,
    })
    .from(table)
    .leftJoin(users, eq(users.uuid, table.updatedByUserUuid))
    .where(which);
}

function common(row: Row, { organizationUuid, projectUuid, spaceUuid }: Place) {
  const { uuid, name, fault, updatedAt, userUuid, firstName, lastName } = row;
  // A finding has the time of the database, without a zone (GetSpace.ok).
  const finding = fault && { validationId: row.findingId, error: fault, createdAt: `${updatedAt.slice(0, 23)}000` };
  return {
    organizationUuid,
    projectUuid,
    spaceUuid,
    uuid,
    name,
    updatedAt,
    ...(userUuid ? { updatedByUser: { userUuid, firstName, lastName } } : {}),
    views: 0,
    firstViewedAt: null,
    pinnedListUuid: null,
    pinnedListOrder: null,
    validationErrors: finding ? [finding] : [],
  };
}
