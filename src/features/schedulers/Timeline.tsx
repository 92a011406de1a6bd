import { useMediaQuery } from '@mantine/hooks';
import { health } from '#/domain/schedule/health';
import type { Run } from '#/domain/schedule/types';
import { shortWeekday } from '#/lib/dates';
import { weekInWords } from './Health';
import styles from './SchedulerPage.module.css';

const DAYS = 7;
const WIDTH = 720;
const WIDE = 1100;
const NARROW_WIDTH = 350;
const LEFT = 44;
const ROW = 20;
const TOP = 16;
const HOURS = [0, 6, 12, 18];

const Mark = ({ run, x, y }: { run: Run; x: number; y: number }) => {
  if (run.status === 'failed') return <path d={`M${x - 4} ${y - 4} l8 8 m0 -8 l-8 8`} className={styles.failedMark} />;
  if (run.status === 'partial') return <path d={`M${x - 4.5} ${y + 4.5} h9 v-9 z`} className={styles.partialMark} />;
  return (
    <circle
      cx={x}
      cy={y}
      r={run.status === 'completed' ? 4 : 3.5}
      className={run.status === 'completed' ? styles.completedMark : styles.openMark}
    />
  );
};

const isBad = ({ status }: Run): number => Number(status === 'failed' || status === 'partial');

/** Each run of a week at its hour, a row a day, by the reader's clock; failures are drawn last, so that nothing hides them. */
export const Timeline = ({ runs, now }: { runs: readonly Run[]; now: Date }) => {
  const narrow = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const wide = useMediaQuery('(min-width: 1280px)', false, { getInitialValueInEffect: false });
  const width = narrow ? NARROW_WIDTH : wide ? WIDE : WIDTH;
  const days = health(runs, now, DAYS);
  const midnights = days.map((_, i) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - (DAYS - 1 - i)).getTime(),
  );
  const xOf = (hour: number) => LEFT + ((width - LEFT - 8) * hour) / 24;
  const rowOf = (time: number) => midnights.findLastIndex((midnight) => time >= midnight);
  const height = TOP + DAYS * ROW + 4;
  return (
    <svg
      className={styles.timeline}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Timeline by your clock. ${weekInWords(days)}.`}
    >
      {HOURS.map((hour) => (
        <g key={hour}>
          <text x={xOf(hour)} y={10}>{`${String(hour).padStart(2, '0')}:00`}</text>
          <line x1={xOf(hour)} x2={xOf(hour)} y1={TOP} y2={height} />
        </g>
      ))}
      {midnights.map((midnight, i) => (
        <text key={midnight} x={0} y={TOP + i * ROW + ROW / 2 + 4}>
          {i === DAYS - 1 ? 'Today' : shortWeekday(midnight)}
        </text>
      ))}
      {runs
        .toSorted((a, b) => isBad(a) - isBad(b))
        .map((run) => {
          const time = new Date(run.scheduledFor);
          const day = rowOf(time.getTime());
          const isShown = day >= 0 && time.getTime() - (midnights[day] ?? 0) < 25 * 3_600_000;
          return (
            isShown && (
              <Mark
                key={run.id}
                run={run}
                x={xOf(time.getHours() + time.getMinutes() / 60)}
                y={TOP + day * ROW + ROW / 2}
              />
            )
          );
        })}
    </svg>
  );
};
