import { useMemo } from 'react';
import { ReachedPlaces, useOrganizationAccess } from '#/access';
import { accessLink } from '#/features/access/routes';

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
        accessLink({ group: groupUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) })
      }
    />
  );
};

export default GroupPageReach;
