import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { customRolesQuery } from '#/data/roles';
import { useAllSpaces, useSpaces } from '#/data/spaces';
import { accessNames, partialSentence } from '#/access';
import { ShortLink } from '#/features/short-links/ShortLink';
import { readingInWords } from '#/lib/reading';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import { EmptyState } from '#/ui/EmptyState';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { TableSkeleton } from '#/ui/TableSkeleton';
import styles from './access.module.css';
import { accessTabs } from './access-tabs';
import { Beginning } from './Beginning';
import { rememberQuestion } from './questions';
import pickers from './Pickers.module.css';
import { ProjectReading, SpaceReading, type PlaceReading } from './PlaceReading';
import { isAboutAll, useQuestion, type Question } from './useQuestion';

const Pickers = onDemand(async () => (await import('./Pickers')).Pickers, <div className={pickers.pickers} />);
const READING = <TableSkeleton label="Answer" headers={[{ header: 'Answer' }]} narrow={false} />;
// Each question needs one of them: the page does not wait for the others.
const EveryoneTable = onDemand(async () => (await import('./EveryoneTable')).EveryoneTable, READING);
const PairAnswer = onDemand(async () => (await import('./PairAnswer')).PairAnswer, READING);
const Reach = onDemand(async () => (await import('#/features/grants/Reach')).Reach, READING);

/** What everybody and everything that is asked about is called, from readings that the answers share. */
const useNames = (question: Question) => {
  const { project } = question;
  const { me } = useMe();
  const isOwn = !isAboutAll(question);
  const { data: members } = useMembers(isOwn);
  const { data: groups } = useGroups(isOwn);
  const { data: projects } = useProjects(isOwn);
  // Only for their names: read by the answers where they need them.
  const { data: customRoles } = useQuery({ ...customRolesQuery(me.organizationUuid), enabled: false });
  const { data: spaces } = useSpaces(project, { enabled: false });
  return {
    members,
    groups,
    projects,
    names: useMemo(
      () => accessNames({ members, groups, projects, spaces: spaces ?? [], customRoles }),
      [members, groups, projects, spaces, customRoles],
    ),
  };
};

/** A space of which the address does not say in which project it is: looked for in all of them. */
const SpaceSearch = ({ spaceUuid, onFound }: { spaceUuid: string; onFound: (projectUuid: string) => void }) => {
  const all = useAllSpaces();
  const projectUuid = all.spaces.find(({ uuid }) => uuid === spaceUuid)?.projectUuid;
  useEffect(() => {
    if (projectUuid !== undefined) onFound(projectUuid);
  });
  if (all.done && projectUuid === undefined)
    return all.failed > 0 ? (
      <EmptyState title="Not found so far" action={<Button onClick={all.retry}>Try again</Button>}>
        The spaces of {count(all.failed, 'project', 'projects')} could not be read.
      </EmptyState>
    ) : (
      <EmptyState title="Not found">There is no such space, or it is not open to you.</EmptyState>
    );
  return (
    <p role="status">{all.error ? 'The projects could not be read; reload to try again.' : readingInWords(all)}</p>
  );
};

const Answer = ({ question, ask }: ReturnType<typeof useQuestion>) => {
  const { me } = useMe();
  const { members, groups, projects, names } = useNames(question);
  const { person, group, project, space } = question;
  const who = person
    ? ({ kind: 'person', uuid: person } as const)
    : group
      ? ({ kind: 'group', uuid: group } as const)
      : null;
  if (person && members && !members.byUuid.has(person))
    return <EmptyState title="Not found">There is no such person in this organization.</EmptyState>;
  if (group && groups && !groups.has(group)) {
    return me.role === 'admin' ? (
      <EmptyState title="Not found">There is no such group.</EmptyState>
    ) : (
      <EmptyState title="Not shown">Groups are shown to admins only.</EmptyState>
    );
  }
  if (space && !project)
    return <SpaceSearch spaceUuid={space} onFound={(found) => ask({ project: found, space }, { replace: true })} />;
  if (!project) {
    if (who) {
      const name = who.kind === 'person' ? names.person(who.uuid) : names.group(who.uuid);
      return <Reach who={{ ...who, name }} isPage />;
    }
    return <Beginning names={names} members={members} groups={groups} projects={projects} />;
  }
  const partial = partialSentence(me);
  const answer = (reading: PlaceReading) => (
    <>
      {partial !== null && <p className={styles.partial}>{partial}</p>}
      {who ? (
        <PairAnswer
          reading={reading}
          who={who}
          projectUuid={project}
          spaceUuid={space}
          names={names}
          organization={me.organizationName}
        />
      ) : (
        <EveryoneTable
          reading={reading}
          projectUuid={project}
          spaceUuid={space}
          everybody={members}
          placeName={space ? (reading.spaceName ?? names.space(space)) : names.project(project)}
          partial={partial}
        />
      )}
    </>
  );
  if (!space) return <ProjectReading projectUuid={project}>{answer}</ProjectReading>;
  return (
    <SpaceReading projectUuid={project} spaceUuid={space}>
      {answer}
    </SpaceReading>
  );
};

/** `/access`: who reaches what, and why. The address asks: `?person=` or `?group=`, `?project=` or `?space=`, or one of each. */
export const AccessPage = () => {
  const { question, ask } = useQuestion();
  useEffect(() => rememberQuestion(question));
  return (
    <Page actions={<ShortLink />} tabs={accessTabs('explorer')}>
      <Pickers question={question} ask={ask} />
      <Answer question={question} ask={ask} />
    </Page>
  );
};
