import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { reasonOf } from '#/domain/permissions';
import { roleRank } from '#/domain/roles';
import { CSV_BOM, csvFileName, toCsv } from '#/lib/csv';
import { download } from '#/lib/download';
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
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { useListView } from '#/ui/useListView';
import { useSelection } from '#/ui/useSelection';
import { effectOfGrant } from './grant-effect';
import { GrantMenu, type GrantDialogKind } from './GrantMenu';
import { grantRows, type GrantRow } from './grants';
import styles from './projects.module.css';
import type { ProjectAccess } from './useProject';
import type { Why } from './WhyDialog';

type GrantColumn = 'name' | 'kind' | 'role';

const GRANT_LIST: ListSchema<'to', GrantColumn> = {
  filters: { to: ['group', 'user'] },
  sorts: ['kind', 'name', 'role'],
  defaultSort: { column: 'kind', descending: false },
};

const SORT_KEYS: Record<GrantColumn, (row: GrantRow) => string | number | null> = {
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  role: ({ role }) => roleRank(role),
};

const KINDS = { group: 'Group', user: 'Person' } as const;
const rowId = ({ uuid }: GrantRow) => uuid;
const rowName = ({ name }: GrantRow) => name;

type GrantsTableProps = {
  access: ProjectAccess;
  projectUuid: string;
  onDialog: (kind: GrantDialogKind, grants: readonly GrantRow[]) => void;
  onExplain: (why: Why) => void;
};

/** The grants on a project itself, to groups and people, with what each of them does; a row opens that in full. */
export const GrantsTable = ({ access, projectUuid, onDialog, onExplain }: GrantsTableProps) => {
  const { snapshot, everybody, groups, model, nameRole, may } = access;
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const all = useMemo(
    () => (snapshot && everybody && groups ? grantRows(snapshot, everybody, groups) : []),
    [snapshot, everybody, groups],
  );
  const { view, search, onSearch, change } = useListView(GRANT_LIST, all.length);
  const byId = useMemo(() => new Map(all.map((row) => [row.uuid, row])), [all]);
  const selection = useSelection(byId);
  const rows = useMemo(() => {
    const sorted = sortRows(all, SORT_KEYS[view.sort.column], view.sort.descending);
    const matches = matcher(
      view.search,
      indexRows(sorted, ({ name, email }) => `${name}\n${email}`),
    );
    return sorted.filter(
      (row, i) => matches(i) && (view.filters.to.length === 0 || view.filters.to.includes(row.kind)),
    );
  }, [all, view]);

  const effects = useMemo(
    () => new Map(model ? all.map((row) => [row.uuid, effectOfGrant(model, projectUuid, row)] as const) : []),
    [all, model, projectUuid],
  );
  const effectInWords = ({ uuid, state }: GrantRow) =>
    [effects.get(uuid)?.text, state && `cannot sign in: ${state.toLowerCase()}`].filter(Boolean).join(' · ');
  const effectOf = (row: GrantRow) => {
    const text = effectInWords(row);
    return (
      <span className={effects.get(row.uuid)?.kind === 'idle' ? styles.idle : undefined} title={text}>
        <bdi>{text}</bdi>
      </span>
    );
  };
  const explain = (row: GrantRow) => {
    const { kind, uuid, name, email, state } = row;
    onExplain({
      kind,
      uuid,
      name,
      email,
      state,
      grant: { role: nameRole(row.role), effect: effects.get(uuid)?.text ?? '' },
      answer: kind === 'user' ? (model?.project(uuid, projectUuid) ?? null) : null,
    });
  };

  const columns: Column<GrantRow, GrantColumn>[] = [
    {
      id: 'name',
      header: 'Name',
      sortBy: 'name',
      width: '30%',
      cell: ({ kind, uuid, name }) => (
        <Link className={styles.name} to={kind === 'user' ? paths.member(uuid) : paths.group(uuid)} tabIndex={-1}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    { id: 'kind', header: 'To', sortBy: 'kind', width: '12%', cell: ({ kind }) => KINDS[kind] },
    { id: 'role', header: 'Role', sortBy: 'role', width: '18%', cell: ({ role }) => <bdi>{nameRole(role)}</bdi> },
    { id: 'effect', header: 'Effect', cell: effectOf },
  ];
  const exportRows = () =>
    download(
      csvFileName(`grants of ${access.project?.name ?? 'project'}`, new Date()),
      CSV_BOM +
        toCsv<GrantRow>(
          [
            { header: 'Name', value: rowName },
            { header: 'E-mail', value: ({ email }) => email },
            { header: 'To', value: ({ kind }) => KINDS[kind] },
            { header: 'Role', value: ({ role }) => nameRole(role) },
            { header: 'Effect', value: ({ uuid }) => effects.get(uuid)?.text ?? '' },
            { header: 'State', value: ({ state }) => state },
            { header: 'People concerned', value: ({ userUuids }) => userUuids.length },
            { header: 'UUID', value: rowId },
          ],
          rows,
        ),
      'text/csv;charset=utf-8',
    );
  const manage = may.readProjectAccess;
  const selected = () => selection.ids().flatMap((id) => byId.get(id) ?? []);

  return (
    <>
      <div className={toolbar.bar}>
        <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
        <FilterChip
          name="To"
          options={[
            { value: 'group', label: 'Groups', count: all.filter(({ kind }) => kind === 'group').length },
            { value: 'user', label: 'People', count: all.filter(({ kind }) => kind === 'user').length },
          ]}
          chosen={view.filters.to}
          onChange={(to) => change({ filters: { to } })}
        />
        <ToolbarActions>
          <Button onClick={exportRows} reason={rows.length === 0 ? 'There is nothing to export.' : undefined}>
            Export
          </Button>
          <Button look="primary" reason={reasonOf(manage)} onClick={() => onDialog('grant', [])}>
            Grant access
          </Button>
        </ToolbarActions>
      </div>
      {all.length === 0 && (
        <EmptyState title={manage === true ? 'Nothing is granted here' : 'The grants cannot be shown'}>
          {manage === true ? 'Whoever reaches this project does so through the organization role.' : manage.reason}
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
            <div className={styles.narrow}>
              <span className={styles.name}>
                <bdi>{row.name}</bdi> · {nameRole(row.role)}
              </span>
              <span>
                {KINDS[row.kind]} · {effectOf(row)}
              </span>
            </div>
          )}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          selection={manage === true ? selection : undefined}
          onOpen={explain}
          rowMenu={manage === true ? (row) => <GrantMenu grant={row} onDialog={onDialog} /> : undefined}
        />
      )}
      {selection.size > 0 && (
        <SelectionBar size={selection.size} one="grant" many="grants" onClear={selection.clear}>
          <SelectionAction onClick={() => onDialog('revokeMany', selected())}>Revoke</SelectionAction>
        </SelectionBar>
      )}
    </>
  );
};
