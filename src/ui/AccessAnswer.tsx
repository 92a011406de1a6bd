import { describeSource, describeUnread, explainEffect, explainRoot, type PathStep, type ProjectAccess, type SpaceAccess } from '../domain/access';
import { anyRoleName, chainsOf, projectSentence, spaceSentence, type PlaceNames, type Stop, type Subject } from '../domain/access-sentence';
import { limits } from '../domain/access-words';
import { listOf } from '../lib/text';
import styles from './AccessAnswer.module.css';
import { Phrases } from './Phrases';

type AccessAnswerProps = { answer: ProjectAccess | SpaceAccess; subject: Subject; names: PlaceNames };

const ORDER: Record<PathStep['effect'], number> = { wins: 0, contributes: 1, unknown: 2, none: 3 };
const EFFECTS: Record<PathStep['effect'], [mark: string, word: string]> = {
  wins: ['✓', 'Decides'],
  contributes: ['✓', 'Is needed for it'],
  unknown: ['?', 'Not known'],
  none: ['–', 'Without effect'],
};

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

const rowKey = (step: PathStep): string => [step.kind, 'group' in step ? step.group?.groupUuid : '', 'on' in step ? step.on?.spaceUuid : ''].join(' ');

const givenBy = (step: PathStep): string => ('role' in step ? anyRoleName(step.role) : '–');

/** What is said below the sentence: what limits it, what it depends on, and who cannot sign in. */
const notesOf = (answer: ProjectAccess | SpaceAccess, subject: Subject): string[] => {
  const limit = 'view' in answer && answer.view === true ? limits(answer.path) : '';
  return [
    subject.kind === 'person' && answer.canSignIn === false ? 'They cannot sign in at present, so this is what they would reach.' : '',
    subject.kind === 'group' ? 'That is what the group gives by itself; its members may have more.' : '',
    limit && `${limit}.`,
    'view' in answer && answer.view === true && answer.listed === false ? 'It is not in their list of spaces: they open it by its address only.' : '',
    'root' in answer && answer.root && answer.root !== 'unknown' ? explainRoot(answer.root) : '',
    answer.unread.length > 0 ? `To say more, it would take ${listOf(answer.unread.map(describeUnread))}.` : '',
    answer.proven ? '' : 'This server’s version decides by newer rules, which have not been compared with a real server.',
  ].filter(Boolean);
};

const Chain = ({ stops }: { stops: readonly Stop[] }) => (
  <ol className={styles.chain} aria-label="How access comes about">
    {stops.map(({ kind, name, by }, place) => (
      <li key={place}>
        {by !== null && <span className={styles.by}>{by}</span>}
        <span className={styles.stop}>
          <small>{kind}</small>
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
export const AccessAnswer = ({ answer, subject, names }: AccessAnswerProps) => {
  const reached = 'view' in answer ? answer.view : answer.visible;
  const sentence = 'view' in answer ? spaceSentence(answer, subject, names.space ?? '') : projectSentence(answer, subject, names.project);
  const steps = answer.path.filter((step) => subject.kind === 'person' || step.kind !== 'organizationRole').toSorted((a, b) => ORDER[a.effect] - ORDER[b.effect]);
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
      <table className={styles.steps}>
        <caption>Everything that was considered</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Gives</th>
            <th scope="col">Effect</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const [mark, word] = EFFECTS[step.effect];
            const why = explainEffect(step);
            return (
              <tr key={rowKey(step)} data-effect={step.effect}>
                <td>
                  <bdi>{describeSource(step)}</bdi>
                </td>
                <td>
                  <bdi>{givenBy(step)}</bdi>
                </td>
                <td>
                  <span className={styles.mark} aria-hidden>
                    {mark}
                  </span>
                  {word}
                  {why !== '' && `. ${why}.`}
                </td>
              </tr>
            );
          })}
          {steps.length === 0 && (
            <tr>
              <td colSpan={3}>There is nothing here that could give access.</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
};
