import type { Connection } from '#/data/accounts';
import { relativeDate } from '#/lib/dates';
import { pointedDate } from '#/ui/pointed-date';
import { useNow } from '#/ui/useNow';
import styles from './linked.module.css';

const BY = {
  token: 'your access token',
  oauth: 'your sign-in there',
  service: 'a shared service account, not you',
} as const;

const End = ({ endsAt, isRenewed }: { endsAt: number; isRenewed: boolean }) => {
  const now = useNow();
  const at = new Date(endsAt).toISOString();
  return (
    <>
      Ends{' '}
      <time dateTime={at} {...pointedDate(at)}>
        {relativeDate(at, now)}
      </time>
      {isRenewed ? ', and is renewed before.' : '; then connect it again.'}
    </>
  );
};

/** By which credential one is connected, and until when. */
export const LinkedBy = ({
  connection: { by, endsAt, isRenewed },
  hasEnded,
}: {
  connection: Connection;
  hasEnded: boolean;
}) => (
  <p className={styles.by}>
    {hasEnded ? 'Was connected' : 'Connected'} by {BY[by]}.{' '}
    {!hasEnded && endsAt !== null && <End endsAt={endsAt} isRenewed={isRenewed} />}
    {!hasEnded && by === 'token' && 'Kept in memory only. When it ends is not known.'}
  </p>
);
