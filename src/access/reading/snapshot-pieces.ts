import { queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { isFailure } from '#/api/core/failure';
import { composedKey } from '#/data/keys';
import { projectGrantsQuery } from '#/data/roles';
import { spaceQuery, spacesQuery, type SpaceDetail } from '#/data/spaces';

/** What a snapshot is read in: the grants and the spaces of each project, and each space at the top. */
export type Piece =
  | { kind: 'grants' | 'spaces'; projectUuid: string }
  | { kind: 'space'; projectUuid: string; spaceUuid: string };

/** How many places have not been read: projects, projects of which only the spaces are not listed, and single spaces. */
export type Unread = { projects: number; unlisted: number; spaces: number };

/** In: the pieces that are missing. */
export const unreadIn = (pieces: readonly Piece[]): Unread => {
  const grants = new Set(pieces.flatMap(({ kind, projectUuid }) => (kind === 'grants' ? [projectUuid] : [])));
  return {
    projects: grants.size,
    unlisted: pieces.filter(({ kind, projectUuid }) => kind === 'spaces' && !grants.has(projectUuid)).length,
    spaces: pieces.filter(({ kind }) => kind === 'space').length,
  };
};

/** What counts of a space: its access list holds everybody who reaches it, which for all spaces is too much to keep. */
const trimmed = (detail: SpaceDetail): SpaceDetail => ({
  ...detail,
  access: detail.access.filter(({ hasDirectAccess }) => hasDirectAccess),
  children: [],
  charts: [],
  dashboards: [],
});

/**
 * One space at the top, as far as it decides about access; data/invalidation.ts says what makes it old. Throws ApiFailure. In: the cache, where its page may have read it a moment ago.
 */
export const spacePieceQuery = (queryClient: QueryClient, projectUuid: string, spaceUuid: string) => {
  const whole = spaceQuery(projectUuid, spaceUuid);
  return queryOptions({
    queryKey: composedKey('spaceGrants', projectUuid, spaceUuid),
    queryFn: async (): Promise<SpaceDetail> => trimmed(await queryClient.fetchQuery({ ...whole, gcTime: 0 })),
  });
};

/** The key of a piece in the cache. */
export const keyOf = (piece: Piece): QueryKey => {
  switch (piece.kind) {
    case 'grants':
      return projectGrantsQuery(piece.projectUuid).queryKey;
    case 'spaces':
      return spacesQuery(piece.projectUuid).queryKey;
    case 'space':
      return composedKey('spaceGrants', piece.projectUuid, piece.spaceUuid);
  }
};

const NAMES: readonly unknown[] = [
  projectGrantsQuery('').queryKey[0],
  spacesQuery('').queryKey[0],
  composedKey('spaceGrants')[0],
];

/** Whether a key of the cache may be that of a piece. */
export const mayBePiece = (key: QueryKey): boolean => NAMES.includes(key[0]);

/** Reads a piece anew. Throws ApiFailure. */
export const readPiece = async (queryClient: QueryClient, piece: Piece): Promise<unknown> => {
  switch (piece.kind) {
    case 'grants':
      return queryClient.fetchQuery({ ...projectGrantsQuery(piece.projectUuid), staleTime: 0 });
    case 'spaces':
      return queryClient.fetchQuery({ ...spacesQuery(piece.projectUuid), staleTime: 0 });
    case 'space':
      return queryClient.fetchQuery({
        ...spacePieceQuery(queryClient, piece.projectUuid, piece.spaceUuid),
        staleTime: 0,
      });
  }
};

/** For so long, in milliseconds, what was refused is not asked for again. */
const REFUSED = 60_000;

/**
 * How a piece stands: `read` since a moment (milliseconds, 0 for any) and nothing has been written to it since, `refused` by
 * the server a short time ago, which is as good as it gets, or `missing`.
 */
export const stateOf = (queryClient: QueryClient, piece: Piece, since: number): 'read' | 'refused' | 'missing' => {
  const state = queryClient.getQueryState(keyOf(piece));
  if (!state) return 'missing';
  if (state.data !== undefined && !state.isInvalidated && state.dataUpdatedAt >= since) return 'read';
  const isRecent = Date.now() - state.errorUpdatedAt < REFUSED && state.errorUpdatedAt >= since;
  return isRecent && isFailure(state.error, 'forbidden', 'not-found') ? 'refused' : 'missing';
};
