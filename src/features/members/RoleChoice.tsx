import { useGivableRoles, useRoleNames } from '#/data/role-names';
import { describeRole, isOrganizationRole, ORGANIZATION_ROLES } from '#/domain/roles';
import { describeOwnRole } from '#/ui/ProjectRoleSelect';
import styles from './RoleChoice.module.css';

type RoleChoiceProps = {
  legend: string;
  /** The name of a system role, or the uuid of a custom one. */
  value: string | null;
  present?: string;
  onChange: (role: string) => void;
};

/** The roles that can be given in an organization, each with what it allows: the system's, and those made for it. */
export const RoleChoice = ({ legend, value, present, onChange }: RoleChoiceProps) => {
  const custom = useGivableRoles('organization');
  const nameRole = useRoleNames();
  // One that cannot be given any more, or is not shown, still is what somebody has now.
  const unlisted = present !== undefined && !isOrganizationRole(present) && !custom.has(present) ? [present] : [];
  return (
    <fieldset className={styles.roles}>
      <legend>{legend}</legend>
      <div className={styles.list}>
        {[...ORGANIZATION_ROLES, ...custom.keys(), ...unlisted].map((role) => (
          <label key={role} className={styles.role}>
            <input type="radio" name="role" value={role} checked={value === role} onChange={() => onChange(role)} />
            <span>
              <b>{nameRole(role)}</b>
              {!isOrganizationRole(role) && <small> custom{role === present && ' ·'}</small>}
              {role === present && <small> now</small>}
              <span className={styles.what}>
                {isOrganizationRole(role) ? describeRole(role) : describeOwnRole(custom.get(role))}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
