import { useMemo, type ReactNode } from 'react';
import type { CsvColumn } from '../lib/csv';
import { downloadCsv } from '../lib/download';
import styles from './AccessTables.module.css';
import type { Column } from './DataTable';
import { ExportButton } from './ExportButton';
import { ListFilters, ListTable } from './ListTable';
import cells from './NarrowCell.module.css';
import { Toolbar, ToolbarActions } from './Page';
import { SelectionBar } from './SelectionBar';
import { useList, type ListKind } from './useList';
import { useSelection } from './useSelection';

type AccessTableProps<Row, Filter extends string, Sort extends string> = {
  kind: ListKind<Row, Filter, Sort>;
  /** The columns of the file that is exported, and whose or of what the list is. */
  csv: readonly CsvColumn<Row>[];
  file: string;
  /** Why the rows are not to be exported yet: they are not all there. */
  unexported?: string | undefined;
  rows: readonly Row[];
  /** False for a filter that cannot tell the rows apart. */
  offered?: Partial<Record<Filter, boolean>>;
  columns: readonly Column<Row, Sort>[];
  /** The one cell of a row where there is no room for columns: its name, what it allows, and why. */
  narrowCell: (row: Row) => { name: ReactNode; gives: ReactNode; because: ReactNode };
  /** How many there are, in words. In: the rows that fit the filters. */
  sum?: (shown: readonly Row[]) => ReactNode;
  /** What stands in place of the rows where there are none at all. */
  none: ReactNode;
  actions?: ReactNode;
  /** A line about what is missing. */
  rest?: ReactNode;
  onOpen: (row: Row) => void;
  rowMenu?: ((row: Row) => ReactNode) | undefined;
  /** What can be done with the rows that are selected; absent where rows are not selected. */
  bulk?: ((selected: readonly Row[]) => ReactNode) | undefined;
  /** Among other things on a page. */
  fit?: boolean;
};

/** A list of who reaches what and why, with search, filters and sort in the address, and what is shown as a file. */
export const AccessTable = <Row, Filter extends string, Sort extends string>(
  props: AccessTableProps<Row, Filter, Sort>,
) => {
  const {
    kind,
    csv,
    rows: all,
    offered = {},
    columns,
    narrowCell,
    sum,
    none,
    file,
    unexported,
    actions,
    rest,
    onOpen,
    rowMenu,
    bulk,
    fit = false,
  } = props;
  const { rowId, noun } = kind;
  const list = useList(kind, all);
  const { rows } = list;
  const byId = useMemo(() => new Map(all.map((row) => [rowId(row), row])), [all, rowId]);
  const selection = useSelection(byId);

  return (
    <>
      <Toolbar>
        <ListFilters list={list} offered={offered} />
        {sum && (
          <span role="status" className={styles.soft}>
            {sum(rows)}
          </span>
        )}
        <ToolbarActions>
          {actions}
          <ExportButton rows={rows.length} reason={unexported} onClick={() => downloadCsv(file, csv, rows)} />
        </ToolbarActions>
      </Toolbar>
      {rest}
      <ListTable
        list={list}
        none={none}
        columns={columns}
        narrowCell={(row) => {
          const { name, gives, because } = narrowCell(row);
          return (
            <div className={cells.narrow}>
              <div>
                {name}
                <span>{gives}</span>
              </div>
              <div>
                <bdi>{because}</bdi>
              </div>
            </div>
          );
        }}
        selection={bulk && selection}
        onOpen={onOpen}
        rowMenu={rowMenu}
        fit={fit}
      />
      {bulk && selection.size > 0 && (
        <SelectionBar size={selection.size} one={noun[0]} many={noun[1]} onClear={selection.clear}>
          {bulk(selection.ids().flatMap((id) => byId.get(id) ?? []))}
        </SelectionBar>
      )}
    </>
  );
};
