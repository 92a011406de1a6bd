import { Modal } from '@mantine/core';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from './Button';
import styles from './Dialog.module.css';
import { Icon } from './icons';
import { pendingChanged, usePending, type Held } from './pending';
import { isComposing, useKeys, useSurface } from './surface';
import { useFocusKept } from './useFocusOnward';
import { useTyped } from './useTyped';

export type DialogProps = {
  title: string;
  /** Asks to close, by Escape, the cross or a click outside. Absent while that would lose something that is running. */
  onClose?: (() => void) | undefined;
  /** Each of these ways out, going elsewhere and closing the tab ask first when something was typed: it is not lost by a slip. */
  keepsInput?: boolean;
  /** Something is under way that ends with the dialog: going elsewhere asks first. */
  running?: boolean;
  /** A change is being sent: the closing of the tab asks, and whoever has put the console there is told. Going elsewhere does not end it. */
  sending?: boolean;
  wide?: boolean;
  children: ReactNode;
  /** The buttons, the confirming one last. */
  footer?: ReactNode;
};

/** The frame of every dialog: takes the focus and gives it back, closes by Escape, keeps what was typed, fits narrow windows. */
export const Dialog = ({
  title,
  onClose,
  keepsInput = false,
  running = false,
  sending = false,
  wide = false,
  children,
  footer,
}: DialogProps) => {
  const content = useRef<HTMLDivElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const lastField = useRef<Element | null>(null);
  const { ref, isTyped } = useTyped();
  const surface = useSurface();
  useFocusKept(content);
  // As it is drawn first: a menu that it was opened from may be gone right after that.
  const [opener] = useState(() => surface.activeElement);
  const [before] = useState(() => {
    const menu = opener?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
    return menu ? surface.getElementById(menu) : opener;
  });
  const [question, setQuestion] = useState<'typed' | 'running' | null>(null);
  /** Where the person was going when the question came, if they were going elsewhere. */
  const held = useRef<Held | null>(null);
  const asks = question === 'running' ? running : question === 'typed' && onClose !== undefined;
  // What was asked about has ended: it is not asked again by itself when the next begins.
  if (question !== null && !asks) setQuestion(null);
  const wouldLose = () => keepsInput && onClose !== undefined && isTyped();

  usePending(
    () => (running || sending ? 'running' : wouldLose() ? 'unsaved' : 'nothing'),
    sending
      ? undefined
      : (blocked) => {
          held.current = blocked;
          setQuestion(running ? 'running' : 'typed');
        },
  );

  const leave = () => {
    if (asks) setQuestion(null);
    else if (wouldLose()) setQuestion('typed');
    else onClose?.();
  };

  // Mantine listens at the window, where one neither sees what in a shadow root had the key nor whether it was for the console.
  useKeys((event) => {
    const target = event.target instanceof Element ? event.target : null;
    // For a moment what opened it still has the focus.
    const isOurs = target === document.body || target === opener || content.current?.contains(target);
    if (event.key !== 'Escape' || isComposing(event) || !isOurs || onClose === undefined) return;
    // An open list in the dialog closes first; once it has heard the key itself it looks closed.
    if (target?.getAttribute('data-mantine-stop-propagation') !== 'true') leave();
  }, 'first');

  const discard = () => {
    held.current?.proceed();
    held.current = null;
    onClose?.();
  };

  useLayoutEffect(() => {
    if (asks) return keep.current?.focus();
    // The person stays, or what was asked about has ended meanwhile.
    held.current?.reset();
    held.current = null;
    if (lastField.current instanceof HTMLElement) lastField.current.focus({ preventScroll: true });
  }, [asks]);

  // Dialogs are mounted when they open, so the focus goes back when they are unmounted.
  useEffect(
    () => () => {
      // What opened it may be gone with what was removed: then the reader is at the head of the page, not nowhere.
      const target = before?.isConnected && before !== document.body ? before : surface.querySelector('main h1');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
    [surface, before],
  );

  return (
    <Modal.Root
      opened
      onClose={leave}
      closeOnClickOutside={onClose !== undefined}
      closeOnEscape={false}
      size={wide ? 720 : 520}
      centered
      trapFocus
      returnFocus={false}
      transitionProps={{ duration: 120 }}
      classNames={{ content: styles.content ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content ref={content}>
        <div className={styles.head}>
          <Modal.Title component="h2" className={styles.title ?? ''}>
            {title}
          </Modal.Title>
          {onClose && (
            <Button look="icon" aria-label="Close" onClick={leave}>
              <Icon name="close" />
            </Button>
          )}
        </div>
        <div
          ref={ref}
          className={styles.body}
          inert={asks}
          onInput={pendingChanged}
          onFocus={({ target }) => {
            lastField.current = target;
          }}
        >
          {children}
        </div>
        {asks ? (
          <div className={styles.foot}>
            <p className={styles.question} role="alert">
              {running ? 'This is still under way. Stop it and leave?' : 'Discard what you typed?'}
            </p>
            <Button onClick={discard}>{running ? 'Stop and leave' : 'Discard'}</Button>
            <Button ref={keep} look="primary" onClick={leave}>
              {running ? 'Stay' : 'Keep editing'}
            </Button>
          </div>
        ) : (
          footer !== undefined && <div className={styles.foot}>{footer}</div>
        )}
      </Modal.Content>
    </Modal.Root>
  );
};
