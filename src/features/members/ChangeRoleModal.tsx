import { useMemo, useState } from 'react';
import { useMe } from '#/data/me';
import { hasRole, useChangeRole } from '#/data/member';
import { useWrite } from '#/data/useWrite';
import { useMemberRoles, useRoleNames } from '#/data/role-names';
import { type AccessChange, AccessPreview, organizationRoleChange, useAccessPreview } from '#/access';
import { heldRole, type Member } from '#/domain/members';
import { selfWarning } from '#/domain/permissions';
import { describeRoleChange, isOrganizationRole } from '#/domain/roles';
import { isMixedScript, listOf } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { closeWithToast } from '#/ui/toast';
import { RoleChoice } from './RoleChoice';
import styles from './RoleChoice.module.css';

type ChangeRoleModalProps = { member: Member; everybody: readonly Member[]; onClose: () => void };

const Effect = ({ from, to, nameRole }: { from: string; to: string; nameRole: (role: string) => string }) => {
  const { gains, losses } = describeRoleChange(from, to);
  return (
    <div className={styles.change} role="status">
      {!isOrganizationRole(from) && (
        <p>
          <b>Takes away the custom role</b> {nameRole(from)}, and with it all that it allows in every project.
        </p>
      )}
      {!isOrganizationRole(to) && (
        <p>
          <b>Gives exactly what</b> {nameRole(to)} allows, in every project
          {isOrganizationRole(from) && from !== 'member' && `, in place of ${nameRole(from)}`}.
        </p>
      )}
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
  const from = heldRole(member);
  const change = useChangeRole({ organizationUuid: me.organizationUuid, member, from });
  const [to, setTo] = useState(from);
  const nameRole = useRoleNames();
  const rolesOf = useMemberRoles(everybody);
  const permission = may.changeRole(member, { members: everybody });
  const warning = to === from ? null : selfWarning(me, member, 'changeRole');

  const changes = useMemo<AccessChange[]>(() => [organizationRoleChange(member.userUuid, to)], [member.userUuid, to]);
  const preview = useAccessPreview(changes, 'everywhere');

  const write = useWrite({
    work: () => change(to),
    check: () => hasRole(member, to),
    saved: closeWithToast(onClose, {
      title: 'Role changed',
      message: `${member.name} is now ${isOrganizationRole(to) ? nameRole(to).toLowerCase() : nameRole(to)}.`,
    }),
  });

  return (
    <FormModal
      title={`Change the role of ${member.name}`}
      submitLabel="Change role"
      write={write}
      reason={permission === true ? (to === from ? 'Choose another role first.' : undefined) : permission.reason}
      onClose={onClose}
    >
      {isMixedScript(member.name) && (
        <p className={styles.warning}>
          This name mixes alphabets, so it may imitate another one. The address is {member.email}.
        </p>
      )}
      <RoleChoice legend="Role in the organization" value={to} present={from} onChange={setTo} />
      {permission !== true && <p className={styles.warning}>{permission.reason}</p>}
      {to !== from && <Effect from={from} to={to} nameRole={nameRole} />}
      {member.hasMoreRoles && (
        <p className={styles.warning}>
          {rolesOf(member)}: this person holds several roles at once, and the server does not say which. Any change here
          leaves only the one chosen.
        </p>
      )}
      {to !== from && permission === true && <AccessPreview about="everywhere" {...preview} />}
      {warning && <p className={styles.warning}>{warning}</p>}
    </FormModal>
  );
};
