import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { PathStep, ProjectAccess as Answer } from '#/domain/access';
import { statusName, type Member } from '#/domain/members';
import { ORGANIZATION_ROLES, roleName, roleRank } from '#/domain/roles';
import { CSV_BOM, csvFileName, toCsv } from '#/lib/csv';
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
import cells from '#/ui/NarrowCell.module.css';
import { NothingMatches } from '#/ui/NothingMatches';
import { ToolbarActions } from '#/ui/Page';
import toolbar from '#/ui/Page.module.css';
import { SearchBox } from '#/ui/SearchBox';
import { useListView } from '#/ui/useListView';
import styles from './projects.module.css';
import type { ProjectAccess } from './useProject';
import type { Why } from './WhyDialog';

type Via = 'direct' | 'group' | 'organization';
type Row = Member & {
  /** The effective system role, or null where only custom roles give access. */
  effective: string | null;
  /** Whether they reach the project for certain, with whatever role. */
  isKnown: boolean;
  /** Whether it is open if they reach it, or with which role. */
  isOpen: boolean;
  path: readonly PathStep[];
  answer: Answer;
  /** A word about somebody who cannot sign in. */
  state: string;
  via: readonly Via[];
};
type ReachColumn = 'name' | 'email' | 'role' | 'organization';

const VIA_NAMES: Record<Via, string> = { direct: 'Granted here', group: 'Through a group', organization: 'Through the organization role' };
const VIA_OF: Readonly<Record<string, Via>> = { projectGrant: 'direct', groupProjectGrant: 'group', organizationRole: 'organization' };

const SIGN_IN = { can: 'Can sign in', cannot: 'Cannot sign in' } as const;
const signInOf = ({ state }: Row): keyof typeof SIGN_IN => (state === '' ? 'can' : 'cannot');

const REACH_LIST: ListSchema<'via' | 'role' | 'signIn', ReachColumn> = {
  filters: { signIn: Object.keys(SIGN_IN), via: ['direct', 'group', 'organization'], role: ORGANIZATION_ROLES.filter((role) => role !== 'member') },
  sorts: ['name', 'email', 'role', 'organization'],
  defaultSort: { column: 'name', descending: false },
};

const SORT_KEYS: Record<ReachColumn, (row: Row) => string | number | null> = {
  name: ({ name }) => name,
  email: ({ email }) => email,
  role: ({ effective }) => roleRank(effective ?? ''),
  organization: ({ role }) => roleRank(role),
};

const rowId = ({ userUuid }: Row) => userUuid;
const rowName = ({ name }: Row) => name;

const Name = ({ row: { userUuid, name, state } }: { row: Row }) => (
  <span className={styles.person}>
    <Link className={styles.name} to={paths.member(userUuid)} tabIndex={-1} title={name}>
      <bdi>{name}</bdi>
    </Link>
    {state !== '' && <span className={styles.faint}>{state.toLowerCase()}</span>}
  </span>
);

type ReachTableProps = { access: ProjectAccess; projectUuid: string; onExplain: (why: Why) => void };

/** Everyone who reaches a project, with the role that counts and where it comes from; a row opens the whole path. */
export const ReachTable = ({ access, projectUuid, onExplain }: ReachTableProps) => {
  const { model, everybody, nameRole } = access;
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const { view, search, onSearch, change } = useListView(REACH_LIST, everybody?.members.length ?? 0);

  const all = useMemo(
    () =>
      (everybody?.members ?? []).flatMap((member): Row[] => {
        const answer = model?.project(member.userUuid, projectUuid);
        if (!answer || answer.visible === false) return [];
        const via = new Set(answer.path.flatMap((step) => (step.effect === 'none' ? [] : (VIA_OF[step.kind] ?? []))));
        const isKnown = answer.visible === true;
        return [{ ...member, effective: answer.role === 'unknown' ? null : answer.role, isKnown, isOpen: !isKnown || answer.role === 'unknown', path: answer.path, answer, state: member.status === 'active' ? '' : statusName(member.status), via: [...via] }];
      }),
    [everybody, model, projectUuid],
  );
  const rows = useMemo(() => {
    const sorted = sortRows(all, SORT_KEYS[view.sort.column], view.sort.descending);
    const matches = matcher(view.search, indexRows(sorted, ({ name, email }) => `${name}\n${email}`));
    const { via, role, signIn } = view.filters;
    return sorted.filter(
      (row, i) =>
        matches(i) &&
        (via.length === 0 || row.via.some((way) => via.includes(way))) &&
        (role.length === 0 || role.includes(row.effective ?? '')) &&
        (signIn.length === 0 || signIn.includes(signInOf(row))),
    );
  }, [all, view]);

  const stepName = (step: PathStep): string => {
    if (step.kind === 'organizationRole') return `organization role ${roleName(step.role).toLowerCase()}`;
    if (step.kind === 'projectGrant') return `granted here as ${nameOf(step.role)}`;
    if (step.kind === 'groupProjectGrant') return `${step.group.name ?? 'a group'}, granted ${nameOf(step.role)}`;
    return '';
  };
  const nameOf = (role: string | { roleUuid: string; name?: string | undefined }) =>
    typeof role === 'string' ? roleName(role).toLowerCase() : (role.name ?? nameRole(role.roleUuid));
  const winner = (row: Row) => {
    const winning = row.path.filter(({ effect }) => effect === 'wins').map(stepName).filter(Boolean);
    const text = winning.join('; ');
    return text === '' ? 'Not known' : text[0]?.toUpperCase() + text.slice(1);
  };
  const others = (row: Row) => row.path.filter((step) => step.effect === 'none' && !(step.kind === 'organizationRole' && step.role === 'member')).map(stepName);
  const effective = (row: Row) => (row.isOpen ? 'Not known' : row.effective ? roleName(row.effective) : 'Custom role');

  const explain = ({ userUuid, name, email, state, answer }: Row) => onExplain({ kind: 'user', uuid: userUuid, name, email, state, answer });

  const columns: Column<Row, ReachColumn>[] = [
    {
      id: 'name',
      header: 'Name',
      sortBy: 'name',
      width: '21%',
      cell: (row) => <Name row={row} />,
    },
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
    { id: 'role', header: 'Effective role', sortBy: 'role', width: '14%', cell: effective },
    {
      id: 'via',
      header: 'Because of',
      cell: (row) => {
        const rest = others(row);
        return (
          <span className={styles.reason} title={[winner(row), ...rest.map((step) => `Without effect: ${step}`)].join('\n')}>
            <bdi>{winner(row)}</bdi>
            {rest.length > 0 && (
              <button type="button" tabIndex={-1} className={styles.more} onClick={() => explain(row)}>
                +{rest.length} without effect
              </button>
            )}
          </span>
        );
      },
    },
    { id: 'organization', header: 'Organization role', sortBy: 'organization', width: '15%', cell: ({ role }) => <span className={styles.soft}>{roleName(role)}</span> },
  ];

  const exportRows = () =>
    download(
      csvFileName(`access to ${access.project?.name ?? 'project'}`, new Date()),
      CSV_BOM +
        toCsv<Row>(
          [
            { header: 'Name', value: rowName },
            { header: 'E-mail', value: ({ email }) => email },
            { header: 'State', value: ({ state }) => state },
            { header: 'Effective role', value: effective },
            { header: 'Because of', value: winner },
            { header: 'Without effect', value: (row) => others(row).join('; ') },
            { header: 'Organization role', value: ({ role }) => roleName(role) },
            { header: 'User UUID', value: rowId },
          ],
          rows,
        ),
      'text/csv;charset=utf-8',
    );

  return (
    <>
      <div className={toolbar.bar}>
        <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
        <FilterChip
          name="How"
          options={(Object.keys(VIA_NAMES) as Via[]).map((via) => ({ value: via, label: VIA_NAMES[via], count: all.filter((row) => row.via.includes(via)).length }))}
          chosen={view.filters.via}
          onChange={(via) => change({ filters: { via } })}
        />
        <FilterChip
          name="Effective role"
          options={(REACH_LIST.filters.role ?? []).map((role) => ({ value: role, label: roleName(role), count: all.filter((row) => row.effective === role).length }))}
          chosen={view.filters.role}
          onChange={(role) => change({ filters: { role } })}
        />
        <FilterChip
          name="Sign-in"
          options={(['can', 'cannot'] as const).map((value) => ({ value, label: SIGN_IN[value], count: all.filter((row) => signInOf(row) === value).length }))}
          chosen={view.filters.signIn}
          onChange={(signIn) => change({ filters: { signIn } })}
        />
        <span role="status" className={styles.soft}>
          {all.some((row) => row.isOpen) && 'Your role does not show the grants, so not all is known · '}
          {peopleInWords(rows, all)}
        </span>
        <ToolbarActions>
          <Button onClick={exportRows}>Export</Button>
        </ToolbarActions>
      </div>
      {all.length === 0 && <EmptyState title="Nobody reaches this project" />}
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
                <span>{effective(row)}</span>
              </div>
              <div>
                <bdi>{winner(row)}</bdi>
              </div>
            </div>
          )}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          onOpen={explain}
        />
      )}
    </>
  );
};
