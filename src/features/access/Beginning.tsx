import { Link } from '#/ui/Link';
import type { AccessNames } from '#/access';
import type { Groups } from '#/data/groups';
import { useMe } from '#/data/me';
import type { MemberList } from '#/data/members';
import type { Project } from '#/data/projects';
import styles from './access.module.css';
import { questionLink, recentQuestions } from './questions';
import type { Question } from './useQuestion';

const NOTHING: Question = { person: null, group: null, project: null, space: null };

/** A question as people ask it. */
const inWords = ({ person, group, project, space }: Question, names: AccessNames): string => {
  const who = person ? names.person(person) : group ? `anyone in ${names.group(group)}` : null;
  const where = space ? names.space(space) : project ? names.project(project) : null;
  if (who === null) return `Who reaches ${where}?`;
  return where === null ? `What does ${who} reach?` : `Does ${who} reach ${where}, and why?`;
};

const Questions = ({ title, of, names }: { title: string; of: readonly Question[]; names: AccessNames }) =>
  of.length > 0 && (
    <section className={styles.questions} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {of.map((question) => (
          <li key={questionLink(question)}>
            <Link to={questionLink(question)}>
              <bdi>{inWords(question, names)}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );

type BeginningProps = {
  names: AccessNames;
  members: MemberList | undefined;
  groups: Groups | undefined;
  projects: readonly Project[] | undefined;
};

/** Where nothing is asked yet: what was asked lately, and questions to begin with, about what this organization has. */
export const Beginning = ({ names, members, groups, projects }: BeginningProps) => {
  const { me } = useMe();
  const [project] = projects ?? [];
  const [group] = groups?.keys() ?? [];
  // Of what is not there, or not read, there is no word: a space is called by its path, which is read with the answer.
  const recent = recentQuestions().filter(
    ({ person, group: of, project: place, space }) =>
      (person === null || members?.byUuid.has(person)) &&
      (of === null || groups?.has(of)) &&
      (place === null || projects?.some(({ uuid }) => uuid === place)) &&
      (space === null || names.projectOf(space) !== undefined),
  );
  const examples: Question[] = [
    { ...NOTHING, person: me.userUuid },
    ...(project ? [{ ...NOTHING, project: project.uuid }] : []),
    ...(group !== undefined && project ? [{ ...NOTHING, group, project: project.uuid }] : []),
    ...(group === undefined ? [] : [{ ...NOTHING, group }]),
  ];
  return (
    <div className={styles.beginning}>
      <p>
        Choose somebody, a place, or both: you see who reaches what, and why. The address shows a colleague the same.
      </p>
      <Questions title="Asked lately" of={recent} names={names} />
      <Questions title="To begin with" of={examples} names={names} />
    </div>
  );
};
