import { Modal } from '@mantine/core';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import { useEffect, type ReactNode } from 'react';
import { Button } from './Button';
import styles from './Dialog.module.css';
import { Icon } from './icons';

export type DialogProps = {
  title: string;
  /** Asks to close, by Escape, the cross or a click outside. Absent while that would lose something that is running. */
  onClose?: (() => void) | undefined;
  /** Clicks outside do nothing, so that what was typed is not lost by a slip. */
  keepsInput?: boolean;
  wide?: boolean;
  children: ReactNode;
  /** The buttons, the confirming one last. */
  footer?: ReactNode;
};

const nothing = () => undefined;

/** The frame of every dialog: takes the focus and gives it back, closes by Escape, fits narrow windows. */
export const Dialog = ({ title, onClose, keepsInput = false, wide = false, children, footer }: DialogProps) => {
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
    onClose={onClose ?? nothing}
    closeOnClickOutside={onClose !== undefined && !keepsInput}
    closeOnEscape={onClose !== undefined}
    size={wide ? 720 : 520}
    centered
    trapFocus
    returnFocus={false}
    transitionProps={{ duration: 120 }}
    classNames={{ content: styles.content ?? '' }}
  >
    <Modal.Overlay backgroundOpacity={0.4} />
    <Modal.Content>
      <div className={styles.head}>
        <Modal.Title component="h2" className={styles.title ?? ''}>
          {title}
        </Modal.Title>
        {onClose && (
          <Button look="icon" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </Button>
        )}
      </div>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <div className={styles.foot}>{footer}</div>}
    </Modal.Content>
  </Modal.Root>
  );
};
