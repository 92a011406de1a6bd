import type { DayHealth } from '#/domain/schedule/health';
import { weekday } from '#/lib/dates';
import { count } from '#/lib/text';
import styles from './schedulers.module.css';
import { RUN_NAMES } from './words';

const SIZE = 11;
const GAP = 3;

const said = ({ day: date, status, runs, failures }: DayHealth): string => {
  const name = weekday(new Date(`${date}T12:00:00`));
  if (status === null) return `${name} nothing`;
  if (failures > 0) return `${name} ${failures} of ${count(runs, 'run', 'runs')} failed`;
  return `${name} ${status === 'completed' ? count(runs, 'run', 'runs') : RUN_NAMES[status].toLowerCase()}`;
};

/** The week in words, for screen readers and a tooltip. */
export const weekInWords = (days: readonly DayHealth[]): string => {
  if (days.every(({ status }) => status === null)) return 'No runs in seven days';
  return days.map(said).join(', ');
};

/** A mark of one day: its shape says what its colour says. */
const Mark = ({ x, entry: { status } }: { x: number; entry: DayHealth }) => {
  const middle = SIZE / 2;
  if (status === null) return <rect x={x + 3} y={middle - 1} width={SIZE - 6} height={2} className={styles.nothing} />;
  if (status === 'scheduled') return <circle cx={x + middle} cy={middle} r={middle - 2} className={styles.toCome} />;
  if (status === 'running') return <circle cx={x + middle} cy={middle} r={middle - 2} className={styles.going} />;
  if (status === 'completed') return <rect x={x} y={0} width={SIZE} height={SIZE} rx={2.5} className={styles.good} />;
  if (status === 'partial') {
    return (
      <g className={styles.partly}>
        <rect x={x + 0.75} y={0.75} width={SIZE - 1.5} height={SIZE - 1.5} rx={2} fill="none" />
        <path d={`M${x + 1} ${SIZE - 1} L${x + SIZE - 1} 1 V${SIZE - 1} Z`} />
      </g>
    );
  }
  return (
    <path
      d={`M${x + 1.5} 1.5 L${x + SIZE - 1.5} ${SIZE - 1.5} M${x + SIZE - 1.5} 1.5 L${x + 1.5} ${SIZE - 1.5}`}
      className={styles.bad}
    />
  );
};

/** The last seven days of a scheduler in a row, today last. */
export const Health = ({ days }: { days: readonly DayHealth[] }) => {
  const width = days.length * (SIZE + GAP) - GAP;
  const words = weekInWords(days);
  return (
    <span title={words} className={styles.health}>
      <svg width={width} height={SIZE} viewBox={`0 0 ${width} ${SIZE}`} role="img" aria-label={words}>
        {days.map((entry, i) => (
          <Mark key={entry.day} x={i * (SIZE + GAP)} entry={entry} />
        ))}
      </svg>
    </span>
  );
};
