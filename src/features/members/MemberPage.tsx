import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { memberQuery, membersQuery } from '#/data/members';
import { reasonOf } from '#/domain/permissions';
import { describeRole, roleName } from '#/domain/roles';
import { groupLink } from '#/features/groups/routes';
import { exactDate, relativeDate, shortDate } from '#/lib/dates';
import { classes } from '#/lib/text';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailurePage } from '#/ui/FailureAlert';
import { MemberStatus } from '#/ui/MemberStatus';
import { Page, ToolbarActions } from '#/ui/Page';
import { GROUPS_HIDDEN } from './cells';
import { MemberBelongings } from './MemberBelongings';
import { membersLink } from './routes';
import type { OpenDialog } from './MemberDialogs';

const MemberDialogs = lazy(() => import('./MemberDialogs'));
const MemberPageReach = lazy(() => import('./MemberPageReach'));

/** `/members/:userUuid`: one person, with everything that hangs on them. */
export const MemberPage = () => {
  const { userUuid = '' } = useParams();
  const { me, may } = useMe();
  const navigate = useNavigate();
  const { data: member, error, refetch } = useQuery(memberQuery(userUuid));
  const { data: everybody, isError: isEverybodyUnread } = useQuery({
    ...membersQuery,
    enabled: may.inviteMembers === true,
  });
  const { data: groups, isError: areGroupsUnread } = useGroups();
  const [dialog, setDialog] = useState<OpenDialog['kind'] | null>(null);
  const [isReachAsked, setReachAsked] = useState(false);
  const [now] = useState(Date.now);

  const back = { to: membersLink(), label: 'Members' };

  // Who was removed is still in the cache; the dialog that has done it closes by itself.
  const isGone = isFailure(error, 'not-found') && dialog === null;
  if (!member || isGone) {
    return (
      <Page title={error ? undefined : null} back={back}>
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

  // Until everybody has been read nobody can say who is the only admin.
  const waiting = {
    reason: isEverybodyUnread
      ? 'Who else is an admin could not be read; reload to try again.'
      : 'Still reading who else is an admin.',
  };
  const ask = (permission: typeof may.changeRole) =>
    everybody
      ? permission(member, { members: everybody.members })
      : may.inviteMembers === true
        ? waiting
        : permission(member, { members: [] });
  const joined = member.joinedAt ?? member.invitedAt;

  return (
    <Page
      title={member.name}
      count={member.userUuid === me.userUuid ? 'you' : undefined}
      back={back}
      toolbar={
        <ToolbarActions>
          <Button reason={reasonOf(may.addToGroup)} onClick={() => setDialog('group')}>
            Add to a group
          </Button>
          <Button reason={reasonOf(ask(may.removeMember))} onClick={() => setDialog('remove')}>
            Remove
          </Button>
          <Button look="primary" reason={reasonOf(ask(may.changeRole))} onClick={() => setDialog('role')}>
            Change role
          </Button>
        </ToolbarActions>
      }
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
              <Link to={membersLink({ role: member.role })}>{roleName(member.role)}</Link>
              <div className={details.note}>{describeRole(member.role)}</div>
            </dd>
            <dt>Status</dt>
            <dd>
              <MemberStatus member={member} now={now} />
            </dd>
            <dt>{member.joinedAt ? 'Joined' : 'Invited'}</dt>
            <dd>
              {joined && (
                <time dateTime={joined} title={exactDate(joined)}>
                  {shortDate(joined)}, {relativeDate(joined, now)}
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
        <section className={classes(details.section, details.whole)} aria-labelledby="reaches">
          <h2 id="reaches">Reaches</h2>
          {isReachAsked ? (
            <Suspense fallback={<p className={details.note}>Reading the organization</p>}>
              <MemberPageReach userUuid={member.userUuid} name={member.name} />
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
            everybody={everybody?.members ?? [member]}
            onClose={() => setDialog(null)}
            onRemoved={() => void navigate(membersLink())}
          />
        </Suspense>
      )}
    </Page>
  );
};
