import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { heldRole, type Member } from '../domain/members';
import { canBeGiven, isOrganizationRole, ORGANIZATION_ROLES, roleName } from '../domain/roles';
import { optionsOf } from '../lib/rows';
import { useMe } from './me';
import { customRolesQuery, type CustomRole } from './roles';

const NO_ROLES: ReadonlyMap<string, CustomRole> = new Map();

/** The roles that admins have made, by uuid; none until they are read, or where they are not shown. In: whether to read them. */
const useCustomRoles = (enabled = true): ReadonlyMap<string, CustomRole> => {
  const { me, may } = useMe();
  return (
    useQuery({ ...customRolesQuery(me.organizationUuid), enabled: enabled && may.readRoles === true }).data ?? NO_ROLES
  );
};

/** Those of them that can be given in projects, or in the organization. */
export const useGivableRoles = (where: 'project' | 'organization'): ReadonlyMap<string, CustomRole> => {
  const all = useCustomRoles();
  return useMemo(() => new Map([...all].filter(([, role]) => canBeGiven(role, where))), [all, where]);
};

const nameOf =
  (custom: ReadonlyMap<string, CustomRole>) =>
  (role: string): string =>
    isOrganizationRole(role) ? roleName(role) : (custom.get(role)?.name ?? 'Custom role');

/**
 * Roles in words, custom ones by their name. In: the roles to be named, where custom roles are to be read only when there is one
 * among them.
 */
export const useRoleNames = (roles?: readonly string[]): ((role: string) => string) => {
  const custom = useCustomRoles(!roles || roles.some((role) => !isOrganizationRole(role)));
  return useMemo(() => nameOf(custom), [custom]);
};

/** The roles that a list of members can be filtered by: the system's, and custom ones that somebody has or that are chosen. */
export const useRoleOptions = (members: readonly Member[], chosen: readonly string[]) => {
  const held = useMemo(() => new Set(members.map(heldRole)), [members]);
  const custom = [...new Set([...held, ...chosen])].filter((role) => !isOrganizationRole(role));
  return optionsOf([...ORGANIZATION_ROLES, ...custom], useRoleNames(custom));
};

/** The roles of the system by their names, as long as no others are read. */
const nameSystemRole = nameOf(NO_ROLES);

/** What a member is in the organization, in words: the role by its name, and that more are held than is told. */
export const memberRole = (member: Member, nameRole = nameSystemRole): string =>
  `${nameRole(heldRole(member))}${member.hasMoreRoles ? ' and more' : ''}`;

/** The same for many, custom roles by their names. */
export const useMemberRoles = (members: readonly Member[]): ((member: Member) => string) => {
  const nameRole = useRoleNames(useMemo(() => members.map(heldRole), [members]));
  return useCallback((member: Member) => memberRole(member, nameRole), [nameRole]);
};
