import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Permission } from '#/domain/permissions';
import { roleName, roleRank } from '#/domain/roles';
import type { ListSchema } from '#/lib/list-view';
import { indexRows, matcher, sortRows } from '#/lib/rows';
import { count } from '#/lib/text';
import { paths } from '#/paths';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FilterChip } from '#/ui/FilterChip';
import { NothingMatches } from '#/ui/NothingMatches';
import toolbar from '#/ui/Page.module.css';
import { ActionMenu } from '#/ui/ActionMenu';
import { SearchBox } from '#/ui/SearchBox';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { useListView } from '#/ui/useListView';
import { useSelection } from '#/ui/useSelection';
import cells from '#/ui/NarrowCell.module.css';
import { effectInWords, effectOfGrant, type GrantEffect, type GrantRow } from './grants';
import styles from './spaces.module.css';
import type { SpaceData } from './useSpace';

type GrantColumn = 'name' | 'kind' | 'role' | 'effect';
type Row = GrantRow & { effect: GrantEffect };

const GRANT_LIST: ListSchema<'to' | 'effect', GrantColumn> = {
  filters: { to: ['group', 'user'], effect: ['counts', 'limited', 'idle'] },
  sorts: ['kind', 'name', 'role', 'effect'],
  defaultSort: { column: 'kind', descending: false },
};

const SORT_KEYS: Record<GrantColumn, (row: Row) => string | number | null> = {
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  role: ({ role }) => roleRank(role),
  effect: ({ effect }) => `${effect.kind} ${effect.text}`,
};

const KINDS = { group: 'Group', user: 'Person' } as const;
const UNREADABLE = 'The server does not show it: the holder is an admin of the project anyway, or has no role in it.';
const rowId = ({ uuid }: Row) => uuid;
const rowName = ({ name }: Row) => name;
const NO_EFFECT: GrantEffect = { text: '', kind: 'open' };
const EFFECTS = { counts: 'Counts', limited: 'Limited', idle: 'Without effect' } as const;

const Role = ({ role }: { role: GrantRow['role'] }) =>
  role === 'unknown' ? (
    <span className={styles.faint} title={UNREADABLE}>
      Can’t be read
    </span>
  ) : (
    <span>{roleName(role)}</span>
  );

const holderPath = ({ kind, uuid }: GrantRow) => (kind === 'user' ? paths.member(uuid) : paths.group(uuid));

type GrantAction = 'change' | 'revoke';

type GrantsTableProps = {
  data: SpaceData;
  grants: readonly GrantRow[];
  /** The space that carries the grants. */
  carrier: string;
  manage: Permission;
  onAction: (action: GrantAction, grants: readonly GrantRow[]) => void;
  onExplain: (grant: GrantRow, effect: string) => void;
};

/** The grants of a space to groups and people, with what each of them does. Those without effect say why; a row opens that in full. */
export const GrantsTable = ({ data: { model }, grants, carrier, manage, onAction, onExplain }: GrantsTableProps) => {
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const { view, search, onSearch, change } = useListView(GRANT_LIST, grants.length);

  const all = useMemo(
    () =>
      grants.map((grant): Row => ({
        ...grant,
        effect: model ? effectOfGrant(model, carrier, grant, grant.userUuids) : NO_EFFECT,
      })),
    [grants, model, carrier],
  );
  const byId = useMemo(() => new Map(all.map((row) => [row.uuid, row])), [all]);
  const selection = useSelection(byId);
  const rows = useMemo(() => {
    const sorted = sortRows(all, SORT_KEYS[view.sort.column], view.sort.descending);
    const matches = matcher(
      view.search,
      indexRows(sorted, ({ name, email }) => `${name}\n${email}`),
    );
    const { to, effect } = view.filters;
    return sorted.filter(
      (row, place) =>
        matches(place) &&
        (to.length === 0 || to.includes(row.kind)) &&
        (effect.length === 0 || effect.includes(row.effect.kind)),
    );
  }, [all, view]);

  const effectCell = ({ effect, state }: Row) => {
    const text = effectInWords(effect);
    return (
      <span className={effect.kind === 'idle' || effect.kind === 'limited' ? styles.idle : undefined} title={text}>
        <bdi>{text}</bdi>
        {state !== '' && <span className={styles.faint}> · cannot sign in: {state.toLowerCase()}</span>}
      </span>
    );
  };

  const columns: Column<Row, GrantColumn>[] = [
    {
      id: 'name',
      header: 'Name',
      sortBy: 'name',
      width: '26%',
      cell: (row) => (
        <span className={styles.person}>
          <Link to={holderPath(row)} tabIndex={-1} title={row.email}>
            <bdi>{row.name}</bdi>
          </Link>
        </span>
      ),
    },
    { id: 'kind', header: 'To', sortBy: 'kind', width: '10%', cell: ({ kind }) => KINDS[kind] },
    { id: 'role', header: 'Role', sortBy: 'role', width: '14%', cell: ({ role }) => <Role role={role} /> },
    { id: 'effect', header: 'Effect', sortBy: 'effect', cell: effectCell },
  ];
  const manages = manage === true;
  const selected = () => selection.ids().flatMap((id) => byId.get(id) ?? []);
  const of = (test: (row: Row) => boolean) => all.filter(test).length;

  return (
    <>
      <div className={toolbar.bar}>
        <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
        <FilterChip
          name="To"
          options={[
            { value: 'group', label: 'Groups', count: of(({ kind }) => kind === 'group') },
            { value: 'user', label: 'People', count: of(({ kind }) => kind === 'user') },
          ]}
          chosen={view.filters.to}
          onChange={(to) => change({ filters: { to } })}
        />
        {model && (
          <FilterChip
            name="Effect"
            options={(Object.keys(EFFECTS) as (keyof typeof EFFECTS)[]).map((kind) => ({
              value: kind,
              label: EFFECTS[kind],
              count: of((row) => row.effect.kind === kind),
            }))}
            chosen={view.filters.effect}
            onChange={(effect) => change({ filters: { effect } })}
          />
        )}
      </div>
      {all.length === 0 && (
        <EmptyState title="Nothing is granted here">
          Whoever reaches this space does so through a role in the project.
        </EmptyState>
      )}
      {all.length > 0 && rows.length === 0 && (
        <NothingMatches
          title="No grant matches"
          view={view}
          searched="name or e-mail"
          showAll={`Show all ${count(all.length, 'grant', 'grants')}`}
          onClear={change}
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Grants"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={columns}
          narrow={narrow}
          narrowCell={(row) => (
            <div className={cells.narrow}>
              <div>
                <bdi>{row.name}</bdi>
                <Role role={row.role} />
              </div>
              <div>
                <span>
                  {KINDS[row.kind]} · {effectCell(row)}
                </span>
              </div>
            </div>
          )}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          selection={manages ? selection : undefined}
          onOpen={(row) => onExplain(row, effectInWords(row.effect))}
          rowMenu={
            manages
              ? (row) => (
                  <ActionMenu
                    inRow
                    name={row.name}
                    actions={() => [
                      {
                        label: row.kind === 'user' ? 'Open the member' : 'Open the group',
                        onClick: () => void navigate(holderPath(row)),
                      },
                      'rule',
                      { label: 'Change the role…', onClick: () => onAction('change', [row]) },
                      { label: 'Revoke…', onClick: () => onAction('revoke', [row]) },
                    ]}
                  />
                )
              : undefined
          }
        />
      )}
      {manages && selection.size > 0 && (
        <SelectionBar size={selection.size} one="grant" many="grants" onClear={selection.clear}>
          <SelectionAction onClick={() => onAction('revoke', selected())}>Revoke</SelectionAction>
        </SelectionBar>
      )}
    </>
  );
};
