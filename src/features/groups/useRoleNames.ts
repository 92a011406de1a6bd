import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMe } from '#/data/me';
import { customRolesQuery } from '#/data/roles';
import { isOrganizationRole, roleName } from '#/domain/roles';

/**
 * Roles of projects in words, custom ones by their name. In: the roles to be named; custom roles are read only when there is
 * one among them.
 */
export const useRoleNames = (roles: readonly string[]): ((role: string) => string) => {
  const { me } = useMe();
  const hasCustom = roles.some((role) => !isOrganizationRole(role));
  const { data: custom } = useQuery({ ...customRolesQuery(me.organizationUuid), enabled: hasCustom });
  return useCallback(
    (role: string) => (isOrganizationRole(role) ? roleName(role) : (custom?.get(role)?.name ?? 'Custom role')),
    [custom],
  );
};
