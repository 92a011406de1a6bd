import type { MemberFilters } from '#/domain/members';
import { count, listOf } from '#/lib/text';
import { Button } from '#/ui/Button';
import { EmptyState } from '#/ui/EmptyState';

const CLEAR: MemberFilters = { search: '', roles: [], statuses: [], groups: [] };

type NobodyMatchesProps = { filters: MemberFilters; total: number; onClear: (filters: Partial<MemberFilters>) => void };

/** Why the table is empty, and the ways to widen it. */
export const NobodyMatches = ({ filters, total, onClear }: NobodyMatchesProps) => {
  const chips = [filters.roles.length > 0 && 'role', filters.statuses.length > 0 && 'status', filters.groups.length > 0 && 'group'].filter((name) => name !== false);
  const searched = filters.search.trim();
  if (!searched && chips.length === 0) return <EmptyState title="Nobody is here yet">Invite the first members.</EmptyState>;
  return (
    <EmptyState
      title="Nobody matches"
      action={
        <>
          {searched && chips.length > 0 && <Button onClick={() => onClear({ search: '' })}>Clear the search</Button>}
          {chips.length > 0 && searched && <Button onClick={() => onClear({ ...CLEAR, search: filters.search })}>Clear the filters</Button>}
          <Button onClick={() => onClear(CLEAR)}>{total === 1 ? 'Show the one member' : `Show all ${count(total, 'member', 'members')}`}</Button>
        </>
      }
    >
      {searched && (
        <>
          No name or e-mail contains “<bdi>{searched}</bdi>”{chips.length > 0 ? ' ' : '.'}
        </>
      )}
      {chips.length > 0 && `${searched ? 'among' : 'No member fits'} the chosen ${listOf(chips)}.`}
    </EmptyState>
  );
};
