import { statusName, type Member } from '../domain/members';
import { timeAgo } from '../lib/dates';
import { classes } from '../lib/text';
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
