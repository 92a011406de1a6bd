import { relativeDate } from '../../lib/dates';
import { count, listOf } from '../../lib/text';
import { whyBroken } from './cron';
import { errorInWords, type DeliveryError } from './errors';
import { domainOf, isExternal } from './recipients';
import { tellsOfEach } from './runs';
import type { Ailment } from './severity';
import type { OwnerStatus, Run, Scheduler } from './types';

/** What a validation found wrong with a chart, dashboard or data app, and when: it may have been mended since. */
export type Fault = { error: string; foundAt: string };

export type AilmentContext = {
  /** Those of this scheduler, newest first, as foldRuns gives them. */
  runs: readonly Run[];
  /** Null as long as it is not known. */
  ownerStatus: OwnerStatus | null;
  /** E-mail domains of the organization; null or none when they are not known. */
  domains: readonly string[] | null;
  /** What the last validation found wrong with its chart or dashboard; absent without a finding, or where that is not known. */
  fault?: Fault | undefined;
  now: Date;
};

const CANNOT: Record<Exclude<OwnerStatus, 'active'>, string> = {
  deactivated: 'is deactivated',
  pending: 'has not accepted the invitation yet',
  expired: 'has let the invitation expire',
};

/**
 * The problems of a scheduler, worst first; empty without any. Only what is known counts: without runs, owner or
 * domains nothing is said about them. A scheduler that a person has switched off can't fail, but still goes outside.
 */
export function ailmentsOf(
  scheduler: Pick<Scheduler, 'content' | 'cron' | 'isEnabled' | 'ownerName' | 'targets' | 'updatedAt'>,
  { runs, ownerStatus, domains, fault, now }: AilmentContext,
): Ailment[] {
  const last = runs.find((run) => run.status !== 'scheduled' && run.status !== 'running');
  const ailments = scheduler.isEnabled
    ? [
        failing(last, scheduler.targets.length, now),
        brokenContent(scheduler, fault, last, now),
        skipped(scheduler.ownerName, ownerStatus, runs, now),
        brokenCron(scheduler.cron),
      ]
    : [switchedOff(scheduler, last, now)];
  return [...ailments, external(scheduler, domains)].filter((ailment) => ailment !== null);
}

/** What the outcome alone says of a run that was made and has failed. */
const UNREACHED = { sentence: 'It reached none of the targets of one kind.', advice: null };

function failing(last: Run | undefined, targets: number, now: Date): Ailment | null {
  if (last?.status === 'failed') {
    // If it reached nobody, the results of the recipients say why.
    const told = last.error === null ? targetErrors(last, true)[0] : errorInWords(last.error);
    const { sentence, advice } = told ?? (last.isSummary ? UNREACHED : errorInWords(''));
    return {
      kind: 'failing',
      sentence: `The last run failed ${when(last, now)}. ${sentence}`,
      short: sentence,
      advice,
    };
  }
  if (last?.status !== 'partial') return null;
  const errors = targetErrors(last, true);
  const [first] = errors;
  if (!first && last.parts.length > 0) {
    const { sentence, advice } = errorInWords(last.parts[0]?.error ?? '');
    const missing = `The last run, ${when(last, now)}, was sent without ${partsInWords(last.parts)}.`;
    return { kind: 'partly-failing', sentence: `${missing} ${sentence}`, short: sentence, advice };
  }
  const missed = `The last run, ${when(last, now)}, did not reach ${shareOf(last, targets)}.`;
  // The server counts the failures of a run before it tells which.
  if (!first) return { kind: 'partly-failing', sentence: missed, advice: null };
  const { sentence, advice } = first;
  return { kind: 'partly-failing', sentence: `${missed} ${sentence}`, short: sentence, advice };
}

/** Which share of its targets a run did not reach: in numbers only where it tells of each. In: the run, and how many there are now. */
function shareOf(run: Run, targets: number): string {
  const { length: had } = run.results;
  const { length: missed } = run.results.filter(({ status }) => status === 'error');
  if (missed === 0 || !tellsOfEach(run)) return 'all targets';
  // Who was added or removed since is not among those it was sent to.
  return `${missed} of ${had === targets ? count(had, 'target', 'targets') : `the ${count(had, 'target', 'targets')} it had then`}`;
}

/**
 * What a validation found fails each run of a chart to come; a dashboard is sent without what is broken. Once a run has failed, that
 * says it, and one that ended later than it was found and was sent says that it may have been mended.
 */
function brokenContent(
  { content }: Pick<Scheduler, 'content'>,
  fault: Fault | undefined,
  last: Run | undefined,
  now: Date,
): Ailment | null {
  if (fault === undefined || last?.status === 'failed') return null;
  if (last && Date.parse(last.endedAt ?? last.scheduledFor) > Date.parse(fault.foundAt)) return null;
  const { sentence, advice } = errorInWords(fault.error);
  const found = relativeDate(fault.foundAt, now);
  const told =
    content?.kind === 'chart'
      ? `Its next run will fail: it was broken when validated ${found}.`
      : `A validation ${found} found part of it broken, so its next run may lack that.`;
  return { kind: 'broken-content', sentence: `${told} ${sentence}`, short: sentence, advice };
}

/** "the chart “Revenue”", "3 parts". */
export function partsInWords(parts: Run['parts']): string {
  const [only] = parts;
  return parts.length === 1 && only?.name ? `the chart “${only.name}”` : count(parts.length, 'part', 'parts');
}

/** Between the end of a run and the server's switching off may lie a message to the owner, and two clocks. */
const MOMENT = 30_000;

/**
 * The server does not say who has switched a scheduler off. After certain errors it does so itself, in the moment in which
 * the run fails; a person does it later, and that moves `updatedAt` (recorded: updateSchedulerEnabled.on). So a scheduler
 * that is off, whose last run ended with such an error, and which nobody has changed since, was most likely switched off
 * by the server.
 */
function switchedOff({ updatedAt }: Pick<Scheduler, 'updatedAt'>, last: Run | undefined, now: Date): Ailment | null {
  if (!last || wasChangedAfter(last, updatedAt) || wasOffBefore(last, updatedAt)) return null;
  const errors =
    last.status === 'failed' ? [errorInWords(last.error ?? '', { isOn: false })] : targetErrors(last, false);
  const cause = errors.find((error) => error.switchesOff);
  if (!cause) return null;
  const sentence = `Probably switched off by the server after the run ${when(last, now)}. ${cause.sentence}`;
  return { kind: 'switched-off', sentence, short: cause.sentence, advice: cause.advice };
}

function wasChangedAfter({ endedAt, scheduledFor }: Run, updatedAt: string): boolean {
  return Date.parse(updatedAt) > Date.parse(endedAt ?? scheduledFor) + MOMENT;
}

/** What is off can still be sent by hand; then its time is no whole minute, as that of a time rule always is. */
function wasOffBefore({ scheduledFor, startedAt }: Run, updatedAt: string): boolean {
  const wasDue = Date.parse(scheduledFor) % 60_000 === 0;
  return !wasDue && Date.parse(updatedAt) < Date.parse(startedAt ?? scheduledFor);
}

function targetErrors(run: Run, isOn: boolean): DeliveryError[] {
  return run.results
    .filter(({ status }) => status === 'error')
    .map(({ error, task }) => errorInWords(error ?? '', { task, isOn }));
}

const DAY = 24 * 3_600_000;

/**
 * The times of who can't sign in are skipped when those of a day are queued; what was queued before still runs, and a change of
 * the scheduler queues the rest of the day once more (docs/lightdash/schedulers.md#d7, #d8). So what ran of late is said.
 */
function skipped(ownerName: string, status: OwnerStatus | null, runs: readonly Run[], now: Date): Ailment | null {
  if (!status || status === 'active') return null;
  const owner = ownerName.trim() || 'somebody without a name';
  const ran = runs.find((run) => run.status !== 'scheduled' && now.getTime() - Date.parse(run.scheduledFor) < DAY);
  return {
    kind: 'skipped',
    sentence: `${ran ? `It still ran ${relativeDate(ran.scheduledFor, now)}, but its times will be skipped` : 'Its times are skipped'}, although it is switched on: the owner, ${owner}, ${CANNOT[status]}.`,
    advice:
      'Lightdash runs nothing for people who cannot sign in; “Send now” still works. Transfer it to somebody else.',
  };
}

function brokenCron(cron: string): Ailment | null {
  const why = whyBroken(cron);
  if (why === null) return null;
  return {
    kind: 'broken-cron',
    sentence: `It never runs, because of its time rule “${cron.length > 40 ? `${cron.slice(0, 40)}…` : cron}”.`,
    advice: why,
  };
}

function external({ targets }: Pick<Scheduler, 'targets'>, domains: readonly string[] | null): Ailment | null {
  const outside = targets.flatMap((target) =>
    target.kind === 'email' && isExternal(target.recipient, domains) ? [target.recipient] : [],
  );
  if (outside.length === 0) return null;
  const where = [...new Set(outside.map((recipient) => domainOf(recipient) ?? ''))].sort();
  const more = where.length > 3 ? [count(where.length - 3, 'other domain', 'other domains')] : [];
  return {
    kind: 'external',
    sentence: `Goes to ${count(outside.length, 'address', 'addresses')} outside the organization, at ${listOf([...where.slice(0, 3), ...more])}.`,
    advice: 'Replace or remove the recipients who should not get it.',
  };
}

function when(run: Run, now: Date): string {
  return relativeDate(run.endedAt ?? run.scheduledFor, now);
}
