import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '#/lib/csv';
import { download } from '#/lib/download';
import { peopleInWords } from '#/lib/known';
import type { ListSchema } from '#/lib/list-view';
import { indexRows, matcher, sortRows } from '#/lib/rows';
import { count } from '#/lib/text';
import { paths } from '#/paths';
import { Button } from '#/ui/Button';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FilterChip } from '#/ui/FilterChip';
import { NothingMatches } from '#/ui/NothingMatches';
import { ToolbarActions } from '#/ui/Page';
import toolbar from '#/ui/Page.module.css';
import { SearchBox } from '#/ui/SearchBox';
import { useListView } from '#/ui/useListView';
import cells from '#/ui/NarrowCell.module.css';
import { computedRows, MAY, mayName, statedRows, WAYS, wayName, type ReachRow } from './reach';
import styles from './spaces.module.css';
import type { SpaceData } from './useSpace';

type ReachColumn = 'name' | 'email' | 'can' | 'because';

const REACH_LIST: ListSchema<'how' | 'may', ReachColumn> = {
  filters: { how: WAYS, may: MAY },
  sorts: ['name', 'email', 'can', 'because'],
  defaultSort: { column: 'name', descending: false },
};

const SORT_KEYS: Record<ReachColumn, (row: ReachRow) => string | number | null> = {
  name: ({ name }) => name,
  email: ({ email }) => email,
  can: ({ may }) => MAY.findLastIndex((each) => may.includes(each)),
  because: (row) => row.because || null,
};

const CSV: CsvColumn<ReachRow>[] = [
  { header: 'Name', value: ({ name }) => name },
  { header: 'E-mail', value: ({ email }) => email },
  { header: 'State', value: ({ state }) => state },
  { header: 'Can', value: ({ can }) => can },
  { header: 'Because of', value: (row) => row.because },
  { header: 'Limit', value: ({ limit }) => limit },
  { header: 'Sources without effect', value: ({ idle }) => idle },
  { header: 'User UUID', value: ({ userUuid }) => userUuid },
];

const rowId = ({ userUuid }: ReachRow) => userUuid;
const rowName = ({ name }: ReachRow) => name;

const Name = ({ row: { userUuid, name, state } }: { row: ReachRow }) => (
  <span className={styles.person}>
    <Link to={paths.member(userUuid)} tabIndex={-1} title={name}>
      <bdi>{name}</bdi>
    </Link>
    {state !== '' && <span className={styles.faint}>{state.toLowerCase()}</span>}
  </span>
);

type ReachTableProps = { data: SpaceData; spaceUuid: string; onExplain: (row: ReachRow) => void };

/** Everyone who reaches a space, with what they can do there and why; a row opens the whole path. */
export const ReachTable = ({ data, spaceUuid, onExplain }: ReachTableProps) => {
  const { model, everybody, rows: stated, space } = data;
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const { view, search, onSearch, change } = useListView(REACH_LIST, everybody?.members.length ?? 0);

  const all = useMemo(() => (model && everybody ? computedRows(model, everybody, spaceUuid) : statedRows(stated)), [model, everybody, spaceUuid, stated]);
  const rows = useMemo(() => {
    const sorted = sortRows(all, SORT_KEYS[view.sort.column], view.sort.descending);
    const matches = matcher(view.search, indexRows(sorted, ({ name, email }) => `${name}\n${email}`));
    const { how, may } = view.filters;
    return sorted.filter(
      (row, place) => matches(place) && (how.length === 0 || row.ways.some((way) => how.includes(way))) && (may.length === 0 || row.may.some((each) => may.includes(each))),
    );
  }, [all, view]);

  const columns: Column<ReachRow, ReachColumn>[] = [
    { id: 'name', header: 'Name', sortBy: 'name', width: '22%', cell: (row) => <Name row={row} /> },
    { id: 'email', header: 'E-mail', sortBy: 'email', width: '23%', cell: ({ email }) => <bdi className={styles.soft} title={email}>{email}</bdi> },
    { id: 'can', header: model ? 'Can' : 'Role', sortBy: 'can', width: '17%', cell: ({ can }) => <span title={can}>{can}</span> },
    {
      id: 'because',
      header: 'Because of',
      sortBy: 'because',
      cell: (row) => (
        <span title={[row.because, row.limit].filter(Boolean).join('. ')}>
          <bdi>{row.because}</bdi>
          {row.limit !== '' && <span className={styles.idle}>. {row.limit}</span>}
          {row.idle > 0 && (
            <button type="button" tabIndex={-1} className={styles.more} onClick={() => onExplain(row)}>
              +{row.idle} without effect
            </button>
          )}
        </span>
      ),
    },
  ];

  return (
    <>
      <div className={toolbar.bar}>
        <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
        <FilterChip
          name="How"
          options={WAYS.map((way) => ({ value: way, label: wayName(way), count: all.filter(({ ways }) => ways.includes(way)).length }))}
          chosen={view.filters.how}
          onChange={(how) => change({ filters: { how } })}
        />
        <FilterChip
          name="Can"
          options={MAY.map((may) => ({ value: may, label: mayName(may), count: all.filter((row) => row.may.includes(may)).length }))}
          chosen={view.filters.may}
          onChange={(may) => change({ filters: { may } })}
        />
        <span role="status" className={styles.soft}>
          {peopleInWords(rows, all)}
        </span>
        <ToolbarActions>
          <Button onClick={() => download(csvFileName(`access to ${space?.name ?? 'space'}`, new Date()), CSV_BOM + toCsv(CSV, rows), 'text/csv;charset=utf-8')}>Export</Button>
        </ToolbarActions>
      </div>
      {all.length === 0 && <EmptyState title="Nobody can open this space">Nobody has a role in the project that would let a grant count.</EmptyState>}
      {all.length > 0 && rows.length === 0 && (
        <NothingMatches title="Nobody matches" view={view} searched="name or e-mail" showAll={`Show all ${count(all.length, 'row', 'rows')}`} onClear={change} />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Everyone with access"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={columns}
          narrow={narrow}
          narrowCell={(row) => (
            <div className={cells.narrow}>
              <div>
                <Name row={row} />
                <span>{row.can}</span>
              </div>
              <div>
                <bdi>{row.because}</bdi>
              </div>
            </div>
          )}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          onOpen={onExplain}
        />
      )}
    </>
  );
};
