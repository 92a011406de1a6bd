import { useEffect, useId, useRef, type ReactNode } from 'react';
import { count } from '../lib/text';
import { Button } from './Button';
import { Dialog } from './Dialog';
import styles from './RunDialog.module.css';
import { isFocusLost, useSurface } from './surface';
import { useRun, type ItemState, type RunOrder, type WorkTools } from './useRun';

/** One change of a run. `blocked` says why it will not be tried. */
export type RunItem = { id: string; label: string; detail?: string; blocked?: string | null; note?: string | null };

type RunDialogProps = {
  title: string;
  /** The choices of the run; shown until it has started. */
  children?: ReactNode;
  items: readonly RunItem[];
  one: string;
  many: string;
  /** What the starting button says, given how many will be changed. */
  startLabel: (items: number) => string;
  /** What a finished change is called: "changed", "invited". */
  doneWord: string;
  /** What a run has brought, such as links to hand on; shown from its start. */
  outcome?: ReactNode;
  reason?: string | undefined;
  order?: (ids: readonly string[]) => RunOrder;
  work: (id: string, tools: WorkTools) => Promise<string>;
  explain: (error: unknown) => { text: string; unknown: boolean };
  /** Whether one whose answer was lost was carried out, or in words what is left of it. */
  check?: (id: string) => Promise<boolean | string>;
  onSettled: () => Promise<void> | void;
  onClose: () => void;
  limit: number;
};

const MARKS: Record<ItemState['state'], string> = { waiting: '·', running: '…', done: '✓', failed: '✕', unknown: '?' };
const NAMES: Record<ItemState['state'], string> = {
  waiting: 'Waiting',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Not known',
};

const Item = ({ item, state }: { item: RunItem; state: ItemState | undefined }) => {
  const blocked = !state && item.blocked;
  const note = state?.note || (state ? '' : (item.blocked ?? item.note ?? ''));
  const mark = blocked ? '✕' : state ? MARKS[state.state] : '·';
  return (
    <li className={styles.item} data-state={state?.state} data-blocked={blocked ? true : undefined}>
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

/**
 * The one way to run many changes: a preview of each, progress that can be stopped, a result per row, failed rows that stay
 * for another try, and a check of those whose answer was lost.
 */
export const RunDialog = (props: RunDialogProps) => {
  const { title, children, items, one, many, startLabel, doneWord, outcome, reason, onClose, check } = props;
  const order = props.order ?? ((ids) => ({ parallel: ids, serial: [] }));
  const run = useRun(props);
  const headingId = useId();
  const surface = useSurface();

  const doable = items.filter((item) => !item.blocked);
  const { done, failed, unknown, waiting } = run.counts;
  const started = run.phase !== 'preview';
  const total = run.states.size;
  const progress = useRef<HTMLDivElement>(null);

  // Each phase has buttons of its own. Who used one that is gone goes on at the progress: on a button that takes its place, a
  // key pressed twice would do what nobody asked for.
  useEffect(() => {
    if (run.phase !== 'preview' && isFocusLost(surface)) progress.current?.focus();
  }, [run.phase, surface]);

  const again = items
    .filter((item) => ['failed', 'waiting'].includes(run.states.get(item.id)?.state ?? ''))
    .map((item) => item.id);

  const footer = (
    <>
      {run.phase === 'preview' && <Button onClick={onClose}>Cancel</Button>}
      {run.phase === 'preview' && (
        <Button
          look="primary"
          reason={reason ?? (doable.length === 0 ? 'There is nothing to do yet.' : undefined)}
          onClick={() => void run.start(order(doable.map((item) => item.id)))}
        >
          {startLabel(doable.length)}
        </Button>
      )}
      {run.phase === 'running' && <Button onClick={run.stop}>Stop</Button>}
      {/* Keeps the place of the button that began it: a double click must not stop what it has started. */}
      {run.phase === 'running' && (
        <Button look="primary" busy>
          Under way
        </Button>
      )}
      {run.phase === 'ended' && unknown > 0 && check && (
        <Button onClick={() => void run.checkUnknown()}>Check {count(unknown, 'unknown one', 'unknown ones')}</Button>
      )}
      {run.phase === 'ended' && again.length > 0 && (
        <Button onClick={() => void run.start(order(again))}>Try {count(again.length, one, many)} again</Button>
      )}
      {run.phase === 'ended' && (
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      )}
    </>
  );

  return (
    <Dialog
      title={title}
      wide
      onClose={run.phase === 'running' ? undefined : onClose}
      keepsInput={!started}
      running={run.phase === 'running'}
      footer={footer}
    >
      {!started && children}
      {started && (
        <div ref={progress} className={styles.progress} role="status" tabIndex={-1}>
          <progress max={total} value={total - waiting} aria-label="Progress" />
          <span>
            {[
              `${done.toLocaleString('en-GB')} of ${count(total, one, many)} ${doneWord}`,
              failed > 0 && `${failed.toLocaleString('en-GB')} failed`,
              unknown > 0 && `${unknown.toLocaleString('en-GB')} not known`,
              run.phase === 'ended' && waiting > 0 && `${waiting.toLocaleString('en-GB')} not started`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      )}
      {started && outcome}
      {items.length > 0 && (
        <>
          <h3 id={headingId} className="visually-hidden">
            {started ? 'Results' : 'What will be done'}
          </h3>
          <ul className={styles.list} aria-labelledby={headingId} tabIndex={0}>
            {items.map((item) => (
              <Item key={item.id} item={item} state={run.states.get(item.id)} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
};
