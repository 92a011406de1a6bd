import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { runDetailsQuery } from '#/data/scheduler-runs';
import { partsInWords } from '#/domain/schedule/ailments';
import { errorInWords } from '#/domain/schedule/errors';
import { ofTheseDays } from '#/domain/schedule/health';
import type { Run, TargetResult } from '#/domain/schedule/types';
import { exactDate, relativeDate } from '#/lib/dates';
import { classes, count, grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailureAlert } from '#/ui/FailureAlert';
import type { Row } from './rows';
import styles from './SchedulerPage.module.css';
import { Timeline } from './Timeline';
import { durationInWords, RUN_NAMES, TARGET_NAMES } from './words';

type RunLogProps = { row: Row; now: Date; hidden: string | null; error: Error | null; onRetry: () => void };

const FIRST = 20;
const SHAPES: Readonly<Record<Run['status'], string>> = {
  failed: '✕',
  partial: '◪',
  running: '…',
  completed: '✓',
  scheduled: '○',
};
const RESULTS = { completed: 'delivered', error: 'failed', started: 'under way', scheduled: 'waiting' } as const;

const hasFailed = ({ status }: Run) => status === 'failed' || status === 'partial';

/** Newer servers tell of each recipient. */
const tellsAll = ({ isSummary, results }: Run) => isSummary || results.some(({ task }) => task.includes('Batch'));

const Result = ({ result, isOn }: { result: TargetResult; isOn: boolean }) => {
  const error = result.status === 'error' ? errorInWords(result.error ?? '', { task: result.task, isOn }) : null;
  return (
    <li>
      <span>{result.kind ? TARGET_NAMES[result.kind] : 'Target'}</span>
      <span>
        {result.target && <bdi>{result.target} </bdi>}
        <span className={classes(error !== null && styles.bad)}>{RESULTS[result.status]}</span>
        {error && (
          <span className={styles.why}>
            {error.sentence} {error.advice}
          </span>
        )}
      </span>
    </li>
  );
};

const first = (run: Run): string => {
  if (!hasFailed(run)) return '';
  const failed = run.results.find(({ status }) => status === 'error');
  if (failed && run.error === null) return errorInWords(failed.error ?? '', { task: failed.task }).sentence;
  if (run.isSummary && run.status === 'failed' && run.error === null) return '';
  if (run.status === 'failed') return errorInWords(run.error ?? '', { task: 'handleScheduledDelivery' }).sentence;
  return run.parts.length > 0 ? `Sent without ${partsInWords(run.parts)}.` : '';
};

/** How each target of a run fared. */
const Results = ({ run, isOn }: { run: Run; isOn: boolean }) =>
  run.results.length > 0 ? (
    <ul className={styles.results}>
      {run.results.map((result) => (
        <Result key={`${result.task} ${result.jobId} ${result.target ?? ''}`} result={result} isOn={isOn} />
      ))}
    </ul>
  ) : (
    <p className={styles.advice}>
      {run.status === 'scheduled' ? 'It has not begun.' : 'Nothing was sent to any target.'}
    </p>
  );

/** The same, read on demand. */
const ReadResults = ({ run, isOn }: { run: Run; isOn: boolean }) => {
  const { data, error, refetch } = useQuery(runDetailsQuery(run));
  if (data) return <Results run={data} isOn={isOn} />;
  if (data === null) return <p className={styles.advice}>Lightdash does not say how each target fared.</p>;
  if (isFailure(error, 'forbidden')) {
    return (
      <p className={styles.advice}>
        Lightdash shows how each target fared to admins of the project and the owner only.
      </p>
    );
  }
  if (error)
    return (
      <FailureAlert
        problem={describeFailure(error)}
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    );
  return (
    <p className={styles.advice} role="status">
      Reading how each target fared
    </p>
  );
};

const RunItem = ({ run, isOn, now }: { run: Run; isOn: boolean; now: Date }) => {
  const [isOpen, setIsOpen] = useState(false);
  const advice =
    run.status === 'failed' && run.error !== null
      ? errorInWords(run.error, { task: 'handleScheduledDelivery', isOn }).advice
      : null;
  return (
    <li>
      <details
        className={styles.run}
        data-status={run.status}
        onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      >
        <summary>
          <span className={styles.shape} aria-hidden>
            {SHAPES[run.status]}
          </span>
          <span className={styles.status}>{RUN_NAMES[run.status]}</span>
          <time dateTime={run.scheduledFor}>{exactDate(run.scheduledFor)}</time>
          <span className={styles.small}>{relativeDate(run.scheduledFor, now)}</span>
          <span className={styles.small}>{run.duration === null ? '' : durationInWords(run.duration)}</span>
          <span className={styles.error}>{first(run)}</span>
        </summary>
        {advice && <p className={styles.advice}>{advice}</p>}
        {run.parts.map(({ name, error }, i) => (
          <p key={`${name ?? ''} ${i}`} className={styles.advice}>
            {name ? `Without the chart “${name}”. ` : 'Without a part. '}
            {errorInWords(error ?? '', { isOn }).sentence}
          </p>
        ))}
        {!run.isSummary ? <Results run={run} isOn={isOn} /> : isOpen && <ReadResults run={run} isOn={isOn} />}
      </details>
    </li>
  );
};

/** The runs of the last seven days: a timeline, and a list in which each run tells how each target fared. */
export const RunLog = ({ row: { scheduler, runs: log }, now, hidden, error, onRetry }: RunLogProps) => {
  const [onlyFailed, setOnlyFailed] = useState(false);
  const [all, setAll] = useState(false);
  const week = useMemo(() => log && ofTheseDays(log, now), [log, now]);
  const runs = week?.shown;
  const failures = runs?.filter(hasFailed).length ?? 0;
  const wanted = onlyFailed ? (runs ?? []).filter(hasFailed) : (runs ?? []);
  const shown = all ? wanted : wanted.slice(0, FIRST);
  return (
    <section className={details.section} aria-labelledby="runs">
      <h2 id="runs">
        Runs of the last seven days{' '}
        {week && (
          <span>
            {grouped(week.begun)}
            {week.toCome > 0 && `, and ${grouped(week.toCome)} to come`}
          </span>
        )}
        {failures > 0 && (
          <label className={styles.only}>
            <input type="checkbox" checked={onlyFailed} onChange={(event) => setOnlyFailed(event.target.checked)} />
            Only the {count(failures, 'failed one', 'failed ones')}
          </label>
        )}
      </h2>
      {hidden && <p className={styles.note}>{hidden}</p>}
      {error && <FailureAlert problem={describeFailure(error)} action={<Button onClick={onRetry}>Try again</Button>} />}
      {!runs && !hidden && !error && (
        <p className={styles.note} role="status">
          Reading the log
        </p>
      )}
      {runs?.length === 0 && (
        <p className={styles.note}>It has not run in this time. Lightdash keeps the log for seven days.</p>
      )}
      {runs && runs.length > 0 && (
        <>
          <Timeline runs={runs} now={now} />
          <ol className={styles.runs}>
            {shown.map((run) => (
              <RunItem key={run.id} run={run} isOn={scheduler.isEnabled} now={now} />
            ))}
          </ol>
          {shown.length < wanted.length && (
            <Button onClick={() => setAll(true)}>Show all {count(wanted.length, 'run', 'runs')}</Button>
          )}
          {!runs.some(tellsAll) && (
            <p className={styles.note}>
              Lightdash keeps one result a run for each kind of target, so of two e-mail addresses it may tell of one
              only.
            </p>
          )}
        </>
      )}
    </section>
  );
};
