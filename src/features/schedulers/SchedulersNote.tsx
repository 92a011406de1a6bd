import type { OwnDomains } from '#/data/scheduler-domains';
import type { AllRuns } from '#/data/scheduler-runs';
import type { AllSchedulers } from '#/data/schedulers';
import { count } from '#/lib/text';
import styles from './schedulers.module.css';

type SchedulersNoteProps = {
  all: AllSchedulers;
  runs: AllRuns;
  own: OwnDomains;
  /** Of how many projects the time zone is needed and not read. */
  zonesUnread: number;
  /** Whether who owns them could not be read. */
  areMembersUnread: boolean;
  onZones: () => void;
};

/** What the table does not show, and by what it judges; nothing where there is nothing to say. */
export const SchedulersNote = ({ all, runs, own, zonesUnread, areMembersUnread, onZones }: SchedulersNoteProps) => (
  <p className={styles.note}>
    {[
      all.forbidden.length > 0 &&
        `Your role does not show the schedulers of ${count(all.forbidden.length, 'project', 'projects')}.`,
      own.domains !== null &&
        own.source === 'members' &&
        `Judged as outside: addresses that are not at ${own.domains[0] ?? ''}, the domain of most members.`,
    ]
      .filter(Boolean)
      .join(' ')}
    {all.failed.length > 0 && (
      <>
        {` ${count(all.failed.length, 'project', 'projects')} could not be read. `}
        <button type="button" className={styles.link} onClick={all.retry}>
          Try again
        </button>
      </>
    )}
    {runs.failed > 0 &&
      ` The runs of ${count(runs.failed, 'project', 'projects')} could not be read, so what fails there is not known.`}
    {areMembersUnread && ' The members could not be read, so which owners cannot sign in is not known.'}
    {zonesUnread > 0 && (
      <>
        {' Some schedulers run by the time zone of their project. '}
        <button type="button" className={styles.link} onClick={onZones}>
          Show their next runs
        </button>
      </>
    )}
  </p>
);
