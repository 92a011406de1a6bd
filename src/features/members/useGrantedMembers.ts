import { useMemo } from 'react';
import { directGrantsQuery } from '#/data/projects';
import { useEachProject } from '#/data/useEachProject';
import { count } from '#/lib/text';

/**
 * Who is granted any project directly, for the filter that looks for those who are not. In: whether it is chosen, nothing
 * being read before; whether the person is shown the grants of all projects, without which nobody can be said to have none.
 * Out: the people, absent while the filter is not chosen or cannot be answered; whether they are still being read; what to say
 * beside the number of rows where not every project was read, and why that list cannot be exported then.
 */
export const useGrantedMembers = (chosen: boolean, seesGrants: boolean) => {
  const wanted = chosen && seesGrants;
  const { read, projects, done, failed, forbidden, error } = useEachProject(directGrantsQuery, wanted);
  const granted = useMemo(
    () =>
      wanted ? new Set([...read.values()].flatMap((grants) => grants.map(({ userUuid }) => userUuid))) : undefined,
    [wanted, read],
  );
  const isReading = wanted && !done && !error;
  const unread = failed + forbidden;
  const note = !wanted
    ? chosen
      ? ' · grants cannot be read: your role shows only part'
      : ''
    : isReading
      ? ` · reading, ${read.size} of ${count(projects.length, 'project', 'projects')}`
      : error
        ? ' · the projects could not be read; reload to try again'
        : unread > 0
          ? ` · the grants of ${count(unread, 'project', 'projects')} could not be read`
          : '';
  // What is listed may have more people than the filter asks for as long as there is something to say.
  return { granted, isReading, note, reason: note ? 'The grants have not been read in full.' : undefined };
};
