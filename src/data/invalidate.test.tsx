import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { getGetAccountQueryKey } from '../api/lightdash/gen/account/account';
import { getGetGroupQueryKey, getListGroupMembersQueryKey } from '../api/lightdash/gen/groups/groups';
import { getListMembersQueryKey } from '../api/lightdash/gen/members/members';
import { groupsQuery } from './groups';
import { meQuery, type SignedIn } from './me';
import { memberQuery, membersQuery, useMembersChanged } from './members';
import { directGrantsQuery, projectsQuery } from './projects';
import { projectGrantsQuery } from './roles';
import { ownedSchedulersQuery } from './schedulers';
import { demoIdentitiesQuery } from './session';
import { createTestClient } from './testing';

/** One query of everything that the console reads, some with parameters. */
const KEYS = [
  meQuery.queryKey,
  getGetAccountQueryKey(),
  membersQuery.queryKey,
  getListMembersQueryKey({ page: 1, pageSize: 20, searchQuery: 'ana' }),
  memberQuery('ana').queryKey,
  memberQuery('bo').queryKey,
  groupsQuery.queryKey,
  getGetGroupQueryKey('g1'),
  getListGroupMembersQueryKey('g1'),
  getListGroupMembersQueryKey('g2'),
  projectsQuery.queryKey,
  directGrantsQuery('p1').queryKey,
  projectGrantsQuery('p1').queryKey,
  ownedSchedulersQuery('p1', 'ana').queryKey,
  demoIdentitiesQuery.queryKey,
];

const me = { userUuid: 'ana', organizationUuid: 'org', role: 'admin', credential: 'session' } as SignedIn;

const setUp = ({ isSignedIn = true } = {}) => {
  const queryClient: QueryClient = createTestClient();
  for (const key of KEYS) queryClient.setQueryData(key, {});
  if (isSignedIn) queryClient.setQueryData(meQuery.queryKey, me);
  else queryClient.removeQueries({ queryKey: meQuery.queryKey });
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
  const { result } = renderHook(() => useMembersChanged(), { wrapper });
  const stale = () =>
    queryClient
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => queryKey.map((part) => (typeof part === 'string' ? part : '…')).join(' '))
      .toSorted();
  return { changed: result.current, stale };
};

const MEMBERS = ['getMember ana', 'getMember bo', 'listMembers', 'listMembers …'];
/** What somebody who is removed takes along. */
const BELONGINGS = ['listGroupMembers g1', 'listGroupMembers g2', 'listProjectGrants p1', 'listProjectRoleAssignments p1', 'listSchedulers p1 …'];
const PEOPLE = [...MEMBERS, ...BELONGINGS].toSorted();

describe('useMembersChanged', () => {
  it('has an entry for each test here', () => {
    expect(Object.keys(setUp().changed)).toEqual(['members', 'memberships']);
  });

  it('starts with nothing stale', () => {
    expect(setUp().stale()).toEqual([]);
  });

  it('members: every reading of members and of what hangs on them, whatever the parameters', async () => {
    const { changed, stale } = setUp();
    await changed.members(['bo']);
    expect(stale()).toEqual(PEOPLE);
  });

  it('members: everything, when one is among them, because the own role decides what one may see', async () => {
    const { changed, stale } = setUp();
    await changed.members(['bo', 'ana']);
    expect(stale()).toHaveLength(KEYS.length);
  });

  it('members: works also when nobody is known to be signed in', async () => {
    const { changed, stale } = setUp({ isSignedIn: false });
    await changed.members(['ana']);
    expect(stale()).toEqual(PEOPLE);
  });

  it('memberships: members, whose rows name their groups, and the members of groups', async () => {
    const { changed, stale } = setUp();
    await changed.memberships();
    expect(stale()).toEqual([...MEMBERS, 'listGroupMembers g1', 'listGroupMembers g2'].toSorted());
  });
});
