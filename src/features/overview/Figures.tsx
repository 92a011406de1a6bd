import type { ReactNode } from 'react';
import { count, grouped } from '#/lib/text';
import { Link } from '#/ui/Link';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import type { MemberList } from '#/data/members';
import { isInvited, isLongPending } from '#/domain/members';
import { groupsLink } from '#/features/groups/routes';
import { membersLink } from '#/features/members/routes';
import { schedulersLink } from '#/features/schedulers/routes';
import type { Week } from '#/features/schedulers/week';
import { clockTime, shortDate } from '#/lib/dates';
import styles from './Figures.module.css';
import { perDay } from './perDay';

const HEIGHT = 28;
const DAYS = 30;

/** A bar for each of some numbers. `isPast`: those that are over. What it shows is told beside it, so it is hidden from readers. */
const Bars = ({ sizes, isPast }: { sizes: readonly number[]; isPast?: (i: number) => boolean }) => {
  const most = Math.max(1, ...sizes);
  return (
    <svg viewBox={`0 0 ${sizes.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden className={styles.bars}>
      {sizes.map((size, i) => {
        const height = size === 0 ? 1 : Math.max(3, (size / most) * HEIGHT);
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
            key={i}
            x={i + 0.14}
            y={HEIGHT - height}
            width={0.72}
            height={height}
            data-part={size === 0 ? 'none' : isPast?.(i) ? 'past' : undefined}
          />
        );
      })}
    </svg>
  );
};

type FigureProps = {
  to: string;
  name: string;
  /** Undefined while it is read, null where it could not be. */
  value: number | null | undefined;
  note?: string | undefined;
  isWarning?: boolean;
  /** A small picture, and what is at its two ends. */
  picture?: ReactNode;
  ends?: readonly [string, string];
};

const Figure = ({ to, name, value, note, isWarning = false, picture, ends }: FigureProps) => (
  <Link to={to} className={styles.figure}>
    <span className={styles.name}>{name}</span>
    <span className={styles.value}>
      <b>{value === undefined ? '…' : value === null ? '–' : grouped(value)}</b>{' '}
      {note !== undefined && <span data-warning={isWarning || undefined}>{note}</span>}
    </span>
    <span className={styles.picture}>{typeof value === 'number' && picture}</span>
    <span className={styles.ends} aria-hidden>
      {typeof value === 'number' && ends?.map((end) => <span key={end}>{end}</span>)}
    </span>
  </Link>
);

type FiguresProps = {
  everybody: MemberList | undefined;
  /** Null where schedulers are not shown; undefined while they are read. */
  week: Week | null | undefined;
  now: Date;
};

/** The organization in four figures, each with a small picture of what the API tells about it, leading to its list. */
export const Figures = ({ everybody, week, now }: FiguresProps) => {
  const { may } = useMe();
  const readsGroups = may.readGroups === true;
  const { data: groups, isError: areGroupsUnread } = useGroups(readsGroups);
  const members = everybody?.members ?? [];
  const made = perDay(
    members.map(({ joinedAt, invitedAt }) => joinedAt ?? invitedAt),
    now,
    DAYS,
  );
  const invited = members.filter(isInvited);
  const sent = perDay(
    invited.map(({ invitedAt }) => invitedAt),
    now,
    DAYS,
  );
  const late = invited.filter((member) => isLongPending(member, now.getTime())).length;
  const inGroups = members.filter(({ groupUuids }) => groupUuids.length > 0).length;
  const ends = [
    shortDate(new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS + 1).toISOString()).slice(0, -5),
    'today',
  ] as const;
  const hours = week?.days[0]?.hours.map(({ size }) => size) ?? [];
  const soonest = week?.next[0];
  const missing = everybody?.missing ?? 0;
  return (
    <div className={styles.figures} role="group" aria-label="The organization in figures">
      <Figure
        to={membersLink()}
        name="Members"
        value={everybody && members.length}
        note={
          everybody &&
          (missing > 0
            ? `${grouped(missing)} more could not be read`
            : `${count(
                made.reduce((sum, n) => sum + n, 0),
                'account',
                'accounts',
              )} made in 30 days`)
        }
        picture={<Bars sizes={made} />}
        ends={ends}
      />
      <Figure
        to={membersLink({ status: 'pending,expired' })}
        name="Open invitations"
        value={everybody && invited.length}
        note={everybody && (late > 0 ? `${grouped(late)} over a week old` : 'None over a week old')}
        isWarning={late > 0}
        picture={<Bars sizes={sent} isPast={(i) => i < DAYS - 7} />}
        ends={ends}
      />
      {readsGroups && (
        <Figure
          to={groupsLink()}
          name="Groups"
          value={groups ? groups.size : areGroupsUnread ? null : undefined}
          note={
            areGroupsUnread && !groups
              ? 'could not be read'
              : everybody && `${grouped(members.length - inGroups)} people in none`
          }
          picture={
            members.length > 0 && (
              <span className={styles.share}>
                <i style={{ flexGrow: inGroups }} />
                <i style={{ flexGrow: members.length - inGroups }} data-part="none" />
              </span>
            )
          }
          ends={['in a group', 'in none']}
        />
      )}
      {week !== null && (
        <Figure
          to={schedulersLink({ sort: 'next' })}
          name="Runs due today"
          value={week?.today}
          note={
            week && week.unplaced > 0
              ? `Without ${grouped(week.unplaced)} whose time zone is not read`
              : soonest && `Next ${isToday(soonest.at, now) ? 'at' : 'tomorrow or later, at'} ${clockTime(soonest.at)}`
          }
          picture={<Bars sizes={hours} isPast={(hour) => hour < now.getHours()} />}
          ends={['00:00', '24:00']}
        />
      )}
    </div>
  );
};

const isToday = (at: number, now: Date): boolean => new Date(at).toDateString() === now.toDateString();
