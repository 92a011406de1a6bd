import type { ReactNode } from 'react';
import styles from './FailureAlert.module.css';

/** An empty list: why it is empty, and how to widen it. */
export const EmptyState = ({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className={styles.page}>
    <h2>{title}</h2>
    {children && <p>{children}</p>}
    {action && <div className={styles.actions}>{action}</div>}
  </div>
);
