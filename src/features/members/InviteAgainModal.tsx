import { useState } from 'react';
import { useMe } from '#/data/me';
import { useMadeOld } from '#/data/invalidation';
import { invite, type Invitation } from '#/data/invitations';
import { useWrite } from '#/data/useWrite';
import type { Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { FormModal } from '#/ui/FormModal';
import { InvitationLinks, useMailWords } from './InvitationLinks';

/** Gives somebody who has not joined a new link; the former one is void from then on. */
export const InviteAgainModal = ({ member, onClose }: { member: Member; onClose: () => void }) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const mail = useMailWords();
  const [made, setMade] = useState<Invitation | null>(null);
  const write = useWrite({
    work: async () => setMade(await invite(member.email, member.role)),
    saved: () => void madeOld('createInviteLink', {}),
    outdated: () => void madeOld('createInviteLink', {}),
  });
  return (
    <FormModal
      title={`Invite ${member.email} again`}
      submitLabel={made ? 'Done' : 'Invite again'}
      write={made ? { ...write, submit: onClose } : write}
      reason={reasonOf(may.inviteMembers)}
      onClose={onClose}
    >
      {made ? (
        <>
          <p role="status">{mail.after}</p>
          <InvitationLinks invitations={[made]} />
        </>
      ) : (
        <p>
          A new link takes the place of the old one, which no longer works then. The role stays as it is. {mail.before}
        </p>
      )}
    </FormModal>
  );
};
