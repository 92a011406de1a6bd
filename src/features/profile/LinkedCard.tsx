import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { linkedAccountQuery, useConnection, type Connection } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { classes } from '#/lib/text';
import { Button } from '#/ui/Button';
import { FailureAlert } from '#/ui/FailureAlert';
import { Icon, type IconName } from '#/ui/icons';
import { LinkedBy } from './LinkedBy';
import type { LinkedDialog } from './LinkedDialogs';
import { LinkedMark } from './LinkedMark';
import { LinkedWho } from './LinkedWho';
import styles from './linked.module.css';

type CardProps = { account: AccountConfig; onDialog: (dialog: LinkedDialog) => void };

type State = 'none' | 'reading' | 'connected' | 'ended' | 'failed';
const STATES: Record<State, { label: string; icon?: IconName }> = {
  none: { label: 'Not connected' },
  reading: { label: 'Reading…' },
  connected: { label: 'Connected', icon: 'check' },
  ended: { label: 'Ended', icon: 'alert' },
  failed: { label: 'Not read', icon: 'alert' },
};

const Badge = ({ state }: { state: State }) => {
  const { label, icon } = STATES[state];
  return (
    <span className={classes(styles.state, styles[state])}>
      {icon && <Icon name={icon} size={14} />} {label}
    </span>
  );
};

/** Failures of the token itself: another one may work. */
const isOfCredential = (error: unknown): boolean =>
  isFailure(error, 'unauthorized', 'no-identity', 'address-refused', 'scope-missing', 'service-account-refused');

/** What stands on the card of a connected account: reading, who one is, or why that is not known. */
const Connected = ({ account, connection, onDialog }: CardProps & { connection: Connection }) => {
  const { me } = useMe();
  const { data: read, error, isFetching, refetch } = useQuery(linkedAccountQuery(account, connection.by, me.userUuid));
  const problem = error && describeFailure(error);
  const hasEnded = isFailure(error, 'unauthorized');
  const state = hasEnded ? 'ended' : error ? 'failed' : read ? 'connected' : 'reading';
  // What was read before a failure is shown, but nothing begins with it.
  const valid = error ? undefined : read;
  const mayReconnect = isOfCredential(error) && connection.by !== 'service';
  return (
    <>
      <Badge state={state} />
      <div className={styles.body}>
        {problem && <FailureAlert problem={problem} />}
        {state === 'reading' && (
          <p className={styles.soft} role="status">
            Reading who you are there…
          </p>
        )}
        {read && <LinkedWho identity={read.identity} />}
        {read?.warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            <Icon name="alert" size={14} />
            <span>
              {account.name} says: <bdi>{warning}</bdi>
            </span>
          </p>
        ))}
      </div>
      <LinkedBy connection={connection} hasEnded={hasEnded} />
      <div className={styles.actions}>
        {mayReconnect && (
          <Button look="primary" onClick={() => onDialog({ kind: 'connect', account })}>
            Reconnect
          </Button>
        )}
        {problem?.canRetry && (
          <Button busy={isFetching} onClick={() => void refetch()}>
            Try again
          </Button>
        )}
        {valid?.editable && (
          <Button
            reason={connection.by === 'service' ? 'The shared service account can only be looked at.' : undefined}
            onClick={() => onDialog({ kind: 'edit', account, by: connection.by, read: valid })}
          >
            Edit
          </Button>
        )}
        {valid && <Button onClick={() => onDialog({ kind: 'record', account, read: valid })}>Full record</Button>}
        <Button look="quiet" onClick={() => onDialog({ kind: 'disconnect', account, by: connection.by })}>
          Disconnect
        </Button>
      </div>
    </>
  );
};

/** One linked account: who one is there, by which credential, and what can be done about it. */
export const LinkedCard = ({ account, onDialog }: CardProps) => {
  const { me } = useMe();
  const connection = useConnection(account, me.userUuid);
  const id = useId();
  return (
    <li className={styles.card} aria-labelledby={id}>
      <h3 id={id}>
        <LinkedMark api={account.api} />
        <bdi>{account.name}</bdi>
      </h3>
      {connection ? (
        <Connected key={connection.by} account={account} connection={connection} onDialog={onDialog} />
      ) : (
        <>
          <Badge state="none" />
          <p className={classes(styles.body, styles.soft)}>Connect it to see who you are there.</p>
          <div className={styles.actions}>
            <Button onClick={() => onDialog({ kind: 'connect', account })}>Connect</Button>
          </div>
        </>
      )}
    </li>
  );
};
