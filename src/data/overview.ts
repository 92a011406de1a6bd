import { queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '../api/core/failure';
import { firstThat, supports } from '../api/lightdash/capabilities';
import type { RequestOptions } from '../api/lightdash/client';
import type { SpaceAsCode } from '../api/lightdash/gen/model/spaceAsCode';
import { listSpacesAsCode } from '../api/lightdash/gen/spaces/spaces';
import { codePathOf, seeminglyLonely, type Space } from '../domain/spaces';
import { composedKey } from './keys';
import { spaceQuery, spacesQuery } from './spaces';
import { useEachProject, type EachProject } from './useEachProject';

/** A private space that is granted to one person at most and to no group; the export knows it by its path alone. */
type LonelySpace = { name: string } & ({ uuid: string } | { code: string });

const isLonely = ({ access }: SpaceAsCode): boolean =>
  access !== undefined &&
  !access.inheritParentPermissions &&
  !access.projectMemberAccessRole &&
  access.users.length <= 1 &&
  access.groups.length === 0;

/**
 * Which spaces of a project are shared with nobody: private ones, granted to no second person and to no group. Admins and holders
 * of custom roles may open them all the same. By the export of grants, one call, where the server has it and leaves out none but
 * personal spaces (C9); else by the list, and one call for each candidate, of which what is not shown to the person does not
 * count. Throws ApiFailure.
 */
const lonelySpacesQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: composedKey('lonelySpaces', projectUuid),
    queryFn: async ({ client, signal }): Promise<readonly LonelySpace[]> => {
      const byList = async () => {
        const candidates = seeminglyLonely(await client.query(spacesQuery(projectUuid, request)));
        const details = await Promise.all(
          candidates.map(({ uuid }) =>
            client.query(spaceQuery(projectUuid, uuid, request)).catch((error: unknown) => {
              if (isFailure(error, 'forbidden', 'not-found')) return null;
              throw error;
            }),
          ),
        );
        return candidates.filter((_, i) => details[i]?.groupGrants.length === 0);
      };
      // Told by the members: each project would find out for itself that there is no export.
      if (supports('organizationRoles') === false) return byList();
      const exported = await firstThat(
        {
          operation: 'GET /api/v1/projects/{projectUuid}/code/spaces',
          run: () => listSpacesAsCode(projectUuid, request, signal),
        },
        { run: () => Promise.resolve(null) },
      ).catch((error: unknown) => {
        if (isFailure(error, 'forbidden')) return null;
        throw error;
      });
      if (!exported || exported.skipped.length > 0 || exported.spaces.some(({ access }) => !access)) return byList();
      return exported.spaces.filter(isLonely).map(({ spaceName: name, slug: code }) => ({ name, code }));
    },
    staleTime: 60_000,
  });

/**
 * The spaces of all projects that are shared with nobody, as far as they have come, and whether a space is one of them. In: whether
 * to read, which is when the members have come.
 */
export const useLonelySpaces = (
  enabled: boolean,
): EachProject<readonly LonelySpace[]> & { has: (space: Space) => boolean } => {
  const each = useEachProject(lonelySpacesQuery, enabled);
  const { read } = each;
  const has = useMemo(() => {
    const known = new Set(
      [...read].flatMap(([uuid, spaces]) =>
        spaces.map((space) => ('uuid' in space ? space.uuid : `${uuid} ${space.code}`)),
      ),
    );
    return (space: Space) => known.has(space.uuid) || known.has(`${space.projectUuid} ${codePathOf(space) ?? ''}`);
  }, [read]);
  return { ...each, has };
};
