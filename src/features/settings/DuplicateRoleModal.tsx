import { useNavigate } from 'react-router';
import { roleCalled, useRoleWrites } from '#/data/custom-roles';
import { useMe } from '#/data/me';
import { useNotedWrite } from '#/data/useNotedWrite';
import { count } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import type { RoleRow } from './role-rows';
import { roleNameProblem } from './role-name';
import { rolesLink } from './routes';

/** Makes a custom role out of another, which may be one of Lightdash; nobody holds it at first. */
export const DuplicateRoleModal = ({
  role,
  all,
  onClose,
}: {
  role: RoleRow;
  all: readonly RoleRow[];
  onClose: () => void;
}) => {
  const { me } = useMe();
  const navigate = useNavigate();
  const { duplicate } = useRoleWrites(me.organizationUuid);
  const form = useFields(
    { name: `${role.shownName} (copy)`, description: role.isSystem ? '' : role.description },
    ({ name }) => ({ name: roleNameProblem(name, all) }),
  );
  const name = form.values.name.trim();
  const write = useNotedWrite({
    change: () => ({ place: 'roles', what: `Role ${name}`, told: `Created as a copy of ${role.shownName}.` }),
    work: () => duplicate(role, name, form.values.description.trim()),
    check: async () => (await roleCalled(me.organizationUuid, name)) !== null,
    saved: async () => {
      const made = await roleCalled(me.organizationUuid, name).catch(() => null);
      toast({ title: 'Role created', message: `${name} gives what ${role.shownName} gives. Nobody holds it yet.` });
      onClose();
      if (made) void navigate(rolesLink({ role: made.id }));
    },
    mark: form.mark,
  });
  return (
    <FormModal
      title={`Duplicate ${role.shownName}`}
      submitLabel="Create role"
      write={write}
      reason={form.problem}
      onClose={onClose}
    >
      <TextField label="Name" first maxLength={255} {...form.field('name')} />
      <TextField
        label="Description"
        hint="Empty: Lightdash takes over that of the other role, or writes whose copy it is."
        {...form.field('description')}
      />
      <p>
        It takes over {count(role.scopes.length, 'scope', 'scopes')}
        {role.level === 'project' && role.isSystem && ', but for those that only a role of the organization can have'}.
        Nobody gains anything by it until it is given to somebody.
      </p>
    </FormModal>
  );
};
