import { Modal } from '@mantine/core';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useBlocker, type Blocker } from 'react-router';
import { Button } from './Button';
import styles from './Dialog.module.css';
import { Icon } from './icons';
import { useTyped } from './useTyped';

export type DialogProps = {
  title: string;
  /** Asks to close, by Escape, the cross or a click outside. Absent while that would lose something that is running. */
  onClose?: (() => void) | undefined;
  /** Each of these ways out, going elsewhere and closing the tab ask first when something was typed: it is not lost by a slip. */
  keepsInput?: boolean;
  wide?: boolean;
  children: ReactNode;
  /** The buttons, the confirming one last. */
  footer?: ReactNode;
};

type Held = Extract<Blocker, { state: 'blocked' }>;

/**
 * Holds what would take the page away under a dialog, Back as well as the closing of the tab, while something is typed.
 * A part of its own: the router heeds one such at a time, so a dialog that keeps nothing must not have any.
 */
const HoldPage = ({ isTyped, onHeld }: { isTyped: () => boolean; onHeld: (held: Held) => void }) => {
  // Being sent to the sign-in page is no choice of the person's, and must not be held up.
  const blocker = useBlocker(({ historyAction }) => historyAction !== 'REPLACE' && isTyped());
  const tell = useRef(onHeld);

  useEffect(() => {
    tell.current = onHeld;
  });

  useEffect(() => {
    if (blocker.state === 'blocked') tell.current(blocker);
  }, [blocker]);

  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (isTyped()) event.preventDefault();
    };
    globalThis.addEventListener('beforeunload', hold);
    return () => globalThis.removeEventListener('beforeunload', hold);
  }, [isTyped]);

  return null;
};

/** The frame of every dialog: takes the focus and gives it back, closes by Escape, keeps what was typed, fits narrow windows. */
export const Dialog = ({ title, onClose, keepsInput = false, wide = false, children, footer }: DialogProps) => {
  const keep = useRef<HTMLButtonElement>(null);
  const lastField = useRef<Element | null>(null);
  const { ref, isTyped } = useTyped();
  const [isAsking, setIsAsking] = useState(false);
  /** Where the person was going when the question came, if they were going elsewhere. */
  const held = useRef<Held | null>(null);
  const asks = isAsking && onClose !== undefined;

  const leave = () => {
    if (!asks && !(keepsInput && isTyped())) return onClose?.();
    held.current?.reset();
    held.current = null;
    setIsAsking(!asks);
  };

  const discard = () => {
    held.current?.proceed();
    onClose?.();
  };

  useLayoutEffect(() => {
    if (asks) keep.current?.focus();
    else if (lastField.current instanceof HTMLElement) lastField.current.focus({ preventScroll: true });
  }, [asks]);

  // Dialogs are mounted when they open, so the focus goes back when they are unmounted.
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // What opened it may be gone with what was removed: then the reader is at the head of the page, not nowhere.
      const target = before?.isConnected ? before : document.querySelector('main h1');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    };
  }, []);

  return (
  <Modal.Root
    opened
    onClose={leave}
    closeOnClickOutside={onClose !== undefined}
    closeOnEscape={onClose !== undefined}
    size={wide ? 720 : 520}
    centered
    trapFocus
    returnFocus={false}
    transitionProps={{ duration: 120 }}
    classNames={{ content: styles.content ?? '' }}
  >
    {keepsInput && onClose && (
      <HoldPage
        isTyped={isTyped}
        onHeld={(blocked) => {
          held.current = blocked;
          setIsAsking(true);
        }}
      />
    )}
    <Modal.Overlay backgroundOpacity={0.4} />
    <Modal.Content>
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
        onFocus={({ target }) => {
          lastField.current = target;
        }}
      >
        {children}
      </div>
      {asks ? (
        <div className={styles.foot}>
          <p className={styles.question} role="alert">
            Discard what you typed?
          </p>
          <Button onClick={discard}>Discard</Button>
          <Button ref={keep} look="primary" onClick={leave}>
            Keep editing
          </Button>
        </div>
      ) : (
        footer !== undefined && <div className={styles.foot}>{footer}</div>
      )}
    </Modal.Content>
  </Modal.Root>
  );
};
