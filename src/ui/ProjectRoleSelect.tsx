import { describeProjectRole, isOrganizationRole, PROJECT_ROLES, roleName } from '../domain/roles';
import { count } from '../lib/text';
import { Field } from './Field';

/** A role made by the organization: it gives exactly its scopes. */
type OwnRole = { uuid: string; name: string; description: string; scopes: readonly string[] | 'unknown' };

type ProjectRoleSelectProps = {
  /** Empty: no grant, where that can be chosen. */
  value: string;
  customRoles: ReadonlyMap<string, OwnRole>;
  onChange: (role: string) => void;
  error?: string | null;
  label?: string;
  /** What it is called to have no grant; absent where there is to be one. */
  none?: string;
};

/** What a role made by the organization is for, or how much it allows. In: nothing where it is not known. */
export const describeOwnRole = (role: Pick<OwnRole, 'description' | 'scopes'> | undefined): string => {
  if (role?.description) return role.description;
  return !role || role.scopes === 'unknown'
    ? 'A role made by your organization.'
    : `Gives exactly its ${count(role.scopes.length, 'scope', 'scopes')}.`;
};

/** The roles a project can be granted with: the system's, and the organization's own where the server has them. */
export const ProjectRoleSelect = ({
  value,
  customRoles,
  onChange,
  error = null,
  label = 'Role in the project',
  none,
}: ProjectRoleSelectProps) => {
  const own = customRoles.get(value);
  const ownHint = describeOwnRole(own);
  return (
    <Field
      label={label}
      error={error}
      hint={value === '' ? undefined : isOrganizationRole(value) ? describeProjectRole(value) : ownHint}
    >
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {PROJECT_ROLES.map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
          {customRoles.size > 0 && (
            <optgroup label="Made by your organization">
              {[...customRoles.values()].map(({ uuid, name }) => (
                <option key={uuid} value={uuid}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
          {value !== '' && !isOrganizationRole(value) && !own && <option value={value}>Custom role</option>}
        </select>
      )}
    </Field>
  );
};
