import { useCallback } from 'react';
import { useProjects } from '#/data/projects';

/** Projects by their name; one that is not listed for the signed-in person says so. */
export const useProjectName = (): ((projectUuid: string) => string) => {
  const { data: projects } = useProjects();
  return useCallback(
    (projectUuid: string) =>
      projects?.find(({ uuid }) => uuid === projectUuid)?.name ?? (projects ? 'a project that is not listed' : '…'),
    [projects],
  );
};
