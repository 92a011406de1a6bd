import { useMemo, useRef } from 'react';
import { classes } from '../lib/text';
import styles from './RunDialog.module.css';
import type { ItemState } from './useRun';
import { useWindow } from './useWindow';

/** One change of a run. `blocked` says why it will not be tried. */
export type RunItem = { id: string; label: string; detail?: string; blocked?: string | null; note?: string | null };

type RunListProps = {
  labelledBy: string;
  items: readonly RunItem[];
  states: ReadonlyMap<string, ItemState>;
  isRunning: boolean;
};

/** Up to so many are drawn all at once, so that the browser finds them; of more only those in sight. */
const DRAWN = 200;
/** The height of each row of a longer list, with room for a note of one line. */
const ROW = 52;

const MARKS: Record<ItemState['state'], string> = { waiting: '·', running: '…', done: '✓', failed: '✕', unknown: '?' };
const NAMES: Record<ItemState['state'], string> = {
  waiting: 'Waiting',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Not known',
};

/** `place`: where a row stands among those that are not drawn. */
type ItemProps = {
  item: RunItem;
  state: ItemState | undefined;
  place: { 'aria-posinset': number; 'aria-setsize': number } | undefined;
};

const Item = ({ item, state, place }: ItemProps) => {
  const blocked = !state && item.blocked;
  const note = state?.note || (state ? '' : (item.blocked ?? item.note ?? ''));
  const mark = blocked ? '✕' : state ? MARKS[state.state] : '·';
  return (
    <li className={styles.item} data-state={state?.state} data-blocked={blocked ? true : undefined} {...place}>
      <span className={styles.mark} role="img" aria-label={blocked ? 'Left out' : state ? NAMES[state.state] : 'To do'}>
        {mark}
      </span>
      <bdi className={styles.label} title={item.label}>
        {item.label}
      </bdi>
      <span className={styles.detail}>{item.detail}</span>
      {note && (
        <span className={styles.note} title={place && note}>
          {note}
        </span>
      )}
    </li>
  );
};

/** What needs to be looked at stands first; as long as a run is under way nothing changes its place for its result. */
const rank = (item: RunItem, state: ItemState | undefined, isRunning: boolean): number => {
  if (!state) return item.blocked ? 0 : 1;
  return !isRunning && (state.state === 'failed' || state.state === 'unknown') ? -1 : 1;
};

/** The changes of a run, each with what will become or became of it. */
export const RunList = ({ labelledBy, items, states, isRunning }: RunListProps) => {
  const scroller = useRef<HTMLUListElement>(null);
  const listed = useMemo(
    () => items.toSorted((a, b) => rank(a, states.get(a.id), isRunning) - rank(b, states.get(b.id), isRunning)),
    [items, states, isRunning],
  );
  const isLong = listed.length > DRAWN;
  const shown = useWindow({ count: listed.length, size: ROW, scroller, lead: 0, overscan: 8, whole: DRAWN });
  return (
    <ul
      ref={scroller}
      className={classes(styles.list, isLong && styles.long)}
      aria-labelledby={labelledBy}
      tabIndex={0}
    >
      {isLong && <li aria-hidden style={{ height: shown.before }} />}
      {listed.slice(shown.first, shown.end).map((item, i) => (
        <Item
          key={item.id}
          item={item}
          state={states.get(item.id)}
          place={isLong ? { 'aria-posinset': shown.first + i + 1, 'aria-setsize': listed.length } : undefined}
        />
      ))}
      {isLong && <li aria-hidden style={{ height: shown.after }} />}
    </ul>
  );
};
