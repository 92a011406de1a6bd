import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { changeRole, hasRole } from '#/data/members';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import { checkAdminsRemain, maxParallel, orderRoleChanges } from '#/domain/bulk';
import type { Member } from '#/domain/members';
import { selfWarning } from '#/domain/permissions';
import { roleName, type OrganizationRole } from '#/domain/roles';
import { count } from '#/lib/text';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import { RoleChoice } from './RoleChoice';
import styles from './RoleChoice.module.css';

type ChangeRolesDialogProps = { members: readonly Member[]; everybody: readonly Member[]; onClose: () => void };

/** Changes many roles: promotions first, admins losing theirs one after another, oneself last, and never the last admin. */
export const ChangeRolesDialog = ({ members, everybody, onClose }: ChangeRolesDialogProps) => {
  const { me } = useMe();
  const madeOld = useMadeOld();
  const [to, setTo] = useState<OrganizationRole | null>(null);
  // What the run began with: the table behind the dialog is read again while it runs.
  const [targets] = useState(() => new Map(members.map((member) => [member.userUuid, member])));

  const changes = to === null ? [] : [...targets.values()].map(({ userUuid, role }) => ({ userUuid, from: role, to }));
  const admins = checkAdminsRemain(everybody, changes);
  const warning =
    to === null || to === me.role
      ? null
      : [...targets.values()].map((member) => selfWarning(me, member, 'changeRole')).find(Boolean);

  const previewed = useMemo<AccessChange[]>(
    () =>
      to === null ? [] : [...targets.keys()].map((userUuid) => ({ kind: 'organizationRole', userUuid, role: to })),
    [targets, to],
  );
  const preview = useAccessPreview(previewed, 'everywhere');

  const items = [...targets.values()].map((member): RunItem => ({
    id: member.userUuid,
    label: member.name,
    detail: to === null ? roleName(member.role) : `${roleName(member.role)} → ${roleName(to)}`,
    blocked: to === member.role ? 'Has this role already.' : null,
  }));

  return (
    <RunDialog
      title={`Change the role of ${count(targets.size, 'member', 'members')}`}
      items={items}
      one="member"
      many="members"
      doneWord="changed"
      startLabel={(n) =>
        to === null ? 'Change roles' : `Make ${n.toLocaleString('en-GB')} ${roleName(to).toLowerCase()}`
      }
      reason={to === null ? 'Choose a role first.' : admins === true ? undefined : admins.reason}
      limit={maxParallel}
      order={(ids) => {
        const wanted = new Set(ids);
        const { parallel, serial } = orderRoleChanges(
          changes.filter(({ userUuid }) => wanted.has(userUuid)),
          me.userUuid,
        );
        return { parallel: parallel.map(({ userUuid }) => userUuid), serial: serial.map(({ userUuid }) => userUuid) };
      }}
      work={async (id) => {
        const member = targets.get(id);
        if (!member || to === null) return '';
        await changeRole({ organizationUuid: me.organizationUuid, member, from: member.role, to });
        return '';
      }}
      explain={explainRow}
      check={(id) => (to === null ? Promise.resolve(false) : hasRole(id, to))}
      onSettled={() => madeOld('updateMemberRole', ...[...targets.keys()].map((userUuid) => ({ userUuid })))}
      onClose={onClose}
    >
      <RoleChoice legend="New role" value={to} onChange={setTo} />
      {to !== null && <AccessPreview about="everywhere" {...preview} />}
      {admins !== true && <p className={styles.warning}>{admins.reason}</p>}
      {warning && <p className={styles.warning}>{warning}</p>}
    </RunDialog>
  );
};
