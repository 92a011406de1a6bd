import type { SpaceRole } from '#/access/rules';
import { roleName } from '#/domain/roles';
import { Field } from '#/ui/Field';
import { describeSpaceRole, SPACE_ROLES } from './words';

type SpaceRoleSelectProps = { value: SpaceRole; onChange: (role: SpaceRole) => void };

/** The roles a space can be granted with, and what the chosen one allows. */
export const SpaceRoleSelect = ({ value, onChange }: SpaceRoleSelectProps) => (
  <Field label="Role in the space" hint={describeSpaceRole(value)}>
    {(control) => (
      <select {...control} value={value} onChange={(event) => onChange(event.target.value as SpaceRole)}>
        {SPACE_ROLES.map((role) => (
          <option key={role} value={role}>
            {roleName(role)}
          </option>
        ))}
      </select>
    )}
  </Field>
);
