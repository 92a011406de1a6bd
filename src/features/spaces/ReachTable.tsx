import { useMemo } from 'react';
import { peopleInWords } from '#/lib/known';
import { paths } from '#/paths';
import { AccessTable, type AccessTableKind } from '#/ui/AccessTable';
import styles from '#/ui/AccessTables.module.css';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { PersonName, Reason } from '#/ui/PersonName';
import { computedRows, MAY, mayName, statedRows, WAYS, wayName, type ReachRow } from './reach';
import type { SpaceData } from './useSpace';

type ReachColumn = 'name' | 'email' | 'can' | 'because';

const KIND: AccessTableKind<ReachRow, 'how' | 'may', ReachColumn> = {
  label: 'Everyone with access',
  list: {
    filters: { how: WAYS, may: MAY },
    sorts: ['name', 'email', 'can', 'because'],
    defaultSort: { column: 'name', descending: false },
  },
  sortKeys: {
    name: ({ name }) => name,
    email: ({ email }) => email,
    can: ({ may }) => MAY.findLastIndex((each) => may.includes(each)),
    because: (row) => row.because() || null,
  },
  rowId: ({ userUuid }) => userUuid,
  rowName: ({ name }) => name,
  search: {
    label: 'Search by name or e-mail',
    looksAt: 'name or e-mail',
    textOf: ({ name, email }) => `${name}\n${email}`,
  },
  filters: {
    how: { name: 'How', options: WAYS.map((way) => ({ value: way, label: wayName(way) })), of: (row) => row.ways() },
    may: { name: 'Can', options: MAY.map((may) => ({ value: may, label: mayName(may) })), of: ({ may }) => may },
  },
  nothing: 'Nobody matches',
  csv: [
    { header: 'Name', value: ({ name }) => name },
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'State', value: ({ state }) => state },
    { header: 'Can', value: ({ can }) => can },
    { header: 'Because of', value: (row) => row.because() },
    { header: 'Limit', value: (row) => row.limit() },
    { header: 'Sources without effect', value: (row) => row.idle() },
    { header: 'User UUID', value: ({ userUuid }) => userUuid },
  ],
};

const personName = ({ userUuid, name, state }: ReachRow) => (
  <PersonName to={paths.member(userUuid)} name={name} state={state} />
);

type ReachTableProps = { data: SpaceData; spaceUuid: string; onExplain: (row: ReachRow) => void };

/** Everyone who reaches a space, with what they can do there and why; a row opens the whole path. */
export const ReachTable = ({ data, spaceUuid, onExplain }: ReachTableProps) => {
  const { model, everybody, rows: stated, space } = data;
  const all = useMemo(
    () => (model && everybody ? computedRows(model, everybody, spaceUuid) : statedRows(stated)),
    [model, everybody, spaceUuid, stated],
  );

  const columns: Column<ReachRow, ReachColumn>[] = [
    { id: 'name', header: 'Name', sortBy: 'name', width: '22%', cell: personName },
    {
      id: 'email',
      header: 'E-mail',
      sortBy: 'email',
      width: '23%',
      cell: ({ email }) => (
        <bdi className={styles.soft} title={email}>
          {email}
        </bdi>
      ),
    },
    {
      id: 'can',
      header: model ? 'Can' : 'Role',
      sortBy: 'can',
      width: '17%',
      cell: ({ can }) => <span title={can}>{can}</span>,
    },
    {
      id: 'because',
      header: 'Because of',
      sortBy: 'because',
      cell: (row) => (
        <Reason
          because={row.because()}
          limit={row.limit()}
          idle={row.idle()}
          title={[row.because(), row.limit()].filter(Boolean).join('. ')}
          onExplain={() => onExplain(row)}
        />
      ),
    },
  ];
  return (
    <AccessTable
      kind={KIND}
      rows={all}
      columns={columns}
      narrowCell={(row) => ({ name: personName(row), gives: row.can, because: row.because() })}
      sum={(shown) => peopleInWords(shown, all)}
      none={
        <EmptyState title="Nobody can open this space">
          Nobody has a role in the project that would let a grant count.
        </EmptyState>
      }
      file={`access to ${space?.name ?? 'space'}`}
      onOpen={onExplain}
    />
  );
};
