import { Link } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { Button } from '#/ui/Button';
import { FailurePage } from '#/ui/FailureAlert';
import { Icon } from '#/ui/icons';
import { Page } from '#/ui/Page';
import styles from './OverviewPage.module.css';
import { useChecks, type Check } from './useChecks';

const MARKS = { attention: 'alert', fine: 'check', reading: 'more', unreadable: 'lock', information: 'info' } as const;
const STATES = {
  attention: 'Needs attention',
  fine: 'Fine',
  reading: 'Reading',
  unreadable: 'Cannot be read',
  information: 'For your information',
} as const;
const ORDER = ['attention', 'reading', 'unreadable', 'fine', 'information'] as const;

const Row = ({ check }: { check: Check }) => (
  <li className={styles.check} data-state={check.state}>
    <span className={styles.mark} role="img" aria-label={STATES[check.state]}>
      <Icon name={MARKS[check.state]} />
    </span>
    <span className={styles.title}>{check.title}</span>
    {check.to && (check.state === 'attention' || check.state === 'information') ? (
      <Link to={check.to}>Show</Link>
    ) : check.ask ? (
      <Button look="quiet" className={styles.ask} onClick={check.ask.run}>
        {check.ask.label}
      </Button>
    ) : (
      <span />
    )}
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
                <bdi key={text} className={styles.text}>
                  {text}
                </bdi>
              ))}
            </li>
          ))}
        </ul>
      </details>
    )}
  </li>
);

/** `/overview`: what needs an admin today, each linked to where it can be mended; then what was looked at and is fine. */
export const OverviewPage = () => {
  const { me } = useMe();
  const everybody = useMembers();
  const { checks, asOf } = useChecks();
  const attention = checks.filter(({ state }) => state === 'attention').length;
  const reading = checks.some(({ state }) => state === 'reading');
  const sorted = checks.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <Page
      count={
        everybody.data &&
        (attention > 0
          ? `${attention} ${attention === 1 ? 'thing needs' : 'things need'} attention${reading ? ' so far' : ''}`
          : reading
            ? 'Looking'
            : 'Nothing needs attention')
      }
    >
      {everybody.isError && !everybody.data ? (
        <FailurePage problem={describeFailure(everybody.error)} onRetry={() => void everybody.refetch()} />
      ) : (
        <>
          <ul className={styles.list}>
            {sorted.map((check) => (
              <Row key={check.id} check={check} />
            ))}
          </ul>
          <p className={styles.asOf} role="status">
            {reading ? 'Still reading project by project.' : `As of ${asOf}, seen as ${me.name}.`}
          </p>
        </>
      )}
    </Page>
  );
};
