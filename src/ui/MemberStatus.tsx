import { statusName, type Member } from '../domain/members';
import { timeAgo } from '../lib/dates';
import { classes } from '../lib/text';
import type { Column } from './ColumnHeader';
import { pointedDate } from './pointed-date';
import styles from './MemberStatus.module.css';

type Standing = Pick<Member, 'status' | 'invitedAt'>;

/** Whether somebody can sign in, in words; since when they are invited. */
export const statusText = ({ status, invitedAt }: Standing, now: number): string =>
  status === 'pending' && invitedAt ? `Invited ${timeAgo(invitedAt, now)}` : statusName(status);

/** Whether somebody can sign in, by a mark and a word; since when for invitations. */
export const MemberStatus = ({ member, now }: { member: Standing; now: number }) => (
  <span className={classes(styles.status, styles[member.status])}>
    <span className={styles.dot} aria-hidden />
    <span {...pointedDate(member.status === 'pending' ? member.invitedAt : null)}>{statusText(member, now)}</span>
  </span>
);

/** The column of it, in every list of members. In: now, in milliseconds. */
export const statusColumn = (now: number): Column<Standing, 'status'> => ({
  id: 'status',
  header: 'Status',
  sortBy: 'status',
  isQuiet: true,
  text: (member) => statusText(member, now),
  extra: 15,
  cell: (member) => <MemberStatus member={member} now={now} />,
});
