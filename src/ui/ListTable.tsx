import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { once } from '../lib/memo';
import { count, grouped } from '../lib/text';
import { ActionMenu } from './ActionMenu';
import { Button } from './Button';
import type { Sort } from './ColumnHeader';
import { DataTable, type Column, type DataTableProps } from './DataTable';
import { FilterChip, type FilterOption } from './FilterChip';
import chip from './FilterChip.module.css';
import { Icon } from './icons';
import { SearchBox } from './SearchBox';
import { useSurface } from './surface';
import { TableSkeleton } from './TableSkeleton';
import type { List, ListKind } from './useList';
import { growingTable, loadGrowingTable } from './growing';
import { NARROW_BELOW } from './table-layout';
import type { Selection } from './useSelection';

const NothingMatches = lazy(async () => ({ default: (await import('./NothingMatches')).NothingMatches<string> }));

type ListFiltersProps<Row, Filter extends string, SortBy extends string> = {
  list: List<Row, Filter, SortBy>;
  /** What can be chosen where that is known only now. */
  options?: Partial<Record<Filter, readonly FilterOption[]>>;
  /** False for a filter that is of no use now; it is shown all the same while something is chosen by it. */
  offered?: Partial<Record<Filter, boolean>>;
  /** The rows are a part of those that there are: what it would leave of all is not known. */
  isPart?: boolean;
  /** Around the filters, where there are so many that they wrap in a way of their own. */
  className?: string | undefined;
};

/** How many rows have each value of a filter: counted when it is first asked. */
const tallyOf = <Row,>(rows: readonly Row[], of: (row: Row) => readonly string[]) =>
  once(() => {
    const counts = new Map<string, number>();
    for (const row of rows) for (const value of new Set(of(row))) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  });

/** The search and the filters of a list, each with how many rows it would leave. */
export const ListFilters = <Row, Filter extends string, SortBy extends string>({
  list: { kind, all, view, search, onSearch, change },
  options = {},
  offered = {},
  isPart = false,
  className,
}: ListFiltersProps<Row, Filter, SortBy>) => {
  const names = Object.keys(kind.filters) as Filter[];
  const tallies = useMemo(
    () =>
      new Map(
        (Object.keys(kind.filters) as Filter[]).map((key) => {
          const { of } = kind.filters[key];
          return [key, of && tallyOf(all, of)] as const;
        }),
      ),
    [kind, all],
  );
  const [asked, setAsked] = useState<readonly Filter[]>([]);
  const surface = useSurface();
  const isSet = (key: Filter) => view.filters[key].length > 0;
  const usable = names.filter((key) => offered[key] !== false || isSet(key));
  const shown = usable.filter((key) => !kind.filters[key].isRare || isSet(key) || asked.includes(key));
  const rare = usable.filter((key) => !shown.includes(key));
  const set = (values: Partial<Record<Filter, readonly string[]>>) => change({ filters: values });
  const chips = (
    <>
      {shown.map((key) => {
        const { name, options: known = [] } = kind.filters[key];
        const tally = tallies.get(key);
        return (
          <FilterChip
            key={key}
            name={name}
            options={(options[key] ?? known).map((option) => ({
              ...option,
              ...(tally && !isPart && { count: () => tally().get(option.value) ?? 0 }),
            }))}
            chosen={view.filters[key]}
            startsOpen={asked.includes(key) || undefined}
            onChange={(values) => {
              // Also a rare one stays where somebody is who has just let go of it.
              if (kind.filters[key].isRare && !asked.includes(key)) setAsked([...asked, key]);
              set({ [key]: values } as unknown as Partial<Record<Filter, readonly string[]>>);
            }}
          />
        );
      })}
      {rare.length > 0 && (
        <ActionMenu
          name="Filter"
          look="quiet"
          className={chip.more}
          actions={rare.map((key) => ({ label: kind.filters[key].name, onClick: () => setAsked([...asked, key]) }))}
        >
          <Icon name="plus" size={13} /> Filter
        </ActionMenu>
      )}
      {usable.filter(isSet).length > 1 && (
        <Button
          look="quiet"
          className={chip.more}
          onClick={() => {
            surface.querySelector<HTMLElement>('[type="search"]')?.focus();
            set(Object.fromEntries(names.map((key) => [key, []])) as unknown as Record<Filter, string[]>);
          }}
        >
          Clear all
        </Button>
      )}
    </>
  );
  return (
    <>
      {kind.searched !== undefined && (
        <SearchBox label={kind.searchLabel ?? `Search by ${kind.searched}`} value={search} onChange={onSearch} />
      )}
      {className === undefined ? chips : <div className={className}>{chips}</div>}
    </>
  );
};

/** How many rows are shown of how many: "2,000", "184 of 2,000". */
export const shownOf = ({ rows, all }: { rows: readonly unknown[]; all: readonly unknown[] }): string => {
  const total = grouped(all.length);
  return rows.length === all.length ? total : `${grouped(rows.length)} of ${total}`;
};

type ListTableProps<Row, Filter extends string, SortBy extends string> = {
  list: Pick<List<Row, Filter, SortBy>, 'view' | 'change' | 'rows'> & {
    kind: Pick<ListKind<Row, Filter, SortBy>, 'label' | 'rowId' | 'rowName' | 'noun' | 'nothing' | 'searched'>;
    /** With what the texts of columns are made of. */
    all: readonly unknown[];
  };
  columns: readonly Column<Row, SortBy>[];
  narrowCell: (row: Row) => ReactNode;
  /** Below this width of the window, in pixels, there is room for one column. */
  narrowBelow?: number;
  tall?: boolean;
  fit?: boolean;
  /** Why the rows could not be read: stands in their place. */
  failure?: ReactNode;
  isReading?: boolean;
  /** How many rows there are, while those that have been read are a part of them: the list grows. */
  partOf?: number | undefined;
  /** How many rows a table has that is being read. */
  expected?: number;
  /** What stands in place of the rows where there are none at all. */
  none?: ReactNode;
  selection?: Selection | undefined;
  onOpen?: (row: Row) => void;
  rowMenu?: ((row: Row) => ReactNode) | undefined;
  /** See DataTable. */
  head?: ((row: Row) => ReactNode) | undefined;
  onFold?: ((row: Row, isOpen: boolean) => void) | undefined;
};

/** The rows of a list, or why there are none: they could not be read, are being read, do not exist, or do not match. */
export const ListTable = <Row, Filter extends string, SortBy extends string>({
  list: { kind, all, rows, view, change },
  narrowBelow = NARROW_BELOW,
  failure,
  isReading = false,
  partOf,
  expected,
  none,
  ...table
}: ListTableProps<Row, Filter, SortBy>) => {
  const narrow = useMediaQuery(`(max-width: ${narrowBelow}px)`, false, { getInitialValueInEffect: false });
  const { label, rowId, rowName, noun, nothing, searched = 'name' } = kind;
  // A list that has grown keeps its table, with the focus that may be in it.
  const [hasGrown, setGrown] = useState(partOf !== undefined);
  if (partOf !== undefined && !hasGrown) setGrown(true);
  // Not by lazy(): what React has once shown a fallback for, it holds back for a third of a second.
  const [GrowingTable, setGrowing] = useState(growingTable);
  useEffect(() => {
    if (!hasGrown || GrowingTable) return;
    void loadGrowingTable().then(
      (loaded) => setGrowing(() => loaded),
      (error: unknown) =>
        setGrowing(() => {
          throw error;
        }),
    );
  }, [hasGrown, GrowingTable]);
  if (failure) return failure;
  const skeleton = (
    <TableSkeleton
      label={label}
      headers={table.columns}
      narrow={narrow}
      tall={table.tall ?? false}
      leading={table.selection !== undefined}
      {...(expected !== undefined && { rows: expected })}
    />
  );
  if (isReading || (hasGrown && !GrowingTable)) return skeleton;
  if (all.length === 0) return none;
  if (rows.length === 0)
    return (
      <Suspense>
        <NothingMatches
          title={nothing}
          unread={partOf === undefined ? 0 : partOf - all.length}
          view={view}
          searched={searched}
          showAll={`Show all ${count(all.length, ...noun)}`}
          onClear={change as (part: object) => void}
        />
      </Suspense>
    );
  const props = {
    label,
    rows,
    rowId,
    rowName,
    narrow,
    sort: view.sort,
    onSort: (sort: Sort<SortBy>) => change({ sort }),
    measured: all as readonly Row[],
    ...table,
  };
  if (!hasGrown || !GrowingTable) return <DataTable {...props} />;
  return (
    <GrowingTable {...(props as unknown as DataTableProps<never, string>)} of={view} isPart={partOf !== undefined} />
  );
};
