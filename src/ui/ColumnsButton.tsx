import { lazy, startTransition, Suspense, useState, type RefObject } from 'react';
import { Button } from './Button';
import { Icon } from './icons';
import type { TableLayout } from './table-layout';

const ColumnsMenu = lazy(() => import('./ColumnsMenu'));

export type ColumnsButtonProps = {
  /** The table's name of its own, under which its layout is kept. */
  table: string;
  columns: readonly { id: string; header: string }[];
  layout: TableLayout;
  /** Where the widths of its columns are. */
  cols: RefObject<HTMLElement | null>;
};

/** In the head of a table, at its end: which columns are shown, how wide, and how high the rows are. Its menu comes with the first click. */
export const ColumnsButton = (props: ColumnsButtonProps) => {
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <Button
      look="icon"
      aria-label="Columns"
      title="Columns and density"
      aria-haspopup="dialog"
      aria-expanded={opened ?? false}
      onClick={() => startTransition(() => setOpened(!opened))}
    >
      <Icon name="columns" />
    </Button>
  );
  if (opened === null) return button;
  return (
    <Suspense fallback={button}>
      <ColumnsMenu {...props} target={button} opened={opened} onOpened={setOpened} />
    </Suspense>
  );
};
