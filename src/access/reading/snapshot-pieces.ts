import { queryOptions } from '@tanstack/react-query';
import { BACKGROUND } from '#/api/core/semaphore';
import { getListSpacesAsCodeQueryOptions, getSpace } from '#/api/lightdash/gen/spaces/spaces';
import type { Space } from '#/domain/spaces';
import { composedKey } from '#/data/keys';
import { projectGrantsQuery } from '#/data/roles';
import { spaceQuery, spacesQuery, toSpaceDetail, type SpaceDetail } from '#/data/spaces';
import { piece } from './parts';

/** How many places have not been read: projects, projects of which only the spaces are not listed, and single spaces. */
export type Unread = { projects: number; unlisted: number; spaces: number };

/** The part of a space that matters here: the access list, with everybody who reaches it, would be too much to keep for all. */
const trimmed = (detail: SpaceDetail): SpaceDetail => ({
  ...detail,
  access: detail.access.filter(({ hasDirectAccess }) => hasDirectAccess),
  children: [],
  charts: [],
  dashboards: [],
});

/**
 * One space, as far as it decides about access, by hand because the rest of it is too much to keep. Taken from its page where
 * that has just been read; data/invalidation.ts says what makes it old. Throws ApiFailure.
 */
const spaceGrantsQuery = (projectUuid: string, spaceUuid: string) =>
  queryOptions({
    queryKey: composedKey('spaceGrants', projectUuid, spaceUuid),
    queryFn: async ({ client, signal }): Promise<SpaceDetail> => {
      const ofPage = client.getQueryState(spaceQuery(projectUuid, spaceUuid).queryKey);
      const isFresh = ofPage && !ofPage.isInvalidated && Date.now() - ofPage.dataUpdatedAt < FRESH;
      const wire = (isFresh && ofPage.data) || (await getSpace(projectUuid, spaceUuid, BACKGROUND, signal));
      return trimmed(toSpaceDetail(projectUuid)(wire));
    },
  });

/** A space that a page has read within this time, in milliseconds, is not read again. */
const FRESH = 30_000;

export const grantsPiece = ({ uuid }: { uuid: string }) => piece(uuid, projectGrantsQuery(uuid, BACKGROUND));

export const spacesPiece = ({ uuid }: { uuid: string }) => piece(uuid, spacesQuery(uuid, BACKGROUND));

export const spacePiece = ({ projectUuid, uuid }: Pick<Space, 'projectUuid' | 'uuid'>) =>
  piece(uuid, spaceGrantsQuery(projectUuid, uuid));

/** All exact grants of a project in one call. Source: ListSpacesAsCode (C9). */
export const codePiece = (projectUuid: string) =>
  piece(projectUuid, getListSpacesAsCodeQueryOptions(projectUuid, { request: BACKGROUND }));

/** Whether the server lists spaces as code: it is of the generation in which their list says from where they inherit. */
export const isInCode = (listed: readonly Space[]): boolean =>
  listed.some(({ inheritsFromProject }) => typeof inheritsFromProject === 'boolean');

/** Up to 0.2110 only a space at the top carries grants (A4); in the newer generation, where it says whether it inherits, each does. */
export const carriesGrants = ({ parentUuid, inherits }: Space): boolean => parentUuid === null || inherits !== null;
