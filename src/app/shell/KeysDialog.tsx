import { Fragment } from 'react';
import { Dialog } from '#/ui/Dialog';
import { isApple } from '#/ui/surface';
import styles from './KeysDialog.module.css';

/** What a key does. Keys of one press stand in one list; of several lists any does it. */
type Row = { keys: readonly (readonly string[])[]; does: string };

const CTRL = isApple ? '⌘' : 'Ctrl';

const PARTS: readonly { title: string; rows: readonly Row[] }[] = [
  {
    title: 'Everywhere',
    rows: [
      { keys: [[CTRL, 'K']], does: 'Find people, places and actions' },
      { keys: [['?']], does: 'Show the keys' },
      { keys: [['Esc']], does: 'Close what is open' },
    ],
  },
  {
    title: 'When finding',
    rows: [
      { keys: [['↑'], ['↓']], does: 'Choose' },
      { keys: [['Enter']], does: 'Open or do it' },
    ],
  },
  {
    title: 'Lists',
    rows: [
      { keys: [['/']], does: 'Search' },
      { keys: [['↑'], ['↓']], does: 'Next or previous row' },
      { keys: [['Page Up'], ['Page Down']], does: 'A screen up or down' },
      { keys: [['Home'], ['End']], does: 'First or last row' },
      { keys: [['Enter']], does: 'Open the row' },
      { keys: [['Space']], does: 'Select the row' },
      {
        keys: [
          ['Shift', '↑'],
          ['Shift', '↓'],
        ],
        does: 'Select several',
      },
      { keys: [['Shift', 'F10']], does: 'Open the row’s menu' },
      { keys: [['→'], ['←']], does: 'Unfold or fold a space' },
      { keys: [['Esc']], does: 'Clear the search or the selection' },
    ],
  },
  {
    title: 'Grids',
    rows: [
      { keys: [['↑'], ['↓'], ['←'], ['→']], does: 'Next cell' },
      { keys: [['Home'], ['End']], does: 'First or last cell of the row' },
      {
        keys: [
          ['Ctrl', 'Home'],
          ['Ctrl', 'End'],
        ],
        does: 'First or last cell of all',
      },
      { keys: [['Enter']], does: 'Open the cell' },
    ],
  },
];

/** “?”: which keys there are. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title="Keys" wide onClose={onClose}>
    {/* The keyboard scrolls it where it is higher than the window. */}
    <div className={styles.parts} role="group" aria-label="All keys" tabIndex={0}>
      {PARTS.map(({ title, rows }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {rows.map(({ keys, does }) => (
              <div key={does}>
                <dt>{does}</dt>
                <dd>
                  {keys.map((press, i) => (
                    <Fragment key={press.join()}>
                      {i > 0 && ' '}
                      <span>
                        {press.map((key, at) => (
                          <Fragment key={key}>
                            {at > 0 && ' + '}
                            <kbd>{key}</kbd>
                          </Fragment>
                        ))}
                      </span>
                    </Fragment>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);
