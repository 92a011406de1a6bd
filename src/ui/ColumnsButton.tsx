import { lazy, type RefObject } from 'react';
import { Icon } from './icons';
import { LateMenu } from './LateMenu';
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

/** In the head of a table, at its end: which columns are shown, how wide, and how high the rows are. */
export const ColumnsButton = (props: ColumnsButtonProps) => (
  <LateMenu
    menu={ColumnsMenu}
    pass={props}
    look="icon"
    aria-label="Columns"
    title="Columns and density"
    aria-haspopup="dialog"
  >
    <Icon name="columns" />
  </LateMenu>
);
