import { useQuery } from '@tanstack/react-query';
import { useMe } from '#/data/me';
import { customRolesQuery, type CustomRole } from '#/data/roles';
import { ProjectRoleSelect } from '#/ui/ProjectRoleSelect';

const NONE: ReadonlyMap<string, CustomRole> = new Map();

/** The roles of projects, and those the organization has made itself, which are read when this is first shown. */
export const RoleSelect = ({ value, onChange }: { value: string; onChange: (role: string) => void }) => {
  const { me } = useMe();
  const { data: customRoles = NONE } = useQuery(customRolesQuery(me.organizationUuid));
  return <ProjectRoleSelect value={value} customRoles={customRoles} onChange={onChange} />;
};
