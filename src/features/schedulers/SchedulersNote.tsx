import type { MouseEvent } from 'react';
import type { AllFaults } from '#/data/all-faults';
import type { OwnDomains } from '#/data/scheduler-domains';
import type { AllRuns } from '#/data/scheduler-runs';
import type { AllSchedulers } from '#/data/schedulers';
import { brokenInWords, brokenSent } from '#/domain/schedule/broken';
import { count } from '#/lib/text';
import type { Row } from './rows';
import styles from './schedulers.module.css';
import { STATE_NAMES } from './words';

type SchedulersNoteProps = {
  all: AllSchedulers;
  runs: AllRuns;
  own: OwnDomains;
  /** Of how many projects the time zone is needed and not read, or could not be; undefined where the note says nothing of it. */
  zones: { unread: number; failed: number; retry: () => void } | undefined;
  /** Whether who owns them could not be read. */
  areMembersUnread: boolean;
  onZones: () => void;
  checked: AllFaults;
  /** All there are, which may send what a validation found broken. */
  rows: readonly Row[];
  now: Date;
  /** Undefined where they are to be checked already, as soon as the runs are read. */
  onCheck: (() => void) | undefined;
};

/** What is pressed goes away with what it was for: the keyboard stays at the note. */
const staying =
  (act: () => void) =>
  ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    currentTarget.closest('p')?.focus();
    act();
  };

/** Whether what they send is broken is asked for by hand, one call a project. */
const Checked = ({
  checked,
  rows,
  now,
  onCheck,
}: Pick<SchedulersNoteProps, 'checked' | 'rows' | 'now' | 'onCheck'>) => {
  const { isAsked, asked, pending, failed, hidden } = checked;
  if (asked === 0) return null;
  if (!isAsked)
    return (
      onCheck && (
        <>
          {' '}
          <button type="button" className={styles.link} onClick={staying(onCheck)}>
            Check what they send
          </button>
        </>
      )
    );
  if (pending > 0) return <span role="status"> Reading what validations found.</span>;
  const unknown = failed + hidden;
  const byScheduler = new Map(rows.map(({ scheduler, ailments }) => [scheduler, ailments]));
  const broken = brokenSent([...byScheduler.keys()], checked.faults, (scheduler) => byScheduler.get(scheduler) ?? []);
  const isAhead = broken.some(({ state }) => state === 'fails' || state === 'lacks');
  return (
    <span role="status">
      {asked > failed &&
        (broken.length === 0
          ? ' No validation has found anything broken in what they send; a project that was never validated says nothing.'
          : ` Validations found what ${count(broken.length, 'of them sends', 'of them send')} broken: ${brokenInWords(broken, now)}${isAhead ? ` Filter by the state “${STATE_NAMES['broken-content']}”.` : ''}`)}
      {unknown > 0 && ` What validations found in ${count(unknown, 'project', 'projects')} is not known.`}
    </span>
  );
};

/** What the table does not show, and by what it judges; nothing where there is nothing to say. */
export const SchedulersNote = ({
  all,
  runs,
  own,
  zones,
  areMembersUnread,
  onZones,
  ...faults
}: SchedulersNoteProps) => (
  <p className={styles.note} tabIndex={-1}>
    {[
      all.forbidden.length > 0 &&
        `Your role does not show the schedulers of ${count(all.forbidden.length, 'project', 'projects')}.`,
      faults.rows.length > 0 &&
        own.domains !== null &&
        own.source === 'members' &&
        `Judged as outside: addresses that are not at ${own.domains[0] ?? ''}, the domain of most members.`,
    ]
      .filter(Boolean)
      .join(' ')}
    {all.failed.length > 0 && (
      <>
        {` ${count(all.failed.length, 'project', 'projects')} could not be read. `}
        <button type="button" className={styles.link} onClick={staying(all.retry)}>
          Try again
        </button>
      </>
    )}
    {runs.failed > 0 &&
      ` The runs of ${count(runs.failed, 'project', 'projects')} could not be read, so what fails there is not known.`}
    {areMembersUnread && ' The members could not be read, so which owners cannot sign in is not known.'}
    {zones && zones.unread > 0 && (
      <>
        {zones.failed > 0
          ? ` The time zones of ${count(zones.failed, 'project', 'projects')} could not be read, so when some run next is not known. `
          : ' Some schedulers run by the time zone of their project. '}
        <button type="button" className={styles.link} onClick={staying(zones.failed > 0 ? zones.retry : onZones)}>
          {zones.failed > 0 ? 'Read them again' : 'Show their next runs'}
        </button>
      </>
    )}
    <Checked {...faults} />
  </p>
);
