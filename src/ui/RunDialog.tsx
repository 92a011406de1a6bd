import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { count, grouped } from '../lib/text';
import { Button } from './Button';
import { Dialog } from './Dialog';
import styles from './RunDialog.module.css';
import { isFocusLost, useSurface } from './surface';
import { RunList, type RunItem } from './RunList';
import { useRun, type Explained, type RunOrder, type WorkTools } from './useRun';

export type { RunItem } from './RunList';

type RunDialogProps<Item extends RunItem> = {
  title: string;
  /** The choices of the run; shown until it has started. */
  children?: ReactNode;
  items: readonly Item[];
  /** What they are: one, and many. */
  noun: readonly [string, string];
  /** What the starting button says: a verb, which stands before their number, or all of it, given that number. */
  start: string | ((items: number) => string);
  /** What a finished change is called: "changed", "invited". */
  doneWord: string;
  /** What a run has brought, such as links to hand on; shown from its start. */
  outcome?: ReactNode;
  reason?: string | undefined;
  /** What it does cannot be undone. */
  danger?: boolean;
  order?: (ids: readonly string[]) => RunOrder;
  /** Changes one. Out: what stands beside it then, if anything. */
  work: (item: Item, tools: WorkTools) => Promise<string | void>;
  explain: (error: unknown) => Explained;
  /** Whether one whose answer was lost was carried out, or in words what is left of it. */
  check?: (item: Item) => Promise<boolean | string>;
  onSettled: () => Promise<void> | void;
  onClose: () => void;
  /** How many at once, where that is not as many as usual. */
  limit?: number;
};

/**
 * The one way to run many changes: a preview of each, progress that can be stopped, a result per row, failed rows that stay
 * for another try, and a check of those whose answer was lost.
 */
export const RunDialog = <Item extends RunItem>(props: RunDialogProps<Item>) => {
  const { title, children, items, noun, start, doneWord, outcome, reason, danger, onClose, check } = props;
  const startLabel = (n: number) =>
    typeof start === 'function' ? start(n) : n === 0 ? start : `${start} ${count(n, ...noun)}`;
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
  useLayoutEffect(() => {
    if (run.phase !== 'preview' && isFocusLost(surface)) progress.current?.focus();
  }, [run.phase, surface]);

  const leftOut = items.length - doable.length;
  const again = items.flatMap(({ id }) => {
    const { state, again: isRepeatable } = run.states.get(id) ?? {};
    return state === 'waiting' || (!run.paused && (state === 'failed' || isRepeatable)) ? [id] : [];
  });

  const footer = (
    <>
      {run.phase === 'preview' && <Button onClick={onClose}>Cancel</Button>}
      {run.phase === 'preview' && (
        <Button
          look={danger ? 'danger' : 'primary'}
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
        <Button onClick={() => void run.start(order(again))}>
          {run.paused ? `Go on with ${count(again.length, ...noun)}` : `Try ${count(again.length, ...noun)} again`}
        </Button>
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
      {!started && (
        <p className={leftOut > 0 ? styles.notice : 'visually-hidden'} role="status">
          {leftOut > 0 &&
            `${grouped(leftOut)} of ${grouped(items.length)} ${leftOut === 1 ? 'is' : 'are'} left out; the list says why.`}
        </p>
      )}
      {started && (
        <div ref={progress} className={styles.progress} role="status" tabIndex={-1}>
          <progress max={total} value={done + failed} aria-label="Progress" />
          <span>
            {[
              `${grouped(done)} of ${count(total, ...noun)} ${doneWord}`,
              failed > 0 && `${grouped(failed)} failed`,
              unknown > 0 && `${grouped(unknown)} not known`,
              run.phase === 'ended' && waiting > 0 && `${grouped(waiting)} not started`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      )}
      {run.paused && (
        <p className={styles.notice} role="alert">
          Paused, because answers were lost and the server may be gone.{' '}
          {count(waiting, `${noun[0]} has`, `${noun[1]} have`)} not been started; go on when it answers again.
        </p>
      )}
      {items.length > 0 && (
        <>
          <h3 id={headingId} className="visually-hidden">
            {started ? 'Results' : 'What will be done'}
          </h3>
          <RunList labelledBy={headingId} items={items} states={run.states} isRunning={run.phase === 'running'} />
        </>
      )}
      {started && outcome}
    </Dialog>
  );
};
