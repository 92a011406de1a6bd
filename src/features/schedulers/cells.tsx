import { Link } from '#/ui/Link';
import { statusName } from '#/domain/members';
import { dateIn, relativeDate } from '#/lib/dates';
import { classes, count } from '#/lib/text';
import cells from '#/ui/NarrowCell.module.css';
import { pointedDate, pointedText } from '#/ui/pointed-date';
import { Health } from './Health';
import { schedulerLink } from './routes';
import { statesOf, type Row } from './rows';
import styles from './schedulers.module.css';
import { contentInSentence, formatName, STATE_NAMES, targetsInWords, targetText, zonePlace, type State } from './words';

type Cell = { row: Row };

const Name = ({ row: { scheduler } }: Cell) => (
  <span className={classes(styles.name, !scheduler.isEnabled && styles.offName)} title={scheduler.name}>
    <Link to={schedulerLink(scheduler.uuid)} tabIndex={-1}>
      <bdi>{scheduler.name}</bdi>
    </Link>
    {scheduler.isAlert && <span className={styles.tag}>alert</span>}
  </span>
);

/** A scheduler's name, leading to its page; below, what it delivers and in which project that is. */
export const NameCell = ({ row }: Cell) => {
  const { scheduler, projectName } = row;
  const content = scheduler.content
    ? `${scheduler.content.name} (${contentInSentence(scheduler.content.kind)})`
    : 'nothing';
  return (
    <div className={styles.lines}>
      <Name row={row} />
      <span title={`${content}, project ${projectName}`}>
        <bdi>{scheduler.content?.name ?? 'Nothing'}</bdi> · <bdi>{projectName}</bdi>
      </span>
    </div>
  );
};

/** How something stands, in a word and a mark whose shape says what its colour says. */
export const StateMark = ({ state, more = 0 }: { state: State; more?: number }) => (
  <span className={classes(styles.state, styles[state])}>
    <span className={styles.mark} aria-hidden />
    <span className={styles.stateName}>{STATE_NAMES[state]}</span>
    {more > 0 && <small title={count(more, 'more thing', 'more things')}>+{more}</small>}
  </span>
);

/** How a scheduler stands; a mark that it is being found out as long as it is. */
export const RowState = ({ row }: Cell) => {
  const { scheduler, ailments } = row;
  const [worst] = ailments;
  if (!row.isSettled && scheduler.isEnabled)
    return (
      <span className={styles.faint}>
        <span aria-hidden>…</span>
        <span className="visually-hidden">Checking</span>
      </span>
    );

  // External recipients do not matter while it is off.
  if (worst && (scheduler.isEnabled || worst.kind === 'switched-off'))
    return <StateMark state={worst.kind} more={ailments.length - 1} />;
  return <StateMark state={scheduler.isEnabled ? (statesOf(row)[0] ?? 'on') : 'off'} />;
};

/** Its state; below, its worst problem. */
export const StateCell = ({ row }: Cell) => {
  const [worst] = row.isSettled ? row.ailments : [];
  return (
    <div
      className={styles.lines}
      title={(row.isSettled && row.ailments.map(({ sentence }) => sentence).join('\n')) || undefined}
    >
      <RowState row={row} />
      {worst && <span>{worst.short ?? worst.sentence}</span>}
    </div>
  );
};

/** The picture of the week and when it last ran; grey while the log is read. */
export const LastCell = ({ row: { runs, days, last }, isRead, now }: Cell & { isRead: boolean; now: Date }) => {
  if (!runs)
    return isRead ? (
      <span className={styles.faint}>Not known</span>
    ) : (
      <i className={styles.reading} aria-label="Reading the runs" role="img" />
    );
  return (
    <div className={classes(styles.lines, styles.last)}>
      <Health days={days} />
      {last ? (
        <time dateTime={last.scheduledFor} {...pointedDate(last.scheduledFor)}>
          {relativeDate(last.scheduledFor, now)}
        </time>
      ) : (
        <span>no run</span>
      )}
    </div>
  );
};

/** When it runs, in words; below, in which time zone and when next. */
export const ScheduleCell = ({ row: { rule, zone, next }, now }: Cell & { now: Date }) => {
  const [first] = next;
  return (
    <div className={styles.lines}>
      <span title={`${rule}, ${zone ?? 'in the time zone of the project'}`}>{rule}</span>
      <span {...pointedText(() => (first ? `Next: ${next.map((date) => dateIn(date, zone)).join('\n')}` : ''))}>
        {zone ? zonePlace(zone) : 'Project’s time zone'}
        {first && ` · ${relativeDate(first.toISOString(), now)}`}
      </span>
    </div>
  );
};

/** As what it is sent; below, to how many. */
export const SendsCell = ({ row: { scheduler } }: Cell) => (
  <div className={styles.lines} title={scheduler.targets.map(targetText).join('\n') || undefined}>
    <span>{formatName(scheduler.format)}</span>
    {scheduler.format !== 'gsheets' && <span>{targetsInWords(scheduler)}</span>}
  </div>
);

/** Its owner; below, the state of an owner who can't sign in. */
export const OwnerCell = ({ row: { scheduler, ownerStatus } }: Cell) => (
  <div className={styles.lines} title={scheduler.ownerName}>
    <bdi>{scheduler.ownerName}</bdi>
    {ownerStatus && ownerStatus !== 'active' && <span className={styles.away}>{statusName(ownerStatus)}</span>}
  </div>
);

/** A scheduler where there is room for one column: name and state, schedule and week. */
export const NarrowCell = ({ row, isRead, now }: Cell & { isRead: boolean; now: Date }) => (
  <div className={classes(cells.narrow, styles.narrow)}>
    <div>
      <Name row={row} />
      <RowState row={row} />
    </div>
    <div>
      <span>{row.rule}</span>
      <LastCell row={row} isRead={isRead} now={now} />
    </div>
  </div>
);
