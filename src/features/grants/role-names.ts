import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMe } from '#/data/me';
import { customRolesQuery, type CustomRole } from '#/data/roles';
import { isOrganizationRole, roleName } from '#/domain/roles';

const NO_ROLES: ReadonlyMap<string, CustomRole> = new Map();

/** The roles that admins have made, by uuid; none until they are read. In: whether to read them. */
export const useCustomRoles = (enabled = true): ReadonlyMap<string, CustomRole> => {
  const { me } = useMe();
  return useQuery({ ...customRolesQuery(me.organizationUuid), enabled }).data ?? NO_ROLES;
};

/**
 * Roles of projects in words, custom ones by their name. In: the roles to be named, where custom roles are to be read only when
 * there is one among them.
 */
export const useRoleNames = (roles?: readonly string[]): ((role: string) => string) => {
  const custom = useCustomRoles(!roles || roles.some((role) => !isOrganizationRole(role)));
  return useCallback(
    (role: string) => (isOrganizationRole(role) ? roleName(role) : (custom.get(role)?.name ?? 'Custom role')),
    [custom],
  );
};

/** A role of a space in words. In: its name on the wire, or `unknown`. */
export const spaceRoleName = (role: string): string =>
  role === 'unknown' ? 'A role that can’t be read' : roleName(role);
