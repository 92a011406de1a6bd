import { useMediaQuery } from '@mantine/hooks';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { PlaceRow } from '../domain/access-rows';
import { WAYS, wayName, type Way } from '../domain/access-words';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '../lib/csv';
import { download } from '../lib/download';
import type { ListSchema } from '../lib/list-view';
import { indexRows, matcher, sortRows } from '../lib/rows';
import { count } from '../lib/text';
import styles from './AccessTables.module.css';
import { Button } from './Button';
import { DataTable, type Column } from './DataTable';
import { EmptyState } from './EmptyState';
import { FilterChip } from './FilterChip';
import { Icon } from './icons';
import { NothingMatches } from './NothingMatches';
import { ToolbarActions } from './Page';
import toolbar from './Page.module.css';
import { SearchBox } from './SearchBox';
import { useListView } from './useListView';
import cells from './NarrowCell.module.css';

type PlaceColumn = 'name' | 'project' | 'gives' | 'because';

const KINDS = { project: 'Projects', space: 'Spaces' } as const;

const LIST: ListSchema<'kind' | 'how', PlaceColumn> = {
  filters: { kind: Object.keys(KINDS), how: WAYS },
  sorts: ['name', 'project', 'gives', 'because'],
  defaultSort: { column: 'project', descending: false },
  prefix: 'reach-',
};

const SORT_KEYS: Record<PlaceColumn, (row: PlaceRow) => string | number | null> = {
  name: ({ name }) => name,
  // A project stands before the spaces in it.
  project: ({ kind, name, inside }) => (kind === 'project' ? `${name}\u0000` : `${inside}\u0001${name}`),
  gives: ({ rank }) => rank,
  because: (row) => row.because || null,
};

const rowId = ({ id }: PlaceRow) => id;
const rowName = ({ name }: PlaceRow) => name;

const CSV: CsvColumn<PlaceRow>[] = [
  { header: 'Kind', value: ({ kind }) => (kind === 'project' ? 'Project' : 'Space') },
  { header: 'Project', value: ({ kind, name, inside }) => (kind === 'project' ? name : inside) },
  { header: 'Space', value: ({ kind, name }) => (kind === 'space' ? name : null) },
  { header: 'Can', value: ({ gives }) => gives },
  { header: 'Because of', value: (row) => row.because },
  { header: 'Project UUID', value: ({ projectUuid }) => projectUuid },
  { header: 'Space UUID', value: ({ spaceUuid }) => spaceUuid },
];

type PlaceTableProps = {
  /** Whose access it is, for the file that is exported. */
  who: string;
  rows: readonly PlaceRow[];
  /** What stands instead of rows where there are none. */
  none: string;
  hrefOf: (row: PlaceRow) => string;
  onOpen: (row: PlaceRow) => void;
  /** What has not been read although there may be more in it. */
  rest?: ReactNode;
  /** Among other things on a page. */
  fit?: boolean;
};

/** Everything that somebody reaches, with what they may do there and why; search, filters and sort stand in the address. */
export const PlaceTable = ({ who, rows: all, none, hrefOf, onOpen, rest, fit = false }: PlaceTableProps) => {
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const { view, search, onSearch, change } = useListView(LIST, all.length);
  const rows = useMemo(() => {
    const sorted = sortRows(all, SORT_KEYS[view.sort.column], view.sort.descending);
    const matches = matcher(view.search, indexRows(sorted, ({ name, inside }) => `${name}\n${inside}`));
    const { kind, how } = view.filters;
    return sorted.filter((row, place) => matches(place) && (kind.length === 0 || kind.includes(row.kind)) && (how.length === 0 || row.ways.some((way) => how.includes(way))));
  }, [all, view]);
  const sizes = useMemo(() => {
    const by = new Map<string, number>();
    for (const { kind, ways } of all) for (const key of [kind, ...ways]) by.set(key, (by.get(key) ?? 0) + 1);
    return by;
  }, [all]);

  const name = (row: PlaceRow) => (
    <span className={styles.name}>
      <Icon name={row.kind === 'project' ? 'projects' : 'spaces'} size={14} />
      <span className="visually-hidden">{row.kind === 'project' ? 'Project ' : 'Space '}</span>
      <Link to={hrefOf(row)} tabIndex={-1} title={row.name}>
        <bdi>{row.name}</bdi>
      </Link>
    </span>
  );
  const columns: Column<PlaceRow, PlaceColumn>[] = [
    { id: 'name', header: 'Project or space', sortBy: 'name', width: '30%', cell: name },
    { id: 'project', header: 'Project', sortBy: 'project', width: '18%', cell: (row) => <bdi className={styles.soft}>{row.inside || row.name}</bdi> },
    { id: 'gives', header: 'Can', sortBy: 'gives', width: '16%', cell: ({ gives }) => gives },
    { id: 'because', header: 'Because of', sortBy: 'because', cell: (row) => <bdi title={row.because}>{row.because}</bdi> },
  ];
  const known = rows.filter(({ isKnown }) => isKnown);
  const [projects, spaces] = [known.filter(({ kind }) => kind === 'project').length, known.filter(({ kind }) => kind === 'space').length];
  const open = rows.length - known.length;

  return (
    <>
      <div className={toolbar.bar}>
        <SearchBox label="Search projects and spaces" value={search} onChange={onSearch} />
        <FilterChip
          name="Kind"
          options={(['project', 'space'] as const).map((kind) => ({ value: kind, label: KINDS[kind], count: sizes.get(kind) ?? 0 }))}
          chosen={view.filters.kind}
          onChange={(kind) => change({ filters: { kind } })}
        />
        <FilterChip
          name="How"
          options={WAYS.map((way: Way) => ({ value: way, label: wayName(way), count: sizes.get(way) ?? 0 }))}
          chosen={view.filters.how}
          onChange={(how) => change({ filters: { how } })}
        />
        <span role="status" className={styles.soft}>
          {count(projects, 'project', 'projects')}, {count(spaces, 'space', 'spaces')}
          {open > 0 && `, and ${open.toLocaleString('en-GB')} of which it is not known`}
        </span>
        <ToolbarActions>
          <Button onClick={() => download(csvFileName(`what ${who} reaches`, new Date()), CSV_BOM + toCsv(CSV, rows), 'text/csv;charset=utf-8')} reason={rows.length === 0 ? 'There is nothing to export.' : undefined}>
            Export
          </Button>
        </ToolbarActions>
      </div>
      {rest}
      {all.length === 0 && <EmptyState title={none} />}
      {all.length > 0 && rows.length === 0 && (
        <NothingMatches title="Nothing matches" view={view} searched="project or space" showAll={`Show all ${count(all.length, 'row', 'rows')}`} onClear={change} />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Everything they reach"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={columns}
          narrow={narrow}
          narrowCell={(row) => (
            <div className={cells.narrow}>
              <div>
                {name(row)}
                <span>{row.gives}</span>
              </div>
              <div>
                <bdi>{row.because}</bdi>
              </div>
            </div>
          )}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          onOpen={onOpen}
          fit={fit}
        />
      )}
    </>
  );
};
