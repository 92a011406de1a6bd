import type { OwnDomains } from '#/data/scheduler-domains';
import { isExternal, targetKey } from '#/domain/schedule/recipients';
import type { Scheduler } from '#/domain/schedule/types';
import details from '#/ui/Details.module.css';
import styles from './SchedulerPage.module.css';
import { TARGET_NAMES, targetText } from './words';

type TargetsProps = { scheduler: Scheduler; own: OwnDomains; unreached: ReadonlySet<string> };

/** Where a scheduler sends to, and whom the last run did not reach. Webhooks are secrets and masked; addresses outside the organization are marked in words. */
export const Targets = ({ scheduler, own, unreached }: TargetsProps) => (
  <section className={details.section} aria-labelledby="targets">
    <h2 id="targets">
      Targets <span>{scheduler.targets.length}</span>
    </h2>
    {scheduler.format === 'gsheets' && (
      <p className={styles.note}>It writes into a Google sheet and is sent to nobody.</p>
    )}
    {scheduler.format !== 'gsheets' && scheduler.targets.length === 0 && (
      <p className={styles.note}>None, so nobody gets it.</p>
    )}
    <ul className={styles.targets}>
      {scheduler.targets.map((target, i) => (
        <li key={target.uuid ?? i}>
          <span>{TARGET_NAMES[target.kind]}</span>
          <bdi>{targetText(target)}</bdi>
          {target.kind === 'email' && isExternal(target.recipient, own.domains) && (
            <span className={styles.warn}>outside</span>
          )}
          {unreached.has(targetKey(target)) && <span className={styles.bad}>not reached last time</span>}
        </li>
      ))}
    </ul>
    {scheduler.targets.some((target) => 'masked' in target) && (
      <p className={styles.note}>
        The address of a webhook is a secret; only its host and a mark to tell two apart are shown.
      </p>
    )}
    {own.source === 'members' && own.domains && scheduler.targets.some(({ kind }) => kind === 'email') && (
      <p className={styles.note}>
        Judged as outside: addresses that are not at {own.domains[0]}, the domain of most members.
      </p>
    )}
  </section>
);
