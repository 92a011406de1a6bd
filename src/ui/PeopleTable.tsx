import type { ReactNode } from 'react';
import { peopleInWords } from '../lib/known';
import type { CsvColumn } from '../lib/csv';
import { sortedBy } from '../lib/rows';
import { AccessTable } from './AccessTable';
import type { Column } from './DataTable';
import { PersonName, Reason } from './PersonName';
import { listKind, type ListKind } from './useList';

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
  filters: ListKind<Row, Filter, Sort>['filters'];
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
  role,
  kind: listKind<Row, Filter, Sort>({
    label: 'Everyone with access',
    noun: ['row', 'rows'],
    nothing: 'Nobody matches',
    searched: 'name or e-mail',
    rowId: ({ userUuid }) => userUuid,
    rowName: ({ name }) => name,
    textOf: ({ name, email }) => `${name}\n${email}`,
    ...sortedBy<Row, Sort>({
      name: ({ name }) => name,
      email: ({ email }) => email,
      gives: ({ rank }) => rank,
      because: (row) => row.because() || null,
      ...(role && { role: role.rank }),
    } as Record<Sort, (row: Row) => string | number | null>),
    filters,
  }),
  csv: [
    { header: 'Name', value: ({ name }: Row) => name },
    { header: 'E-mail', value: ({ email }: Row) => email },
    { header: 'State', value: ({ state }: Row) => state },
    ...csv,
    { header: 'User UUID', value: ({ userUuid }: Row) => userUuid },
  ],
});

type PeopleTableProps<Row extends PeopleRow, Filter extends string> = {
  of: ReturnType<typeof peopleKind<Row, Filter>>;
  rows: readonly Row[];
  /** False for a filter that cannot tell the rows apart. */
  offered?: Partial<Record<Filter, boolean>>;
  /** What the column is called that says what they may do. */
  gives: string;
  hrefOf: (row: Row) => string;
  /** What is said before how many there are. */
  note?: string | false | undefined;
  /** How many there are in all, where the rows are those of them who fit the search. */
  total?: number | undefined;
  none: ReactNode;
  file: string;
  /** Why they are not to be exported yet: not all of them are there. */
  unexported?: string | undefined;
  actions?: ReactNode;
  rest?: ReactNode;
  onOpen: (row: Row) => void;
  rowMenu?: (row: Row) => ReactNode;
};

/** Everyone who has access to something, with what they may do there and why. */
export const PeopleTable = <Row extends PeopleRow, Filter extends string>(props: PeopleTableProps<Row, Filter>) => {
  const {
    of,
    rows,
    offered = {},
    gives,
    hrefOf,
    note,
    total,
    none,
    file,
    unexported,
    actions,
    rest,
    onOpen,
    rowMenu,
  } = props;
  const { kind, csv, role } = of;
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
    {
      id: 'name',
      header: 'Name',
      sortBy: 'name',
      isStrong: true,
      text: (row) => `${row.name} ${row.state}`,
      cell: name,
    },
    { id: 'email', header: 'E-mail', sortBy: 'email', isQuiet: true, text: ({ email }) => email },
    { id: 'gives', header: gives, sortBy: 'gives', text: (row) => row.gives },
    { id: 'because', header: 'Because of', sortBy: 'because', isFlexible: true, extra: 160, cell: because },
    ...(role
      ? [{ id: 'role', header: 'Organization role', sortBy: 'role' as const, text: role.name, isQuiet: true }]
      : []),
  ];
  return (
    <AccessTable
      kind={kind}
      csv={csv}
      rows={rows}
      offered={offered}
      columns={columns}
      narrowCell={(row) => ({ name: name(row), gives: row.gives, because: row.because() })}
      sum={(shown) => (
        <>
          {note}
          {peopleInWords(shown, rows, total)}
        </>
      )}
      none={none}
      file={file}
      unexported={unexported}
      actions={actions}
      rest={rest}
      onOpen={onOpen}
      rowMenu={rowMenu}
    />
  );
};
