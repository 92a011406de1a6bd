import { useMemo } from 'react';
import type { Groups } from '#/data/groups';
import { isLongPending, MEMBER_STATUSES, NO_GROUP, statusName, type Member, type MemberFilter } from '#/domain/members';
import { ORGANIZATION_ROLES, roleName } from '#/domain/roles';
import { Button } from '#/ui/Button';
import { ExportButton } from '#/ui/ExportButton';
import { FilterChip } from '#/ui/FilterChip';
import { ToolbarActions } from '#/ui/Page';
import { SearchBox } from '#/ui/SearchBox';

/** What the list can be narrowed by: besides what every list of members has, invitations that wait and missing project grants. */
export type ListedFilter = MemberFilter | 'invitation' | 'grants';

type MembersToolbarProps = {
  search: string;
  onSearch: (text: string) => void;
  filters: Readonly<Record<ListedFilter, readonly string[]>>;
  onFilters: (filters: Partial<Record<ListedFilter, readonly string[]>>) => void;
  members: readonly Member[];
  /** How many of them are left by search and filters. */
  listed: number;
  /** Absent where the names of groups cannot be read. */
  groups: Groups | undefined;
  /** For "more than a week ago". */
  now: number;
  /** Whether the person looks after members: only then the filters are offered that find what needs care. */
  looksAfter: boolean;
  /** Whether the grants of all projects are shown to the person: only then the filter is offered that looks for none. */
  seesGrants: boolean;
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
  const {
    search,
    onSearch,
    filters,
    onFilters,
    members,
    listed,
    groups,
    now,
    looksAfter,
    seesGrants,
    inviteReason,
    onInvite,
    onExport,
  } = props;
  const counts = useMemo(
    () => ({
      roles: tally(members.map((member) => member.role)),
      statuses: tally(members.map((member) => member.status)),
      groups: tally(members.flatMap(({ groupUuids }) => (groupUuids.length > 0 ? groupUuids : NO_GROUP))),
      waiting: members.filter((member) => isLongPending(member, now)).length,
    }),
    [members, now],
  );
  return (
    <>
      <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
      <FilterChip
        name="Role"
        options={ORGANIZATION_ROLES.map((role) => ({
          value: role,
          label: roleName(role),
          count: counts.roles.get(role) ?? 0,
        }))}
        chosen={filters.role}
        onChange={(role) => onFilters({ role })}
      />
      <FilterChip
        name="Status"
        options={MEMBER_STATUSES.map((status) => ({
          value: status,
          label: statusName(status),
          count: counts.statuses.get(status) ?? 0,
        }))}
        chosen={filters.status}
        onChange={(status) => onFilters({ status })}
      />
      {(groups || filters.group.length > 0) && (
        <FilterChip
          name="Group"
          options={[{ uuid: NO_GROUP, name: 'In no group' }, ...(groups?.values() ?? [])].map(({ uuid, name }) => ({
            value: uuid,
            label: name,
            count: counts.groups.get(uuid) ?? 0,
          }))}
          chosen={filters.group}
          onChange={(group) => onFilters({ group })}
        />
      )}
      {(looksAfter || filters.invitation.length > 0) && (
        <FilterChip
          name="Invitation"
          options={[{ value: 'week', label: 'Over a week old', count: counts.waiting }]}
          chosen={filters.invitation}
          onChange={(invitation) => onFilters({ invitation })}
        />
      )}
      {((looksAfter && seesGrants) || filters.grants.length > 0) && (
        <FilterChip
          name="Grants"
          options={[{ value: 'none', label: 'No project' }]}
          chosen={filters.grants}
          onChange={(grants) => onFilters({ grants })}
        />
      )}
      <ToolbarActions>
        <ExportButton rows={listed} onClick={onExport} />
        <Button look="primary" reason={inviteReason} onClick={onInvite}>
          Invite members
        </Button>
      </ToolbarActions>
    </>
  );
};
