import { RUN_STATUSES, type Run, type RunStatus } from './types';

export type DayHealth = {
  /** "2026-11-20", a day of the reader's calendar. */
  day: string;
  /** The worst of the day; null when nothing ran. */
  status: RunStatus | null;
  /** How many have begun. */
  runs: number;
  /** How many of them failed, wholly or partly. */
  failures: number;
};

/**
 * The last days of a scheduler, today last, for a small picture: per day the worst status. Runs still to come today
 * count as scheduled, those of other days are left out. The server's log reaches back seven days.
 */
export function health(runs: readonly Run[], now: Date, days = 7): DayHealth[] {
  const picture = Array.from({ length: Math.max(0, days) }, (_, i): DayHealth => {
    // By the calendar and not by hours: a day of 23 or 25 hours is one day, too.
    const day = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - (days - 1 - i)));
    return { day, status: null, runs: 0, failures: 0 };
  });
  const byDay = new Map(picture.map((entry) => [entry.day, entry]));
  for (const run of runs) {
    const entry = byDay.get(dayOf(new Date(run.scheduledFor)));
    if (!entry) continue;
    if (run.status !== 'scheduled') entry.runs += 1;
    if (run.status === 'failed' || run.status === 'partial') entry.failures += 1;
    if (entry.status === null || badness(run.status) < badness(entry.status)) entry.status = run.status;
  }
  return picture;
}

/**
 * The runs of the days that the picture shows, and no others: those that have begun, and those of today that are still to come.
 * The server's log reaches back seven times 24 hours, so into an eighth day of the calendar. Keeps the order.
 */
export function ofTheseDays(
  runs: readonly Run[],
  now: Date,
  days = 7,
): { shown: Run[]; begun: number; toCome: number } {
  const pictured = new Set(health([], now, days).map(({ day }) => day));
  const shown = runs.filter(({ scheduledFor }) => pictured.has(dayOf(new Date(scheduledFor))));
  const toCome = shown.filter(({ status }) => status === 'scheduled').length;
  return { shown, begun: shown.length - toCome, toCome };
}

function badness(status: RunStatus): number {
  return RUN_STATUSES.indexOf(status);
}

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
