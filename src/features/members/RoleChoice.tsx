import { describeRole, ORGANIZATION_ROLES, roleName, type OrganizationRole } from '#/domain/roles';
import styles from './RoleChoice.module.css';

type RoleChoiceProps = {
  legend: string;
  value: OrganizationRole | null;
  present?: OrganizationRole;
  onChange: (role: OrganizationRole) => void;
};

/** The roles of an organization, each with what it allows. */
export const RoleChoice = ({ legend, value, present, onChange }: RoleChoiceProps) => (
  <fieldset className={styles.roles}>
    <legend>{legend}</legend>
    <div className={styles.list}>
      {ORGANIZATION_ROLES.map((role) => (
        <label key={role} className={styles.role}>
          <input type="radio" name="role" value={role} checked={value === role} onChange={() => onChange(role)} />
          <span>
            <b>{roleName(role)}</b>
            {role === present && <small> now</small>}
            <span className={styles.what}>{describeRole(role)}</span>
          </span>
        </label>
      ))}
    </div>
  </fieldset>
);
