import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers, useMembersSoFar, type MemberList } from '#/data/members';
import { useMemberRoles, useRoleOptions } from '#/data/role-names';
import { isLongPending, MEMBER_LIST, NO_GROUP, STILL_READING, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { ShortLink } from '#/features/short-links/ShortLink';
import { grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import { Page, ToolbarActions } from '#/ui/Page';
import { listKind, useList } from '#/ui/useList';
import { useSelection } from '#/ui/useSelection';
import { NarrowCell } from './cells';
import { managesMembers, memberColumns } from './columns';
import type { exportMembers as writeFile } from './exportMembers';
import { memberLink } from './routes';
import type { OpenDialog } from './MemberDialogs';
import { RowMenu } from './RowMenu';
import { useGrantedMembers } from './useGrantedMembers';

export { drawFirstMembers } from './first-rows';

const MemberDialogs = onDemand(async () => (await import('./MemberDialogs')).MemberDialogs);
const MembersSelection = onDemand(async () => (await import('./MembersSelection')).MembersSelection);
const ReadSoFar = onDemand(async () => (await import('./ReadSoFar')).ReadSoFar);
const RestUnread = onDemand(async () => (await import('./RestUnread')).RestUnread);

const MEMBERS = listKind({
  ...MEMBER_LIST,
  filters: {
    ...MEMBER_LIST.filters,
    invitation: {
      name: 'Invitation',
      isRare: true,
      options: [{ value: 'week', label: 'Over a week old' }],
      of: (member) => (isLongPending(member, Date.now()) ? ['week'] : []),
    },
    // The holders of grants are read when this filter is used.
    grants: { name: 'Grants', isRare: true, options: [{ value: 'none', label: 'No project' }] },
  },
});

const NOBODY: Pick<MemberList, 'members' | 'byUuid'> = { members: [], byUuid: new Map() };

/** What writes the file comes with the first export. */
const exportMembers = (...asked: Parameters<typeof writeFile>): void =>
  void import('./exportMembers').then(({ exportMembers: write }) => write(...asked));

/** `/members`: everybody in the organization in one table. */
export const MembersPage = () => {
  const { me, may } = useMe();
  const navigate = useNavigate();
  const everybody = useMembers();
  const { data: groups, isError: areGroupsUnread } = useGroups();
  const part = useMembersSoFar();
  const soFar = everybody.data ? null : part;
  const { members, byUuid } = everybody.data ?? part ?? NOBODY;
  const list = useList(MEMBERS, members);
  const roleOf = useMemberRoles(members);
  const roles = useRoleOptions(members, list.view.filters.role);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [now] = useState(Date.now);
  const seesGrants = may.readProjectAccess === true;

  const { granted, isReading, note, reason } = useGrantedMembers(list.view.filters.grants.length > 0, seesGrants);
  const rows = useMemo(
    () => (granted ? list.rows.filter(({ userUuid }) => !granted.has(userUuid)) : list.rows),
    [list.rows, granted],
  );
  const shown = { ...list, rows };
  const selection = useSelection(byUuid);
  const selected = () => selection.ids().flatMap((uuid) => byUuid.get(uuid) ?? []);

  const groupsHidden = may.readGroups !== true;
  const manages = managesMembers(may);

  const columns = useMemo(
    () => memberColumns({ me, groups, groupsHidden, now, roleOf }),
    [me, groups, groupsHidden, now, roleOf],
  );

  const narrowCell = useCallback(
    (member: Member) => (
      <NarrowCell member={member} role={roleOf(member)} isMe={member.userUuid === me.userUuid} now={now} />
    ),
    [roleOf, me.userUuid, now],
  );
  const everyone = everybody.data?.members;
  const open = useCallback((member: Member) => void navigate(memberLink(member.userUuid)), [navigate]);
  const rowMenu = useCallback(
    (member: Member) => <RowMenu member={member} members={everyone} may={may} onOpen={open} onDialog={setDialog} />,
    [everyone, may, open],
  );
  const unread = everybody.data ? undefined : STILL_READING;
  const missing = everybody.data?.missing ?? 0;

  return (
    <Page
      isBare={everybody.isError && !everybody.data && !soFar}
      count={
        (everybody.data || soFar) && (
          <>
            {soFar ? (
              <ReadSoFar
                shown={rows.length}
                read={members.length}
                total={soFar.total}
                isAnew={soFar.unread.length === 0}
                isStopped={!everybody.isFetching}
              />
            ) : (
              shownOf(shown)
            )}
            {note}
            {!groups && areGroupsUnread && !groupsHidden && ' · the names of groups could not be read'}
            {missing > 0 && ` · ${grouped(missing)} more could not be read; reload to try again`}
          </>
        )
      }
      actions={
        <Button
          look="primary"
          reason={reasonOf(may.inviteMembers) ?? unread}
          onClick={() => setDialog({ kind: 'invite' })}
        >
          Invite members
        </Button>
      }
      toolbar={
        <>
          <ListFilters
            list={list}
            isPart={Boolean(soFar)}
            options={{
              role: roles,
              group: [
                { value: NO_GROUP, label: 'In no group' },
                ...[...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name })),
              ],
            }}
            offered={{
              group: groups !== undefined && !groupsHidden,
              invitation: manages,
              grants: manages && seesGrants,
            }}
          />
          <ToolbarActions>
            <ShortLink />
            <ExportButton
              rows={rows.length}
              reason={unread ?? reason}
              onClick={() => exportMembers(rows, roleOf, groups, groupsHidden)}
            />
          </ToolbarActions>
        </>
      }
    >
      {soFar && everybody.isError && (
        <RestUnread
          read={members.length}
          total={soFar.total}
          error={everybody.error}
          onRetry={() => void everybody.refetch()}
        />
      )}
      <ListTable
        list={shown}
        failure={
          everybody.isError &&
          !everybody.data &&
          !soFar && <FailurePage problem={describeFailure(everybody.error)} onRetry={() => void everybody.refetch()} />
        }
        isReading={(everybody.isPending && !soFar) || isReading}
        partOf={soFar?.total}
        columns={columns}
        narrowCell={narrowCell}
        selection={manages ? selection : undefined}
        onOpen={open}
        rowMenu={manages ? rowMenu : undefined}
      />
      {manages && selection.size > 0 && (
        <MembersSelection
          selected={selected}
          soFar={soFar?.members.length}
          size={selection.size}
          onDialog={setDialog}
          onExport={() => exportMembers(selected(), roleOf, groups, groupsHidden)}
          onClear={selection.clear}
        />
      )}
      {dialog && (
        <MemberDialogs
          dialog={dialog}
          everybody={everybody.data?.members ?? NOBODY.members}
          onClose={() => setDialog(null)}
        />
      )}
    </Page>
  );
};
