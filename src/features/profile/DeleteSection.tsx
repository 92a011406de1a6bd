import { useMe } from '#/data/me';
import { useAdmins } from '#/data/profile';
import type { Permission } from '#/domain/permissions';
import { hasSession, reasonOf } from '#/domain/permissions';
import { Button } from '#/ui/Button';
import styles from './profile.module.css';
import { Section } from '#/ui/Section';

/** Whether one may delete one's own account; only of an admin it has to be known who else is one. */
export const useMayDeleteAccount = (): Permission => {
  const { me, may } = useMe();
  const concerned = me.role === 'admin' && hasSession(me);
  const { data: admins, isError } = useAdmins(concerned);
  if (!concerned || admins) return may.deleteAccount({ members: admins ?? [] });
  return {
    reason: isError
      ? 'Who else is an admin could not be read. Reload the page.'
      : 'Still reading who else is an admin.',
  };
};

/** The end of one's own account, kept apart from everything else. */
export const DeleteSection = ({ onDelete }: { onDelete: () => void }) => {
  const may = useMayDeleteAccount();
  return (
    <Section
      id="delete"
      title="Delete account"
      wide
      actions={
        <Button reason={reasonOf(may)} onClick={onDelete}>
          Delete my account…
        </Button>
      }
    >
      <p className={styles.note}>Your tokens, grants and scheduled deliveries go with it. Nothing brings them back.</p>
      {may !== true && <p className={styles.soft}>{may.reason}</p>}
    </Section>
  );
};
