import { useMemo } from 'react';
import { Link } from '#/ui/Link';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import {
  AccessAnswer,
  type AccessNames,
  isOfProject,
  type PathStep,
  type ProjectAccess,
  type SpaceAccess,
} from '#/access';
import { memberLink } from '#/features/members/routes';
import { projectAccessLink } from '#/features/projects/routes';
import { spaceLink } from '#/features/spaces/routes';
import { FailurePage } from '#/ui/FailureAlert';
import { TableSkeleton } from '#/ui/TableSkeleton';
import styles from './access.module.css';
import type { PlaceReading } from './PlaceReading';
import { accessLink } from './routes';
import { Without } from './Without';

type PairAnswerProps = {
  reading: PlaceReading;
  who: { kind: 'person' | 'group'; uuid: string };
  projectUuid: string;
  spaceUuid: string | null;
  names: AccessNames;
  organization: string;
};

/** The page on which a source of access can be changed. In: what the person or group that is asked about is called. */
const changeHref = (step: PathStep, answer: ProjectAccess | SpaceAccess, who: string): string | null => {
  const { userUuid, projectUuid } = answer;
  if (step.kind === 'organizationRole') return memberLink(userUuid);
  if (projectUuid === 'unknown') return null;
  const grant = { show: 'grants', q: ('group' in step && step.group?.name) || who };
  if (isOfProject(step) || !('spaceUuid' in answer)) return projectAccessLink(projectUuid, grant);
  const { spaceUuid, root, generation } = answer;
  const top = root === 'unknown' || generation === 'C' ? null : root;
  const carrier = 'on' in step && step.on ? step.on.spaceUuid : (top?.spaceUuid ?? spaceUuid);
  return spaceLink(projectUuid, carrier, step.kind === 'publicSpace' ? {} : grant);
};

const SKELETON = [{ header: 'Source' }, { header: 'Gives' }, { header: 'Effect' }];

/** Why somebody, or a group, reaches one place: the answer, and what would be lost without what decides. */
export const PairAnswer = ({ reading, who, projectUuid, spaceUuid, names, organization }: PairAnswerProps) => {
  const { may } = useMe();
  const { model, error, retry, spaceName } = reading;
  const answer = useMemo(() => {
    if (!model) return null;
    const rules = who.kind === 'group' ? model.ofGroup(who.uuid) : model;
    return spaceUuid === null ? rules.project(who.uuid, projectUuid) : rules.space(who.uuid, spaceUuid);
  }, [model, who.kind, who.uuid, projectUuid, spaceUuid]);

  if (error) return <FailurePage problem={describeFailure(error)} onRetry={retry} />;
  if (!model || !answer) return <TableSkeleton label="Answer" headers={SKELETON} narrow={false} />;
  const place = spaceUuid === null ? names.project(projectUuid) : (spaceName ?? names.space(spaceUuid));
  const name = who.kind === 'person' ? names.person(who.uuid) : names.group(who.uuid);
  return (
    <div className={styles.pair}>
      <AccessAnswer
        answer={answer}
        subject={{ kind: who.kind, name }}
        names={{ organization, project: names.project(projectUuid), space: spaceUuid === null ? null : place }}
        changeHref={may.readProjectAccess === true ? (step) => changeHref(step, answer, name) : undefined}
      />
      {who.kind === 'person' && <Without model={model} answer={answer} name={name} />}
      <p className={styles.links}>
        <Link to={who.kind === 'person' ? accessLink({ person: who.uuid }) : accessLink({ group: who.uuid })}>
          Everything <bdi>{name}</bdi> reaches
        </Link>
        <Link
          to={accessLink(spaceUuid === null ? { project: projectUuid } : { project: projectUuid, space: spaceUuid })}
        >
          Everyone who reaches <bdi>{place}</bdi>
        </Link>
      </p>
    </div>
  );
};
