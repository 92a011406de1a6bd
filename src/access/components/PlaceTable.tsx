import type { ReactNode } from 'react';
import { Link } from '#/ui/Link';
import type { PlaceRow } from '../words/rows';
import { WAYS, wayName } from '../words/words';
import type { CsvColumn } from '#/lib/csv';
import { optionsOf, sortedBy } from '#/lib/rows';
import { count, grouped } from '#/lib/text';
import { AccessTable } from '#/ui/AccessTable';
import styles from '#/ui/AccessTables.module.css';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { Icon } from '#/ui/icons';
import { listKind } from '#/ui/useList';

type PlaceColumn = 'name' | 'project' | 'gives' | 'because';

const PLACES = listKind<PlaceRow, 'kind' | 'how', PlaceColumn>({
  label: 'Everything they reach',
  noun: ['row', 'rows'],
  nothing: 'Nothing matches',
  searched: 'project or space',
  searchLabel: 'Search projects and spaces',
  rowId: ({ id }) => id,
  rowName: ({ name }) => name,
  textOf: ({ name, inside }) => `${name}\n${inside}`,
  ...sortedBy<PlaceRow, PlaceColumn>({
    name: ({ name }) => name,
    // A project stands before the spaces in it.
    project: ({ kind, name, inside }) => (kind === 'project' ? `${name}\u0000` : `${inside}\u0001${name}`),
    gives: ({ rank }) => rank,
    because: (row) => row.because() || null,
  }),
  defaultSort: { column: 'project', descending: false },
  prefix: 'reach-',
  filters: {
    kind: {
      name: 'Kind',
      options: [
        { value: 'project', label: 'Projects' },
        { value: 'space', label: 'Spaces' },
      ],
      of: ({ kind }) => [kind],
    },
    how: { name: 'How', options: optionsOf(WAYS, wayName), of: (row) => row.ways() },
  },
});

const CSV: CsvColumn<PlaceRow>[] = [
  { header: 'Kind', value: ({ kind }) => (kind === 'project' ? 'Project' : 'Space') },
  { header: 'Project', value: ({ kind, name, inside }) => (kind === 'project' ? name : inside) },
  { header: 'Space', value: ({ kind, name }) => (kind === 'space' ? name : null) },
  { header: 'Can', value: ({ gives }) => gives },
  { header: 'Because of', value: (row) => row.because() },
  { header: 'Project UUID', value: ({ projectUuid }) => projectUuid },
  { header: 'Space UUID', value: ({ spaceUuid }) => spaceUuid },
];

/** "2 projects, 14 spaces; of 3 more it is not known"; "at least" where some are not shown. */
const placesInWords = (rows: readonly PlaceRow[], isPartial: boolean): string => {
  const known = rows.filter(({ isKnown }) => isKnown);
  const projects = known.filter(({ kind }) => kind === 'project').length;
  const open = rows.length - known.length;
  return `${isPartial ? 'at least ' : ''}${count(projects, 'project', 'projects')}, ${count(known.length - projects, 'space', 'spaces')}${open > 0 ? `; of ${grouped(open)} more it is not known` : ''}`;
};

type PlaceTableProps = {
  /** Whose access it is, for the file that is exported. */
  who: string;
  rows: readonly PlaceRow[];
  /** What stands instead of rows where there are none. */
  none: string;
  /** Whether there may be more that one may not see. */
  isPartial: boolean;
  hrefOf: (row: PlaceRow) => string;
  onOpen: (row: PlaceRow) => void;
  /** What has not been read although there may be more in it. */
  rest?: ReactNode;
  /** Among other things on a page. */
  fit?: boolean;
};

/** Everything that somebody reaches, with what they may do there and why; search, filters and sort are in the address. */
export const PlaceTable = ({ who, rows, none, isPartial, hrefOf, onOpen, rest, fit = false }: PlaceTableProps) => {
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
    {
      id: 'name',
      header: 'Project or space',
      sortBy: 'name',
      isStrong: true,
      text: ({ name: of }) => of,
      extra: 21,
      cell: name,
    },
    {
      id: 'project',
      header: 'Project',
      sortBy: 'project',
      text: ({ inside, name: of }) => inside || of,
      cell: (row) => <bdi className={styles.soft}>{row.inside || row.name}</bdi>,
    },
    { id: 'gives', header: 'Can', sortBy: 'gives', text: ({ gives }) => gives },
    {
      id: 'because',
      header: 'Because of',
      sortBy: 'because',
      isFlexible: true,
      extra: 160,
      cell: (row) => <bdi title={row.because()}>{row.because()}</bdi>,
    },
  ];
  return (
    <AccessTable
      kind={PLACES}
      csv={CSV}
      rows={rows}
      columns={columns}
      narrowCell={(row) => ({ name: name(row), gives: row.gives, because: row.because() })}
      sum={(shown) => placesInWords(shown, isPartial)}
      none={<EmptyState title={none} />}
      file={`what ${who} reaches`}
      rest={rest}
      onOpen={onOpen}
      fit={fit}
    />
  );
};
