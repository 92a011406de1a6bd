import { useQuery } from '@tanstack/react-query';
import { spaceQuery, spacesQuery } from '#/data/spaces';
import { accessOrigin, type PlacedSpace } from '#/domain/spaces';
import lists from '#/ui/FactList.module.css';
import { grantsInWords, originName } from './words';

/** The grants that go with a space, counted: an item of the list of what is lost. Read when the dialog opens. */
export const GrantsGone = ({ space }: { space: PlacedSpace }) => {
  const { projectUuid, uuid } = space;
  const detail = useQuery({ ...spaceQuery(projectUuid, uuid), staleTime: 0 });
  const listed = useQuery(spacesQuery(projectUuid));
  if (accessOrigin(space, space.ancestors).kind === 'top')
    return <li>No grants: its access comes {originName(space).replace(/^From/, 'from')}, whose grants stay</li>;
  const people =
    listed.data?.find((each) => each.uuid === uuid)?.grantedUserUuids.length ?? space.grantedUserUuids.length;
  if (detail.data) return <li>{grantsInWords(people, detail.data.groupGrants.length)}</li>;
  return (
    <li className={lists.reading}>
      {detail.isError ? 'All grants on it; how many could not be read' : 'All grants on it. Reading how many'}
    </li>
  );
};
