import type { ReactNode } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { classes } from '#/lib/text';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailureAlert } from '#/ui/FailureAlert';
import { Icon } from '#/ui/icons';
import styles from './settings.module.css';

type PartProps = {
  id: string;
  title: string;
  /** What is changed here; its reason stands below as well, where all of the part can only be read. */
  edit?: { label: string; reason: string | undefined; onClick: () => void } | undefined;
  wide?: boolean;
  children: ReactNode;
};

/** One part of the settings: what it is about, how it is changed, or why it is not. */
export const Part = ({ id, title, edit, wide = false, children }: PartProps) => (
  <section className={classes(details.section, styles.part, wide && details.whole)} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {edit && (
      <Button className={styles.edit} reason={edit.reason} onClick={edit.onClick} aria-label={`${edit.label} ${title}`}>
        {edit.label}
      </Button>
    )}
    {edit?.reason !== undefined && (
      <p className={styles.readOnly}>
        <Icon name="lock" />
        <span>{edit.reason}</span>
      </p>
    )}
    {children}
  </section>
);

/** A part that could not be read; the others stand. */
export const PartFailure = ({ error, onRetry }: { error: Error; onRetry: () => unknown }) => {
  const problem = describeFailure(error);
  return (
    <FailureAlert
      problem={problem}
      action={problem.canRetry && <Button onClick={() => void onRetry()}>Try again</Button>}
    />
  );
};
