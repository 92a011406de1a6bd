import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { isAccountGone, useDeleteAccount } from '#/data/profile';
import { signOut } from '#/data/session';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { signInLink } from '#/features/sign-in/routes';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { toast } from '#/ui/toast';
import { useMayDeleteAccount } from './DeleteSection';
import styles from './dialogs.module.css';

/** Deletes one's own account, after saying what goes with it and having the address typed; then nothing of it is left here. */
export const DeleteAccountModal = ({ onClose }: { onClose: () => void }) => {
  const { me } = useMe();
  const may = useMayDeleteAccount();
  const queryClient = useQueryClient();
  const remove = useDeleteAccount();
  const navigate = useNavigate();

  const write = useWrite({
    work: remove,
    check: isAccountGone,
    saved: async () => {
      // The page is unmounted first: rendered without the dropped data, it would read the person again.
      await navigate(signInLink(), { replace: true });
      await signOut(queryClient);
      toast({ title: 'Your account is deleted', message: 'You are signed out.' });
    },
  });

  return (
    <ConfirmModal
      title="Delete your account"
      confirmLabel="Delete my account"
      type={{ text: me.email, what: 'e-mail address' }}
      write={write}
      reason={reasonOf(may)}
      onClose={onClose}
    >
      <p>This cannot be undone. This goes with your account:</p>
      <ul className={lists.facts}>
        <li>Your membership in {me.organizationName}, with groups and grants to projects and spaces</li>
        <li>Your scheduled deliveries, which are deleted</li>
        <li>Your access tokens and warehouse credentials</li>
      </ul>
      {may !== true && <p className={styles.warning}>{may.reason}</p>}
    </ConfirmModal>
  );
};
