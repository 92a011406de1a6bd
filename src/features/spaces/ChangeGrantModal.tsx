import { useMemo, useState } from 'react';
import { grantSpace, isGranted, type SpaceAddress } from '#/data/space-writes';
import { useWrite } from '#/data/useWrite';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange, SpaceRole } from '#/access/rules';
import { roleName } from '#/domain/roles';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import type { GrantRow } from './grants';
import { SpacePreview } from './SpacePreview';
import { SpaceRoleSelect } from './SpaceRoleSelect';
import type { SpaceData } from './useSpace';

type ChangeGrantModalProps = { data: SpaceData; space: SpaceAddress; grant: GrantRow; onClose: () => void };

/** Changes the role of one grant, after saying who gains and who loses by it. */
export const ChangeGrantModal = ({ data, space, grant, onClose }: ChangeGrantModalProps) => {
  const [role, setRole] = useState<SpaceRole>(grant.role === 'unknown' ? 'viewer' : grant.role);
  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => grantSpace(space, grant, role),
    check: () => isGranted(space, grant, role),
    saved: async () => {
      await data.changed();
      toast({ title: 'Grant changed', message: `${grant.name}: ${roleName(role).toLowerCase()}.` });
      onClose();
    },
    outdated: () => void data.changed(),
  });
  const { projectUuid, uuid: spaceUuid } = space;
  const { kind, uuid } = grant;
  const changes = useMemo<AccessChange[]>(
    () => [{ kind: 'spaceGrant', spaceUuid, holder: { kind, uuid }, role }],
    [spaceUuid, kind, uuid, role],
  );
  const preview = useAccessPreview(changes, { projectUuid, spaceUuid });
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
      <SpaceRoleSelect value={role} onChange={setRole} />
      {grant.role === 'unknown' && <p>The server does not show the present role. What you choose replaces it.</p>}
      {role !== grant.role && <SpacePreview preview={preview} spaceUuid={spaceUuid} holder={grant} />}
    </FormModal>
  );
};
