import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMember } from '#/data/members';
import { useMemberRoles } from '#/data/role-names';
import { heldRole, isInvited, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { describeRole } from '#/domain/roles';
import { groupLink } from '#/features/groups/routes';
import { exactDate, timeAgo, shortDate } from '#/lib/dates';
import { classes } from '#/lib/text';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailurePage } from '#/ui/FailureAlert';
import { MemberStatus } from '#/ui/MemberStatus';
import { Page } from '#/ui/Page';
import { GROUPS_HIDDEN } from './cells';
import { MemberBelongings } from './MemberBelongings';
import { membersLink } from './routes';
import type { OpenDialog } from './MemberDialogs';

const MemberDialogs = lazy(() => import('./MemberDialogs'));
const Reach = lazy(() => import('#/features/grants/Reach'));
const AttributesOf = lazy(() => import('#/features/grants/AttributesOf'));

const NOBODY: readonly Member[] = [];

/** `/members/:userUuid`: one person, with everything that hangs on them. */
export const MemberPage = () => {
  const { userUuid = '' } = useParams();
  const { me, may } = useMe();
  const navigate = useNavigate();
  const { member: found, members = NOBODY, error, refetch } = useMember(userUuid);
  const roleOf = useMemberRoles(members);
  const { data: groups, isError: areGroupsUnread } = useGroups();
  const [dialog, setDialog] = useState<OpenDialog['kind'] | null>(null);
  const [isReachAsked, setReachAsked] = useState(false);
  const [now] = useState(Date.now);

  const crumbs = [{ to: membersLink(), label: 'Members' }];

  // A removed member leaves the list at once; the dialog closes by itself.
  const [last, setLast] = useState(found);
  if (found && found !== last) setLast(found);
  const member = found ?? (dialog === null ? undefined : last);
  if (!member) {
    return (
      <Page title={error ? undefined : null} crumbs={crumbs}>
        {error && (
          <FailurePage
            problem={describeFailure(error)}
            onRetry={() => void refetch()}
            action={<Button onClick={() => void navigate(membersLink())}>All members</Button>}
          />
        )}
      </Page>
    );
  }

  const joined = member.joinedAt ?? member.invitedAt;

  return (
    <Page
      title={member.name}
      count={member.userUuid === me.userUuid ? 'you' : undefined}
      crumbs={crumbs}
      actions={
        <>
          <Button reason={reasonOf(may.addToGroup)} onClick={() => setDialog('group')}>
            Add to a group
          </Button>
          <Button
            look="primary"
            reason={reasonOf(may.changeRole(member, { members }))}
            onClick={() => setDialog('role')}
          >
            Change role
          </Button>
        </>
      }
      more={() => [
        ...(isInvited(member)
          ? [{ label: 'Invite again…', permission: may.inviteMembers, onClick: () => setDialog('again') }]
          : []),
        {
          label: isInvited(member) ? 'Withdraw the invitation…' : 'Remove from the organization…',
          permission: may.removeMember(member, { members }),
          isDestructive: true,
          onClick: () => setDialog('remove'),
        },
      ]}
    >
      <div className={details.columns}>
        <section className={details.section} aria-labelledby="profile">
          <h2 id="profile">Profile</h2>
          <dl className={details.facts}>
            <dt>E-mail</dt>
            <dd>
              <a href={`mailto:${encodeURIComponent(member.email)}`}>
                <bdi>{member.email}</bdi>
              </a>
            </dd>
            <dt>Role</dt>
            <dd>
              <Link to={membersLink({ role: heldRole(member) })}>{roleOf(member)}</Link>
              <div className={details.note}>
                {member.roleUuid
                  ? 'A custom role of the organization: it gives exactly what it allows, in every project.'
                  : describeRole(member.role)}
                {member.hasMoreRoles && ' Other roles are held beside it; the server does not say which.'}
              </div>
            </dd>
            <dt>Status</dt>
            <dd>
              <MemberStatus member={member} now={now} />
            </dd>
            <dt>{member.joinedAt ? 'Joined' : 'Invited'}</dt>
            <dd>
              {joined && (
                <time dateTime={joined} title={exactDate(joined)}>
                  {shortDate(joined)}, {timeAgo(joined, now)}
                </time>
              )}
            </dd>
            <dt>User UUID</dt>
            <dd className={details.mono}>{member.userUuid}</dd>
          </dl>
        </section>
        <section className={details.section} aria-labelledby="groups">
          <h2 id="groups">
            Groups <span>{member.groupUuids.length}</span>
          </h2>
          {member.groupUuids.length === 0 && <p className={details.note}>In no group.</p>}
          {member.groupUuids.length > 0 && may.readGroups !== true && <p className={details.note}>{GROUPS_HIDDEN}</p>}
          {may.readGroups === true && (
            <ul className={details.list}>
              {member.groupUuids.map((uuid) => (
                <li key={uuid}>
                  <Link to={groupLink(uuid)}>
                    <bdi>
                      {groups?.get(uuid)?.name ??
                        (groups
                          ? 'A group that is not listed'
                          : areGroupsUnread
                            ? 'A group whose name could not be read'
                            : '…')}
                    </bdi>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
        <MemberBelongings userUuid={member.userUuid} />
        <Suspense>
          <AttributesOf of={{ kind: 'member', ...member }} />
        </Suspense>
        <section className={classes(details.section, details.whole)} aria-labelledby="reaches">
          <h2 id="reaches">Reaches</h2>
          {isReachAsked ? (
            <Suspense fallback={<p className={details.note}>Reading the organization</p>}>
              <Reach who={{ kind: 'person', uuid: member.userUuid, name: member.name }} fit />
            </Suspense>
          ) : (
            <>
              <p className={details.note}>
                Every project and space, and why. That takes two calls for each project and one for each space.
              </p>
              <Button onClick={() => setReachAsked(true)}>Find what they reach</Button>
            </>
          )}
        </section>
      </div>
      {dialog && (
        <Suspense>
          <MemberDialogs
            dialog={dialog === 'invite' ? { kind: 'invite' } : { kind: dialog, members: [member] }}
            everybody={members}
            onClose={() => setDialog(null)}
            onRemoved={() => void navigate(membersLink())}
          />
        </Suspense>
      )}
    </Page>
  );
};
