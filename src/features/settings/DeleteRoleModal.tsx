import { roleCalled, useRoleWrites } from '#/data/custom-roles';
import { useMe } from '#/data/me';
import { useNotedWrite } from '#/data/useNotedWrite';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { toast } from '#/ui/toast';
import type { RoleRow } from './role-rows';

/** Deletes a custom role that nobody holds; Lightdash refuses one that is held (DeleteOrganizationRole.in-use). */
export const DeleteRoleModal = ({
  role,
  onClose,
  onDeleted,
}: {
  role: RoleRow;
  onClose: () => void;
  onDeleted: () => void;
}) => {
  const { me } = useMe();
  const { remove } = useRoleWrites(me.organizationUuid);
  const write = useNotedWrite({
    change: () => ({ place: 'roles', what: `Role ${role.name}`, told: 'Deleted.' }),
    work: () => remove(role),
    check: async () => (await roleCalled(me.organizationUuid, role.name)) === null,
    saved: () => {
      toast({ title: 'Role deleted', message: `${role.name} is gone.` });
      onClose();
      onDeleted();
    },
  });
  return (
    <ConfirmModal
      title={`Delete ${role.name}`}
      confirmLabel="Delete role"
      type={{ text: role.name, what: 'name of the role' }}
      write={write}
      onClose={onClose}
    >
      <p>Nobody holds it, so nobody loses anything. It cannot be brought back.</p>
    </ConfirmModal>
  );
};
