import { Link } from '#/ui/Link';
import type { Groups } from '#/data/groups';
import type { Member } from '#/domain/members';
import { shortDate } from '#/lib/dates';
import { classes, count } from '#/lib/text';
import { MemberStatus } from '#/ui/MemberStatus';
import cells from '#/ui/NarrowCell.module.css';
import { pointedDate } from '#/ui/pointed-date';
import styles from './cells.module.css';
import { memberLink } from './routes';

/** A member's name, leading to their page. */
export const NameCell = ({ member, isMe }: { member: Member; isMe: boolean }) => (
  <span className={styles.name}>
    <Link to={memberLink(member.userUuid)} tabIndex={-1}>
      <bdi>{member.name}</bdi>
    </Link>
    {isMe && <span className={styles.you}>you</span>}
  </span>
);

/** A member's role in the organization. In: what it is called. */
export const RoleCell = ({ member, role }: { member: Member; role: string }) => (
  <span className={classes(member.role === 'admin' && styles.admin)} title={role}>
    {role}
  </span>
);

/** Why group names may be missing: the server gives them to admins only (ListGroupsInOrganization.as-viewer). */
export const GROUPS_HIDDEN = 'Only admins can see the names of groups.';

/** Names of groups in alphabetical order, or their number where the names cannot be read; nothing as long as they are not. */
export const groupsText = ({ groupUuids }: Member, groups: Groups | undefined, hidden: boolean): string => {
  if (groupUuids.length === 0) return 'none';
  if (hidden) return count(groupUuids.length, 'group', 'groups');
  if (!groups) return '';
  const names = groupUuids.flatMap((uuid) => groups.get(uuid)?.name ?? []).toSorted((a, b) => a.localeCompare(b));
  const unnamed = groupUuids.length - names.length;
  return [...names, ...(unnamed > 0 ? [count(unnamed, 'other', 'others')] : [])].join(', ');
};

/** The same in a cell, whole for whoever points at it. */
export const GroupsCell = ({
  member,
  groups,
  hidden,
}: {
  member: Member;
  groups: Groups | undefined;
  hidden: boolean;
}) => {
  const text = groupsText(member, groups, hidden);
  const isNone = member.groupUuids.length === 0;
  return (
    <span
      className={classes(isNone ? styles.faint : hidden && styles.soft)}
      title={isNone ? undefined : hidden ? GROUPS_HIDDEN : text}
    >
      {text}
    </span>
  );
};

export const JoinedCell = ({ member }: { member: Member }) =>
  member.joinedAt ? (
    <time className={styles.soft} dateTime={member.joinedAt} {...pointedDate(member.joinedAt)}>
      {shortDate(member.joinedAt)}
    </time>
  ) : (
    <span className={styles.faint}>–</span>
  );

/** A member where there is room for one column: name and role, e-mail and status. */
export const NarrowCell = ({
  member,
  role,
  isMe,
  now,
}: {
  member: Member;
  role: string;
  isMe: boolean;
  now: number;
}) => (
  <div className={cells.narrow}>
    <div>
      <NameCell member={member} isMe={isMe} />
      <RoleCell member={member} role={role} />
    </div>
    <div>
      <bdi>{member.email}</bdi>
      <MemberStatus member={member} now={now} />
    </div>
  </div>
);
