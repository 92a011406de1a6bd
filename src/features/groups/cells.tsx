import { Link } from '#/ui/Link';
import type { EachProject } from '#/data/useEachProject';
import type { GroupRow } from '#/domain/groups';
import type { Member } from '#/domain/members';
import { memberLink } from '#/features/members/routes';
import { shortDate } from '#/lib/dates';
import { count, grouped } from '#/lib/text';
import { MemberStatus } from '#/ui/MemberStatus';
import cells from '#/ui/NarrowCell.module.css';
import { pointedDate } from '#/ui/pointed-date';
import styles from './groups.module.css';
import { groupLink } from './routes';

/** A group's name, leading to its page. */
export const GroupNameCell = ({ group }: { group: GroupRow }) => (
  <span className={styles.name}>
    <Link to={groupLink(group.uuid)} tabIndex={-1}>
      <bdi>{group.name}</bdi>
    </Link>
  </span>
);

/** How many are in a group; nothing as long as it is not known. */
export const SizeCell = ({ members, failed }: { members: number | null; failed: boolean }) => {
  if (members === null) return failed ? <span className={styles.faint}>not known</span> : null;
  return members === 0 ? <span className={styles.faint}>empty</span> : <span>{grouped(members)}</span>;
};

/** How far the projects have been read: a cell says "none" only when all of them have. */
export type Reading = Pick<EachProject<unknown>, 'done' | 'failed' | 'forbidden' | 'error'>;

/** The projects a group is granted, in alphabetical order, each with its role when pointed at. */
export const UsesCell = ({
  group: { uses },
  reading,
  none = 'none',
}: {
  group: GroupRow;
  reading: Reading;
  none?: string;
}) => {
  if (uses.length === 0) {
    if (!reading.done && !reading.error) return <span className={styles.faint}>…</span>;
    const isKnown = reading.failed + reading.forbidden === 0 && !reading.error;
    return (
      <span
        className={styles.faint}
        title={isKnown ? 'Spaces may be granted to it all the same: see its page.' : undefined}
      >
        {isKnown ? none : 'not known'}
      </span>
    );
  }
  return (
    <span title={uses.map(({ projectName, role }) => `${projectName}: ${role}`).join('\n')}>
      {uses.map(({ projectUuid, projectName }, i) => (
        <span key={projectUuid}>
          {i > 0 && ', '}
          <bdi>{projectName}</bdi>
        </span>
      ))}
    </span>
  );
};

export const CreatedCell = ({ group: { createdAt } }: { group: GroupRow }) => (
  <time className={styles.soft} dateTime={createdAt} {...pointedDate(createdAt)}>
    {shortDate(createdAt)}
  </time>
);

/** A group where there is room for one column. */
export const NarrowGroupCell = ({ group, reading, failed }: { group: GroupRow; reading: Reading; failed: boolean }) => (
  <div className={cells.narrow}>
    <div>
      <GroupNameCell group={group} />
      <span>{group.members === null ? (failed ? '' : '…') : count(group.members, 'member', 'members')}</span>
    </div>
    <div>
      <UsesCell group={group} reading={reading} none="no project grants" />
      <span />
    </div>
  </div>
);

/** A member of a group, leading to their page. */
export const MemberNameCell = ({ member }: { member: Member }) => (
  <span className={styles.name}>
    <Link to={memberLink(member.userUuid)} tabIndex={-1}>
      <bdi>{member.name}</bdi>
    </Link>
  </span>
);

/** A member of a group where there is room for one column. */
export const NarrowMemberCell = ({ member, role, now }: { member: Member; role: string; now: number }) => (
  <div className={cells.narrow}>
    <div>
      <MemberNameCell member={member} />
      <span>{role}</span>
    </div>
    <div>
      <bdi>{member.email}</bdi>
      <MemberStatus member={member} now={now} />
    </div>
  </div>
);
