import { useQueryClient } from '@tanstack/react-query';
import { useCallback, type ReactNode } from 'react';
import type { AccessChange, SpaceRole } from '#/access';
import { replaceProjectGrant } from '#/data/group-grants';
import { madeOld } from '#/data/invalidation';
import { grantedRole, revokeProjectGrantOf, writeProjectGrant } from '#/data/role-writes';
import { grantedSpaceRole, isGranted } from '#/data/space-grants';
import { grantSpace, revokeSpace, type SpaceAddress } from '#/data/space-writes';
import { checkUnchanged } from '#/data/unchanged-grant';
import { useGivableRoles, useRoleNames } from '#/data/role-names';
import { roleName } from '#/domain/roles';
import { spaceRoleName } from '#/domain/space-grants';
import { Field } from '#/ui/Field';
import { ProjectRoleSelect } from '#/ui/ProjectRoleSelect';
import type { Grant, Holder } from './grants';

type RoleWords = { label?: string; none?: string };

type Addressee = Pick<Grant, 'kind' | 'uuid' | 'email'>;

/** What grants are made on, a project or a space, as the dialogs about grants know it. All that writes or reads throws ApiFailure. */
export type GrantTarget = {
  uuid: string;
  name: string;
  about: { projectUuid: string; spaceUuid?: string };
  nameRole: (role: string) => string;
  /** `words.none`: what it is called to have no grant, the empty role, where that can be chosen. */
  roleField: (role: string, onChange: (role: string) => void, words?: RoleWords) => ReactNode;
  /** A grant as the access rules know it; `role` null: revoked. */
  changeOf: (holder: Holder, role: string | null) => AccessChange;
  /** Makes a grant, or changes one that is there. */
  write: (to: Addressee, role: string, isNew: boolean) => Promise<void>;
  /** Changes a grant, or makes one (`from` null), unless somebody else did so since it was read: then `conflict`. */
  replace: (to: Addressee, from: string | null, role: string) => Promise<void>;
  /** Takes a grant away; one that is gone already is no error, but that its space is gone is one. */
  revoke: (holder: Holder) => Promise<void>;
  /** Whether a grant is as it was wanted; `role` null asks whether it is gone. */
  isGranted: (holder: Holder, role: string | null) => Promise<boolean>;
  /** After any of these: reads again what they made old, which is the same for all of them. */
  changed: () => Promise<void>;
};

type RoleProps = RoleWords & { role: string; onChange: (role: string) => void };

const ProjectRole = ({ role, ...field }: RoleProps) => (
  <ProjectRoleSelect value={role} customRoles={useGivableRoles('project')} {...field} />
);

const addresseeOf = ({ kind, uuid, email }: Addressee) => (kind === 'user' ? { kind, uuid, email } : { kind, uuid });

/** Projects as targets of grants. Out: one for each project; the function stays the same as long as the custom roles do. */
export const useProjectTarget = () => {
  const queryClient = useQueryClient();
  const nameRole = useRoleNames();
  return useCallback(
    ({ uuid: projectUuid, name }: { uuid: string; name: string }): GrantTarget => ({
      uuid: projectUuid,
      name,
      about: { projectUuid },
      nameRole,
      roleField: (role, onChange, words) => <ProjectRole role={role} onChange={onChange} {...words} />,
      changeOf: ({ kind, uuid }, role) => ({ kind: 'projectGrant', projectUuid, holder: { kind, uuid }, role }),
      write: (to, role, isNew) => writeProjectGrant({ projectUuid, assignee: addresseeOf(to), role, isNew }),
      replace: (to, from, role) =>
        replaceProjectGrant(queryClient, { projectUuid, assignee: addresseeOf(to), from, to: role }),
      revoke: (holder) => revokeProjectGrantOf(projectUuid, holder),
      isGranted: async (holder, role) => (await grantedRole(queryClient, projectUuid, holder)) === role,
      changed: () => madeOld(queryClient, 'upsertProjectUserRole', { projectUuid }),
    }),
    [queryClient, nameRole],
  );
};

/** The roles a space can be granted with, weakest first, and what they allow (A8). */
const SPACE_ROLES: Record<SpaceRole, string> = {
  viewer: 'Opens the space and what is in it.',
  editor: 'Also edits charts and dashboards in it, unless the role in the project is viewer.',
  admin: 'Also renames, grants and deletes the space, unless the role in the project is viewer.',
};

const SpaceRoleSelect = ({ role, onChange, label = 'Role in the space', none }: RoleProps) => (
  <Field label={label} hint={SPACE_ROLES[role as SpaceRole]}>
    {(control) => (
      <select {...control} value={role} onChange={(event) => onChange(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {Object.keys(SPACE_ROLES).map((each) => (
          <option key={each} value={each}>
            {roleName(each)}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** Spaces as targets of grants. Out: one for each space; the function stays the same. */
export const useSpaceTarget = () => {
  const queryClient = useQueryClient();
  return useCallback(
    (space: SpaceAddress & { name: string }): GrantTarget => {
      const { projectUuid, uuid: spaceUuid, name } = space;
      // The field offers roles of spaces only.
      const write: GrantTarget['write'] = (to, role) => grantSpace(space, to, role as SpaceRole);
      return {
        uuid: spaceUuid,
        name,
        about: { projectUuid, spaceUuid },
        nameRole: spaceRoleName,
        roleField: (role, onChange, words) => <SpaceRoleSelect role={role} onChange={onChange} {...words} />,
        changeOf: ({ kind, uuid }, role) => ({
          kind: 'spaceGrant',
          spaceUuid,
          holder: { kind, uuid },
          role: role as SpaceRole | null,
        }),
        write,
        replace: async (to, from, role) => {
          const present = await grantedSpaceRole(space, to);
          if (present === role) return;
          checkUnchanged(present, from);
          await write(to, role, present === null);
        },
        revoke: (holder) => revokeSpace(space, holder),
        isGranted: (holder, role) => isGranted(space, holder, role as SpaceRole | null),
        changed: () => madeOld(queryClient, 'shareSpaceWithUser', { projectUuid, spaceUuid }),
      };
    },
    [queryClient],
  );
};
