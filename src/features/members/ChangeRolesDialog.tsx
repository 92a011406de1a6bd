import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { changeRole, hasRole } from '#/data/member';
import { useRoleNames } from '#/data/role-names';
import { type AccessChange, AccessPreview, organizationRoleChange, useAccessPreview } from '#/access';
import { checkAdminsRemain, orderRoleChanges } from '#/domain/bulk';
import { heldRole, type Member } from '#/domain/members';
import { selfWarning } from '#/domain/permissions';
import { isOrganizationRole } from '#/domain/roles';
import { count, grouped } from '#/lib/text';
import { RunDialog } from '#/ui/RunDialog';
import { RoleChoice } from './RoleChoice';
import styles from './RoleChoice.module.css';

type ChangeRolesDialogProps = { members: readonly Member[]; everybody: readonly Member[]; onClose: () => void };

/** Changes many roles: promotions first, admins losing theirs one after another, oneself last, and never the last admin. */
export const ChangeRolesDialog = ({ members, everybody, onClose }: ChangeRolesDialogProps) => {
  const { me } = useMe();
  const madeOld = useMadeOld();
  const [to, setTo] = useState<string | null>(null);
  const nameRole = useRoleNames();
  // What the run began with: the table behind the dialog is read again while it runs.
  const [targets] = useState(members);

  const changes =
    to === null ? [] : targets.map((member) => ({ userUuid: member.userUuid, from: heldRole(member), to }));
  const admins = checkAdminsRemain(everybody, changes);
  const warning =
    to === null || to === me.role ? null : targets.map((member) => selfWarning(me, member, 'changeRole')).find(Boolean);

  const previewed = useMemo<AccessChange[]>(
    () => (to === null ? [] : targets.map(({ userUuid }) => organizationRoleChange(userUuid, to))),
    [targets, to],
  );
  const preview = useAccessPreview(previewed, 'everywhere');

  const items = targets.map((member) => ({
    id: member.userUuid,
    label: member.name,
    detail: to === null ? nameRole(heldRole(member)) : `${nameRole(heldRole(member))} → ${nameRole(to)}`,
    blocked: to === heldRole(member) ? 'Already has this role.' : null,
    note: member.hasMoreRoles
      ? 'Holds several roles, and the server does not say which; only this one remains.'
      : member.roleUuid
        ? 'Loses the custom role.'
        : null,
    member,
  }));

  return (
    <RunDialog
      title={`Change the role of ${count(targets.length, 'member', 'members')}`}
      items={items}
      noun={['member', 'members']}
      doneWord="changed"
      start={(n) =>
        to === null
          ? 'Change roles'
          : `Make ${grouped(n)} ${isOrganizationRole(to) ? nameRole(to).toLowerCase() : nameRole(to)}`
      }
      reason={to === null ? 'Choose a role first.' : admins === true ? undefined : admins.reason}
      order={(ids) => {
        const wanted = new Set(ids);
        const { parallel, serial } = orderRoleChanges(
          changes.filter(({ userUuid }) => wanted.has(userUuid)),
          me.userUuid,
        );
        return { parallel: parallel.map(({ userUuid }) => userUuid), serial: serial.map(({ userUuid }) => userUuid) };
      }}
      work={async ({ member }) => {
        if (to !== null)
          await changeRole({ organizationUuid: me.organizationUuid, member, from: heldRole(member), to });
      }}
      explain={explainRow}
      check={async ({ member }) => to !== null && hasRole(member, to)}
      onSettled={() => madeOld('updateMemberRole', ...targets.map(({ userUuid }) => ({ userUuid })))}
      onClose={onClose}
    >
      <RoleChoice legend="New role" value={to} onChange={setTo} />
      {to !== null && <AccessPreview about="everywhere" {...preview} />}
      {admins !== true && <p className={styles.warning}>{admins.reason}</p>}
      {warning && <p className={styles.warning}>{warning}</p>}
    </RunDialog>
  );
};
