import { Link } from 'react-router';
import { exactDate, relativeDate } from '#/lib/dates';
import { classes, count } from '#/lib/text';
import { paths } from '#/paths';
import { Health } from './Health';
import type { Row } from './rows';
import styles from './schedulers.module.css';
import { deliveryInShort, ownerStatusName, STATE_NAMES, targetText, zonePlace, type State } from './words';

type Cell = { row: Row };

/** A scheduler's name, leading to its page. */
export const NameCell = ({ row: { scheduler } }: Cell) => (
  <span className={classes(styles.name, !scheduler.isEnabled && styles.offName)} title={scheduler.name}>
    <Link to={paths.scheduler(scheduler.uuid)} tabIndex={-1}>
      <bdi>{scheduler.name}</bdi>
    </Link>
    {scheduler.isAlert && <span className={styles.tag}>alert</span>}
  </span>
);

/** How it stands, in one word and a mark; the sentence behind it on hover. */
export const StateMark = ({ state, title, more = 0 }: { state: State; title?: string | undefined; more?: number }) => (
  <span className={classes(styles.state, styles[state])} title={title}>
    <span className={styles.mark} aria-hidden />
    <span className={styles.stateName}>{STATE_NAMES[state]}</span>
    {more > 0 && <small aria-label={count(more, 'more thing', 'more things')}>+{more}</small>}
  </span>
);

export const StateCell = ({ row: { scheduler, ailments } }: Cell) => {
  const [worst] = ailments;
  const title = ailments.map(({ sentence }) => sentence).join('\n') || undefined;
  // What goes outside while it is off hurts nobody now.
  if (worst && (scheduler.isEnabled || worst.kind === 'switched-off')) return <StateMark state={worst.kind} title={title} more={ailments.length - 1} />;
  return <StateMark state={scheduler.isEnabled ? 'well' : 'off'} title={title} />;
};

/** The picture of the week and when it last ran; grey while the log is read. */
export const LastCell = ({ row: { runs, days, last }, isRead, now }: Cell & { isRead: boolean; now: Date }) => {
  if (!runs) return <span className={styles.faint}>{isRead ? 'not known' : <i className={styles.reading} aria-label="Reading the runs" role="img" />}</span>;
  return (
    <span className={styles.last}>
      <Health days={days} />
      {last && (
        <time className={styles.soft} dateTime={last.scheduledFor} title={exactDate(last.scheduledFor)}>
          {relativeDate(last.scheduledFor, now).replace(' ago', '')}
        </time>
      )}
    </span>
  );
};

export const ContentCell = ({ row: { scheduler } }: Cell) => {
  const name = scheduler.content?.name ?? 'Nothing';
  return (
    <bdi className={classes(!scheduler.content && styles.faint)} title={`${name} (${scheduler.content?.kind ?? 'neither chart nor dashboard'})`}>
      {name}
    </bdi>
  );
};

export const DeliveryCell = ({ row: { scheduler } }: Cell) => (
  <span className={styles.soft} title={[deliveryInShort(scheduler), ...scheduler.targets.map(targetText)].join('\n')}>
    {deliveryInShort(scheduler)}
  </span>
);

export const RuleCell = ({ row: { rule, zone } }: Cell) => (
  <span title={`${rule}, ${zone ?? 'in the time zone of the project'}`}>
    {rule} {zone && <span className={styles.faint}>{zonePlace(zone)}</span>}
  </span>
);

export const NextCell = ({ row: { scheduler, next, zone }, now }: Cell & { now: Date }) => {
  const [first] = next;
  if (!first) return <span className={styles.faint}>{scheduler.isEnabled && !zone ? '…' : '–'}</span>;
  return (
    <time className={styles.soft} dateTime={first.toISOString()} title={next.map((date) => exactDate(date.toISOString())).join('\n')}>
      {relativeDate(first.toISOString(), now)}
    </time>
  );
};

export const OwnerCell = ({ row: { scheduler, ownerStatus } }: Cell) => {
  const isAway = ownerStatus !== null && ownerStatus !== 'active';
  const status = isAway ? ownerStatusName(ownerStatus).toLowerCase() : '';
  return (
    <span className={classes(isAway && styles.away)} title={isAway ? `${scheduler.ownerName}: ${status}` : scheduler.ownerName}>
      <bdi>{scheduler.ownerName}</bdi>
      {isAway && <span className="visually-hidden">, {status}</span>}
    </span>
  );
};

/** A scheduler where there is room for one column: name and state, week and schedule. */
export const NarrowCell = ({ row, isRead, now }: Cell & { isRead: boolean; now: Date }) => (
  <div className={styles.narrow}>
    <div>
      <NameCell row={row} />
      <StateCell row={row} />
    </div>
    <div>
      <span>{row.rule}</span>
      <LastCell row={row} isRead={isRead} now={now} />
    </div>
  </div>
);
