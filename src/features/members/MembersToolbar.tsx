import { useMemo } from 'react';
import type { Groups } from '#/data/groups';
import { MEMBER_STATUSES, statusName, type Member, type MemberFilter } from '#/domain/members';
import { ORGANIZATION_ROLES, roleName } from '#/domain/roles';
import { Button } from '#/ui/Button';
import { FilterChip } from '#/ui/FilterChip';
import { ToolbarActions } from '#/ui/Page';
import { SearchBox } from '#/ui/SearchBox';

type MembersToolbarProps = {
  search: string;
  onSearch: (text: string) => void;
  filters: Readonly<Record<MemberFilter, readonly string[]>>;
  onFilters: (filters: Partial<Record<MemberFilter, readonly string[]>>) => void;
  members: readonly Member[];
  /** Absent where the names of groups cannot be read. */
  groups: Groups | undefined;
  inviteReason: string | undefined;
  onInvite: () => void;
  onExport: () => void;
};

const tally = (values: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** Search, filters with their counts, and the actions of the members table. */
export const MembersToolbar = (props: MembersToolbarProps) => {
  const { search, onSearch, filters, onFilters, members, groups, inviteReason, onInvite, onExport } = props;
  const counts = useMemo(
    () => ({
      roles: tally(members.map((member) => member.role)),
      statuses: tally(members.map((member) => member.status)),
      groups: tally(members.flatMap((member) => member.groupUuids)),
    }),
    [members],
  );
  return (
    <>
      <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
      <FilterChip
        name="Role"
        options={ORGANIZATION_ROLES.map((role) => ({ value: role, label: roleName(role), count: counts.roles.get(role) ?? 0 }))}
        chosen={filters.role}
        onChange={(role) => onFilters({ role })}
      />
      <FilterChip
        name="Status"
        options={MEMBER_STATUSES.map((status) => ({ value: status, label: statusName(status), count: counts.statuses.get(status) ?? 0 }))}
        chosen={filters.status}
        onChange={(status) => onFilters({ status })}
      />
      {(groups || filters.group.length > 0) && (
        <FilterChip
          name="Group"
          options={[...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name, count: counts.groups.get(uuid) ?? 0 }))}
          chosen={filters.group}
          onChange={(group) => onFilters({ group })}
        />
      )}
      <ToolbarActions>
        <Button onClick={onExport}>Export</Button>
        <Button look="primary" reason={inviteReason} onClick={onInvite}>
          Invite members
        </Button>
      </ToolbarActions>
    </>
  );
};
