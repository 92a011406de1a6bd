import type { CustomRole } from '#/data/roles';
import { describeRole, ORGANIZATION_ROLES, roleName } from '#/domain/roles';
import { Field } from '#/ui/Field';

type RoleSelectProps = { label: string; value: string; customRoles: ReadonlyMap<string, CustomRole>; onChange: (role: string) => void };

/** The roles a project can be granted with: the system's, and the organization's own where the server has them. */
export const RoleSelect = ({ label, value, customRoles, onChange }: RoleSelectProps) => {
  const custom = customRoles.get(value);
  return (
    <Field label={label} hint={custom ? custom.description || `Gives exactly its ${custom.scopes.length} scopes.` : describeRole(value)}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {ORGANIZATION_ROLES.filter((role) => role !== 'member').map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
          {customRoles.size > 0 && (
            <optgroup label="Custom roles">
              {[...customRoles.values()].map(({ uuid, name }) => (
                <option key={uuid} value={uuid}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      )}
    </Field>
  );
};
