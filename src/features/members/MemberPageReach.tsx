import { useMemo } from 'react';
import { ReachedPlaces, useOrganizationAccess } from '#/access';
import { accessLink } from '#/features/access/routes';

/** Everything that one person reaches, computed from the whole organization: loaded and read when somebody asks. */
const MemberPageReach = ({ userUuid, name }: { userUuid: string; name: string }) => {
  const access = useOrganizationAccess();
  const { model } = access;
  const reach = useMemo(() => model && model.reachOf(userUuid), [model, userUuid]);
  return (
    <ReachedPlaces
      subject={{ kind: 'person', name }}
      reach={reach}
      access={access}
      fit
      hrefOf={({ projectUuid, spaceUuid }) =>
        accessLink({ person: userUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) })
      }
    />
  );
};

export default MemberPageReach;
