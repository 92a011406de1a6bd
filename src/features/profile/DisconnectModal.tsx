import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { disconnect } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { toast } from '#/ui/toast';

/** Disconnects a linked account, after saying what that means. */
export const DisconnectModal = ({ account, onClose }: { account: AccountConfig; onClose: () => void }) => {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    const { confirmed } = await disconnect(queryClient, account, me.userUuid);
    toast(
      confirmed
        ? { title: `${account.name} disconnected` }
        : { title: 'Disconnected here only', message: `${account.name} did not answer: sign out there to be sure.`, bad: true },
    );
    onClose();
  };
  return (
    <ConfirmModal title={`Disconnect ${account.name}`} confirmLabel="Disconnect" problem={null} busy={busy} onConfirm={() => void leave()} onClose={onClose}>
      <p>
        The console forgets the credential, in all its open tabs. Nothing changes at <bdi>{account.name}</bdi>; a token that you pasted lives on until you delete it there.
      </p>
    </ConfirmModal>
  );
};
