import { useMemo } from 'react';
import { useOrganizationAccess } from '#/access/reading/useOrganizationAccess';
import { paths } from '#/paths';
import { ReachedPlaces } from '#/access/components/ReachedPlaces';

/** Everything that a group by itself gives its members: loaded and read when somebody asks. */
const GroupPageReach = ({ groupUuid, name }: { groupUuid: string; name: string }) => {
  const access = useOrganizationAccess();
  const { model } = access;
  const reach = useMemo(() => model && model.reachOfGroup(groupUuid), [model, groupUuid]);
  return (
    <ReachedPlaces
      subject={{ kind: 'group', name }}
      reach={reach}
      access={access}
      hrefOf={({ projectUuid, spaceUuid }) =>
        paths.access({ group: groupUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) })
      }
    />
  );
};

export default GroupPageReach;
