import type { QueryClient } from '@tanstack/react-query';
import { madeOld } from './invalidation';

/** Grants of some projects were written. Resolves when the page shows it. */
export const projectGrantsChanged = (queryClient: QueryClient, projectUuids: readonly string[]): Promise<void> =>
  madeOld(queryClient, 'deleteProjectUserRole', ...projectUuids.map((projectUuid) => ({ projectUuid, userUuid: '' })));

/** Spaces of some projects were made, or those named changed. Resolves when the page shows it. */
export const spacesChanged = async (
  queryClient: QueryClient,
  projectUuids: readonly string[],
  spaceUuids: readonly string[],
): Promise<void> => {
  const spaces = spaceUuids.length === 0 ? [''] : spaceUuids;
  await madeOld(
    queryClient,
    'updateSpace',
    ...projectUuids.flatMap((projectUuid) =>
      spaces.map((spaceUuid) => ({ projectUuid, spaceUuid, data: { name: '' } })),
    ),
  );
};
