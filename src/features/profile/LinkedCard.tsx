import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { linkedAccountQuery, useConnection, type Connection, type LinkedAccount } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { exactDate, relativeDate } from '#/lib/dates';
import { classes } from '#/lib/text';
import { Avatar } from '#/ui/Avatar';
import { Button } from '#/ui/Button';
import { FailureAlert } from '#/ui/FailureAlert';
import { Icon } from '#/ui/icons';
import type { LinkedDialog } from './LinkedSection';
import styles from './linked.module.css';

type CardProps = { account: AccountConfig; onDialog: (dialog: LinkedDialog) => void };

const BY = { token: 'your access token', oauth: 'your sign-in there', service: 'a shared service account, not you' } as const;

/** The page's policy lets pictures of our own origin in, and data: what comes from elsewhere is not even asked for. */
const isLoadable = (url: string): boolean => url.startsWith('data:image/') || URL.parse(url, location.origin)?.origin === location.origin;

const Picture = ({ read }: { read: LinkedAccount }) => {
  const { name, avatarUrl } = read.identity;
  return avatarUrl && isLoadable(avatarUrl) ? <img className={styles.picture} src={avatarUrl} alt="" width={32} height={32} /> : <Avatar name={name} />;
};

/** By which credential one is there, and until when. */
const By = ({ connection: { by, endsAt } }: { connection: NonNullable<Connection> }) => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const ends = endsAt === null ? null : new Date(endsAt).toISOString();
  return (
    <p className={styles.by}>
      Connected by {BY[by]}.{' '}
      {ends && (
        <>
          It {endsAt !== null && endsAt > now ? 'ends' : 'ended'} <time dateTime={ends} title={exactDate(ends)}>{relativeDate(ends, now)}</time> and is renewed before.
        </>
      )}
      {by === 'token' && 'Kept in memory only; nobody told when it ends.'}
    </p>
  );
};

const Who = ({ read }: { read: LinkedAccount }) => {
  const { name, email, userName, organizations, note } = read.identity;
  return (
    <div className={styles.who}>
      <Picture read={read} />
      <div className={styles.text}>
        <div className={styles.name}>
          <bdi>{name}</bdi>
          {note && <span className={styles.note}>{note}</span>}
        </div>
        {[email, userName].filter((text, i, all) => text && text !== name && all.indexOf(text) === i).map((text) => (
          <div key={text} className={styles.soft}>
            <bdi>{text}</bdi>
          </div>
        ))}
        {organizations.length > 0 && (
          <ul className={styles.organizations} aria-label="Organizations">
            {organizations.map((organization, i) => (
              <li key={i}>
                <bdi>{organization.name}</bdi>
                {organization.detail && <span className={styles.soft}> <bdi>{organization.detail}</bdi></span>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
};

/** What stands on the card of a connected account: reading, who one is, or why that is not known. */
const Connected = ({ account, connection, userUuid, onDialog }: CardProps & { connection: NonNullable<Connection>; userUuid: string }) => {
  const { data: read, error, isFetching, refetch } = useQuery(linkedAccountQuery(account, connection.by, userUuid));
  const isDead = isFailure(error, 'unauthorized', 'no-identity', 'address-refused', 'scope-missing', 'service-account-refused') && connection.by !== 'service';
  const problem = error && describeFailure(error);
  const ended = { title: 'The connection has ended', message: `${account.name} does not take the credential any more. Connect again to go on.`, canRetry: false };
  return (
    <>
      {error && problem && (
        <FailureAlert
          problem={isFailure(error, 'unauthorized') ? ended : problem}
          action={
            isDead ? (
              <Button onClick={() => onDialog({ kind: 'connect', account })}>Reconnect</Button>
            ) : (
              problem.canRetry && (
                <Button busy={isFetching} onClick={() => void refetch()}>
                  Try again
                </Button>
              )
            )
          }
        />
      )}
      {!read && !error && <p className={styles.reading} role="status">Reading who you are there…</p>}
      {read && <Who read={read} />}
      {read?.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <Icon name="alert" size={14} /> <span>{account.name} says: <bdi>{warning}</bdi></span>
        </p>
      ))}
      <By connection={connection} />
      <div className={styles.actions}>
        {read?.editable && (
          <Button
            reason={connection.by === 'service' ? 'The shared service account can only be looked at.' : undefined}
            onClick={() => onDialog({ kind: 'edit', account, by: connection.by, read })}
          >
            Edit
          </Button>
        )}
        {read && <Button look="quiet" onClick={() => onDialog({ kind: 'record', account, read })}>Full record</Button>}
        <Button look="quiet" onClick={() => onDialog({ kind: 'disconnect', account })}>Disconnect</Button>
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
      <div className={styles.head}>
        <h3 id={id}>
          <bdi>{account.name}</bdi>
        </h3>
        <span className={classes(styles.state, connection !== null && styles.on)}>
          <Icon name={connection ? 'check' : 'lock'} size={14} /> {connection ? 'Connected' : 'Not connected'}
        </span>
      </div>
      {connection ? (
        <Connected account={account} connection={connection} userUuid={me.userUuid} onDialog={onDialog} />
      ) : (
        <>
          <p className={styles.soft}>Connect it to see who you are there. The credential stays in the memory of this browser’s open tabs.</p>
          <div className={styles.actions}>
            <Button onClick={() => onDialog({ kind: 'connect', account })}>Connect</Button>
          </div>
        </>
      )}
    </li>
  );
};
