import { useRef } from 'react';
import { clockTime, dayOfYear } from '../lib/dates';
import { count, dataSize, grouped } from '../lib/text';
import { Button } from './Button';
import { FailureAlert } from './FailureAlert';
import { pointedDate } from './pointed-date';
import type { Problem } from './problem';
import styles from './ReadingBar.module.css';
import { useFocusKept } from './useFocusOnward';

/** A long reading in many parts. `asOf` is when the oldest part was read, in milliseconds. */
type LongReading = {
  state: 'idle' | 'running' | 'stopped' | 'done';
  read: number;
  all: number;
  failed: number;
  calls: number;
  bytes: number;
  asOf: number | null;
};

export type ReadingBarProps = {
  reading: LongReading;
  /** Why it cannot even begin. */
  problem: Problem | null;
  /** What one may not see, as a sentence. */
  partial: string | null;
  onRetry: () => void;
  onStop: () => void;
  onResume: () => void;
  onAgain: () => void;
};

/** What reading has cost: for who asks. */
const Cost = ({ reading: { calls, bytes } }: { reading: LongReading }) =>
  calls > 0 && (
    <details className={styles.cost}>
      <summary>Details</summary>
      {count(calls, 'call', 'calls')}, {dataSize(bytes)}
    </details>
  );

/** What is told to who does not see the bar. */
const announced = ({ state, failed }: LongReading, isPartial: boolean): string => {
  if (state === 'stopped') return 'Reading has been stopped.';
  if (state !== 'done') return '';
  if (failed > 0) return `Done reading; ${count(failed, 'part', 'parts')} could not be read.`;
  return isPartial ? 'What you may see has been read.' : 'The organization has been read.';
};

/** The time of day; with the day, unless it is this one. */
const momentOf = (at: Date): string => {
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? clockTime(at) : `${dayOfYear(at)} at ${clockTime(at)}`;
};

const AsOf = ({ at }: { at: number }) => {
  const iso = new Date(at).toISOString();
  return (
    <>
      As of{' '}
      <time dateTime={iso} {...pointedDate(iso)}>
        {momentOf(new Date(at))}
      </time>
    </>
  );
};

/**
 * How far the organization has been read: progress, stop and go on; afterwards as of when, and read again; what it cost on demand. What is not read is counted here, because answers that depend on it say "not known".
 */
export const ReadingBar = ({ reading, problem, partial, onRetry, onStop, onResume, onAgain }: ReadingBarProps) => {
  const bar = useRef<HTMLDivElement>(null);
  useFocusKept(bar);
  if (problem)
    return (
      <FailureAlert
        problem={problem}
        action={problem.canRetry ? <Button onClick={onRetry}>Try again</Button> : undefined}
      />
    );
  const { state, read, all, failed, asOf } = reading;
  const parts = `${grouped(read)} of ${grouped(all)}`;
  return (
    <div ref={bar} className={styles.bar} role="group" aria-label="What has been read" tabIndex={-1}>
      {(state === 'running' || state === 'idle') && (
        <>
          <progress aria-label="Reading the organization" max={Math.max(1, all)} value={read} />
          <span>{all === 0 ? 'Reading people, groups and projects' : `Reading grants and spaces, ${parts}`}</span>
          {state === 'running' && (
            <Button look="quiet" onClick={onStop}>
              Stop
            </Button>
          )}
        </>
      )}
      {state === 'stopped' && (
        <>
          <span>Stopped at {parts}: what depends on the rest is not known</span>
          <Button look="quiet" onClick={onResume}>
            Go on reading
          </Button>
        </>
      )}
      {state === 'done' && (
        <>
          <span>{asOf !== null && <AsOf at={asOf} />}</span>
          {failed > 0 && (
            <span className={styles.failed} role="alert">
              {count(failed, 'part', 'parts')} could not be read: what depends on that is not known
            </span>
          )}
          {failed > 0 && (
            <Button look="quiet" onClick={onResume}>
              Try again
            </Button>
          )}
          <Button look="quiet" onClick={onAgain}>
            Read again
          </Button>
        </>
      )}
      <Cost reading={reading} />
      <span className="visually-hidden" role="status">
        {announced(reading, partial !== null)}
      </span>
      {partial !== null && <p className={styles.partial}>{partial}</p>}
    </div>
  );
};
