import { useMemo, useState } from 'react';
import { useMe } from '#/data/me';
import { hasRole, useChangeRole } from '#/data/members';
import { useWrite } from '#/data/useWrite';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import type { Member } from '#/domain/members';
import { selfWarning } from '#/domain/permissions';
import { describeRoleChange, roleName, type OrganizationRole } from '#/domain/roles';
import { isMixedScript, listOf } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import { RoleChoice } from './RoleChoice';
import styles from './RoleChoice.module.css';

type ChangeRoleModalProps = { member: Member; everybody: readonly Member[]; onClose: () => void };

const Effect = ({ from, to }: { from: OrganizationRole; to: OrganizationRole }) => {
  const { gains, losses } = describeRoleChange(from, to);
  return (
    <div className={styles.change} role="status">
      {gains.length > 0 && (
        <p>
          <b>Will be able to</b> {listOf(gains)}.
        </p>
      )}
      {losses.length > 0 && (
        <p>
          <b>Will no longer be able to</b>, unless a project or space grants it, {listOf(losses)}.
        </p>
      )}
    </div>
  );
};

/** Changes one member's role, after showing what it means. */
export const ChangeRoleModal = ({ member: chosen, everybody, onClose }: ChangeRoleModalProps) => {
  const { me, may } = useMe();
  // After a conflict everybody is read again: from then on it is the present role that is changed.
  const member = everybody.find(({ userUuid }) => userUuid === chosen.userUuid) ?? chosen;
  const change = useChangeRole({ organizationUuid: me.organizationUuid, member, from: member.role });
  const [to, setTo] = useState<OrganizationRole>(member.role);
  const permission = may.changeRole(member, { members: everybody });
  const warning = to === member.role ? null : selfWarning(me, member, 'changeRole');

  const changes = useMemo<AccessChange[]>(
    () => [{ kind: 'organizationRole', userUuid: member.userUuid, role: to }],
    [member.userUuid, to],
  );
  const preview = useAccessPreview(changes, 'everywhere');

  const write = useWrite({
    work: () => change(to),
    check: () => hasRole(member.userUuid, to),
    saved: () => {
      toast({ title: 'Role changed', message: `${member.name} is now ${roleName(to).toLowerCase()}.` });
      onClose();
    },
  });

  return (
    <FormModal
      title={`Change the role of ${member.name}`}
      submitLabel="Change role"
      write={write}
      reason={permission === true ? (to === member.role ? 'Choose another role first.' : undefined) : permission.reason}
      onClose={onClose}
    >
      {isMixedScript(member.name) && (
        <p className={styles.warning}>
          This name mixes alphabets, so it may imitate another one. The address is {member.email}.
        </p>
      )}
      <RoleChoice legend="Role in the organization" value={to} present={member.role} onChange={setTo} />
      {permission !== true && <p className={styles.warning}>{permission.reason}</p>}
      {to !== member.role && <Effect from={member.role} to={to} />}
      {to !== member.role && permission === true && <AccessPreview about="everywhere" {...preview} />}
      {warning && <p className={styles.warning}>{warning}</p>}
    </FormModal>
  );
};
