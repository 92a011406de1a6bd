import { useMemo, useState } from 'react';
import { grantsIn } from '#/features/grants/grants';
import { GrantRunDialog, useHolders } from '#/features/grants/GrantRunDialog';
import { useProjectTarget } from '#/features/grants/target';
import { heldRole } from '#/domain/members';
import { roleName, roleRank } from '#/domain/roles';
import type { ProjectAccess } from './useProject';

type GrantDialogProps = {
  project: { uuid: string; name: string };
  snapshot: ProjectAccess['snapshot'];
  onClose: () => void;
};

/** Grants a project to many people and groups at once, with one role; says where that changes nothing. */
export const GrantDialog = ({ project, snapshot, onClose }: GrantDialogProps) => {
  const targetOf = useProjectTarget();
  const target = useMemo(() => targetOf(project), [targetOf, project]);
  const { everybody, holders, fields, reason } = useHolders();
  const [role, setRole] = useState('viewer');
  // What the run began with: the grants behind the dialog are read again while it runs.
  const [present] = useState(() => new Map(grantsIn(snapshot, target.about).map((grant) => [grant.uuid, grant.role])));
  const changes = useMemo(() => holders.map((holder) => target.changeOf(holder, role)), [holders, target, role]);

  const noteOf = ({ kind, uuid }: (typeof holders)[number]): string | null => {
    if (kind === 'group') return 'A group';
    const member = everybody?.byUuid.get(uuid);
    const own = member ? heldRole(member) : 'member';
    return own !== 'member' && roleRank(role) >= 0 && roleRank(role) <= roleRank(own)
      ? `Changes nothing: the organization role, ${roleName(own).toLowerCase()}, gives as much or more.`
      : null;
  };

  return (
    <GrantRunDialog
      title={`Grant access to ${target.name}`}
      wanted={holders.map((holder) => {
        const now = present.get(holder.uuid);
        const wanted = target.nameRole(role);
        return {
          target,
          holder,
          item: {
            label: holder.name,
            detail: now ? `${target.nameRole(now)} → ${wanted}` : wanted,
            blocked: now === role ? 'Has this grant already.' : null,
            note: noteOf(holder),
          },
        };
      })}
      role={role}
      make={({ holder }) => target.write(holder, role, !present.has(holder.uuid))}
      changes={changes}
      about={target.about}
      reason={reason}
      onSettled={target.changed}
      onClose={onClose}
    >
      {fields}
      {target.roleField(role, setRole)}
    </GrantRunDialog>
  );
};
