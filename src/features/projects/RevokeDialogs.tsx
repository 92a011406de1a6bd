import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { grantedRole, revokeProjectGrantOf } from '#/data/roles';
import { useWrite } from '#/data/useWrite';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange } from '#/access/rules';
import { maxParallel } from '#/domain/bulk';
import { count } from '#/lib/text';
import { AccessPreview } from '#/access/components/AccessPreview';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { RunDialog } from '#/ui/RunDialog';
import { toast } from '#/ui/toast';
import type { GrantRow } from './grants';
import type { ProjectAccess } from './useProject';

type RevokeModalProps = { access: ProjectAccess; projectUuid: string; grant: GrantRow; onClose: () => void };

const without = (projectUuid: string, grants: readonly GrantRow[]): AccessChange[] =>
  grants.map(({ kind, uuid }) => ({ kind: 'projectGrant', projectUuid, holder: { kind, uuid }, role: null }));

/** Takes one grant away, after saying what access remains and through what. */
export const RevokeModal = ({ access, projectUuid, grant, onClose }: RevokeModalProps) => {
  const queryClient = useQueryClient();
  const changes = useMemo(() => without(projectUuid, [grant]), [projectUuid, grant]);
  const preview = useAccessPreview(changes, { projectUuid });
  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => revokeProjectGrantOf(projectUuid, grant),
    check: async () => (await grantedRole(queryClient, projectUuid, grant)) === null,
    saved: async () => {
      await access.changed();
      toast({
        title: 'Grant revoked',
        message: `${grant.name} no longer holds a grant on ${access.project?.name ?? 'the project'}.`,
      });
      onClose();
    },
  });
  return (
    <ConfirmModal
      title={`Revoke the grant of ${grant.name}`}
      confirmLabel="Revoke"
      problem={problem}
      onCheck={checkIfSaved}
      busy={busy}
      onConfirm={submit}
      onClose={onClose}
    >
      <AccessPreview about={{ projectUuid }} {...preview} />
    </ConfirmModal>
  );
};

type RevokeManyProps = { access: ProjectAccess; projectUuid: string; grants: readonly GrantRow[]; onClose: () => void };

/** Takes many grants away, with a result for each. */
export const RevokeManyDialog = ({ access, projectUuid, grants, onClose }: RevokeManyProps) => {
  const queryClient = useQueryClient();
  const [targets] = useState(() => new Map(grants.map((grant) => [grant.uuid, grant])));
  const changes = useMemo(() => without(projectUuid, [...targets.values()]), [projectUuid, targets]);
  const preview = useAccessPreview(changes, { projectUuid });
  return (
    <RunDialog
      title={`Revoke ${count(targets.size, 'grant', 'grants')}`}
      items={[...targets.values()].map(({ uuid, name, role }) => ({
        id: uuid,
        label: name,
        detail: access.nameRole(role),
      }))}
      one="grant"
      many="grants"
      doneWord="revoked"
      startLabel={(n) => `Revoke ${count(n, 'grant', 'grants')}`}
      limit={maxParallel}
      work={async (uuid) => {
        const grant = targets.get(uuid);
        if (grant) await revokeProjectGrantOf(projectUuid, grant);
        return '';
      }}
      explain={explainRow}
      check={async (uuid) => {
        const grant = targets.get(uuid);
        return grant !== undefined && (await grantedRole(queryClient, projectUuid, grant)) === null;
      }}
      onSettled={access.changed}
      onClose={onClose}
    >
      <AccessPreview about={{ projectUuid }} {...preview} />
    </RunDialog>
  );
};
