import { useState } from 'react';
import { exactDate, relativeDate } from '../lib/dates';
import { Button } from './Button';
import details from './Details.module.css';
import { Dialog } from './Dialog';
import styles from './RecentChanges.module.css';
import { toast, type Toast } from './toast';

/** One change that was made here. `undo` where it can be taken back. */
export type RecentChange = {
  id: number;
  what: string;
  parts: readonly string[];
  at: number;
  outcome: 'saved' | 'unknown' | 'undone';
  undo: (() => Promise<Toast>) | undefined;
};

const OUTCOMES = { saved: 'Saved', unknown: 'Not known whether it was saved', undone: 'Undone' } as const;

/** What this person has changed since they signed in, the last first, each with what takes it back. */
export const RecentChanges = ({ changes, onClose }: { changes: readonly RecentChange[]; onClose: () => void }) => {
  const [now] = useState(() => new Date());
  const [undoing, setUndoing] = useState<number | null>(null);
  return (
    <Dialog title="Recent changes" onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <p>What you have changed here since you signed in. It is forgotten when you sign out or close the page.</p>
      <div className={details.section}>
        <ul className={styles.changes} aria-label="Recent changes">
          {changes.map(({ id, what, parts, at, outcome, undo }) => {
            const date = new Date(at).toISOString();
            return (
              <li key={id}>
                <div>
                  <bdi>{what}</bdi>
                  <small>
                    {OUTCOMES[outcome]} ·{' '}
                    <time dateTime={date} title={exactDate(date)}>
                      {relativeDate(date, now)}
                    </time>
                  </small>
                  {parts.map((part) => (
                    <small key={part}>
                      <bdi>{part}</bdi>
                    </small>
                  ))}
                </div>
                {undo && outcome !== 'undone' && (
                  <Button
                    aria-label={`Undo ${what}`}
                    busy={undoing === id}
                    reason={undoing !== null && undoing !== id ? 'Another one is being undone.' : undefined}
                    onClick={() => {
                      setUndoing(id);
                      void undo()
                        .then(toast)
                        .finally(() => setUndoing(null));
                    }}
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
