import { describeFailure } from '#/api/core/sentences';
import { roleName } from '#/domain/roles';
import { exactDate } from '#/lib/dates';
import { count, dataSize } from '#/lib/text';
import { Button } from '#/ui/Button';
import { FailureAlert } from '#/ui/FailureAlert';
import styles from './SnapshotBar.module.css';
import type { Access } from './useAccess';

const cost = ({ calls, bytes }: Access['reading']): string => `${count(calls, 'call', 'calls')}, ${dataSize(bytes)}`;

/**
 * How far the organization has been read: progress with calls and bytes, stop and resume; then as of when, and read again.
 * Says also what one may not see. Everything that an answer on the page does not know is counted here.
 */
export const SnapshotBar = ({ access }: { access: Access }) => {
  const { reading, error, retry, stop, resume, again, me, isPartial } = access;
  if (error) {
    const problem = describeFailure(error);
    return <FailureAlert problem={problem} action={problem.canRetry ? <Button onClick={retry}>Try again</Button> : undefined} />;
  }
  const { state, read, all, failed, unread, asOf } = reading;
  const isRunning = state === 'running' || state === 'idle';
  const iso = asOf === null ? null : new Date(asOf).toISOString();
  return (
    <div className={styles.bar} role="group" aria-label="What has been read">
      {isRunning && (
        <>
          <progress aria-label="Reading the organization" max={Math.max(1, all)} value={read} />
          <span>
            {all === 0 ? 'Reading people, groups and projects' : `Reading grants and spaces, ${read.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`} · {cost(reading)}
          </span>
          {state === 'running' && <Button look="quiet" onClick={stop}>Stop</Button>}
        </>
      )}
      {state === 'stopped' && (
        <>
          <span>
            Stopped: {count(unread, 'part', 'parts')} not read, so what depends on them is not known · {cost(reading)}
          </span>
          <Button look="quiet" onClick={resume}>Resume</Button>
        </>
      )}
      {state === 'done' && (
        <>
          <span>
            {iso && (
              <>
                As of{' '}
                <time dateTime={iso} title={exactDate(iso)}>
                  {new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}
                </time>{' '}
              </>
            )}
            {reading.calls > 0 && <>· {cost(reading)}</>}
          </span>
          {failed > 0 && (
            <>
              <span role="alert">{count(failed, 'part', 'parts')} could not be read, so what depends on them is not known.</span>
              <Button look="quiet" onClick={resume}>Try again</Button>
            </>
          )}
          <Button look="quiet" onClick={again}>Read again</Button>
        </>
      )}
      <span className="visually-hidden" role="status">
        {state === 'done' ? 'Everything has been read.' : state === 'stopped' ? 'Reading has been stopped.' : ''}
      </span>
      {isPartial && (
        <p className={styles.warn}>
          Seen as {roleName(me.role).toLowerCase()}, not as admin: grants, and private spaces you are not in, are missing.
        </p>
      )}
    </div>
  );
};
