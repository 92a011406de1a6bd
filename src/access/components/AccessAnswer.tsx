import { describeUnread, explainRoot, type PathStep, type ProjectAccess, type SpaceAccess } from '../rules';
import {
  chainsOf,
  unusedChainsOf,
  projectSentence,
  spaceSentence,
  type PlaceNames,
  type Stop,
  type Subject,
} from '../words/sentence';
import { limits } from '../words/words';
import { listOf } from '#/lib/text';
import styles from './AccessAnswer.module.css';
import { AccessSteps } from './AccessSteps';
import { Phrases } from './Phrases';

type AccessAnswerProps = {
  answer: ProjectAccess | SpaceAccess;
  subject: Subject;
  names: PlaceNames;
  /** The link to where a source can be changed; without it the table has no links. */
  changeHref?: ((step: PathStep) => string | null) | undefined;
};

/** So many ways without effect are drawn; the table below has them all. */
const UNUSED_SHOWN = 4;

const MARKS = { true: ['✓', 'yes'], false: ['✕', 'no'], unknown: ['?', 'not known'] } as const;

const powersOf = (answer: ProjectAccess | SpaceAccess): [name: string, can: boolean | 'unknown'][] =>
  'view' in answer
    ? [
        ['Open it', answer.view],
        ['Edit dashboards', answer.editDashboards],
        ['Edit charts', answer.editCharts],
        ['Manage the space', answer.manage],
      ]
    : [['See the project', answer.visible]];

/** What is said below the sentence: what limits it, what it depends on, and who cannot sign in. */
const notesOf = (answer: ProjectAccess | SpaceAccess, subject: Subject): string[] => {
  const limit = 'view' in answer && answer.view === true ? limits(answer.path) : '';
  return [
    subject.kind === 'person' && answer.canSignIn === false
      ? 'They cannot sign in at present, so this is what they would reach.'
      : '',
    subject.kind === 'group' ? 'That is what the group gives by itself; its members may have more.' : '',
    limit && `${limit}.`,
    'view' in answer && answer.view === true && answer.listed === false
      ? 'It is not in their list of spaces: they open it by its address only.'
      : '',
    'root' in answer && answer.root && answer.root !== 'unknown' ? explainRoot(answer.root, answer.generation) : '',
    answer.unread.length > 0 ? `To say more, it would take ${listOf(answer.unread.map(describeUnread))}.` : '',
  ].filter(Boolean);
};

const Chain = ({ stops, isUnused = false }: { stops: readonly Stop[]; isUnused?: boolean }) => (
  <ol
    className={styles.chain}
    aria-label={isUnused ? 'Without effect' : 'How access comes about'}
    data-unused={isUnused || undefined}
  >
    {stops.map(({ what, name, by }, place) => (
      <li key={place}>
        {by !== null && <span className={styles.by}>{by}</span>}
        <span className={styles.stop}>
          <small>
            <bdi>{what}</bdi>
          </small>
          <b>
            <bdi>{name}</bdi>
          </b>
        </span>
      </li>
    ))}
  </ol>
);

/**
 * Why somebody reaches a project or a space, or does not: a sentence, what they may do, the ways by which, and everything that
 * was considered with what it does.
 */
export const AccessAnswer = ({ answer, subject, names, changeHref }: AccessAnswerProps) => {
  const reached = 'view' in answer ? answer.view : answer.visible;
  const sentence =
    'view' in answer
      ? spaceSentence(answer, subject, names.space ?? '')
      : projectSentence(answer, subject, names.project);
  const steps = answer.path.filter((step) => subject.kind === 'person' || step.kind !== 'organizationRole');
  return (
    <div className={styles.answer}>
      <div className={styles.verdict} data-reached={reached} role="status">
        <p className={styles.sentence}>
          <Phrases of={sentence} />
        </p>
        {notesOf(answer, subject).map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
        <ul className={styles.powers}>
          {powersOf(answer).map(([name, can]) => {
            const [mark, word] = MARKS[`${can}`];
            return (
              <li key={name} data-can={can}>
                <span aria-hidden>{mark}</span> {name}
                <span className="visually-hidden">: {word}</span>
              </li>
            );
          })}
        </ul>
      </div>
      {reached === true && chainsOf(answer, subject, names).map((stops, place) => <Chain key={place} stops={stops} />)}
      {unusedChainsOf(answer, subject, names)
        .slice(0, UNUSED_SHOWN)
        .map((stops, place) => (
          <Chain key={place} stops={stops} isUnused />
        ))}
      <AccessSteps steps={steps} changeHref={changeHref} />
    </div>
  );
};
