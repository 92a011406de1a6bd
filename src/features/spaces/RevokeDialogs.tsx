import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { isGranted, revokeSpace, type SpaceAddress } from '#/data/space-writes';
import { useWrite } from '#/data/useWrite';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange } from '#/access/rules';
import { maxParallel } from '#/domain/bulk';
import { roleName } from '#/domain/roles';
import { count } from '#/lib/text';
import { AccessPreview } from '#/access/components/AccessPreview';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { RunDialog } from '#/ui/RunDialog';
import { toast } from '#/ui/toast';
import type { GrantRow } from './grants';
import styles from './spaces.module.css';
import { SpacePreview } from './SpacePreview';
import type { SpaceData } from './useSpace';

type RevokeModalProps = { data: SpaceData; space: SpaceAddress; grant: GrantRow; onClose: () => void };

const without = (spaceUuid: string, grants: readonly GrantRow[]): AccessChange[] =>
  grants.map(({ kind, uuid }) => ({ kind: 'spaceGrant', spaceUuid, holder: { kind, uuid }, role: null }));

const SELF = 'This is your own grant. Without it you may not be able to change this space any more.';

/** Takes one grant away, after saying what access remains and through what. */
export const RevokeModal = ({ data, space, grant, onClose }: RevokeModalProps) => {
  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => revokeSpace(space, grant),
    check: () => isGranted(space, grant, null),
    saved: async () => {
      await data.changed();
      toast({
        title: 'Grant revoked',
        message: `${grant.name} no longer holds a grant on ${data.space?.name ?? 'the space'}.`,
      });
      onClose();
    },
  });
  const { projectUuid, uuid: spaceUuid } = space;
  const changes = useMemo(() => without(spaceUuid, [grant]), [spaceUuid, grant]);
  const preview = useAccessPreview(changes, { projectUuid, spaceUuid });
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
      {preview.isRefused ? (
        <p>
          What access remains can only be computed for admins: a role in the project or another group may still open the
          space.
        </p>
      ) : (
        <SpacePreview preview={preview} spaceUuid={spaceUuid} holder={grant} />
      )}
      {grant.uuid === data.me.userUuid && data.me.role !== 'admin' && <p className={styles.warning}>{SELF}</p>}
    </ConfirmModal>
  );
};

type RevokeManyProps = { data: SpaceData; space: SpaceAddress; grants: readonly GrantRow[]; onClose: () => void };

/** Takes many grants away, with a result for each. */
export const RevokeManyDialog = ({ data, space, grants, onClose }: RevokeManyProps) => {
  const [targets] = useState(() => new Map(grants.map((grant) => [grant.uuid, grant])));
  const { projectUuid, uuid: spaceUuid } = space;
  const changes = useMemo(() => without(spaceUuid, [...targets.values()]), [spaceUuid, targets]);
  const preview = useAccessPreview(changes, { projectUuid, spaceUuid });
  return (
    <RunDialog
      title={`Revoke ${count(targets.size, 'grant', 'grants')}`}
      items={[...targets.values()].map(({ uuid, name, role }) => ({
        id: uuid,
        label: name,
        detail: role === 'unknown' ? '' : roleName(role),
      }))}
      one="grant"
      many="grants"
      doneWord="revoked"
      startLabel={(n) => `Revoke ${count(n, 'grant', 'grants')}`}
      limit={maxParallel}
      work={async (uuid) => {
        const grant = targets.get(uuid);
        if (grant) await revokeSpace(space, grant);
        return '';
      }}
      explain={explainRow}
      check={async (uuid) => {
        const grant = targets.get(uuid);
        return grant !== undefined && isGranted(space, grant, null);
      }}
      onSettled={data.changed}
      onClose={onClose}
    >
      <AccessPreview about={{ spaceUuid }} {...preview} />
      {targets.has(data.me.userUuid) && data.me.role !== 'admin' && <p className={styles.warning}>{SELF}</p>}
    </RunDialog>
  );
};
