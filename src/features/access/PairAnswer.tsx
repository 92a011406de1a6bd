import { useMemo } from 'react';
import { Link } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import type { ProjectAccess, SpaceAccess } from '#/domain/access';
import { paths } from '#/paths';
import { AccessAnswer } from '#/ui/AccessAnswer';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { TableSkeleton } from '#/ui/TableSkeleton';
import styles from './access.module.css';
import type { AccessNames } from '#/domain/access-names';
import type { PlaceReading } from './PlaceReading';
import { Without } from './Without';

type PairAnswerProps = {
  reading: PlaceReading;
  who: { kind: 'person' | 'group'; uuid: string };
  projectUuid: string;
  spaceUuid: string | null;
  names: AccessNames;
  organization: string;
};

const SKELETON = [{ header: 'Source' }, { header: 'Gives' }, { header: 'Effect' }];

/** What a group alone gives in a place. The rules leave out where that is nothing, which is an answer, too. */
const ofGroup = ({ model }: PlaceReading, groupUuid: string, projectUuid: string, spaceUuid: string | null): ProjectAccess | SpaceAccess | null => {
  if (!model) return null;
  const { projects, spaces } = model.reachOfGroup(groupUuid);
  const entry = spaceUuid === null ? projects.find((each) => each.projectUuid === projectUuid) : spaces.find((each) => each.spaceUuid === spaceUuid);
  return entry?.answer() ?? null;
};

/** Why somebody, or a group, reaches one place: the answer, and what would be lost without what decides. */
export const PairAnswer = ({ reading, who, projectUuid, spaceUuid, names, organization }: PairAnswerProps) => {
  const { model, error, retry, isNewer, spaceName } = reading;
  const answer = useMemo(() => {
    if (!model) return null;
    if (who.kind === 'group') return ofGroup(reading, who.uuid, projectUuid, spaceUuid);
    return spaceUuid === null ? model.project(who.uuid, projectUuid) : model.space(who.uuid, spaceUuid);
  }, [reading, model, who.kind, who.uuid, projectUuid, spaceUuid]);

  if (error) return <FailurePage problem={describeFailure(error)} onRetry={retry} />;
  if (isNewer && spaceUuid !== null) return <NewerServer projectUuid={projectUuid} spaceUuid={spaceUuid} />;
  if (!model) return <TableSkeleton label="Answer" headers={SKELETON} narrow={false} />;
  const place = spaceUuid === null ? names.project(projectUuid) : (spaceName ?? names.space(spaceUuid));
  const name = who.kind === 'person' ? names.person(who.uuid) : names.group(who.uuid);
  if (!answer) {
    return (
      <EmptyState title="Nothing">
        The group <bdi>{name}</bdi> by itself opens nothing in <bdi>{place}</bdi>.
      </EmptyState>
    );
  }
  return (
    <div className={styles.pair}>
      <AccessAnswer answer={answer} subject={{ kind: who.kind, name }} names={{ organization, project: names.project(projectUuid), space: spaceUuid === null ? null : place }} />
      {who.kind === 'person' && <Without model={model} answer={answer} name={name} />}
      <p className={styles.links}>
        <Link to={who.kind === 'person' ? paths.access({ person: who.uuid }) : paths.access({ group: who.uuid })}>
          Everything <bdi>{name}</bdi> reaches
        </Link>
        <Link to={paths.access(spaceUuid === null ? { project: projectUuid } : { project: projectUuid, space: spaceUuid })}>
          Everyone who reaches <bdi>{place}</bdi>
        </Link>
      </p>
    </div>
  );
};

/** What is said of a space whose server decides by rules that nobody has compared with it. */
export const NewerServer = ({ projectUuid, spaceUuid }: { projectUuid: string; spaceUuid: string }) => (
  <EmptyState title="Not known on this server" action={<Link to={paths.space(projectUuid, spaceUuid)}>Who the server itself says has access</Link>}>
    This server’s version decides about spaces by newer rules, which have not been compared with a real server.
  </EmptyState>
);
