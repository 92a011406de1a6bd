import { useMediaQuery } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import type { MemberList } from '#/data/members';
import { MEMBER_STATUSES, statusName, type Member, type MemberColumn, type MemberFilter } from '#/domain/members';
import { reasonOf, type Permission } from '#/domain/permissions';
import { ORGANIZATION_ROLES, roleName } from '#/domain/roles';
import { memberLink } from '#/features/members/routes';
import type { ListView } from '#/lib/list-view';
import { count } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { FilterChip } from '#/ui/FilterChip';
import { MemberStatus } from '#/ui/MemberStatus';
import { NothingMatches } from '#/ui/NothingMatches';
import { SearchBox } from '#/ui/SearchBox';
import { TableSkeleton } from '#/ui/TableSkeleton';
import type { Selection } from '#/ui/useSelection';
import { MemberNameCell, NarrowMemberCell } from './cells';
import styles from './groups.module.css';

type Filter = Exclude<MemberFilter, 'group'>;
type Filters = Readonly<Record<Filter, readonly string[]>>;
type View = ListView<Filter, MemberColumn>;

type GroupMembersFiltersProps = {
  members: readonly Member[];
  search: string;
  onSearch: (text: string) => void;
  filters: Filters;
  onFilters: (filters: Partial<Filters>) => void;
};

/** Search and filters of the members of a group. */
export const GroupMembersFilters = ({ members, search, onSearch, filters, onFilters }: GroupMembersFiltersProps) => {
  const tally = (is: (member: Member) => boolean) => members.filter(is).length;
  return (
    <>
      <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
      <FilterChip
        name="Role"
        options={ORGANIZATION_ROLES.map((role) => ({
          value: role,
          label: roleName(role),
          count: tally((member) => member.role === role),
        }))}
        chosen={filters.role}
        onChange={(role) => onFilters({ role })}
      />
      <FilterChip
        name="Status"
        options={MEMBER_STATUSES.map((status) => ({
          value: status,
          label: statusName(status),
          count: tally((member) => member.status === status),
        }))}
        chosen={filters.status}
        onChange={(status) => onFilters({ status })}
      />
    </>
  );
};

type GroupMembersProps = {
  everybody: UseQueryResult<MemberList>;
  /** All members of the group, and those of them that are looked for. */
  members: readonly Member[];
  rows: readonly Member[];
  view: View;
  onChange: (part: Partial<Omit<View, 'filters'>> & { filters?: Partial<Filters> }) => void;
  selection: Selection | undefined;
  mayChange: Permission;
  onAdd: () => void;
  onRemove: (member: Member) => void;
};

const rowId = (member: Member) => member.userUuid;
const rowName = (member: Member) => member.name;

const columnsAt = (now: number): Column<Member, MemberColumn>[] => [
  { id: 'name', header: 'Name', sortBy: 'name', width: '25%', cell: (member) => <MemberNameCell member={member} /> },
  {
    id: 'email',
    header: 'E-mail',
    sortBy: 'email',
    cell: ({ email }) => (
      <bdi className={styles.soft} title={email}>
        {email}
      </bdi>
    ),
  },
  { id: 'role', header: 'Role', sortBy: 'role', width: '156px', cell: ({ role }) => roleName(role) },
  {
    id: 'status',
    header: 'Status',
    sortBy: 'status',
    width: '164px',
    cell: (member) => <MemberStatus member={member} now={now} />,
  },
];

/** The table of a group's members as long as the group itself is being read. */
export const GroupMembersSkeleton = () => {
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  return <TableSkeleton label="Members" headers={columnsAt(0)} narrow={narrow} leading />;
};

/** The table of a group's members. */
export const GroupMembers = (props: GroupMembersProps) => {
  const { everybody, members, rows, view, onChange, selection, mayChange, onAdd, onRemove } = props;
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const [now] = useState(Date.now);

  const columns = useMemo(() => columnsAt(now), [now]);
  const open = useCallback((member: Member) => void navigate(memberLink(member.userUuid)), [navigate]);

  if (everybody.isError && !everybody.data)
    return <FailurePage problem={describeFailure(everybody.error)} onRetry={() => void everybody.refetch()} />;
  if (!everybody.data)
    return <TableSkeleton label="Members" headers={columns} narrow={narrow} leading={selection !== undefined} />;
  if (members.length === 0) {
    return (
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
    );
  }
  if (rows.length === 0) {
    return (
      <NothingMatches
        title="Nobody matches"
        view={view}
        searched="name or e-mail"
        showAll={`Show all ${count(members.length, 'member', 'members')}`}
        onClear={onChange}
      />
    );
  }
  return (
    <DataTable
      label="Members"
      rows={rows}
      rowId={rowId}
      rowName={rowName}
      columns={columns}
      narrow={narrow}
      narrowCell={(member) => <NarrowMemberCell member={member} now={now} />}
      sort={view.sort}
      onSort={(sort) => onChange({ sort })}
      selection={selection}
      onOpen={open}
      rowMenu={(member) => (
        <ActionMenu
          inRow
          name={member.name}
          actions={[
            { label: 'Open', onClick: () => open(member) },
            { label: 'Remove from the group…', permission: mayChange, onClick: () => onRemove(member) },
          ]}
        />
      )}
    />
  );
};
