import type { Member } from '#/domain/members';
import type { ailmentsOf } from '#/domain/schedule/ailments';
import { cronInWords, nextRuns, timezoneOf } from '#/domain/schedule/cron';
import { health, type DayHealth } from '#/domain/schedule/health';
import { compareByPain, type Ailment } from '#/domain/schedule/pain';
import type { OwnerStatus, Run, Scheduler } from '#/domain/schedule/types';
import type { ListSchema, ListView } from '#/lib/list-view';
import { indexRows, matcher, sortRows } from '#/lib/rows';
import { STATES, targetKinds, targetText, type State } from './words';

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
};

export type SchedulerFilter = 'state' | 'project' | 'format' | 'target' | 'owner' | 'kind';
export type SchedulerColumn = 'pain' | 'name' | 'next' | 'owner' | 'last';

/** What the address of the list may say. */
export const SCHEDULER_LIST: ListSchema<SchedulerFilter, SchedulerColumn> = {
  filters: {
    state: STATES,
    project: null,
    format: ['csv', 'xlsx', 'image', 'pdf', 'gsheets'],
    target: ['email', 'slack', 'msteams', 'googlechat', 'gsheets'],
    owner: null,
    kind: ['delivery', 'alert'],
  },
  sorts: ['pain', 'name', 'next', 'owner', 'last'],
  defaultSort: { column: 'pain', descending: false },
};

/** How many runs ahead are shown. */
const AHEAD = 3;

export type RowContext = {
  projectNames: ReadonlyMap<string, string>;
  /** Absent while it is read: then nothing is said of owners. */
  members: ReadonlyMap<string, Pick<Member, 'status'>> | undefined;
  /** Whether `members` has everybody, so that who is missing there is gone. */
  isWhole: boolean;
  runs: ReadonlyMap<string, readonly Run[]>;
  /** Projects whose runs are known; a scheduler of theirs without runs had none. */
  projectsRead: ReadonlySet<string>;
  /** Every log is in. Until then runs count for no ailment, so that rows change their places once and not with each answer. */
  isSettled: boolean;
  zones: ReadonlyMap<string, string>;
  domains: readonly string[] | null;
  now: Date;
  /** What finds the ailments: a list loads it beside its first calls. */
  ailmentsOf: typeof ailmentsOf;
};

const ownerStatus = (ownerUuid: string, { members, isWhole }: RowContext): OwnerStatus | null =>
  members?.get(ownerUuid)?.status ?? (members && isWhole ? 'gone' : null);

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
  const status = ownerStatus(scheduler.ownerUuid, context);
  const projectZone = context.zones.get(scheduler.projectUuid) ?? null;
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
    isJudged: context.isSettled && runs !== null && status !== null,
    ailments: context.ailmentsOf(scheduler, {
      runs: (context.isSettled && runs) || NOTHING,
      ownerStatus: status,
      domains,
      now,
    }),
  };
};

/** How a row stands, in the values of the filter: its ailments, or that it is off, well, or no more than on. Off may also hurt. */
export const statesOf = ({
  scheduler,
  ailments,
  isJudged,
}: Pick<Row, 'scheduler' | 'ailments' | 'isJudged'>): State[] => {
  const kinds: State[] = ailments.map(({ kind }) => kind);
  if (!scheduler.isEnabled) return [...kinds, 'off'];
  return kinds.length > 0 ? kinds : [isJudged ? 'well' : 'on'];
};

const KEYS: Record<Exclude<SchedulerColumn, 'pain'>, (row: Row) => string | number | null> = {
  name: ({ scheduler }) => scheduler.name,
  next: ({ next }) => next[0]?.getTime() ?? null,
  owner: ({ scheduler }) => scheduler.ownerName,
  last: ({ last }) => (last ? Date.parse(last.scheduledFor) : null),
};

/** A sorted copy. By pain: what hurts most first, then what is on, then what is off. */
export const sortSchedulers = (
  rows: readonly Row[],
  { column, descending }: ListView<SchedulerFilter, SchedulerColumn>['sort'],
): Row[] => {
  if (column !== 'pain') return sortRows(rows, KEYS[column], descending);
  const isQuietlyOff = ({ scheduler, ailments }: Row) => Number(!scheduler.isEnabled && ailments.length === 0);
  const patient = ({ scheduler, ailments }: Row) => ({ name: scheduler.name, ailments });
  const sorted = rows.toSorted((a, b) => isQuietlyOff(a) - isQuietlyOff(b) || compareByPain(patient(a), patient(b)));
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

/** What a search compares, made once for a list. */
export const indexSchedulers = (rows: readonly Row[]) => indexRows(rows, textOf);

const passes = (wanted: readonly string[], values: readonly string[]): boolean =>
  wanted.length === 0 || values.some((value) => wanted.includes(value));

/** The rows that fit the search and every filter; an empty filter lets all pass. Keeps the order. */
export const filterSchedulers = (
  rows: readonly Row[],
  { search, filters }: Pick<ListView<SchedulerFilter, SchedulerColumn>, 'search' | 'filters'>,
  index = indexSchedulers(rows),
): Row[] => {
  const matches = matcher(search, index);
  return rows.filter(
    (row, i) =>
      passes(filters.state, statesOf(row)) &&
      passes(filters.project, [row.scheduler.projectUuid]) &&
      passes(filters.format, [row.scheduler.format]) &&
      passes(filters.target, targetKinds(row.scheduler)) &&
      passes(filters.owner, [row.scheduler.ownerUuid]) &&
      passes(filters.kind, [row.scheduler.isAlert ? 'alert' : 'delivery']) &&
      matches(i),
  );
};
