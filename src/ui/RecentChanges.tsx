import { useState } from 'react';
import { exactDate, relativeDate } from '../lib/dates';
import { Button } from './Button';
import details from './Details.module.css';
import { Dialog } from './Dialog';
import { pointedDate } from './pointed-date';
import styles from './RecentChanges.module.css';
import { isFocusLost, useSurface } from './surface';
import { toast, type Toast } from './toast';

/** One change that was made here. `undo` where it can be taken back. */
export type RecentChange = {
  id: number;
  what: string;
  parts: readonly string[];
  at: number;
  outcome: 'saved' | 'unknown' | 'unclear' | 'undone';
  undo: (() => Promise<Toast>) | undefined;
};

const OUTCOMES = {
  saved: 'Saved',
  unknown: 'Not known whether it was saved',
  unclear: 'Saved. Not known whether it was undone',
  undone: 'Undone',
} as const;
/** As many as are kept of a page. */
const KEPT = 50;

/** What this person has changed since the page was loaded, the last first, each with what takes it back. */
export const RecentChanges = ({ changes, onClose }: { changes: readonly RecentChange[]; onClose: () => void }) => {
  const [now] = useState(() => new Date());
  const surface = useSurface();
  const [undoing, setUndoing] = useState<number | null>(null);
  const takeBack = async (id: number, undo: () => Promise<Toast>, item: HTMLElement | null) => {
    setUndoing(id);
    const told = await undo();
    toast(told);
    // What is undone loses its button, not the place of the keyboard.
    if (!told.bad && (isFocusLost(surface) || item?.contains(surface.activeElement))) item?.focus();
    setUndoing(null);
  };
  return (
    <Dialog title="Recent changes" onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <p>
        What you have changed here since this page was loaded. It is forgotten when you sign out or close the page.
        {changes.length >= KEPT && ` Only the last ${KEPT} are kept.`}
      </p>
      <div className={details.section}>
        <ul className={styles.changes} aria-label="Recent changes">
          {changes.map(({ id, what, parts, at, outcome, undo }) => {
            const date = new Date(at).toISOString();
            return (
              <li key={id} tabIndex={-1}>
                <div>
                  <bdi>{what}</bdi>
                  <small>
                    {OUTCOMES[outcome]} ·{' '}
                    <time dateTime={date} {...pointedDate(date)}>
                      {relativeDate(date, now)}
                    </time>
                  </small>
                  {parts.map((part, place) => (
                    <small key={place}>
                      <bdi>{part}</bdi>
                    </small>
                  ))}
                </div>
                {undo && outcome !== 'undone' && (
                  <Button
                    aria-label={`Undo ${what}, ${exactDate(date)}`}
                    busy={undoing === id}
                    reason={undoing !== null && undoing !== id ? 'Another one is being undone.' : undefined}
                    onClick={({ currentTarget }) => void takeBack(id, undo, currentTarget.closest('li'))}
                  >
                    Undo
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
};
