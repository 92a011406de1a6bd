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

/** Everything that one person reaches, computed from the whole organization: loaded and read when somebody asks. */
const MemberPageReach = ({ userUuid, name }: { userUuid: string; name: string }) => {
  const { me } = useMe();
  const organization = useOrganizationSnapshot(true);
  const { snapshot, members, groups, projects, spaces, customRoles, reading, error, retry, stop, resume, again } = organization;
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  const names = useMemo(() => accessNames({ members, groups, projects, spaces, customRoles }), [members, groups, projects, spaces, customRoles]);
  const partial = partialSentence(me.role);
  const reach = useMemo(() => model?.reachOf(userUuid), [model, userUuid]);
  return (
    <>
      <ReadingBar reading={reading} problem={error && describeFailure(error)} partial={partial} onRetry={retry} onStop={stop} onResume={resume} onAgain={again} />
      {reach && (
        <ReachedPlaces
          subject={{ kind: 'person', name }}
          reach={reach}
          names={names}
          organization={me.organizationName}
          fit
          isWhole={reading.state === 'done' && reading.failed === 0}
          isPartial={partial !== null}
          rest={<UnreadRest rest={reading.unread} isReading={reading.state === 'running'} onRead={resume} />}
          hrefOf={({ projectUuid, spaceUuid }) => paths.access({ person: userUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) })}
        />
      )}
    </>
  );
};

export default MemberPageReach;
