import { useRecentChanges } from '#/data/journal';
import { RecentChanges } from '#/ui/RecentChanges';
import { DeleteRoleModal } from './DeleteRoleModal';
import { DuplicateRoleModal } from './DuplicateRoleModal';
import { EditRoleModal } from './EditRoleModal';
import type { RoleRow } from './role-rows';

/** Which dialog about roles is open, and for which role. */
export type OpenRoleDialog =
  | { kind: 'journal' }
  | { kind: 'create' }
  | { kind: 'edit' | 'duplicate' | 'delete'; role: RoleRow };

type RoleDialogsProps = { dialog: OpenRoleDialog; all: readonly RoleRow[]; onClose: () => void; onDeleted: () => void };

/** The dialogs about custom roles, loaded together when the first is opened. */
export const RoleDialogs = ({ dialog, all, onClose, onDeleted }: RoleDialogsProps) => {
  const changes = useRecentChanges('roles');
  if (dialog.kind === 'journal') return <RecentChanges changes={changes} onClose={onClose} />;
  if (dialog.kind === 'create') return <EditRoleModal of={null} all={all} onClose={onClose} />;
  if (dialog.kind === 'edit') return <EditRoleModal of={dialog.role} all={all} onClose={onClose} />;
  if (dialog.kind === 'duplicate') return <DuplicateRoleModal role={dialog.role} all={all} onClose={onClose} />;
  return <DeleteRoleModal role={dialog.role} onClose={onClose} onDeleted={onDeleted} />;
};
