import type { ReactNode } from 'react';
import { peopleInWords } from '../lib/known';
import type { CsvColumn } from '../lib/csv';
import { AccessTable, type AccessTableKind } from './AccessTable';
import styles from './AccessTables.module.css';
import type { Column } from './DataTable';
import { PersonName, Reason } from './PersonName';

/** Somebody who has access to something. What takes the path is made when it is first asked for. */
export type PeopleRow = {
  userUuid: string;
  name: string;
  email: string;
  /** A word about somebody who cannot sign in. */
  state: string;
  /** False where it depends on what was not read whether they have access at all. */
  isKnown: boolean;
  /** What they may do, and how much that is, for sorting. */
  gives: string;
  rank: number;
  because: () => string;
  /** Why they can do less than what gives access says; empty where they cannot. */
  limit?: () => string;
  /** Sources without effect, each as a phrase. */
  idle?: () => readonly string[];
};

type Sort = 'name' | 'email' | 'gives' | 'because' | 'role';

type PeopleKindOptions<Row, Filter extends string> = {
  filters: AccessTableKind<Row, Filter, Sort>['filters'];
  /** The organization role as a column, where the rows have it: in words, and for sorting. */
  role?: { name: (row: Row) => string; rank: (row: Row) => string | number };
  csv: readonly CsvColumn<Row>[];
};

/** A kind of list of people with access, a constant: its filters, whether it has the organization role, its file. */
export const peopleKind = <Row extends PeopleRow, Filter extends string>({
  filters,
  role,
  csv,
}: PeopleKindOptions<Row, Filter>) => ({
  label: 'Everyone with access',
  list: {
    filters: Object.fromEntries(
      (Object.keys(filters) as Filter[]).map((name) => [name, filters[name].options.map(({ value }) => value)]),
    ) as unknown as Record<Filter, readonly string[]>,
    sorts: ['name', 'email', 'gives', 'because', ...(role ? (['role'] as const) : [])] as readonly Sort[],
    defaultSort: { column: 'name' as const, descending: false },
  },
  sortKeys: {
    name: ({ name }: Row) => name,
    email: ({ email }: Row) => email,
    gives: ({ rank }: Row) => rank,
    because: (row: Row) => row.because() || null,
    role: (row: Row) => role?.rank(row) ?? null,
  },
  rowId: ({ userUuid }: Row) => userUuid,
  rowName: ({ name }: Row) => name,
  search: {
    label: 'Search by name or e-mail',
    looksAt: 'name or e-mail',
    textOf: ({ name, email }: Row) => `${name}\n${email}`,
  },
  filters,
  role,
  nothing: 'Nobody matches',
  csv: [
    { header: 'Name', value: ({ name }: Row) => name },
    { header: 'E-mail', value: ({ email }: Row) => email },
    { header: 'State', value: ({ state }: Row) => state },
    ...csv,
    { header: 'User UUID', value: ({ userUuid }: Row) => userUuid },
  ],
});

type PeopleTableProps<Row extends PeopleRow, Filter extends string> = {
  kind: ReturnType<typeof peopleKind<Row, Filter>>;
  rows: readonly Row[];
  /** What the column is called that says what they may do. */
  gives: string;
  hrefOf: (row: Row) => string;
  /** What is said before how many there are. */
  note?: string | false | undefined;
  none: ReactNode;
  file: string;
  actions?: ReactNode;
  rest?: ReactNode;
  onOpen: (row: Row) => void;
};

/** Everyone who has access to something, with what they may do there and why. */
export const PeopleTable = <Row extends PeopleRow, Filter extends string>(props: PeopleTableProps<Row, Filter>) => {
  const { kind, rows, gives, hrefOf, note, none, file, actions, rest, onOpen } = props;
  const { role } = kind;
  const name = (row: Row) => <PersonName to={hrefOf(row)} name={row.name} state={row.state} />;
  const because = (row: Row) => {
    const idle = row.idle?.() ?? [];
    const limit = row.limit?.() ?? '';
    return (
      <Reason
        because={row.because()}
        limit={limit}
        idle={idle.length}
        title={[
          [row.because(), limit].filter(Boolean).join('. '),
          ...idle.map((source) => `Without effect: ${source}`),
        ].join('\n')}
        onExplain={() => onOpen(row)}
      />
    );
  };
  const columns: Column<Row, Sort>[] = [
    { id: 'name', header: 'Name', sortBy: 'name', width: '21%', cell: name },
    {
      id: 'email',
      header: 'E-mail',
      sortBy: 'email',
      width: '22%',
      cell: ({ email }) => (
        <bdi className={styles.soft} title={email}>
          {email}
        </bdi>
      ),
    },
    {
      id: 'gives',
      header: gives,
      sortBy: 'gives',
      width: '16%',
      cell: (row) => <span title={row.gives}>{row.gives}</span>,
    },
    { id: 'because', header: 'Because of', sortBy: 'because', cell: because },
    ...(role
      ? [
          {
            id: 'role',
            header: 'Organization role',
            sortBy: 'role' as const,
            width: '14%',
            cell: (row: Row) => <span className={styles.soft}>{role.name(row)}</span>,
          },
        ]
      : []),
  ];
  return (
    <AccessTable
      kind={kind}
      rows={rows}
      columns={columns}
      narrowCell={(row) => ({ name: name(row), gives: row.gives, because: row.because() })}
      sum={(shown) => (
        <>
          {note}
          {peopleInWords(shown, rows)}
        </>
      )}
      none={none}
      file={file}
      actions={actions}
      rest={rest}
      onOpen={onOpen}
    />
  );
};
