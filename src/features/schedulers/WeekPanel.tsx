import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Link } from '#/ui/Link';
import type { AllSchedulers } from '#/data/schedulers';
import { schedulerLink, schedulersLink } from './routes';
import { clockTime, dateFormat, dayOfYear, shortWeekday, weekday } from '#/lib/dates';
import { count, grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import panels from '#/ui/Panel.module.css';
import { inSteps, type Cell, type Due, type Week } from './week';
import styles from './WeekPanel.module.css';

const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
const failedOf = ({ dues }: Cell) => dues.filter(({ failure }) => failure).length;

/** From 1 to 4, by what the fullest hour has. */
const levelOf = (size: number, most: number) => Math.ceil((4 * size) / most);

type Place = { day: number; column: number };
const isSame = (a: Place, b: Place | null) => a.day === b?.day && a.column === b.column;
const MOVES: Record<string, Place> = {
  ArrowRight: { day: 0, column: 1 },
  ArrowLeft: { day: 0, column: -1 },
  ArrowDown: { day: 1, column: 0 },
  ArrowUp: { day: -1, column: 0 },
  Home: { day: 0, column: -Infinity },
  End: { day: 0, column: Infinity },
};
const within = (value: number, size: number) => Math.max(0, Math.min(size - 1, value));

type DuesProps = {
  dues: readonly Due[];
  projectNames: ReadonlyMap<string, string>;
  /** What is said before the time. */
  dayOf?: (at: number) => string;
};

const Dues = ({ dues, projectNames, dayOf }: DuesProps) => (
  <ul className={styles.dues}>
    {dues.map(({ scheduler, times, failure }) => {
      const [first = 0] = times;
      return (
        <li key={`${scheduler.uuid} ${first}`}>
          <time dateTime={new Date(first).toISOString()}>
            {dayOf?.(first)} {clockTime(first)}
            {times.length > 1 && ` ×${times.length}`}
          </time>
          <Link to={schedulerLink(scheduler.uuid)}>
            <bdi>{scheduler.name}</bdi>
          </Link>
          <bdi className={styles.project}>{projectNames.get(scheduler.projectUuid)}</bdi>
          <span>
            {scheduler.isAlert && 'alert'}
            {failure && <em>{failure === 'partial' ? 'failed in part' : 'failed'} last time</em>}
          </span>
        </li>
      );
    })}
  </ul>
);

type WeekPanelProps = {
  week: Week;
  now: Date;
  /** What has been read, for the names of projects and for what is not in it. */
  all: Pick<AllSchedulers, 'projects' | 'forbidden' | 'failed'>;
  /** How some of them ran last could not be read. */
  areRunsUnread: boolean;
  /** Reads the time zones that are missing. */
  readZones: (() => void) | undefined;
  /** Leads to the schedulers, where it stands elsewhere. */
  isLinked?: boolean;
};

/** What the picture does not show, in sentences. */
const leftOut = ({ week, all, areRunsUnread }: WeekPanelProps): string[] => {
  const { skipped, unplaced } = week;
  const { forbidden, failed } = all;
  const unread = forbidden.length + failed.length;
  return [
    skipped > 0 && `${count(skipped, 'live scheduler is', 'live schedulers are')} left out: the owner cannot sign in.`,
    unplaced > 0 && `${count(unplaced, 'runs', 'run')} by a project’s time zone, which has not been read.`,
    unread > 0 && `Without ${count(unread, 'project', 'projects')} whose schedulers are not shown.`,
    areRunsUnread && 'How some ran last could not be read.',
  ].filter((each) => each !== false);
};

/** When schedulers run in the coming week, an hour a cell, and what comes next or is due in the hour that is chosen. */
export const WeekPanel = (props: WeekPanelProps) => {
  const { week, now, all, readZones, isLinked = false } = props;
  const narrow = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const table = useRef<HTMLTableElement>(null);
  const [reached, setActive] = useState<Place>({ day: 0, column: 0 });
  const [choice, setChoice] = useState<(Place & { step: number }) | null>(null);
  const note = leftOut(props);
  const projectNames = new Map(all.projects.map(({ uuid, name }) => [uuid, name]));
  const step = narrow ? 2 : 1;
  const columns = Array.from({ length: 24 / step }, (_, i) => i * step);
  // In a window that became narrower the columns are fewer, and are other hours.
  const active = { ...reached, column: within(reached.column, columns.length) };
  const chosen = choice?.step === step ? choice : null;
  const rows = week.days.map(({ day, hours }) => ({ day, cells: inSteps(hours, step) }));
  const most = Math.max(1, ...rows.flatMap(({ cells }) => cells.map(({ size }) => size)));
  const spanOf = ({ day, column }: Place) => {
    const at = rows[day]?.day ?? Number.NaN;
    return `${weekday(at)} ${dayOfYear(at)}, ${hourName(column * step)} to ${hourName((column + 1) * step)}`;
  };
  const cell = chosen && rows[chosen.day]?.cells[chosen.column];

  const choose = (place: Place) => setChoice(isSame(place, chosen) ? null : { ...place, step });
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move) {
      event.preventDefault();
      const place = {
        day: within(active.day + move.day, rows.length),
        column: within(active.column + move.column, columns.length),
      };
      setActive(place);
      table.current?.querySelector<HTMLElement>(`[data-place="${place.day} ${place.column}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(active);
    } else if (event.key === 'Escape') setChoice(null);
  };

  return (
    <section className={panels.panel} aria-labelledby="week">
      <h2 id="week">
        The coming week <span>{count(week.size, 'run', 'runs')} due from the beginning of today</span>
        {isLinked && <Link to={schedulersLink({ view: 'week' })}>Schedulers</Link>}
      </h2>
      <div className={styles.heat}>
        <table role="grid" aria-label="Runs due by day and hour" ref={table} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Day</span>
              </th>
              {columns.map((hour) => (
                <th key={hour} scope="col">
                  {hour % 6 === 0 ? (
                    hourName(hour).slice(0, 2)
                  ) : (
                    <span className="visually-hidden">{hourName(hour)}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ day, cells }, y) => (
              <tr key={day.getTime()}>
                <th scope="row">{y === 0 ? 'Today' : shortWeekday(day)}</th>
                {cells.map((each, x) => {
                  const place = { day: y, column: x };
                  const failed = failedOf(each);
                  const name = `${spanOf(place)}: ${each.size === 0 ? 'nothing' : grouped(each.size)} due${failed > 0 ? `, ${failed} failed last time, wholly or in part` : ''}`;
                  return (
                    <td
                      key={columns[x]}
                      data-place={`${y} ${x}`}
                      data-level={levelOf(each.size, most)}
                      data-failed={failed > 0 || undefined}
                      data-past={(y === 0 && (x + 1) * step <= now.getHours()) || undefined}
                      aria-label={name}
                      aria-selected={isSame(place, chosen)}
                      title={name}
                      tabIndex={isSame(place, active) ? 0 : -1}
                      onFocus={() => setActive(place)}
                      onClick={() => choose(place)}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.legend}>
          <span>
            <i data-level={1} />
            <i data-level={2} />
            <i data-level={3} />
            <i data-level={4} /> 1 to {grouped(most)} {step === 1 ? 'an hour' : 'in two hours'}
          </span>
          <span>
            <i data-failed /> one failed last time, wholly or in part
          </span>
          <span>{dateFormat('en-GB').resolvedOptions().timeZone}</span>
        </p>
        {note.length > 0 && (
          <p className={styles.note}>
            {note.join(' ')}{' '}
            {readZones && (
              <Button look="quiet" onClick={readZones}>
                Read time zones
              </Button>
            )}
          </p>
        )}
      </div>
      <h3 className={styles.heading}>
        <span role="status">
          {chosen ? `${spanOf(chosen)} · ${count(cell?.size ?? 0, 'run', 'runs')} due` : 'Next'}
        </span>
        {chosen && (
          <Button
            look="quiet"
            onClick={() => {
              // This button goes.
              table.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
              setChoice(null);
            }}
          >
            Show what is next
          </Button>
        )}
      </h3>
      {cell ? (
        <Dues dues={cell.dues} projectNames={projectNames} />
      ) : (
        <Dues
          dues={week.next.map(({ due }) => due)}
          projectNames={projectNames}
          dayOf={(at) => (new Date(at).toDateString() === now.toDateString() ? '' : shortWeekday(at))}
        />
      )}
    </section>
  );
};
