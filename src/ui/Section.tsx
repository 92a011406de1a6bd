import type { ReactNode } from 'react';
import { classes } from '../lib/text';
import { Button } from './Button';
import { FailureAlert } from './FailureAlert';
import { Icon } from './icons';
import type { Problem } from './problem';
import styles from './Section.module.css';

type SectionProps = {
  id: string;
  title: string;
  count?: number | undefined;
  actions?: ReactNode;
  /** Across both columns. */
  wide?: boolean;
  /** A table below brings its own line. */
  ruled?: boolean;
  children: ReactNode;
};

/** One part of a page of many: its title, what can be done, its content. The id is its address on the page. */
export const Section = ({ id, title, count, actions, wide = false, ruled = true, children }: SectionProps) => (
  <section
    id={id}
    tabIndex={-1}
    className={classes(styles.section, wide && styles.wide)}
    aria-labelledby={`${id}-title`}
  >
    <div className={classes(styles.head, ruled && styles.ruled)}>
      <h2>
        <span id={`${id}-title`}>{title}</span> {count !== undefined && <span className={styles.count}>{count}</span>}
      </h2>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
    {children}
  </section>
);

/** Why a section can only be read. */
export const ReadOnly = ({ children }: { children: ReactNode }) => (
  <p className={styles.readOnly}>
    <Icon name="lock" />
    <span>{children}</span>
  </p>
);

/** A section that could not be read; the others stand. */
export const SectionFailure = ({ problem, onRetry }: { problem: Problem; onRetry: () => unknown }) => (
  <FailureAlert
    problem={problem}
    action={problem.canRetry && <Button onClick={() => void onRetry()}>Try again</Button>}
  />
);
