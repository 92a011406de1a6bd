import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Link } from '#/ui/Link';
import { roleRank } from '#/domain/roles';
import { groupLink } from '#/features/groups/routes';
import { memberLink } from '#/features/members/routes';
import type { CsvColumn } from '#/lib/csv';
import { optionsOf, sortedBy } from '#/lib/rows';
import { AccessTable } from '#/ui/AccessTable';
import styles from '#/ui/AccessTables.module.css';
import { ActionMenu } from '#/ui/ActionMenu';
import type { Column } from '#/ui/DataTable';
import { SelectionAction } from '#/ui/SelectionBar';
import { listKind } from '#/ui/useList';
import type { OpenGrantDialog } from './GrantDialogs';
import type { GrantEffect, GrantRow, Holder } from './grants';

type GrantColumn = 'name' | 'kind' | 'role' | 'effect';

const KINDS = { group: 'Group', user: 'Person' } as const;
const EFFECTS: Record<GrantEffect['kind'], string> = {
  counts: 'Counts',
  limited: 'Limited',
  idle: 'Without effect',
  open: 'Not known',
};
const UNREADABLE = 'The server does not show it: the holder is an admin of the project anyway, or has no role in it.';

/** The page of a holder. */
export const holderPath = ({ kind, uuid }: Holder): string => (kind === 'user' ? memberLink(uuid) : groupLink(uuid));

/** What a grant does, and whether its holder can make use of it. */
const effectInWords = ({ effect, state }: GrantRow): string =>
  [effect.text, state && `cannot sign in: ${state.toLowerCase()}`].filter(Boolean).join(' · ');

const kindOf = (effects: readonly GrantEffect['kind'][]) =>
  listKind<GrantRow, 'to' | 'effect', GrantColumn>({
    label: 'Grants',
    noun: ['grant', 'grants'],
    nothing: 'No grant matches',
    searched: 'name or e-mail',
    rowId: ({ uuid }) => uuid,
    rowName: ({ name }) => name,
    textOf: ({ name, email }) => `${name}\n${email}`,
    ...sortedBy<GrantRow, GrantColumn>({
      kind: ({ kind }) => kind,
      name: ({ name }) => name,
      role: ({ role }) => roleRank(role),
      effect: ({ effect }) => `${effect.kind} ${effect.text}`,
    }),
    filters: {
      to: {
        name: 'To',
        options: [
          { value: 'group', label: 'Groups' },
          { value: 'user', label: 'People' },
        ],
        of: ({ kind }) => [kind],
      },
      effect: {
        name: 'Effect',
        options: optionsOf(effects, (kind) => EFFECTS[kind]),
        of: ({ effect }) => [effect.kind],
      },
    },
  });

const CSV: CsvColumn<GrantRow>[] = [
  { header: 'Name', value: ({ name }) => name },
  { header: 'E-mail', value: ({ email }) => email },
  { header: 'To', value: ({ kind }) => KINDS[kind] },
  { header: 'Role', value: ({ roleName }) => roleName },
  { header: 'Effect', value: ({ effect }) => effect.text },
  { header: 'State', value: ({ state }) => state },
  { header: 'People concerned', value: ({ userUuids }) => userUuids.length },
  { header: 'UUID', value: ({ uuid }) => uuid },
];

const OF = { project: kindOf(['counts', 'idle']), space: kindOf(['counts', 'limited', 'idle']) };

const Role = ({ row: { role, roleName } }: { row: GrantRow }) =>
  role === 'unknown' ? (
    <span className={styles.faint} title={UNREADABLE}>
      {roleName}
    </span>
  ) : (
    <bdi>{roleName}</bdi>
  );

const effectCell = (row: GrantRow) => {
  const { effect, state } = row;
  return (
    <span title={effectInWords(row)}>
      <bdi className={effect.kind === 'idle' || effect.kind === 'limited' ? styles.limit : undefined}>
        {effect.text}
      </bdi>
      {state !== '' && <span className={styles.faint}> · cannot sign in: {state.toLowerCase()}</span>}
    </span>
  );
};

const COLUMNS: Column<GrantRow, GrantColumn>[] = [
  {
    id: 'name',
    header: 'Name',
    sortBy: 'name',
    isStrong: true,
    text: ({ name }) => name,
    cell: (row) => (
      <span className={styles.name}>
        <Link to={holderPath(row)} tabIndex={-1} title={row.email || row.name}>
          <bdi>{row.name}</bdi>
        </Link>
      </span>
    ),
  },
  { id: 'kind', header: 'To', sortBy: 'kind', text: ({ kind }) => KINDS[kind] },
  { id: 'role', header: 'Role', sortBy: 'role', text: ({ roleName }) => roleName, cell: (row) => <Role row={row} /> },
  { id: 'effect', header: 'Effect', sortBy: 'effect', isFlexible: true, cell: effectCell },
];

type GrantsTableProps = {
  of: 'project' | 'space';
  grants: readonly GrantRow[];
  /** What the grants are on, for the file that is exported. */
  file: string;
  manages: boolean;
  none: ReactNode;
  actions?: ReactNode;
  onDialog: (dialog: OpenGrantDialog) => void;
  onExplain: (grant: GrantRow) => void;
};

/** The grants of a project or a space to groups and people, with what each of them does; a row opens that in full. */
export const GrantsTable = ({ of, grants, file, manages, none, actions, onDialog, onExplain }: GrantsTableProps) => {
  const navigate = useNavigate();
  return (
    <AccessTable
      kind={OF[of]}
      rows={grants}
      csv={CSV}
      offered={{ effect: grants.some(({ effect }) => effect.text !== '') }}
      columns={COLUMNS}
      narrowCell={(row) => ({
        name: <bdi>{row.name}</bdi>,
        gives: <Role row={row} />,
        because: (
          <>
            {KINDS[row.kind]} · {effectCell(row)}
          </>
        ),
      })}
      none={none}
      file={file}
      actions={actions}
      onOpen={onExplain}
      rowMenu={
        manages
          ? (grant) => (
              <ActionMenu
                inRow
                name={grant.name}
                actions={() => [
                  {
                    label: grant.kind === 'user' ? 'Open the member' : 'Open the group',
                    onClick: () => void navigate(holderPath(grant)),
                  },
                  'rule',
                  { label: 'Change the role…', onClick: () => onDialog({ kind: 'change', grants: [grant] }) },
                  {
                    label: 'Revoke…',
                    isDestructive: true,
                    onClick: () => onDialog({ kind: 'revoke', grants: [grant] }),
                  },
                ]}
              />
            )
          : undefined
      }
      bulk={
        manages
          ? (selected) => (
              <SelectionAction onClick={() => onDialog({ kind: 'revoke', grants: selected })}>Revoke</SelectionAction>
            )
          : undefined
      }
    />
  );
};
