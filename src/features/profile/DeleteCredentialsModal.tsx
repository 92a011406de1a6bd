import { useProjects } from '#/data/projects';
import { useWrite } from '#/data/useWrite';
import { areCredentialsGone, useDeleteCredentials } from '#/data/warehouse-credentials';
import type { WarehouseCredentials } from '#/domain/warehouses';
import { listOf } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { closeWithToast } from '#/ui/toast';

type DeleteCredentialsModalProps = {
  credentials: WarehouseCredentials;
  usedIn: readonly string[];
  /** Whether every project has said what it uses. */
  isWhole: boolean;
  onClose: () => void;
};

/** Deletes warehouse credentials, after naming the projects that use them. */
export const DeleteCredentialsModal = ({ credentials, usedIn, isWhole, onClose }: DeleteCredentialsModalProps) => {
  const remove = useDeleteCredentials(credentials.uuid);
  const { data: projects = [] } = useProjects();
  const names = projects.filter(({ uuid }) => usedIn.includes(uuid)).map(({ name }) => name);
  const write = useWrite({
    work: remove,
    check: () => areCredentialsGone(credentials.uuid),
    saved: closeWithToast(onClose, { title: 'Credentials deleted', message: `“${credentials.name}” is gone.` }),
  });
  return (
    <ConfirmModal
      title={`Delete the credentials “${credentials.name}”`}
      confirmLabel="Delete credentials"
      write={write}
      onClose={onClose}
    >
      <p>This cannot be undone. To use them again, you enter the secret again.</p>
      {names.length > 0 && <p>You query the warehouse with them in {listOf(names)}.</p>}
      {!isWhole && (
        <p>
          {names.length > 0
            ? 'Which other projects use them is not known in full.'
            : 'Which projects use them is not known in full.'}
        </p>
      )}
    </ConfirmModal>
  );
};
