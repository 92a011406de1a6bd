import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { disconnect, type Connection } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { toast } from '#/ui/toast';

const MEANING: Record<Connection['by'], (name: ReactNode) => ReactNode> = {
  token: (name) => (
    <>The console forgets your token, in all its open tabs. At {name} the token lives on until you delete it there.</>
  ),
  oauth: (name) => <>The console forgets your sign-in, in all its open tabs, and tells {name} that it is over.</>,
  service: (name) => (
    <>This tab stops asking {name} through the shared service account. Other tabs and other people are not touched.</>
  ),
};

/** Disconnects a linked account, after saying what that means. */
export const DisconnectModal = ({
  account,
  by,
  onClose,
}: {
  account: AccountConfig;
  by: Connection['by'];
  onClose: () => void;
}) => {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    const { confirmed } = await disconnect(queryClient, account, me.userUuid);
    toast(
      confirmed
        ? { title: `${account.name} disconnected` }
        : {
            title: 'Disconnected here only',
            message: `${account.name} did not answer: sign out there to be sure.`,
            bad: true,
          },
    );
    onClose();
  };
  return (
    <ConfirmModal
      title={`Disconnect ${account.name}`}
      confirmLabel="Disconnect"
      write={{ busy, problem: null, submit: () => void leave() }}
      onClose={onClose}
    >
      <p>{MEANING[by](<bdi>{account.name}</bdi>)}</p>
    </ConfirmModal>
  );
};
