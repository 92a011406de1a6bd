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
import { GRANTS_ONLY } from './access-changed';
import { spaceQuery, spacesQuery } from './spaces';
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
  projectGrantsQuery('p2').queryKey,
  spacesQuery('p1').queryKey,
  spacesQuery('p2').queryKey,
  spaceQuery('p1', 's1').queryKey,
  [...spaceQuery('p1', 's1').queryKey, GRANTS_ONLY],
  [...spaceQuery('p2', 's2').queryKey, GRANTS_ONLY],
  demoIdentitiesQuery.queryKey,
];

const me = { userUuid: 'ana', organizationUuid: 'org', role: 'admin', credential: 'session' } as SignedIn;

const setUp = ({ isSignedIn = true } = {}) => {
  const queryClient: QueryClient = createTestClient();
  for (const key of KEYS) queryClient.setQueryData(key, {});
  // What names Bo: his grants in one project and on one space.
  queryClient.setQueryData(projectGrantsQuery('p1').queryKey, {
    users: [{ userUuid: 'bo', role: 'viewer' }],
    groups: [],
  });
  queryClient.setQueryData(directGrantsQuery('p1').queryKey, [{ userUuid: 'bo', role: 'viewer' }]);
  queryClient.setQueryData(spacesQuery('p1').queryKey, [{ grantedUserUuids: ['bo'] }] as never);
  queryClient.setQueryData([...spaceQuery('p1', 's1').queryKey, GRANTS_ONLY], { access: [{ userUuid: 'bo' }] });
  if (isSignedIn) queryClient.setQueryData(meQuery.queryKey, me);
  else queryClient.removeQueries({ queryKey: meQuery.queryKey });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
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
/** What the server computes of who reaches a space; what is granted on it is another reading. */
const REACH = 'getSpace s1 p1';
const IN_GROUPS = ['listGroupMembers g1', 'listGroupMembers g2'];
/** What somebody who is removed takes along: that which names them, and nothing else. */
const BELONGINGS = [
  ...IN_GROUPS,
  'getSpace s1 p1 grants',
  'listProjectGrants p1',
  'listProjectRoleAssignments p1',
  'listSchedulers p1 …',
  'listSpaces p1',
];

describe('useMembersChanged', () => {
  it('has an entry for each test here', () => {
    expect(Object.keys(setUp().changed)).toEqual(['invited', 'roles', 'removed', 'memberships']);
  });

  it('starts with nothing stale', () => {
    expect(setUp().stale()).toEqual([]);
  });

  it('invited: members, and nothing that hangs on them', async () => {
    const { changed, stale } = setUp();
    await changed.invited();
    expect(stale()).toEqual(MEMBERS);
  });

  it('roles: members, and who reaches spaces; no grant', async () => {
    const { changed, stale } = setUp();
    await changed.roles(['bo']);
    expect(stale()).toEqual([...MEMBERS, REACH].toSorted());
  });

  it('removed: every reading of members, and what names those who are gone, whatever the parameters', async () => {
    const { changed, stale } = setUp();
    await changed.removed(['bo']);
    expect(stale()).toEqual([...MEMBERS, REACH, ...BELONGINGS].toSorted());
  });

  it.each(['roles', 'removed'] as const)(
    '%s: everything, when one is among them, because the own role decides what one may see',
    async (what) => {
      const { changed, stale } = setUp();
      await changed[what](['bo', 'ana']);
      expect(stale()).toHaveLength(KEYS.length);
    },
  );

  it('removed: works also when nobody is known to be signed in', async () => {
    const { changed, stale } = setUp({ isSignedIn: false });
    await changed.removed(['bo']);
    expect(stale()).toEqual([...MEMBERS, REACH, ...BELONGINGS].toSorted());
  });

  it('memberships: members, whose rows name their groups, the members of groups, and who reaches spaces; no grant', async () => {
    const { changed, stale } = setUp();
    await changed.memberships();
    expect(stale()).toEqual([...MEMBERS, ...IN_GROUPS, REACH].toSorted());
  });
});
