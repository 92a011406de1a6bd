import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useMember } from '#/data/member';
import { useMemberRoles } from '#/data/role-names';
import { isInvited, STILL_READING, type Member } from '#/domain/members';
import { reasonOf, type Permission } from '#/domain/permissions';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { MemberStatus } from '#/ui/MemberStatus';
import { Page } from '#/ui/Page';
import { MemberBelongings } from './MemberBelongings';
import { MemberFacts } from './MemberFacts';
import styles from './MemberPage.module.css';
import { membersLink } from './routes';
import type { OpenDialog } from './MemberDialogs';

const MemberDialogs = onDemand(async () => (await import('./MemberDialogs')).MemberDialogs);
const Reach = onDemand(
  async () => (await import('#/features/grants/Reach')).Reach,
  <p className={details.note}>Reading the organization</p>,
);
const AttributesOf = onDemand(async () => (await import('#/features/grants/AttributesOf')).AttributesOf);

const NOBODY: readonly Member[] = [];

/** `/members/:userUuid`: one person, with everything that hangs on them. */
export const MemberPage = () => {
  const { userUuid = '' } = useParams();
  const { me, may } = useMe();
  const navigate = useNavigate();
  const { member: found, members, error, refetch } = useMember(userUuid);
  const roleOf = useMemberRoles(useMemo(() => (found ? [found] : NOBODY), [found]));
  const [dialog, setDialog] = useState<OpenDialog['kind'] | null>(null);
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

  const whenRead = (permission: (everybody: { members: readonly Member[] }) => Permission): Permission =>
    members ? permission({ members }) : { reason: STILL_READING };

  return (
    <Page
      title={member.name}
      state={<MemberStatus member={member} now={now} />}
      count={member.userUuid === me.userUuid ? 'you' : undefined}
      crumbs={crumbs}
      actions={
        <>
          <Button reason={reasonOf(whenRead(() => may.addToGroup))} onClick={() => setDialog('group')}>
            Add to a group
          </Button>
          <Button
            look="primary"
            reason={reasonOf(whenRead((everybody) => may.changeRole(member, everybody)))}
            onClick={() => setDialog('role')}
          >
            Change role
          </Button>
        </>
      }
      more={() => [
        ...(isInvited(member)
          ? [
              {
                label: 'Invite again…',
                permission: whenRead(() => may.inviteMembers),
                onClick: () => setDialog('again'),
              },
            ]
          : []),
        {
          label: isInvited(member) ? 'Withdraw the invitation…' : 'Remove from the organization…',
          permission: whenRead((everybody) => may.removeMember(member, everybody)),
          isDestructive: true,
          onClick: () => setDialog('remove'),
        },
      ]}
    >
      <MemberFacts member={member} role={roleOf(member)} now={now} />
      <div className={styles.columns}>
        <section className={styles.reach} aria-labelledby="reaches">
          <h2 id="reaches">Reaches</h2>
          <Reach who={{ kind: 'person', uuid: member.userUuid, name: member.name }} />
        </section>
        <aside className={styles.aside}>
          <MemberBelongings userUuid={member.userUuid} />
          <AttributesOf of={{ kind: 'member', ...member }} />
        </aside>
      </div>
      {dialog && (
        <MemberDialogs
          dialog={dialog === 'invite' ? { kind: 'invite' } : { kind: dialog, members: [member] }}
          everybody={members ?? NOBODY}
          onClose={() => setDialog(null)}
          onRemoved={() => void navigate(membersLink())}
        />
      )}
    </Page>
  );
};
