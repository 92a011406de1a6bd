import { useState } from 'react';
import { Link } from '#/ui/Link';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { heldRole, type Member } from '#/domain/members';
import { describeRole } from '#/domain/roles';
import { groupLink } from '#/features/groups/routes';
import { shortDate, timeAgo } from '#/lib/dates';
import { pointedDate } from '#/ui/pointed-date';
import { GROUPS_HIDDEN } from './cells';
import styles from './MemberPage.module.css';
import { membersLink } from './routes';

/** So many groups are named before the others are asked for. */
const SHOWN = 6;

const Groups = ({ uuids }: { uuids: readonly string[] }) => {
  const { may } = useMe();
  const { data: groups, isError: areUnread } = useGroups();
  const [isWhole, setWhole] = useState(false);
  const unnamed = groups ? 'A group that is not listed' : areUnread ? 'A group whose name could not be read' : '…';
  const named = uuids
    .map((uuid) => ({ uuid, name: groups?.get(uuid)?.name ?? unnamed }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const shown = isWhole ? named : named.slice(0, SHOWN);
  return (
    <section className={styles.groups} aria-labelledby="groups">
      <h2 id="groups">
        Groups <span>{uuids.length}</span>
      </h2>
      {uuids.length === 0 && <p>In no group.</p>}
      {uuids.length > 0 && may.readGroups !== true && <p>{GROUPS_HIDDEN}</p>}
      {may.readGroups === true && (
        <ul>
          {shown.map(({ uuid, name }) => (
            <li key={uuid}>
              <Link to={groupLink(uuid)}>
                <bdi>{name}</bdi>
              </Link>
            </li>
          ))}
          {shown.length < named.length && (
            <li>
              <button type="button" onClick={() => setWhole(true)}>
                {named.length - shown.length} more
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
};

/** Who a member is, in one strip: role, address, since when, and the groups they are in. In: the name of their role. */
export const MemberFacts = ({ member, role, now }: { member: Member; role: string; now: number }) => {
  const since = member.joinedAt ?? member.invitedAt;
  return (
    <div className={styles.strip}>
      <section aria-label="Profile" className={styles.profile}>
        <dl>
          <div>
            <dt>Role</dt>
            <dd>
              <Link to={membersLink({ role: heldRole(member) })}>{role}</Link>
              <small>
                {member.roleUuid
                  ? 'A custom role: it gives exactly what it allows, in every project.'
                  : describeRole(member.role)}
                {member.hasMoreRoles && ' Other roles are held beside it; the server does not say which.'}
              </small>
            </dd>
          </div>
          <div>
            <dt>E-mail</dt>
            <dd>
              <a href={`mailto:${encodeURIComponent(member.email)}`}>
                <bdi>{member.email}</bdi>
              </a>
              <small title="User UUID">{member.userUuid}</small>
            </dd>
          </div>
          <div>
            <dt>{member.joinedAt ? 'Created' : 'Invited'}</dt>
            <dd>
              {since ? (
                <time dateTime={since} {...pointedDate(since)}>
                  {shortDate(since)}
                  <small>{timeAgo(since, now)}</small>
                </time>
              ) : (
                'Not known'
              )}
            </dd>
          </div>
        </dl>
      </section>
      <Groups uuids={member.groupUuids} />
    </div>
  );
};
