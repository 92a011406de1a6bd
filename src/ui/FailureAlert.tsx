import { useRef, type ReactNode } from 'react';
import { Button } from './Button';
import styles from './FailureAlert.module.css';
import { Icon } from './icons';
import type { Problem } from './problem';
import { useFocusOnward } from './useFocusOnward';

type FailureAlertProps = { problem: Problem; action?: ReactNode };

/** A failure where it arose: inside a form or a dialog, with what to do about it. */
export const FailureAlert = ({ problem, action }: FailureAlertProps) => (
  <div className={styles.alert} role="alert">
    <Icon name="alert" />
    <div className={styles.text}>
      <strong>{problem.title}</strong>
      {problem.message}
    </div>
    {action}
  </div>
);

/** A page or a part of one that could not be read, with a way to try again where that may help. */
export const FailurePage = ({ problem, onRetry, action }: FailureAlertProps & { onRetry?: () => void }) => {
  const page = useRef<HTMLDivElement>(null);
  useFocusOnward(page);
  return (
    <div ref={page} className={styles.page} role="alert">
      <h2>{problem.title}</h2>
      <p>{problem.message}</p>
      <div className={styles.actions}>
        {problem.canRetry && onRetry && <Button onClick={onRetry}>Try again</Button>}
        {action}
      </div>
    </div>
  );
};
