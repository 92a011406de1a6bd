import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import type { MemberList } from '#/data/members';
import { useMemberRoles } from '#/data/role-names';
import { MEMBER_LIST, type Member, type MemberColumn } from '#/domain/members';
import { reasonOf, type Permission } from '#/domain/permissions';
import { memberLink } from '#/features/members/routes';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { ListTable } from '#/ui/ListTable';
import { statusColumn } from '#/ui/MemberStatus';
import { listKind, type List } from '#/ui/useList';
import type { Selection } from '#/ui/useSelection';
import { MemberNameCell, NarrowMemberCell } from './cells';

/** The list of a group's members. */
export const GROUP_MEMBERS = listKind({
  ...MEMBER_LIST,
  filters: { role: MEMBER_LIST.filters.role, status: MEMBER_LIST.filters.status },
});

type GroupMembersProps = {
  /** Absent while the group itself is being read. */
  everybody?: UseQueryResult<MemberList>;
  list: List<Member, 'role' | 'status', MemberColumn>;
  selection: Selection | undefined;
  mayChange: Permission;
  onAdd: () => void;
  onRemove: (member: Member) => void;
};

const columnsAt = (now: number, roleOf: (member: Member) => string): Column<Member, MemberColumn>[] => [
  {
    id: 'name',
    header: 'Name',
    sortBy: 'name',
    isStrong: true,
    text: ({ name }) => name,
    cell: (member) => <MemberNameCell member={member} />,
  },
  { id: 'email', header: 'E-mail', sortBy: 'email', isFlexible: true, isQuiet: true, text: ({ email }) => email },
  {
    id: 'role',
    header: 'Role',
    sortBy: 'role',
    text: roleOf,
    cell: (member) => <span title={roleOf(member)}>{roleOf(member)}</span>,
  },
  statusColumn(now),
];

/** The table of a group's members; as long as the group itself is being read, an empty one. */
export const GroupMembers = ({ everybody, list, selection, mayChange, onAdd, onRemove }: GroupMembersProps) => {
  const navigate = useNavigate();
  const [now] = useState(Date.now);
  const roleOf = useMemberRoles(list.all);
  const columns = useMemo(() => columnsAt(now, roleOf), [now, roleOf]);
  const open = useCallback((member: Member) => void navigate(memberLink(member.userUuid)), [navigate]);
  return (
    <ListTable
      list={list}
      failure={
        everybody?.isError &&
        !everybody.data && (
          <FailurePage problem={describeFailure(everybody.error)} onRetry={() => void everybody.refetch()} />
        )
      }
      isReading={!everybody?.data}
      none={
        <EmptyState
          title="Nobody is in this group"
          action={
            <Button reason={reasonOf(mayChange)} onClick={onAdd}>
              Add members
            </Button>
          }
        >
          What it is granted takes effect for whoever is added.
        </EmptyState>
      }
      columns={columns}
      narrowCell={(member) => <NarrowMemberCell member={member} role={roleOf(member)} now={now} />}
      selection={selection}
      onOpen={open}
      rowMenu={(member) => (
        <ActionMenu
          inRow
          name={member.name}
          actions={[
            { label: 'Open', onClick: () => open(member) },
            {
              label: 'Remove from the group…',
              isDestructive: true,
              permission: mayChange,
              onClick: () => onRemove(member),
            },
          ]}
        />
      )}
    />
  );
};
