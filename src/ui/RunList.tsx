import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type Ref } from 'react';
import styles from './RunDialog.module.css';
import type { ItemState } from './useRun';

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
/** The height of a row without a note, until it is measured. */
const ROW = 33;

const MARKS: Record<ItemState['state'], string> = { waiting: '·', running: '…', done: '✓', failed: '✕', unknown: '?' };
const NAMES: Record<ItemState['state'], string> = {
  waiting: 'Waiting',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Not known',
};

/** `place`: of a row that is drawn alone, where it stands and how it is measured. */
type ItemProps = {
  item: RunItem;
  state: ItemState | undefined;
  place?: { 'data-index': number; 'aria-posinset': number; 'aria-setsize': number; ref: Ref<HTMLLIElement> };
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
      {note && <span className={styles.note}>{note}</span>}
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
  const isLong = items.length > DRAWN;
  const virtual = useVirtualizer({
    count: isLong ? listed.length : 0,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => listed[index]?.id ?? index,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const drawn = virtual.getVirtualItems();
  const list = { ref: scroller, className: styles.list, 'aria-labelledby': labelledBy, tabIndex: 0 };
  if (!isLong)
    return (
      <ul {...list}>
        {listed.map((item) => (
          <Item key={item.id} item={item} state={states.get(item.id)} />
        ))}
      </ul>
    );
  return (
    <ul {...list}>
      <li aria-hidden style={{ height: drawn[0]?.start ?? 0 }} />
      {drawn.map(({ index, key }) => {
        const item = listed[index];
        if (!item) return null;
        const place = {
          'data-index': index,
          'aria-posinset': index + 1,
          'aria-setsize': listed.length,
          ref: virtual.measureElement,
        };
        return <Item key={key} item={item} state={states.get(item.id)} place={place} />;
      })}
      <li aria-hidden style={{ height: virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0) }} />
    </ul>
  );
};
