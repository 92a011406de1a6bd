import { useQueryClient } from '@tanstack/react-query';
import { useListMembers } from '../api/lightdash/gen/members/members';
import type { MemberPage } from '../api/lightdash/gen/model/memberPage';
import type { OwnerStatus } from '../domain/schedule/types';
import { membersQuery, toMember } from './members';

/** The search finds any of its words, so the longest finds the fewest. */
const wordOf = (name: string): string => name.split(/\s+/).reduce((a, b) => (b.length > a.length ? b : a), '');

/**
 * The state of the owner of one scheduler, without reading all members for it: out of their list where that was read, else by a
 * search for the name. Null as long as it is not known, and where neither has them.
 */
export const useOwnerStatus = (ownerUuid: string, ownerName: string): OwnerStatus | null => {
  const queryClient = useQueryClient();
  const everybody = queryClient.getQueryData(membersQuery.queryKey);
  const word = wordOf(ownerName);
  const { data } = useListMembers(
    { page: 1, pageSize: 50, searchQuery: word },
    {
      query: {
        enabled: !everybody && ownerUuid !== '' && word !== '',
        select: ({ data: found }: MemberPage) =>
          found.map(toMember).find(({ userUuid }) => userUuid === ownerUuid)?.status,
      },
    },
  );
  return (everybody ? everybody.byUuid.get(ownerUuid)?.status : data) ?? null;
};
