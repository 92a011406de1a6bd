import { useMemo } from 'react';
import { peopleInWords } from '#/lib/known';
import { ORGANIZATION_ROLES, roleName, roleRank } from '#/domain/roles';
import { paths } from '#/paths';
import { AccessTable, type AccessTableKind } from '#/ui/AccessTable';
import styles from '#/ui/AccessTables.module.css';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { PersonName, Reason } from '#/ui/PersonName';
import { effectiveRole, idleSources, reachRows, SIGN_IN, VIA_NAMES, winningSources, type ReachRow } from './reach';
import type { ProjectAccess } from './useProject';
import type { Why } from './WhyDialog';

type ReachColumn = 'name' | 'email' | 'role' | 'organization';

const ROLES = ORGANIZATION_ROLES.filter((role) => role !== 'member');

const named = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const KIND: AccessTableKind<ReachRow, 'via' | 'role' | 'signIn', ReachColumn> = {
  label: 'Everyone with access',
  list: {
    filters: { via: Object.keys(VIA_NAMES), role: ROLES, signIn: Object.keys(SIGN_IN) },
    sorts: ['name', 'email', 'role', 'organization'],
    defaultSort: { column: 'name', descending: false },
  },
  sortKeys: {
    name: ({ name }) => name,
    email: ({ email }) => email,
    role: ({ effective }) => roleRank(effective ?? ''),
    organization: ({ role }) => roleRank(role),
  },
  rowId: ({ userUuid }) => userUuid,
  rowName: ({ name }) => name,
  search: {
    label: 'Search by name or e-mail',
    looksAt: 'name or e-mail',
    textOf: ({ name, email }) => `${name}\n${email}`,
  },
  filters: {
    via: { name: 'How', options: named(VIA_NAMES), of: (row) => row.via() },
    role: {
      name: 'Effective role',
      options: ROLES.map((role) => ({ value: role, label: roleName(role) })),
      of: ({ effective }) => [effective ?? ''],
    },
    signIn: { name: 'Sign-in', options: named(SIGN_IN), of: ({ state }) => [state === '' ? 'can' : 'cannot'] },
  },
  nothing: 'Nobody matches',
  csv: [
    { header: 'Name', value: ({ name }) => name },
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'State', value: ({ state }) => state },
    { header: 'Effective role', value: effectiveRole },
    { header: 'Because of', value: winningSources },
    { header: 'Without effect', value: (row) => idleSources(row).join('; ') },
    { header: 'Organization role', value: ({ role }) => roleName(role) },
    { header: 'User UUID', value: ({ userUuid }) => userUuid },
  ],
};

const personName = ({ userUuid, name, state }: ReachRow) => (
  <PersonName to={paths.member(userUuid)} name={name} state={state} />
);

type ReachTableProps = { access: ProjectAccess; projectUuid: string; onExplain: (why: Why) => void };

/** Everyone who reaches a project, with the role that counts and where it comes from; a row opens the whole path. */
export const ReachTable = ({ access, projectUuid, onExplain }: ReachTableProps) => {
  const { model, everybody, project } = access;
  const all = useMemo(
    () => (model && everybody ? reachRows(model, everybody, projectUuid) : []),
    [model, everybody, projectUuid],
  );
  const explain = (row: ReachRow) =>
    onExplain({
      kind: 'user',
      uuid: row.userUuid,
      name: row.name,
      email: row.email,
      state: row.state,
      answer: row.answer(),
    });
  const columns: Column<ReachRow, ReachColumn>[] = [
    { id: 'name', header: 'Name', sortBy: 'name', width: '21%', cell: personName },
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
    { id: 'role', header: 'Effective role', sortBy: 'role', width: '14%', cell: effectiveRole },
    {
      id: 'via',
      header: 'Because of',
      cell: (row) => {
        const idle = idleSources(row);
        const why = winningSources(row);
        return (
          <Reason
            because={why}
            idle={idle.length}
            title={[why, ...idle.map((source) => `Without effect: ${source}`)].join('\n')}
            onExplain={() => explain(row)}
          />
        );
      },
    },
    {
      id: 'organization',
      header: 'Organization role',
      sortBy: 'organization',
      width: '15%',
      cell: ({ role }) => <span className={styles.soft}>{roleName(role)}</span>,
    },
  ];
  return (
    <AccessTable
      kind={KIND}
      rows={all}
      columns={columns}
      narrowCell={(row) => ({ name: personName(row), gives: effectiveRole(row), because: winningSources(row) })}
      sum={(shown) => (
        <>
          {all.some(({ isOpen }) => isOpen) && 'Your role does not show the grants, so not all is known · '}
          {peopleInWords(shown, all)}
        </>
      )}
      none={<EmptyState title="Nobody reaches this project" />}
      file={`access to ${project?.name ?? 'project'}`}
      onOpen={explain}
    />
  );
};
