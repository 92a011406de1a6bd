import { useMemo, useState } from 'react';
import { ApiFailure, isFailure } from '../api/core/failure';
import type { Role } from '../api/lightdash/gen/model/role';
import {
  getUpdateRoleMutationOptions,
  listRoles,
  useCreateRole,
  useDeleteRole,
  useDuplicateRole,
  useListRoles,
  useUpdateRole,
} from '../api/lightdash/gen/roles/roles';
import { heldRole, type Member } from '../domain/members';
import { scopeInWords } from '../domain/scopes';
import { rolesOf, type ServiceAccount } from '../domain/service-accounts';
import { memoized } from '../lib/memo';
import { useAccountGrants, useServiceAccounts } from './applications';
import type { Connection } from './integrations';
import { useMadeOld } from './invalidation';
import { writeWith, type Change, type State } from './journal';
import { useMembers } from './members';
import { projectGrantsQuery } from './roles';
import { useEachProject } from './useEachProject';

/** A role of the catalogue: a system role by its name, a custom one by its uuid. `level` is null before 1.219. */
export type CatalogueRole = {
  id: string;
  name: string;
  description: string;
  isSystem: boolean;
  level: 'project' | 'organization' | null;
  scopes: readonly string[];
  updatedAt: string | null;
};

const WITH_SCOPES = { load: 'scopes' } as const;

const toRoles = memoized((roles: Role[]): readonly CatalogueRole[] =>
  roles.map(({ roleUuid, name, description, ownerType, level, scopes, updatedAt }) => ({
    id: roleUuid,
    name,
    description: description ?? '',
    isSystem: ownerType === 'system',
    level: level ?? null,
    scopes: scopes ?? [],
    updatedAt,
  })),
);

/**
 * All roles with what they allow; `no-such-operation` where the server has no roles of its own, `forbidden` for all but admins of
 * the organization. Throws ApiFailure. Source: GetOrganizationRoles.load-scopes.
 */
export const useRoles = (organizationUuid: string) =>
  useListRoles(organizationUuid, WITH_SCOPES, { query: { select: toRoles } });

/** Whether servers without roles of their own are what is missing. */
export const hasNoRoles = (error: unknown): boolean => isFailure(error, 'no-such-operation');

/** What makes a role, or makes another of it. */
export type RoleInput = {
  name: string;
  description: string;
  level: 'project' | 'organization' | null;
  scopes: readonly string[];
};

/** What differs, as it is sent. */
const toUpdate = (before: RoleInput, { name, description, scopes }: RoleInput) => ({
  ...(name !== before.name && { name }),
  ...(description !== before.description && { description }),
  scopes: {
    add: scopes.filter((scope) => !before.scopes.includes(scope)),
    remove: before.scopes.filter((scope) => !scopes.includes(scope)),
  },
});

const stateOf = ({ name, description, scopes }: RoleInput): State =>
  new Map([['Name', name], ['Description', description], ...scopes.map((scope): [string, string] => [scope, 'given'])]);

/** What of a role is changed, as it is before and after; the rest is nobody's concern. */
const changedParts = (seen: RoleInput, wanted: RoleInput) => {
  const [before, after] = [stateOf(seen), stateOf(wanted)];
  const parts = new Set([...before.keys(), ...after.keys()].filter((part) => before.get(part) !== after.get(part)));
  const only = (state: State): State => new Map([...state].filter(([part]) => parts.has(part)));
  return { parts: [...parts], before: only(before), after: only(after) };
};

const readRole = async (organizationUuid: string, roleUuid: string): Promise<State> => {
  const role = toRoles(await listRoles(organizationUuid, WITH_SCOPES)).find(({ id }) => id === roleUuid);
  if (!role)
    throw new ApiFailure({ kind: 'not-found', outcome: 'not-sent', serverMessage: 'The role is not there any more' });
  return stateOf(role);
};

/** Throws ApiFailure: `conflict` where what is to be changed of a role is not as it was before any more, `not-found`. */
const readUnchanged = async (organizationUuid: string, before: CatalogueRole, wanted: RoleInput): Promise<void> => {
  const changed = changedParts(before, wanted);
  const present = await readRole(organizationUuid, before.id);
  if (changed.parts.some((part) => present.get(part) !== changed.before.get(part)))
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: 'This role has been changed since you opened this. Look at it again',
    });
};

/** A change of a role, for the journal: what others change of it meanwhile is no part of it. */
export const roleChange = (organizationUuid: string, seen: CatalogueRole, wanted: RoleInput): Change => {
  const { before, after } = changedParts(seen, wanted);
  return {
    place: 'roles',
    what: `Role ${wanted.name}`,
    back: {
      before,
      after,
      read: () => readRole(organizationUuid, seen.id),
      write: (client) =>
        writeWith(client, getUpdateRoleMutationOptions(), {
          organizationUuid,
          roleUuid: seen.id,
          data: toUpdate(wanted, seen),
        }),
      say: (part, value) =>
        part === 'Name' || part === 'Description'
          ? `${part}: ${value || 'none'}.`
          : `${scopeInWords(part)}: ${value ?? 'not given'}.`,
    },
  };
};

/** Creates, changes, copies and deletes custom roles. Throws ApiFailure: `conflict` for a name in use, `invalid` for one in use when deleted. */
export const useRoleWrites = (organizationUuid: string) => {
  const create = useCreateRole();
  const update = useUpdateRole();
  const duplicate = useDuplicateRole();
  const remove = useDeleteRole();
  const madeOld = useMadeOld();
  return {
    create: ({ name, description, level, scopes }: RoleInput) =>
      create.mutateAsync({
        organizationUuid,
        data: { name, ...(description && { description }), ...(level && { level }), scopes: [...scopes] },
      }),
    /** Sends what differs; `conflict` where that is not as it was before any more. */
    update: async (before: CatalogueRole, wanted: RoleInput) => {
      await readUnchanged(organizationUuid, before, wanted).catch((error: unknown) => {
        // What is on the screen is old, as after the write itself.
        if (isFailure(error, 'conflict', 'not-found')) void madeOld('updateRole', { roleUuid: before.id });
        throw error;
      });
      await update.mutateAsync({ organizationUuid, roleUuid: before.id, data: toUpdate(before, wanted) });
    },
    duplicate: (of: CatalogueRole, name: string, description: string) =>
      duplicate.mutateAsync({ organizationUuid, roleUuid: of.id, data: { name, ...(description && { description }) } }),
    remove: (role: CatalogueRole) => remove.mutateAsync({ organizationUuid, roleUuid: role.id }),
  };
};

/** The custom role of a name as the server has it now, or null: for a write of which no answer came. Throws ApiFailure. */
export const roleCalled = async (organizationUuid: string, name: string): Promise<CatalogueRole | null> =>
  toRoles(await listRoles(organizationUuid, WITH_SCOPES)).find((role) => !role.isSystem && role.name === name) ?? null;

/** Somebody, a group or a service account that holds a role; `projectUuid` is null in the organization. */
export type RoleHolder = {
  kind: 'user' | 'group' | 'service';
  uuid: string;
  projectUuid: string | null;
  /** How a service account is called; people and groups are listed elsewhere. */
  name?: string;
};

/** What service accounts are answered with where there can be none. */
const WITHOUT_ACCOUNTS: readonly Connection[] = ['licence', 'absent'];

/** So many service accounts are asked at once for their roles in projects; more where somebody wants to know. */
const ASKED_AT_ONCE = 20;

/**
 * Who holds each role: counted from the members, the grants of every project and the service accounts, because what lists the
 * holders of a role fails without a licence (GetOrganizationRoleAssignees.custom-org-role). Out: by role; `done` when all has been
 * read, neither that nor `isReading` where something was not; of how many service accounts it is not known what they hold in projects,
 * a call each.
 */
export const useRoleHolders = () => {
  const everybody = useMembers();
  const grants = useEachProject(projectGrantsQuery);
  const accounts = useServiceAccounts(true);
  const inProjects = useMemo(() => accounts.list.filter(({ projectCount }) => projectCount > 0), [accounts.list]);
  const [isWanted, setWanted] = useState(false);
  const isAsked = isWanted || inProjects.length <= ASKED_AT_ONCE;
  const { grants: ofAccounts, ...reading } = useAccountGrants(inProjects, isAsked);
  const { read } = grants;
  const members = everybody.data?.members;
  const holders = useMemo(() => {
    const held = new Map<string, RoleHolder[]>();
    const add = (role: string, holder: RoleHolder) => held.set(role, [...(held.get(role) ?? []), holder]);
    const service = ({ uuid, name }: ServiceAccount) => ({ kind: 'service' as const, uuid, name });
    // First, because pages show the first of many.
    for (const account of accounts.list)
      for (const role of rolesOf(account)) add(role, { ...service(account), projectUuid: null });
    for (const [i, account] of inProjects.entries())
      for (const { role, projectUuid } of ofAccounts[i] ?? [])
        if (role !== '') add(role, { ...service(account), projectUuid });
    for (const member of members ?? ([] as Member[]))
      add(heldRole(member), { kind: 'user', uuid: member.userUuid, projectUuid: null });
    for (const [projectUuid, { users, groups }] of read) {
      for (const { userUuid, role } of users) add(role, { kind: 'user', uuid: userUuid, projectUuid });
      for (const { groupUuid, role } of groups) add(role, { kind: 'group', uuid: groupUuid, projectUuid });
    }
    return held;
  }, [members, read, accounts.list, inProjects, ofAccounts]);
  const unreadAccounts = ofAccounts.filter((each) => each === undefined).length;
  const isEveryRoleTold = ofAccounts.every((each) => each?.every(({ role }) => role !== '') ?? true);
  return {
    holders,
    members,
    projects: grants.projects,
    unreadAccounts,
    /** So many projects answered that who holds what there is not for the reader. */
    forbidden: grants.forbidden,
    /** Whether something was not read that may yet be: a refusal stays one. */
    canReadRest:
      everybody.isError || grants.error !== null || grants.failed + unreadAccounts > 0 || accounts.state === 'unread',
    /** Reads what was not: also the rest of the service accounts. */
    readRest: () => {
      grants.retry();
      if (everybody.isError) void everybody.refetch();
      if (accounts.state === 'unread') accounts.retry();
      if (isAsked) reading.retry();
      else setWanted(true);
    },
    done:
      everybody.isSuccess &&
      grants.done &&
      grants.failed + grants.forbidden + unreadAccounts === 0 &&
      isEveryRoleTold &&
      (accounts.state === 'connected' || WITHOUT_ACCOUNTS.includes(accounts.state)),
    isReading:
      everybody.isPending || (!grants.done && !grants.error) || accounts.state === 'reading' || reading.isReading,
  };
};
