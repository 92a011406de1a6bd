import { Link } from '#/ui/Link';
import { Button } from '#/ui/Button';
import buttons from '#/ui/Button.module.css';
import { Icon } from '#/ui/icons';
import styles from './Findings.module.css';
import panels from '#/ui/Panel.module.css';
import type { Check, Mending } from './useChecks';

const MARKS = {
  urgent: 'alert',
  attention: 'alert',
  fine: 'check',
  reading: 'more',
  unreadable: 'lock',
  information: 'info',
} as const;
const STATES = {
  urgent: 'Needs attention at once',
  attention: 'Needs attention',
  fine: 'Fine',
  reading: 'Reading',
  unreadable: 'Cannot be read',
  information: 'For your information',
} as const;

const Mark = ({ state }: Pick<Check, 'state'>) => (
  <span className={styles.mark} role="img" aria-label={STATES[state]}>
    <Icon name={MARKS[state]} />
  </span>
);

type OnMend = (mending: Mending) => void;

const Act = ({ check: { to, verb, dialog, ask }, onMend }: { check: Check; onMend: OnMend }) => {
  if (ask) return <Button onClick={ask.run}>{ask.label}</Button>;
  if (dialog) return <Button onClick={() => onMend(dialog)}>{verb}</Button>;
  return to ? (
    <Link to={to} className={buttons.button}>
      {verb}
    </Link>
  ) : (
    <span />
  );
};

const Finding = ({ check, onMend }: { check: Check; onMend: OnMend }) => (
  <li className={styles.finding} data-state={check.state}>
    <Mark state={check.state} />
    <div className={styles.text}>
      <span className={styles.title}>
        {check.dialog && check.to ? <Link to={check.to}>{check.title}</Link> : check.title}
      </span>
      {check.detail && (
        <span className={styles.detail}>
          <bdi>{check.detail}</bdi>
        </span>
      )}
      {check.items && (
        <details className={styles.items}>
          <summary>What is announced</summary>
          <ul>
            {check.items.map(({ name, texts }) => (
              <li key={name}>
                <bdi className={styles.name}>{name}</bdi>
                {texts.map((text) => (
                  <bdi key={text} className={styles.announced}>
                    {text}
                  </bdi>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
    <Act check={check} onMend={onMend} />
  </li>
);

type FindingsProps = { checks: readonly Check[]; asOf: string; onMend: OnMend };

/** What was found, the worst first, each with what mends it; what was looked at and is fine takes one line. */
export const Findings = ({ checks, asOf, onMend }: FindingsProps) => {
  const fine = checks.filter(({ state }) => state === 'fine');
  const others = checks.filter(({ state }) => state !== 'fine');
  const told = others.filter(({ state }) => state !== 'information');
  const isReading = checks.some(({ state }) => state === 'reading');
  return (
    <section className={panels.panel} aria-labelledby="needs-you">
      <h2 id="needs-you">
        Needs you <span role="status">{isReading ? 'Still reading project by project.' : asOf}</span>
      </h2>
      <ul className={styles.list}>
        {told.map((check) => (
          <Finding key={check.id} check={check} onMend={onMend} />
        ))}
        {fine.length > 0 && (
          <li className={styles.finding} data-state="fine">
            <Mark state="fine" />
            <span className={styles.fine}>
              {fine.map(({ id, title }) => (
                <span key={id}>{title}</span>
              ))}
            </span>
          </li>
        )}
        {others
          .filter(({ state }) => state === 'information')
          .map((check) => (
            <Finding key={check.id} check={check} onMend={onMend} />
          ))}
      </ul>
    </section>
  );
};
