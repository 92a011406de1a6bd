import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { hasNoRoles, useRoleHolders, useRoles, type CatalogueRole } from '#/data/custom-roles';
import { useJournal } from '#/data/journal';
import { useMe } from '#/data/me';
import { roleName } from '#/domain/roles';
import { ShortLink } from '#/features/short-links/ShortLink';
import { downloadCsv } from '#/lib/download';
import { sortedBy } from '#/lib/rows';
import { shortDate, widestDate } from '#/lib/dates';
import { count } from '#/lib/text';
import { useNavigate } from 'react-router';
import { Link } from '#/ui/Link';
import { ActionMenu, type Actions } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import narrow from '#/ui/NarrowCell.module.css';
import { Page, ToolbarActions } from '#/ui/Page';
import { listKind, useList } from '#/ui/useList';
import type { OpenRoleDialog } from './RoleDialogs';
import { heldBy, type RoleRow } from './role-rows';
import { RoleView } from './RoleView';
import { rolesLink } from './routes';
import { settingsTabs } from './tabs';

const RoleDialogs = onDemand(async () => (await import('./RoleDialogs')).RoleDialogs);

type Sort = 'name' | 'kind' | 'scopes' | 'holders';
type Kind = 'system' | 'organization' | 'project';

const KINDS: Readonly<Record<Kind, string>> = {
  system: 'Built in',
  organization: 'For the organization',
  project: 'For projects',
};
const kindOf = ({ isSystem, level }: CatalogueRole): Kind => (isSystem ? 'system' : (level ?? 'project'));
const kindName = (role: CatalogueRole): string => KINDS[kindOf(role)];
const kinds = Object.keys(KINDS) as Kind[];

const ROLES = listKind({
  label: 'Roles',
  noun: ['role', 'roles'],
  nothing: 'No role matches',
  searched: 'name or scope',
  rowId: ({ id }: RoleRow) => id,
  rowName: ({ shownName }) => shownName,
  textOf: ({ shownName, description, scopes }) => `${shownName}\n${description}\n${scopes.join('\n')}`,
  ...sortedBy<RoleRow, Sort>({
    name: ({ shownName }) => shownName,
    kind: (role) => kinds.indexOf(kindOf(role)),
    scopes: ({ scopes }) => scopes.length,
    holders: ({ holders }) => holders.length,
  }),
  filters: {
    kind: {
      name: 'Kind',
      options: kinds.map((value) => ({ value, label: KINDS[value] })),
      of: (role) => [kindOf(role)],
    },
  },
  defaultSort: { column: 'kind', descending: true },
});

const COLUMNS: Column<RoleRow, Sort>[] = [
  {
    id: 'name',
    header: 'Name',
    sortBy: 'name',
    isFlexible: true,
    text: ({ shownName }) => shownName,
    cell: ({ id, shownName }) => (
      <Link to={rolesLink({ role: id })} tabIndex={-1}>
        <bdi>{shownName}</bdi>
      </Link>
    ),
  },
  { id: 'kind', header: 'Kind', sortBy: 'kind', text: kindName },
  { id: 'scopes', header: 'Scopes', sortBy: 'scopes', isNumber: true, text: ({ scopes }) => String(scopes.length) },
  { id: 'holders', header: 'Held by', sortBy: 'holders', text: heldBy },
  {
    id: 'changed',
    header: 'Changed',
    isQuiet: true,
    text: widestDate,
    cell: ({ updatedAt }) => (updatedAt ? shortDate(updatedAt) : '–'),
  },
];

const NO_ROLES: readonly CatalogueRole[] = [];

/** `/settings/roles`: the roles there are, what each gives and who holds it; one alone, or two compared. */
export const RolesPage = () => {
  const { me } = useMe();
  const navigate = useNavigate();
  const catalogue = useRoles(me.organizationUuid);
  const held = useRoleHolders();
  const [parameters] = useSearchParams();
  const [dialog, setDialog] = useState<OpenRoleDialog | null>(null);
  const journal = useJournal('roles');
  const data = catalogue.data ?? NO_ROLES;
  const all = useMemo(
    () =>
      data.map((role): RoleRow => ({
        ...role,
        shownName: role.isSystem ? roleName(role.id) : role.name,
        holders: held.holders.get(role.id) ?? [],
        isCounted: held.done,
        isReading: held.isReading,
      })),
    [data, held.holders, held.done, held.isReading],
  );
  const list = useList(ROLES, all);
  const shown = all.find(({ id }) => id === parameters.get('role'));

  const actionsOf = (role: RoleRow): Actions => {
    const system = role.isSystem
      ? { reason: 'Roles of Lightdash cannot be changed. Duplicate it, and change that.' }
      : true;
    const inUse =
      role.holders.length > 0
        ? { reason: `Held by ${heldBy(role).toLowerCase()}: give them another role first.` }
        : role.isCounted || {
            reason: role.isReading
              ? 'Wait until it is known that nobody holds it.'
              : held.canReadRest
                ? 'Whether somebody holds it is not known everywhere: open it to read the rest.'
                : 'Whether somebody holds it is not shown everywhere.',
          };
    return [
      { label: 'Duplicate…', onClick: () => setDialog({ kind: 'duplicate', role }) },
      { label: 'Edit…', permission: system, onClick: () => setDialog({ kind: 'edit', role }) },
      'rule',
      {
        label: 'Delete…',
        permission: system === true ? inUse : system,
        onClick: () => setDialog({ kind: 'delete', role }),
      },
    ];
  };
  const dialogs = dialog && (
    <RoleDialogs
      dialog={dialog}
      all={all}
      onClose={() => setDialog(null)}
      onDeleted={() => shown && void navigate(rolesLink())}
    />
  );

  if (hasNoRoles(catalogue.error))
    return (
      <Page tabs={settingsTabs('roles')}>
        <EmptyState title="Not on this server">
          This Lightdash has no roles of its own: it knows the six of the system only.
        </EmptyState>
      </Page>
    );

  if (shown)
    return (
      <>
        <RoleView
          role={shown}
          other={all.find(({ id }) => id === parameters.get('with')) ?? null}
          all={all}
          held={held}
          kind={kindName(shown)}
          more={actionsOf(shown)}
        />
        {dialogs}
      </>
    );

  return (
    <Page
      tabs={settingsTabs('roles')}
      isBare={all.length === 0 && !catalogue.isPending}
      count={catalogue.data && shownOf(list)}
      actions={
        <>
          {journal.length > 0 && <Button onClick={() => setDialog({ kind: 'journal' })}>Recent changes</Button>}
          <Button look="primary" onClick={() => setDialog({ kind: 'create' })}>
            Create role
          </Button>
        </>
      }
      toolbar={
        <>
          <ListFilters list={list} />
          <ToolbarActions>
            <ShortLink />
            <ExportButton
              rows={list.rows.length}
              onClick={() =>
                downloadCsv<RoleRow>(
                  'roles',
                  [
                    { header: 'Name', value: ({ shownName }) => shownName },
                    { header: 'Kind', value: kindName },
                    { header: 'Description', value: ({ description }) => description },
                    { header: 'Held by', value: heldBy },
                    { header: 'Scopes', value: ({ scopes }) => scopes.join(' ') },
                    { header: 'Role', value: ({ id }) => id },
                  ],
                  list.rows,
                )
              }
            />
          </ToolbarActions>
        </>
      }
    >
      <ListTable
        list={list}
        failure={
          catalogue.isError &&
          !catalogue.data && (
            <FailurePage problem={describeFailure(catalogue.error)} onRetry={() => void catalogue.refetch()} />
          )
        }
        isReading={catalogue.isPending}
        none={<EmptyState title="There are no roles">The server lists none.</EmptyState>}
        columns={COLUMNS}
        narrowCell={(role) => (
          <div className={narrow.narrow}>
            <div>
              <bdi>{role.shownName}</bdi>
              <span>{heldBy(role)}</span>
            </div>
            <span>
              {kindName(role)} · {count(role.scopes.length, 'scope', 'scopes')}
            </span>
          </div>
        )}
        onOpen={({ id }) => void navigate(rolesLink({ role: id }))}
        rowMenu={(role) => <ActionMenu inRow name={role.shownName} actions={actionsOf(role)} />}
      />
      {dialogs}
    </Page>
  );
};
