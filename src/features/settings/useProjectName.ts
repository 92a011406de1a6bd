import { useCallback } from 'react';
import { useProjects } from '#/data/projects';

/** Projects by their name; one that is not listed for the signed-in person says so, and so do all where they could not be read. */
export const useProjectName = (): ((projectUuid: string) => string) => {
  const { data: projects, isError } = useProjects();
  return useCallback(
    (projectUuid: string) =>
      projects?.find(({ uuid }) => uuid === projectUuid)?.name ??
      (projects ? 'a project that is not listed' : isError ? 'a project whose name could not be read' : '…'),
    [projects, isError],
  );
};
