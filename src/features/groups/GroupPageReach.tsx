import { useMemo } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useOrganizationSnapshot } from '#/data/snapshot';
import { buildAccessModel } from '#/domain/access';
import { accessNames } from '#/domain/access-names';
import { partialSentence } from '#/domain/access-words';
import { paths } from '#/paths';
import { ReachedPlaces } from '#/ui/ReachedPlaces';
import { ReadingBar } from '#/ui/ReadingBar';
import { UnreadRest } from '#/ui/UnreadRest';

/** Everything that a group by itself gives its members: loaded and read when somebody asks. */
const GroupPageReach = ({ groupUuid, name }: { groupUuid: string; name: string }) => {
  const { me } = useMe();
  const organization = useOrganizationSnapshot(true);
  const { snapshot, members, groups, projects, spaces, customRoles, reading, error, retry, stop, resume, again } = organization;
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  const names = useMemo(() => accessNames({ members, groups, projects, spaces, customRoles }), [members, groups, projects, spaces, customRoles]);
  const partial = partialSentence(me.role);
  const reach = useMemo(() => model?.reachOfGroup(groupUuid), [model, groupUuid]);
  return (
    <>
      <ReadingBar reading={reading} problem={error && describeFailure(error)} partial={partial} onRetry={retry} onStop={stop} onResume={resume} onAgain={again} />
      {reach && (
        <ReachedPlaces
          subject={{ kind: 'group', name }}
          reach={reach}
          names={names}
          organization={me.organizationName}
          isWhole={reading.state === 'done' && reading.failed === 0}
          isPartial={partial !== null}
          rest={<UnreadRest rest={reading.unread} isReading={reading.state === 'running'} onRead={resume} />}
          hrefOf={({ projectUuid, spaceUuid }) => paths.access({ group: groupUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) })}
        />
      )}
    </>
  );
};

export default GroupPageReach;
