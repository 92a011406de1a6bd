import { useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { invite, isInvitedAgain, type Invitation } from '#/data/invitations';
import { useMemberRoles } from '#/data/role-names';
import { statusName, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { count } from '#/lib/text';
import { RunDialog } from '#/ui/RunDialog';
import { InvitationLinks, useMailWords } from './InvitationLinks';

type ResendDialogProps = { members: readonly Member[]; onClose: () => void };

/** Gives many who have not joined a new link each, to be sent or copied; the former ones are void from then on. */
export const ResendDialog = ({ members, onClose }: ResendDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const mail = useMailWords();
  const roleOf = useMemberRoles(members);
  const [targets] = useState(members);
  const [links, setLinks] = useState<readonly Invitation[]>([]);

  return (
    <RunDialog
      title={`Resend ${count(targets.length, 'invitation', 'invitations')}`}
      items={targets.map((member) => ({
        id: member.userUuid,
        label: member.email,
        detail: roleOf(member),
        note: member.status === 'expired' ? `${statusName(member.status)}.` : null,
        member,
      }))}
      noun={['invitation', 'invitations']}
      doneWord="sent again"
      start="Resend"
      reason={reasonOf(may.inviteMembers)}
      work={async ({ member }) => {
        const invitation = await invite(member.email, member.role);
        setLinks((before) => [...before, invitation]);
        return mail.after;
      }}
      explain={explainRow}
      check={({ member }) => isInvitedAgain(member)}
      outcome={<InvitationLinks invitations={links} />}
      onSettled={() => madeOld('createInviteLink', {})}
      onClose={onClose}
    >
      <p>New links replace the old ones, which stop working. Roles and groups stay as they are. {mail.before}</p>
    </RunDialog>
  );
};
