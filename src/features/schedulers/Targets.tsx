import type { OwnDomains } from '#/data/scheduler-domains';
import { errorInWords } from '#/domain/schedule/errors';
import { isExternal, targetKey, type Unreached } from '#/domain/schedule/recipients';
import type { Scheduler, TargetResult } from '#/domain/schedule/types';
import details from '#/ui/Details.module.css';
import styles from './SchedulerPage.module.css';
import { TARGET_NAMES, targetText } from './words';

type TargetsProps = { scheduler: Scheduler; own: OwnDomains; unreached: Unreached };

/** Why the last run did not reach a target. */
const Reason = ({ result, isOn }: { result: TargetResult; isOn: boolean }) => {
  const { sentence, advice } = errorInWords(result.error ?? '', { task: result.task, isOn });
  return (
    <span className={styles.reason}>
      {sentence} {advice}
    </span>
  );
};

/** Where a scheduler sends to, and whom the last run did not reach. Webhooks are secrets and masked; addresses outside the organization are marked in words. */
export const Targets = ({ scheduler, own, unreached }: TargetsProps) => (
  <section className={details.section} aria-labelledby="targets">
    <h2 id="targets">
      Targets <span>{scheduler.targets.length}</span>
      {unreached.size > 0 && <span>{unreached.size} not reached by the last run</span>}
    </h2>
    {scheduler.format === 'gsheets' && (
      <p className={styles.note}>It writes into a Google sheet and is sent to nobody.</p>
    )}
    {scheduler.format !== 'gsheets' && scheduler.targets.length === 0 && (
      <p className={styles.note}>None, so nobody gets it.</p>
    )}
    <ul className={styles.targets}>
      {scheduler.targets.map((target, i) => {
        const failure = unreached.get(targetKey(target));
        return (
          <li key={target.uuid ?? i}>
            <span>{TARGET_NAMES[target.kind]}</span>
            <bdi>{targetText(target)}</bdi>
            <span className={styles.marks}>
              {target.kind === 'email' && isExternal(target.recipient, own.domains) && (
                <span className={styles.warn}>Outside</span>
              )}
              {failure && (
                <span className={styles.bad}>
                  <span aria-hidden>✕ </span>Not reached
                </span>
              )}
            </span>
            {failure && <Reason result={failure} isOn={scheduler.isEnabled} />}
          </li>
        );
      })}
    </ul>
    {scheduler.targets.some((target) => 'masked' in target) && (
      <p className={styles.note}>The address of a webhook is a secret. Only its host and a short mark are shown.</p>
    )}
    {own.source === 'members' && own.domains && scheduler.targets.some(({ kind }) => kind === 'email') && (
      <p className={styles.note}>
        Judged as outside: addresses that are not at {own.domains[0]}, the domain of most members.
      </p>
    )}
  </section>
);
