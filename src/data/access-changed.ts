import type { QueryClient, QueryKey } from '@tanstack/react-query';
import {
  getListProjectGrantsQueryKey,
  getListProjectGroupGrantsQueryKey,
} from '../api/lightdash/gen/projects/projects';
import { getListProjectRoleAssignmentsQueryKey } from '../api/lightdash/gen/roles/roles';
import {
  getGetSpaceQueryKey,
  getListSpaceAccessQueryKey,
  getListSpacesQueryKey,
} from '../api/lightdash/gen/spaces/spaces';

/** Ends the key of a space of which only privacy and grants are kept (snapshot-pieces.ts). */
export const GRANTS_ONLY = 'grants';

const SPACE = getGetSpaceQueryKey('', '')[0];
const SPACE_ACCESS = getListSpaceAccessQueryKey('', '')[0];
const SPACES = getListSpacesQueryKey('')[0];
const GRANTS: ReadonlySet<unknown> = new Set(
  [getListProjectRoleAssignmentsQueryKey, getListProjectGrantsQueryKey, getListProjectGroupGrantsQueryKey].map(
    (key) => key('')[0],
  ),
);

const isGrantsOnly = (key: QueryKey): boolean => key.at(-1) === GRANTS_ONLY;
const isReach = (key: QueryKey): boolean => (key[0] === SPACE && !isGrantsOnly(key)) || key[0] === SPACE_ACCESS;
const isOf = (key: QueryKey, uuids: ReadonlySet<unknown>): boolean => key.slice(1).some((part) => uuids.has(part));

const makeOld = (queryClient: QueryClient, isOld: (key: QueryKey, data: unknown) => boolean): Promise<void> =>
  queryClient.invalidateQueries({ predicate: ({ queryKey, state }) => isOld(queryKey, state.data) });

/**
 * Roles or memberships were changed: who reaches a space is computed anew by the server, while what is granted on it stays.
 * Resolves when the page shows it.
 */
export const reachChanged = (queryClient: QueryClient): Promise<void> => makeOld(queryClient, isReach);

/** Grants of some projects were written: those are read again, and who reaches the spaces in them. Resolves when the page shows it. */
export const projectGrantsChanged = (queryClient: QueryClient, projectUuids: readonly string[]): Promise<void> => {
  const projects = new Set<unknown>(projectUuids);
  return makeOld(queryClient, (key) => (GRANTS.has(key[0]) || isReach(key)) && isOf(key, projects));
};

/**
 * Spaces of some projects were made, renamed, granted, made private or public, or deleted: the lists are read again, who
 * reaches the spaces of these projects (nested ones follow the one at the top; no space takes access from another project),
 * and what is granted on those that were written to. Resolves when the page shows it.
 */
export const spacesChanged = (
  queryClient: QueryClient,
  projectUuids: readonly string[],
  spaceUuids: readonly string[],
): Promise<void> => {
  const projects = new Set<unknown>(projectUuids);
  const spaces = new Set<unknown>(spaceUuids);
  return makeOld(queryClient, (key) =>
    key[0] === SPACES || isReach(key) ? isOf(key, projects) : key[0] === SPACE && isOf(key, spaces),
  );
};

/** Members or a group were taken away, and with them all their grants: what names them is read again, and who reaches spaces. */
export const holdersGone = (queryClient: QueryClient, uuids: readonly string[]): Promise<void> =>
  makeOld(queryClient, (key, data) => {
    if (isReach(key)) return true;
    if (!GRANTS.has(key[0]) && key[0] !== SPACES && key[0] !== SPACE) return false;
    const text = JSON.stringify(data) ?? '';
    return uuids.some((uuid) => text.includes(`"${uuid}"`));
  });
