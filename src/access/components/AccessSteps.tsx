import { Link } from '#/ui/Link';
import { describeSource, explainEffect, type PathStep } from '../rules';
import { anyRoleName } from '../words/sentence';
import { effectInWords } from '../words/words';
import styles from './AccessSteps.module.css';

type AccessStepsProps = {
  steps: readonly PathStep[];
  /** The link to where a source can be changed; without it the table has no links. */
  changeHref?: ((step: PathStep) => string | null) | undefined;
};

const ORDER: Record<PathStep['effect'], number> = { wins: 0, contributes: 1, unknown: 2, none: 3 };
const MARKS: Record<PathStep['effect'], string> = { wins: '✓', contributes: '✓', unknown: '?', none: '–' };

const rowKey = (step: PathStep): string =>
  [step.kind, 'group' in step ? step.group?.groupUuid : '', 'on' in step ? step.on?.spaceUuid : ''].join(' ');

const givenBy = (step: PathStep): string =>
  !('role' in step) ? '–' : step.role === 'unknown' ? 'Not known' : anyRoleName(step.role);

/** Everything that was considered for an answer about access, what decides first, each with what it does. */
export const AccessSteps = ({ steps, changeHref }: AccessStepsProps) => (
  <table className={styles.steps}>
    <caption>Everything that was considered</caption>
    <thead>
      <tr>
        <th scope="col">Source</th>
        <th scope="col">Gives</th>
        <th scope="col">Effect</th>
        {changeHref && (
          <th scope="col">
            <span className="visually-hidden">Change</span>
          </th>
        )}
      </tr>
    </thead>
    <tbody>
      {steps
        .toSorted((a, b) => ORDER[a.effect] - ORDER[b.effect])
        .map((step) => {
          const why = explainEffect(step);
          const href = changeHref?.(step) ?? null;
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
                  {MARKS[step.effect]}
                </span>
                {effectInWords(step)}
                {why !== '' && `. ${why}.`}
              </td>
              {changeHref && (
                <td>
                  {href !== null && (
                    <Link to={href} aria-label={`Change: ${describeSource(step)}`}>
                      Change
                    </Link>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      {steps.length === 0 && (
        <tr>
          <td colSpan={changeHref ? 4 : 3}>There is nothing here that could give access.</td>
        </tr>
      )}
    </tbody>
  </table>
);
