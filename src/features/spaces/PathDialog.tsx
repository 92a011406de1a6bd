import { Link } from 'react-router';
import { describeSource, describeUnread, explainEffect, explainRoot, type PathStep, type SpaceAccess } from '#/domain/access';
import { listOf } from '#/lib/text';
import { paths } from '#/paths';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import type { ReachRow } from './reach';
import styles from './PathDialog.module.css';

type PathDialogProps = { row: ReachRow; spaceName: string; onClose: () => void };

const ORDER: Record<PathStep['effect'], number> = { wins: 0, contributes: 1, unknown: 2, none: 3 };
const MARKS: Record<PathStep['effect'], [mark: string, word: string]> = {
  wins: ['✓', 'Decides'],
  contributes: ['✓', 'Is needed for it'],
  unknown: ['?', 'Not known'],
  none: ['–', 'Without effect'],
};

const keyOf = (step: PathStep): string => `${step.kind} ${'group' in step ? (step.group?.groupUuid ?? '') : ''}`;

const POWERS = [
  ['view', 'Open it'],
  ['editDashboards', 'Edit dashboards'],
  ['editCharts', 'Edit charts'],
  ['manage', 'Manage the space'],
] as const;

const Powers = ({ answer }: { answer: SpaceAccess }) => (
  <ul className={styles.powers}>
    {POWERS.map(([power, name]) => {
      const [mark, word] = answer[power] === true ? ['✓', 'yes'] : answer[power] === false ? ['✕', 'no'] : ['?', 'not known'];
      return (
        <li key={power} data-can={answer[power]}>
          <span aria-hidden>{mark}</span> {name}
          <span className="visually-hidden">: {word}</span>
        </li>
      );
    })}
  </ul>
);

/** Why somebody reaches a space: what they can do, and every source with what it does for that. */
export const PathDialog = ({ row, spaceName, onClose }: PathDialogProps) => {
  const { answer } = row;
  return (
    <Dialog title={`${row.name} in ${spaceName}`} onClose={onClose} wide footer={<Button onClick={onClose}>Close</Button>}>
      <p className={styles.who}>
        <Link to={paths.member(row.userUuid)}>
          <bdi>{row.email}</bdi>
        </Link>
        {row.state !== '' && ` · ${row.state}: cannot sign in, so the rest is what they would reach.`}
      </p>
      {!answer && (
        <p>
          {row.can}. {row.because}.
        </p>
      )}
      {answer && (
        <>
          <Powers answer={answer} />
          {answer.view === true && answer.listed === false && <p className={styles.soft}>It is not in their list of spaces: they open it by its address only.</p>}
          {answer.root && answer.root !== 'unknown' && <p className={styles.soft}>{explainRoot(answer.root)}</p>}
          <table className={styles.steps}>
            <caption className="visually-hidden">Everything that was considered</caption>
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Effect</th>
              </tr>
            </thead>
            <tbody>
              {answer.path
                .toSorted((a, b) => ORDER[a.effect] - ORDER[b.effect])
                .map((step) => {
                  const [mark, word] = MARKS[step.effect];
                  const why = explainEffect(step);
                  return (
                    <tr key={keyOf(step)} data-effect={step.effect}>
                      <td>
                        <bdi>{describeSource(step)}</bdi>
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
            </tbody>
          </table>
          {answer.unread.length > 0 && <p className={styles.soft}>To say more, it would take {listOf(answer.unread.map(describeUnread))}.</p>}
        </>
      )}
    </Dialog>
  );
};
