import type { ComponentProps } from 'react';
import { classes } from '../lib/text';
import styles from './Button.module.css';

type ButtonProps = ComponentProps<'button'> & {
  look?: 'plain' | 'primary' | 'danger' | 'quiet' | 'icon';
  busy?: boolean;
  /** Why it cannot be used now. It stays reachable by keyboard, so that the reason can be read, and does nothing. */
  reason?: string | undefined;
};

/** A button. With a `reason` it is disabled for everybody and says why; while `busy` it keeps its width and takes no click. */
export const Button = ({
  look = 'plain',
  busy = false,
  reason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) => {
  const off = busy || reason !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles.button, look !== 'plain' && styles[look], className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      title={reason ?? rest.title}
      aria-description={reason}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {busy && <span className={styles.busy} aria-hidden />}
      {children}
    </button>
  );
};
