import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useGroups, type Groups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import {
  filterMembers,
  indexMembers,
  isLongPending,
  MEMBER_STATUSES,
  sortMembers,
  statusName,
  type Member,
  type MemberColumn,
} from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { ORGANIZATION_ROLES, roleName } from '#/domain/roles';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';
import type { ListSchema } from '#/lib/list-view';
import { count } from '#/lib/text';
import { DataTable, type Column } from '#/ui/DataTable';
import { FailurePage } from '#/ui/FailureAlert';
import { MemberStatus } from '#/ui/MemberStatus';
import { NothingMatches } from '#/ui/NothingMatches';
import { Page } from '#/ui/Page';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { useListView } from '#/ui/useListView';
import { useSelection } from '#/ui/useSelection';
import { GroupsCell, JoinedCell, NameCell, NarrowCell, RoleCell } from './cells';
import styles from './cells.module.css';
import { MembersToolbar, type ListedFilter } from './MembersToolbar';
import { memberLink } from './routes';
import type { OpenDialog } from './MemberDialogs';
import { RowMenu } from './RowMenu';
import { useGrantedMembers } from './useGrantedMembers';

const MemberDialogs = lazy(() => import('./MemberDialogs'));

/** What the address of the list may say. */
const MEMBER_LIST: ListSchema<ListedFilter, MemberColumn> = {
  filters: { role: ORGANIZATION_ROLES, status: MEMBER_STATUSES, group: null, invitation: ['week'], grants: ['none'] },
  sorts: ['name', 'email', 'role', 'groups', 'status', 'joined'],
  defaultSort: { column: 'name', descending: false },
};

const NONE: readonly Member[] = [];
const NOBODY: ReadonlyMap<string, Member> = new Map();
const rowId = (member: Member) => member.userUuid;
const rowName = (member: Member) => member.name;

/**
 * Downloads members as CSV, safe to open in a spreadsheet. In: the rows as shown, the groups, and whether group names are
 * hidden from the person: then their number stands in the column.
 */
const exportMembers = (members: readonly Member[], groups: Groups | undefined, groupsHidden: boolean): void => {
  const columns: CsvColumn<Member>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'Role', value: ({ role }) => roleName(role) },
    {
      header: groupsHidden ? 'Number of groups' : 'Groups',
      value: ({ groupUuids }) =>
        groupsHidden ? groupUuids.length : groupUuids.map((uuid) => groups?.get(uuid)?.name ?? uuid).join('; '),
    },
    { header: 'Status', value: ({ status }) => statusName(status) },
    { header: 'Joined', value: ({ joinedAt }) => joinedAt },
    { header: 'Invited', value: ({ invitedAt }) => invitedAt },
    { header: 'User UUID', value: ({ userUuid }) => userUuid },
  ];
  downloadCsv('members', columns, members);
};

/** `/members`: everybody in the organization in one table. */
export const MembersPage = () => {
  const { me, may } = useMe();
  const navigate = useNavigate();
  const everybody = useMembers();
  const { data: groups, isError: areGroupsUnread } = useGroups();
  const members = everybody.data?.members ?? NONE;
  const { view, search, onSearch, change } = useListView(MEMBER_LIST, members.length);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const [now] = useState(Date.now);
  const seesGrants = may.readProjectAccess === true;

  const sorted = useMemo(() => sortMembers(members, view.sort), [members, view.sort]);
  const index = useMemo(() => indexMembers(sorted), [sorted]);
  const { granted, isReading, note } = useGrantedMembers(view.filters.grants.length > 0, seesGrants);
  const rows = useMemo(() => {
    const isWanted = (member: Member) =>
      (view.filters.invitation.length === 0 || isLongPending(member, now)) && !granted?.has(member.userUuid);
    return filterMembers(sorted, view, index).filter(isWanted);
  }, [sorted, view, index, now, granted]);
  const selection = useSelection(everybody.data?.byUuid ?? NOBODY);
  const selected = () => selection.ids().flatMap((uuid) => everybody.data?.byUuid.get(uuid) ?? []);

  const groupsHidden = may.readGroups !== true;
  const manages = may.inviteMembers === true || may.addToGroup === true;

  const columns = useMemo<Column<Member, MemberColumn>[]>(
    () => [
      {
        id: 'name',
        header: 'Name',
        sortBy: 'name',
        width: '20%',
        cell: (member) => <NameCell member={member} isMe={member.userUuid === me.userUuid} />,
      },
      {
        id: 'email',
        header: 'E-mail',
        sortBy: 'email',
        width: '21%',
        cell: ({ email }) => (
          <bdi className={styles.soft} title={email}>
            {email}
          </bdi>
        ),
      },
      { id: 'role', header: 'Role', sortBy: 'role', width: '11%', cell: (member) => <RoleCell member={member} /> },
      {
        id: 'groups',
        header: 'Groups',
        sortBy: 'groups',
        cell: (member) => <GroupsCell member={member} groups={groups} hidden={groupsHidden} />,
      },
      {
        id: 'status',
        header: 'Status',
        sortBy: 'status',
        width: '16%',
        cell: (member) => <MemberStatus member={member} now={now} />,
      },
      {
        id: 'joined',
        header: 'Joined',
        sortBy: 'joined',
        width: '116px',
        cell: (member) => <JoinedCell member={member} />,
      },
    ],
    [me.userUuid, groups, groupsHidden, now],
  );

  const open = useCallback((member: Member) => void navigate(memberLink(member.userUuid)), [navigate]);
  const total = members.length.toLocaleString('en-GB');
  const missing = everybody.data?.missing ?? 0;

  return (
    <Page
      isBare={everybody.isError && !everybody.data}
      count={
        everybody.data && (
          <>
            {rows.length === members.length ? total : `${rows.length.toLocaleString('en-GB')} of ${total}`}
            {note}
            {!groups && areGroupsUnread && !groupsHidden && ' · the names of groups could not be read'}
            {missing > 0 && ` · ${missing.toLocaleString('en-GB')} more could not be read; reload to try again`}
          </>
        )
      }
      toolbar={
        <MembersToolbar
          search={search}
          onSearch={onSearch}
          filters={view.filters}
          onFilters={(filters) => change({ filters })}
          members={members}
          listed={rows.length}
          groups={groupsHidden ? undefined : groups}
          now={now}
          looksAfter={manages}
          seesGrants={seesGrants}
          inviteReason={reasonOf(may.inviteMembers)}
          onInvite={() => setDialog({ kind: 'invite' })}
          onExport={() => exportMembers(rows, groups, groupsHidden)}
        />
      }
    >
      {(everybody.isPending || (everybody.data && isReading)) && (
        <TableSkeleton label="Members" headers={columns} narrow={narrow} leading={manages} />
      )}
      {everybody.isError && !everybody.data && (
        <FailurePage problem={describeFailure(everybody.error)} onRetry={() => void everybody.refetch()} />
      )}
      {everybody.data &&
        !isReading &&
        (rows.length === 0 ? (
          <NothingMatches
            title="Nobody matches"
            view={view}
            searched="name or e-mail"
            showAll={`Show all ${count(members.length, 'member', 'members')}`}
            onClear={change}
          />
        ) : (
          <DataTable
            label="Members"
            rows={rows}
            rowId={rowId}
            rowName={rowName}
            columns={columns}
            narrow={narrow}
            narrowCell={(member) => <NarrowCell member={member} isMe={member.userUuid === me.userUuid} now={now} />}
            sort={view.sort}
            onSort={(sort) => change({ sort })}
            selection={manages ? selection : undefined}
            onOpen={open}
            rowMenu={
              manages ? (member) => <RowMenu member={member} members={members} onDialog={setDialog} /> : undefined
            }
          />
        ))}
      {manages && selection.size > 0 && (
        <SelectionBar size={selection.size} one="member" many="members" onClear={selection.clear}>
          <SelectionAction onClick={() => setDialog({ kind: 'role', members: selected() })}>
            Change role
          </SelectionAction>
          <SelectionAction
            reason={reasonOf(may.addToGroup)}
            onClick={() => setDialog({ kind: 'group', members: selected() })}
          >
            Add to a group
          </SelectionAction>
          <SelectionAction onClick={() => exportMembers(selected(), groups, groupsHidden)}>Export</SelectionAction>
        </SelectionBar>
      )}
      {dialog && (
        <Suspense>
          <MemberDialogs dialog={dialog} everybody={members} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Page>
  );
};
