import {
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { useNavigate } from 'react-router';
import { useMembers } from '#/data/members';
import { listOf } from '#/lib/text';
import { Icon } from '#/ui/icons';
import { isComposing, useSurface } from '#/ui/surface';
import styles from './Palette.module.css';
import { PaletteDialogs, type PaletteDialog } from './PaletteDialogs';
import { useFinds, type Find } from './useFinds';

/** What was typed before the code of the palette was there, and whether Enter was pressed behind it. */
export type Early = { text: string; enter: boolean };

type FinderProps = { early: RefObject<Early>; onDialog: (dialog: PaletteDialog) => void; onClose: () => void };

/** What was typed before changes no more once this is there. */
const stays = () => () => {};

const Finder = ({ early, onDialog, onClose }: FinderProps) => {
  const frame = useRef<HTMLDialogElement>(null);
  const surface = useSurface();
  const listId = useId();
  // The field that stood here before takes keys until this one is there, so what it has taken is asked for until then.
  const textBefore = useSyncExternalStore(stays, () => early.current.text);
  const enterBefore = useSyncExternalStore(stays, () => early.current.enter);
  const [typed, setTyped] = useState<string | null>(null);
  const [isWaiting, setWaiting] = useState<boolean | null>(null);
  const [at, setAt] = useState(0);
  const query = typed ?? textBefore;
  const { finds, best, reading, unread } = useFinds(query, onDialog);
  const chosen = Math.min(at, finds.length - 1);

  useLayoutEffect(() => frame.current?.showModal(), []);
  useEffect(() => {
    const closeBehind = ({ target, currentTarget }: Event) => target === currentTarget && onClose();
    const dialog = frame.current;
    dialog?.addEventListener('click', closeBehind);
    return () => dialog?.removeEventListener('click', closeBehind);
  }, [onClose]);
  useEffect(() => {
    surface.getElementById(`${listId}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [surface, listId, chosen]);

  const run = (find: Find | undefined) => {
    if (!find || find.reason !== undefined) return;
    onClose();
    find.run();
  };
  // Who knows a name and types ahead means what is called so, not what happens to have been read first.
  const isSure = reading.length === 0 || best === 0 || at > 0;
  const waits = isWaiting ?? enterBefore;
  const found = waits && isSure && (unread.length === 0 || best === 0) ? finds[chosen] : undefined;
  useEffect(() => {
    if (!found || found.reason !== undefined) return;
    onClose();
    found.run();
  }, [found, onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 + finds.length, Home: 0, End: finds.length - 1 }[event.key];
    const isInText = (event.key === 'Home' || event.key === 'End') && query !== '';
    if (to !== undefined && !isInText) {
      setAt(to % Math.max(1, finds.length));
      setWaiting(false);
    } else if (event.key === 'Enter') {
      // What waits for a reading is done after it.
      if (isSure && (reading.length === 0 || finds[chosen]?.reason === undefined)) run(finds[chosen]);
      else setWaiting(true);
    }
    // There is nothing else here to go to: the focus stays in the field.
    else if (event.key !== 'Tab') return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={frame}
      className={styles.palette}
      aria-label="Find"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.frame}>
        <div className={styles.field}>
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-label="Find people, groups, projects, spaces, schedulers and actions"
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={finds[chosen] && `${listId}-${chosen}`}
            aria-autocomplete="list"
            placeholder="Find people, groups, projects, actions…"
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={({ target }) => {
              setTyped(target.value);
              setAt(0);
              setWaiting(false);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div id={listId} className={styles.list} role="listbox" aria-label="What was found">
          {finds.map((find, i) => (
            <button
              key={`${find.kind} ${find.id}`}
              type="button"
              tabIndex={-1}
              id={`${listId}-${i}`}
              className={styles.find}
              role="option"
              aria-selected={i === chosen}
              aria-disabled={find.reason !== undefined}
              onPointerMove={() => setAt(i)}
              onClick={() => run(find)}
            >
              <Icon name={find.icon} />
              <span className={styles.name}>
                <span>
                  <bdi>{find.name}</bdi>
                </span>
                {(find.reason ?? find.detail) && <small>{find.reason ?? find.detail}</small>}
              </span>
              <span className={styles.kind}>{find.kind}</span>
            </button>
          ))}
        </div>
        <div className={styles.foot}>
          <span role="status">
            {reading.length > 0
              ? `Reading the ${listOf(reading)}…${waits ? ' The best match opens then.' : ''}`
              : unread.length > 0
                ? `The ${listOf(unread)} could not be read.`
                : finds.length === 0 && 'Nobody and nothing is called that.'}
          </span>
          <span className={styles.keys} aria-hidden>
            <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>↵</kbd> open <kbd>Esc</kbd> close
          </span>
        </div>
      </div>
    </dialog>
  );
};

type PaletteProps = { shows: 'open' | 'keys' | 'closed'; early: RefObject<Early>; onClose: () => void };

const KEYS: PaletteDialog = { of: 'keys' };

/**
 * Ctrl/Cmd-K: finds whatever has a name, and does what can be done here or anywhere. Lists are read when it is first opened; the
 * dialogs that it opens stand on whichever page one is. “?” opens that of the keys without it.
 */
export const Palette = ({ shows, early, onClose }: PaletteProps) => {
  const navigate = useNavigate();
  const [chosen, setDialog] = useState<PaletteDialog | null>(null);
  const dialog = shows === 'keys' ? KEYS : chosen;
  const { data } = useMembers(dialog?.of === 'members');
  return (
    <>
      {shows === 'open' && <Finder early={early} onDialog={setDialog} onClose={onClose} />}
      {dialog && (
        <Suspense>
          <PaletteDialogs
            dialog={dialog}
            everybody={data?.members ?? []}
            onClose={() => {
              setDialog(null);
              if (dialog === KEYS) onClose();
            }}
            onGone={(path) => void navigate(path)}
          />
        </Suspense>
      )}
    </>
  );
};
