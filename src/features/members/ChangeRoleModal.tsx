import { useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { isFailure } from '#/api/core/failure';
import { useMe } from '#/data/me';
import { changeRole, hasRole, useMembersChanged } from '#/data/members';
import type { Member } from '#/domain/members';
import { selfWarning } from '#/domain/permissions';
import { describeRoleChange, roleName, type OrganizationRole } from '#/domain/roles';
import { isMixedScript, listOf } from '#/lib/text';
import { Button } from '#/ui/Button';
import { FormModal } from '#/ui/FormModal';
import type { Problem } from '#/ui/problem';
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
export const ChangeRoleModal = ({ member, everybody, onClose }: ChangeRoleModalProps) => {
  const { me, may } = useMe();
  const changed = useMembersChanged();
  const [to, setTo] = useState<OrganizationRole>(member.role);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [lost, setLost] = useState(false);

  const permission = may.changeRole(member, { members: everybody });
  const warning = to === member.role ? null : selfWarning(me, member, 'changeRole');

  const saved = async () => {
    await changed.members([member.userUuid]);
    toast({ title: 'Role changed', message: `${member.name} is now ${roleName(to).toLowerCase()}.` });
    onClose();
  };

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    setLost(false);
    try {
      await work();
    } catch (error) {
      setProblem(describeFailure(error));
      setLost(isFailure(error) && error.outcome === 'unknown');
      // A refusal usually means that what is on the screen is old.
      if (isFailure(error, 'conflict', 'not-found')) void changed.members([member.userUuid]);
    }
    setBusy(false);
  };

  const submit = () =>
    attempt(async () => {
      await changeRole({ organizationUuid: me.organizationUuid, member, from: member.role, to });
      await saved();
    });

  const check = () =>
    attempt(async () => {
      if (await hasRole(member.userUuid, to)) await saved();
      else setProblem({ title: 'It was not saved', message: 'The role is as it was. You can try again.', canRetry: true });
    });

  return (
    <FormModal
      title={`Change the role of ${member.name}`}
      submitLabel="Change role"
      problem={problem}
      problemAction={lost && <Button onClick={() => void check()}>Check</Button>}
      busy={busy}
      reason={permission === true ? (to === member.role ? 'Choose another role first.' : undefined) : permission.reason}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {isMixedScript(member.name) && (
        <p className={styles.warning}>This name mixes alphabets, so it may imitate another one. The address is {member.email}.</p>
      )}
      <RoleChoice legend="Role in the organization" value={to} present={member.role} onChange={setTo} />
      {permission !== true && <p className={styles.warning}>{permission.reason}</p>}
      {to !== member.role && <Effect from={member.role} to={to} />}
      {warning && <p className={styles.warning}>{warning}</p>}
    </FormModal>
  );
};
