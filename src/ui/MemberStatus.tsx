import { statusName, type Member } from '../domain/members';
import { exactDate, timeAgo } from '../lib/dates';
import { classes } from '../lib/text';
import styles from './MemberStatus.module.css';

/** Whether somebody can sign in, by a mark and a word; since when for invitations. */
export const MemberStatus = ({
  member: { status, invitedAt },
  now,
}: {
  member: Pick<Member, 'status' | 'invitedAt'>;
  now: number;
}) => (
  <span className={classes(styles.status, styles[status])}>
    <span className={styles.dot} aria-hidden />
    {status === 'pending' && invitedAt ? (
      <span title={exactDate(invitedAt)}>Invited {timeAgo(invitedAt, now)}</span>
    ) : (
      <span>{statusName(status)}</span>
    )}
  </span>
);
