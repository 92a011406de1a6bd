import { calendar } from '#/domain/schedule/calendar';
import { timezoneOf } from '#/domain/schedule/cron';
import type { OwnerStatus, Run, Scheduler } from '#/domain/schedule/types';

/** A scheduler and when it is due, in milliseconds. `failure`: how its last run failed, wholly or in part; null where it did not. */
export type Due = { scheduler: Scheduler; times: readonly number[]; failure: 'failed' | 'partial' | null };

/** What is due in an hour of a day, or in some: how many times, and of which schedulers, the earliest first. */
export type Cell = { size: number; dues: readonly Due[] };

/**
 * What is due from the beginning of today, seven days of the reader's calendar, each with its 24 hours. `next`: what comes soonest.
 * Not in it are the schedulers of people who cannot sign in (`skipped`) and those whose time zone is not known (`unplaced`).
 */
export type Week = {
  days: readonly { day: Date; hours: readonly Cell[] }[];
  size: number;
  today: number;
  next: readonly { at: number; due: Due }[];
  skipped: number;
  unplaced: number;
};

const DAYS = 7;
const HOURS = 24;
const SOON = 6;
const EMPTY: Cell = { size: 0, dues: [] };

const sizeOf = (hours: readonly Cell[]) => hours.reduce((sum, { size }) => sum + size, 0);

const joined = (cells: readonly Cell[]): Cell => {
  if (cells.every(({ size }) => size === 0)) return EMPTY;
  const times = new Map<Scheduler, Due>();
  for (const due of cells.flatMap(({ dues }) => dues)) {
    const before = times.get(due.scheduler);
    times.set(due.scheduler, before ? { ...due, times: [...before.times, ...due.times] } : due);
  }
  return { size: sizeOf(cells), dues: [...times.values()].toSorted((a, b) => (a.times[0] ?? 0) - (b.times[0] ?? 0)) };
};

/** A day in steps of some hours, where there is no room for all 24. */
export const inSteps = (hours: readonly Cell[], step: number): Cell[] =>
  Array.from({ length: hours.length / step }, (_, i) => joined(hours.slice(i * step, (i + 1) * step)));

const failureOf = (runs: readonly Run[] = []): Due['failure'] => {
  const last = runs.find(({ status }) => status !== 'scheduled' && status !== 'running');
  return last?.status === 'failed' || last?.status === 'partial' ? last.status : null;
};

type WeekContext = {
  runs: ReadonlyMap<string, readonly Run[]>;
  /** Null where it is not known: then they count as somebody who can sign in. */
  ownerStatusOf: (userUuid: string) => OwnerStatus | null;
  /** Time zones of projects, where the lists do not tell them. */
  zones: ReadonlyMap<string, string>;
  now: Date;
};

/** When the schedulers that are switched on are due, by their rules as they are now. */
export const weekOf = (schedulers: readonly Scheduler[], { runs, ownerStatusOf, zones, now }: WeekContext): Week => {
  const midnights = Array.from(
    { length: DAYS + 1 },
    (_, i) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + i),
  );
  const [first = now, last = now] = [midnights[0], midnights.at(-1)];
  const dueIn = calendar(first.getTime(), last.getTime());
  const cells = midnights.slice(0, DAYS).map(() => Array.from({ length: HOURS }, (): Due[] => []));
  const next: { at: number; due: Due }[] = [];
  let skipped = 0;
  let unplaced = 0;
  for (const scheduler of schedulers) {
    if (!scheduler.isEnabled) continue;
    if ((ownerStatusOf(scheduler.ownerUuid) ?? 'active') !== 'active') {
      skipped++;
      continue;
    }
    const projectZone = scheduler.projectZone ?? zones.get(scheduler.projectUuid);
    if (!scheduler.timezone && projectZone === undefined) {
      unplaced++;
      continue;
    }
    const times = dueIn(scheduler.cron, timezoneOf(scheduler, projectZone ?? null));
    const due = { scheduler, failure: failureOf(runs.get(scheduler.uuid)) };
    const byHour = new Map<Due[] | undefined, number[]>();
    for (const at of times) {
      const date = new Date(at);
      const cell = cells[midnights.findLastIndex((midnight) => at >= midnight.getTime())]?.[date.getHours()];
      const own = byHour.get(cell);
      if (own) own.push(at);
      else byHour.set(cell, [at]);
    }
    for (const [cell, own] of byHour) cell?.push({ ...due, times: own });
    for (const at of times.filter((time) => time > now.getTime()).slice(0, SOON)) {
      next.push({ at, due: { ...due, times: [at] } });
    }
  }
  const days = cells.map((hours, i) => ({
    day: midnights[i] ?? now,
    hours: hours.map((dues) => joined(dues.map((due) => ({ size: due.times.length, dues: [due] })))),
  }));
  return {
    days,
    size: days.reduce((sum, { hours }) => sum + sizeOf(hours), 0),
    today: sizeOf(days[0]?.hours ?? []),
    next: next.toSorted((a, b) => a.at - b.at).slice(0, SOON),
    skipped,
    unplaced,
  };
};
