import type { QueryClient } from '@tanstack/react-query';
import type { Project } from './projects';
import { projectSchedulersQuery } from './schedulers';
import { spacesQuery } from './spaces';

/** What of each project has been read already, without asking for anything; `all…` says whether that is all there is. */
type ReadSoFar = {
  spaces: { uuid: string; name: string; project: Project }[];
  allSpaces: boolean;
  schedulers: { uuid: string; name: string; project: Project }[];
  allSchedulers: boolean;
};

/** The spaces and schedulers whose lists lie in the cache. In: the projects there are. */
export const readSoFar = (queryClient: QueryClient, projects: readonly Project[]): ReadSoFar => {
  const spaces = projects.map((project) =>
    queryClient.getQueryData(spacesQuery(project.uuid).queryKey)?.map(({ uuid, name }) => ({ uuid, name, project })),
  );
  const schedulers = projects.map((project) =>
    queryClient
      .getQueryData(projectSchedulersQuery(project.uuid).queryKey)
      ?.data.map(({ schedulerUuid, name }) => ({ uuid: schedulerUuid, name, project })),
  );
  return {
    spaces: spaces.flatMap((some) => some ?? []),
    allSpaces: !spaces.includes(undefined),
    schedulers: schedulers.flatMap((some) => some ?? []),
    allSchedulers: !schedulers.includes(undefined),
  };
};
