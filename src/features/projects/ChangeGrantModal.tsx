import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { grantedRole, writeProjectGrant } from '#/data/roles';
import { useWrite } from '#/data/useWrite';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange } from '#/access/rules';
import { AccessPreview } from '#/access/components/AccessPreview';
import { FormModal } from '#/ui/FormModal';
import { ProjectRoleSelect } from '#/ui/ProjectRoleSelect';
import { toast } from '#/ui/toast';
import { assigneeOf, type GrantRow } from './grants';
import type { ProjectAccess } from './useProject';

type ChangeGrantModalProps = { access: ProjectAccess; projectUuid: string; grant: GrantRow; onClose: () => void };

/** Changes the role of one grant, after saying who gains and who loses by it. */
export const ChangeGrantModal = ({ access, projectUuid, grant, onClose }: ChangeGrantModalProps) => {
  const queryClient = useQueryClient();
  const [role, setRole] = useState(grant.role);
  const { kind, uuid } = grant;
  const changes = useMemo<AccessChange[]>(
    () => [{ kind: 'projectGrant', projectUuid, holder: { kind, uuid }, role }],
    [projectUuid, kind, uuid, role],
  );
  const preview = useAccessPreview(changes, { projectUuid });
  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => writeProjectGrant({ projectUuid, assignee: assigneeOf(grant), role, isNew: false }),
    check: async () => (await grantedRole(queryClient, projectUuid, grant)) === role,
    saved: async () => {
      await access.changed();
      toast({ title: 'Grant changed', message: `${grant.name}: ${access.nameRole(role).toLowerCase()}.` });
      onClose();
    },
    outdated: () => void access.changed(),
  });
  return (
    <FormModal
      title={`Change the grant of ${grant.name}`}
      submitLabel="Change grant"
      problem={problem}
      onCheck={checkIfSaved}
      busy={busy}
      reason={role === grant.role ? 'Choose another role first.' : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <ProjectRoleSelect value={role} customRoles={access.customRoles} onChange={setRole} />
      {role !== grant.role && <AccessPreview about={{ projectUuid }} {...preview} />}
    </FormModal>
  );
};
