import { isFailure } from '../api/core/failure';
import {
  listCharts,
  listDashboards,
  moveContent,
  updateDashboards,
  useListCharts,
  useListChartSummaries,
  useListDashboards,
} from '../api/lightdash/gen/content/content';
import type { ChartSummary } from '../api/lightdash/gen/model/chartSummary';
import type { ProjectDashboard } from '../api/lightdash/gen/model/projectDashboard';
import type { SpaceChart } from '../api/lightdash/gen/model/spaceChart';
import { memoized } from '../lib/memo';

/** A chart or dashboard of a project. `views` and `isBroken` are null where the server does not tell. */
export type ContentItem = {
  kind: 'chart' | 'dashboard';
  uuid: string;
  name: string;
  spaceUuid: string;
  /** Made of SQL: moved by another name. */
  isSql: boolean;
  /** The dashboard that a chart belongs to, with which it moves. */
  within: string | null;
  views: number | null;
  isBroken: boolean | null;
};

const toCharts = memoized((wire: SpaceChart[]): readonly ContentItem[] =>
  wire.map((chart) => ({
    kind: 'chart',
    uuid: chart.uuid,
    name: chart.name,
    spaceUuid: chart.spaceUuid,
    isSql: chart.source === 'sql',
    within: chart.dashboardName ?? null,
    views: chart.views ?? null,
    isBroken: (chart.validationErrors ?? []).length > 0,
  })),
);

const ofSummaries = memoized((wire: ChartSummary[]): readonly ContentItem[] =>
  wire.map((chart) => ({
    kind: 'chart',
    uuid: chart.uuid,
    name: chart.name,
    spaceUuid: chart.spaceUuid,
    isSql: false,
    within: chart.dashboardName ?? null,
    views: chart.viewsCount ?? null,
    isBroken: null,
  })),
);

const toDashboards = memoized((wire: ProjectDashboard[]): readonly ContentItem[] =>
  wire.map((dashboard) => ({
    kind: 'dashboard',
    uuid: dashboard.uuid,
    name: dashboard.name,
    spaceUuid: dashboard.spaceUuid,
    isSql: false,
    within: null,
    views: dashboard.views ?? null,
    isBroken: (dashboard.validationErrors ?? []).length > 0,
  })),
);

/**
 * The charts and dashboards of a project that the person may see, SQL charts and those of dashboards too, which a space does not name.
 * Where the list of charts does not answer, the older one of summaries says less.
 */
export const useProjectContent = (projectUuid: string) => {
  const charts = useListCharts(projectUuid, { query: { select: toCharts } });
  const less = useListChartSummaries(projectUuid, undefined, {
    query: { select: ofSummaries, enabled: isFailure(charts.error, 'no-such-operation', 'server') },
  });
  const dashboards = useListDashboards(projectUuid, undefined, { query: { select: toDashboards } });
  return {
    charts: charts.data ?? less.data,
    dashboards: dashboards.data,
    failure: dashboards.error ?? (less.data ? null : charts.error),
  };
};

/**
 * Moves a chart or dashboard to another space of its project. A server without that operation moves dashboards as it renames them,
 * so with their name and description as they are now. Throws ApiFailure.
 */
export const moveItem = async (projectUuid: string, item: ContentItem, targetSpaceUuid: string): Promise<void> => {
  const { kind, uuid } = item;
  try {
    await moveContent(projectUuid, {
      item: { uuid, contentType: kind, ...(kind === 'chart' && { source: item.isSql ? 'sql' : 'dbt_explore' }) },
      action: { type: 'move', targetSpaceUuid },
    });
  } catch (error) {
    if (kind !== 'dashboard' || !isFailure(error, 'no-such-operation')) throw error;
    const now = (await listDashboards(projectUuid)).find((each) => each.uuid === uuid);
    if (!now) throw error;
    const { name, description } = now;
    await updateDashboards(projectUuid, [
      { uuid, name, ...(description && { description }), spaceUuid: targetSpaceUuid },
    ]);
  }
};

/** Whether something is in a space now: for a move of which no answer came. Throws ApiFailure. */
export const isIn = async (projectUuid: string, { kind, uuid }: ContentItem, spaceUuid: string): Promise<boolean> => {
  const all = kind === 'chart' ? await listCharts(projectUuid) : await listDashboards(projectUuid);
  return all.some((each) => each.uuid === uuid && each.spaceUuid === spaceUuid);
};
