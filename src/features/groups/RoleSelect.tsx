import { useQuery } from '@tanstack/react-query';
import { useMe } from '#/data/me';
import { customRolesQuery } from '#/data/roles';
import { describeRole, isOrganizationRole, ORGANIZATION_ROLES, roleName } from '#/domain/roles';
import { Field } from '#/ui/Field';

/** `member` is a role of organizations only. */
const PROJECT_ROLES = ORGANIZATION_ROLES.filter((role) => role !== 'member');

const POWERS: Readonly<Record<string, string>> = {
  viewer: 'Opens the project and the content shared in it.',
  admin: 'Manages everything in the project, its access included.',
};

/** The roles of projects, and those the organization has made itself where the server has any. */
export const RoleSelect = ({ value, onChange }: { value: string; onChange: (role: string) => void }) => {
  const { me } = useMe();
  const { data: custom } = useQuery(customRolesQuery(me.organizationUuid));
  const own = [...(custom?.values() ?? [])];
  const hint = isOrganizationRole(value) ? (POWERS[value] ?? describeRole(value)) : custom?.get(value)?.description;
  return (
    <Field label="Role" hint={hint || 'A role made by your organization.'}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {PROJECT_ROLES.map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
          {own.length > 0 && (
            <optgroup label="Made by your organization">
              {own.map(({ uuid, name }) => (
                <option key={uuid} value={uuid}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
          {!isOrganizationRole(value) && !custom?.has(value) && <option value={value}>Custom role</option>}
        </select>
      )}
    </Field>
  );
};
