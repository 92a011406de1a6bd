import type { AllSchedulers } from '#/data/schedulers';
import type { ailmentsOf, Fault } from '#/domain/schedule/ailments';
import { cronInWords, nextRuns, timezoneOf } from '#/domain/schedule/cron';
import { health, type DayHealth } from '#/domain/schedule/health';
import { compareBySeverity, type Ailment } from '#/domain/schedule/severity';
import type { OwnerStatus, Run, Scheduler } from '#/domain/schedule/types';
import { optionsOf, sortedBy, type RowSort } from '#/lib/rows';
import { listKind } from '#/ui/useList';
import { formatName, STATE_NAMES, STATES, TARGET_NAMES, targetKinds, targetText, type State } from './words';

/** A scheduler with everything that its row shows. What is not known yet is null, and is not guessed. */
export type Row = {
  scheduler: Scheduler;
  projectName: string;
  /** The time rule in words, or as it is where it has no words. */
  rule: string;
  /** The time zone that it runs by; null while the project's is not known. */
  zone: string | null;
  next: readonly Date[];
  ownerStatus: OwnerStatus | null;
  /** Null while they are being read, and where they can't be. */
  runs: readonly Run[] | null;
  /** The newest run that has begun. */
  last: Run | null;
  days: readonly DayHealth[];
  ailments: readonly Ailment[];
  /** Its runs and its owner have been read: without ailments all is well. */
  isJudged: boolean;
  /** Nothing more is on its way that could tell how it stands. */
  isSettled: boolean;
};

export type SchedulerColumn = 'state' | 'name' | 'next' | 'owner' | 'last';

/** How many runs ahead are shown. */
const AHEAD = 3;

export type RowContext = {
  projectNames: ReadonlyMap<string, string>;
  /** Null as long as it is not known: then nothing is said of owners. */
  ownerStatusOf: (ownerUuid: string) => OwnerStatus | null;
  runs: ReadonlyMap<string, readonly Run[]>;
  /** Projects whose runs are known; a scheduler of theirs without runs had none. */
  projectsRead: ReadonlySet<string>;
  /** All that tells of ailments is in. Until then rows say nothing of how they stand, and change their places once. */
  isSettled: boolean;
  zones: ReadonlyMap<string, string>;
  domains: readonly string[] | null;
  /** What validations found wrong with charts and dashboards, by uuid; absent where that is not known. */
  faults?: ReadonlyMap<string, Fault> | undefined;
  now: Date;
  /** What finds the ailments: a list loads it beside its first calls. */
  ailmentsOf: typeof ailmentsOf;
};

/** Of how much of the projects the schedulers are hidden from the reader. */
export const hiddenOf = ({ projects, forbidden }: Pick<AllSchedulers, 'projects' | 'forbidden'>) =>
  forbidden.length === 0 ? 'none' : forbidden.length < projects.length ? 'some' : 'all';

const NOTHING: readonly Run[] = [];

/** What the server has queued for today: all that is certain of times to come while the time zone is not known. */
const queued = (runs: readonly Run[], now: Date): Date[] =>
  runs
    .filter(({ status }) => status === 'scheduled')
    .map(({ scheduledFor }) => new Date(scheduledFor))
    .filter((date) => date > now)
    .toSorted((a, b) => a.getTime() - b.getTime())
    .slice(0, AHEAD);

/** The row of one scheduler. */
export const rowOf = (scheduler: Scheduler, context: RowContext): Row => {
  const { now, domains } = context;
  const isRead = context.projectsRead.has(scheduler.projectUuid);
  const runs = isRead ? (context.runs.get(scheduler.uuid) ?? NOTHING) : null;
  const status = context.ownerStatusOf(scheduler.ownerUuid);
  const projectZone = scheduler.projectZone ?? context.zones.get(scheduler.projectUuid) ?? null;
  const zone = scheduler.timezone || projectZone ? timezoneOf(scheduler, projectZone) : null;
  // The times of who can't sign in are skipped, so nothing is ahead of them.
  const runsOn = scheduler.isEnabled && (status === null || status === 'active');
  return {
    scheduler,
    projectName: context.projectNames.get(scheduler.projectUuid) ?? '',
    rule: cronInWords(scheduler.cron) ?? scheduler.cron,
    zone,
    next: runsOn ? (zone ? nextRuns(scheduler.cron, zone, now, AHEAD) : queued(runs ?? NOTHING, now)) : [],
    ownerStatus: status,
    runs,
    last: runs?.find((run) => run.status !== 'scheduled') ?? null,
    days: health(runs ?? NOTHING, now),
    isSettled: context.isSettled,
    isJudged: context.isSettled && runs !== null && status !== null,
    ailments: context.ailmentsOf(scheduler, {
      runs: (context.isSettled && runs) || NOTHING,
      ownerStatus: status,
      domains,
      fault: scheduler.content ? context.faults?.get(scheduler.content.uuid) : undefined,
      now,
    }),
  };
};

/**
 * How a row stands, in the values of the filter: its ailments, or that it is off, well, or no more than on. One that is off may
 * have problems too; of one that is on nothing is said before everything has been read.
 */
export const statesOf = ({
  scheduler,
  ailments,
  isJudged,
  isSettled,
}: Pick<Row, 'scheduler' | 'ailments' | 'isJudged' | 'isSettled'>): State[] => {
  if (!isSettled) return scheduler.isEnabled ? [] : ['off'];
  const kinds: State[] = ailments.map(({ kind }) => kind);
  if (!scheduler.isEnabled) return [...kinds, 'off'];
  return kinds.length > 0 ? kinds : [isJudged ? 'well' : 'on'];
};

const byColumn = sortedBy<Row, Exclude<SchedulerColumn, 'state'>>({
  name: ({ scheduler }) => scheduler.name,
  next: ({ next }) => next[0]?.getTime() ?? null,
  owner: ({ scheduler }) => scheduler.ownerName,
  last: ({ last }) => (last ? Date.parse(last.scheduledFor) : null),
});

/** A sorted copy. By problems, which count when everything has been read: the worst first, then what is on, then what is off. */
const sort = (rows: readonly Row[], { column, descending }: RowSort<SchedulerColumn>): Row[] => {
  if (column !== 'state') return byColumn.sort(rows, { column, descending });
  const problemsOf = ({ ailments, isSettled }: Row) => (isSettled ? ailments : []);
  const isQuietlyOff = (row: Row) => Number(!row.scheduler.isEnabled && problemsOf(row).length === 0);
  const patient = (row: Row) => ({ name: row.scheduler.name, ailments: problemsOf(row) });
  const sorted = rows.toSorted(
    (a, b) => isQuietlyOff(a) - isQuietlyOff(b) || compareBySeverity(patient(a), patient(b)),
  );
  return descending ? sorted.toReversed() : sorted;
};

const textOf = ({ scheduler, projectName }: Row): string =>
  [
    scheduler.name,
    projectName,
    scheduler.content?.name,
    scheduler.ownerName,
    ...scheduler.targets.map(targetText),
  ].join('\n');

/** The list of schedulers. */
export const SCHEDULERS = listKind<Row, 'state' | 'project' | 'format' | 'target' | 'owner' | 'kind', SchedulerColumn>({
  label: 'Schedulers',
  noun: ['scheduler', 'schedulers'],
  nothing: 'No scheduler matches',
  searched: 'name, content, owner or recipient',
  rowId: ({ scheduler }) => scheduler.uuid,
  rowName: ({ scheduler }) => scheduler.name,
  sorts: ['state', ...byColumn.sorts],
  sort,
  textOf,
  filters: {
    state: { name: 'State', options: optionsOf(STATES, (state) => STATE_NAMES[state]), of: statesOf },
    project: { name: 'Project', of: ({ scheduler }) => [scheduler.projectUuid] },
    format: {
      name: 'Format',
      isRare: true,
      options: optionsOf(['csv', 'xlsx', 'image', 'pdf', 'gsheets'], formatName),
      of: ({ scheduler }) => [scheduler.format],
    },
    target: {
      name: 'To',
      isRare: true,
      options: optionsOf(['email', 'slack', 'msteams', 'googlechat', 'gsheets'] as const, (kind) => TARGET_NAMES[kind]),
      of: ({ scheduler }) => targetKinds(scheduler),
    },
    owner: { name: 'Owner', of: ({ scheduler }) => [scheduler.ownerUuid] },
    kind: {
      name: 'Kind',
      isRare: true,
      options: [
        { value: 'delivery', label: 'Delivery' },
        { value: 'alert', label: 'Alert' },
      ],
      of: ({ scheduler }) => [scheduler.isAlert ? 'alert' : 'delivery'],
    },
  },
});
