import { QueryObserver, useMutation, type QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { ApiFailure } from '../api/core/failure';
import { getGetGroupQueryKey, getListGroupsQueryKey } from '../api/lightdash/gen/groups/groups';
import { getListServiceAccountProjectsQueryKey } from '../api/lightdash/gen/integrations/integrations';
import { getListMembersQueryKey } from '../api/lightdash/gen/members/members';
import { getListProjectsQueryKey, getListProjectGrantsQueryKey } from '../api/lightdash/gen/projects/projects';
import {
  getGetSchedulerQueryKey,
  getListSchedulerLogsQueryKey,
  getListSchedulersQueryKey,
} from '../api/lightdash/gen/schedulers/schedulers';
import {
  getGetSpaceQueryKey,
  getListSpaceAccessQueryKey,
  getListSpacesQueryKey,
} from '../api/lightdash/gen/spaces/spaces';
import { getGetProjectCredentialsQueryKey } from '../api/lightdash/gen/warehouse-credentials/warehouse-credentials';
import { foundSaved, madeOld } from './invalidation';
import type { Patch } from './mutation-cache';
import { composedKey, type VariablesOf, type WriteName } from './keys';
import { act, renderHook } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { keepFor } from './kept-owner';
import { createTestClient } from './testing';

const dropKept = vi.hoisted(() => vi.fn(async () => {}));
vi.mock('./kept', () => ({ dropKept }));

/** One query of everything that matters here, with what it holds: Bo is granted p1 and s1, the group g is granted p2. */
const HELD: [key: readonly unknown[], data: unknown][] = [
  [composedKey('me'), { userUuid: 'ana' }],
  [composedKey('members'), {}],
  [getListMembersQueryKey({ searchQuery: 'admin' }), {}],
  [getListGroupsQueryKey(), {}],
  [getGetGroupQueryKey('g'), {}],
  [getGetGroupQueryKey('h'), {}],
  [getListProjectsQueryKey(), {}],
  [composedKey('customRoles', 'org'), {}],
  [composedKey('projectGrants', 'p1'), { users: [{ userUuid: 'bo' }], groups: [] }],
  [composedKey('projectGrants', 'p2'), { users: [], groups: [{ groupUuid: 'g' }] }],
  [getListProjectGrantsQueryKey('p1'), [{ userUuid: 'bo' }]],
  [getListSpacesQueryKey('p1'), [{ access: ['bo'] }]],
  [getListSpacesQueryKey('p2'), [{ access: [] }]],
  [getGetSpaceQueryKey('p1', 's1'), { access: [{ userUuid: 'bo' }] }],
  [getGetSpaceQueryKey('p2', 's2'), { access: [] }],
  [getListSpaceAccessQueryKey('p1', 's1'), []],
  [composedKey('spaceGrants', 'p1', 's1'), { access: [{ userUuid: 'bo' }] }],
  [composedKey('spaceGrants', 'p2', 's2'), { access: [] }],
  [composedKey('spaceGroupGrants', 'p1'), { grants: [] }],
  [getListSchedulersQueryKey('p1'), [{ schedulerUuid: 'd1' }]],
  [getListSchedulersQueryKey('p2'), [{ schedulerUuid: 'd2' }]],
  [getGetSchedulerQueryKey('d1'), {}],
  [getListSchedulerLogsQueryKey('p1'), {}],
  [getListServiceAccountProjectsQueryKey('bot'), [{ roleUuid: 'r', roleName: 'Former' }]],
  [getGetProjectCredentialsQueryKey('p1'), null],
  [getGetProjectCredentialsQueryKey('p2'), null],
];

const MEMBERS = ['listMembers …', 'members'];
const REACH_P1 = ['getSpace s1 p1', 'listSpaceAccess s1 p1', 'listSpaces p1', 'spaceGroupGrants p1'];
const REACH = ['getSpace s2 p2', 'listSpaces p2', ...REACH_P1];
const GRANTS_P1 = ['listProjectGrants p1', 'projectGrants p1'];
const OWN_RIGHTS = ['listProjects', 'me'];
const ROLE = ['customRoles org', 'listServiceAccountProjects bot'];
const SPACES_P1 = ['listSpaces p1', 'spaceGroupGrants p1'];

const setUp = ({ isSignedIn = true } = {}) => {
  const queryClient: QueryClient = createTestClient();
  for (const [key, data] of HELD) queryClient.setQueryData(key, data);
  if (!isSignedIn) queryClient.removeQueries({ queryKey: composedKey('me') });
  const named = (is: (key: readonly unknown[]) => boolean) =>
    HELD.flatMap(([key]) =>
      is(key) ? [key.map((part) => (typeof part === 'string' ? part : '…')).join(' ')] : [],
    ).toSorted();
  return {
    queryClient,
    old: () => named((key) => queryClient.getQueryState(key)?.isInvalidated ?? false),
    gone: () => named((key) => queryClient.getQueryState(key) === undefined),
  };
};

const row = <Write extends WriteName>(write: Write, variables: VariablesOf<Write>, ...old: string[][]) =>
  [write, variables, [...new Set(old.flat())].toSorted()] as const;

const ROWS = [
  row('createInviteLink', { data: { email: 'x@example.com', role: 'viewer', expiresAt: '' } }, MEMBERS),
  row('updateMemberRole', { userUuid: 'bo', data: { role: 'viewer' } }, MEMBERS, REACH),
  row(
    'upsertOrganizationUserRole',
    { organizationUuid: 'org', userUuid: 'bo', data: { roleId: 'viewer' } },
    MEMBERS,
    REACH,
  ),
  row('deleteMember', { userUuid: 'bo' }, MEMBERS, REACH, GRANTS_P1, [
    'listSchedulers p1',
    'listSchedulers p2',
    'listSpaces p1',
    'spaceGrants p1 s1',
  ]),
  row('createGroup', { data: { name: 'x' } }, MEMBERS, ['listGroups']),
  row('updateGroup', { groupUuid: 'g', data: { name: 'x' } }, ['getGroup g', 'listGroups']),
  row('updateGroup', { groupUuid: 'g', data: { members: [] } }, MEMBERS, REACH, ['getGroup g', 'listGroups']),
  row('deleteGroup', { groupUuid: 'g' }, MEMBERS, REACH, ['listGroups', 'projectGrants p2']),
  row('addGroupMember', { groupUuid: 'g', userUuid: 'bo' }, MEMBERS, REACH, ['getGroup g']),
  row('removeGroupMember', { groupUuid: 'g', userUuid: 'bo' }, MEMBERS, REACH, ['getGroup g']),
  row('upsertProjectUserRole', { projectUuid: 'p1', userUuid: 'bo', data: { roleId: 'x' } }, GRANTS_P1, REACH_P1),
  row('addGroupMember', { groupUuid: 'g', userUuid: 'ana' }, MEMBERS, REACH, ['getGroup g'], OWN_RIGHTS),
  row(
    'upsertProjectUserRole',
    { projectUuid: 'p1', userUuid: 'ana', data: { roleId: 'x' } },
    GRANTS_P1,
    REACH_P1,
    OWN_RIGHTS,
  ),
  row('revokeProjectGrant', { projectUuid: 'p1', userUuid: 'ana' }, GRANTS_P1, REACH_P1, OWN_RIGHTS),
  row('deleteProjectGroupRole', { projectUuid: 'p1', groupUuid: 'g' }, GRANTS_P1, REACH_P1),
  row('revokeProjectGrant', { projectUuid: 'p1', userUuid: 'bo' }, GRANTS_P1, REACH_P1),
  row('updateRole', { organizationUuid: 'org', roleUuid: 'r', data: { name: 'x' } }, ROLE, REACH),
  row('deleteRole', { organizationUuid: 'org', roleUuid: 'r' }, ROLE, REACH),
  row('addRoleScopes', { organizationUuid: 'org', roleUuid: 'r', data: { scopeNames: [] } }, ROLE, REACH),
  row('createSpace', { projectUuid: 'p1', data: { name: 'x' } }, SPACES_P1, REACH_P1),
  row('updateSpace', { projectUuid: 'p1', spaceUuid: 's1', data: { name: 'x' } }, SPACES_P1, REACH_P1, [
    'spaceGrants p1 s1',
  ]),
  row('unshareSpaceWithUser', { projectUuid: 'p1', spaceUuid: 's1', userUuid: 'bo' }, SPACES_P1, REACH_P1, [
    'spaceGrants p1 s1',
  ]),
  row('deleteSpace', { projectUuid: 'p1', spaceUuid: 's1' }, SPACES_P1, ['listSchedulers p1']),
  row('deleteScheduler', { schedulerUuid: 'd1' }, ['getScheduler d1', 'listSchedulerLogs p1', 'listSchedulers p1']),
  row('chooseProjectCredentials', { projectUuid: 'p1', warehouseCredentialsUuid: 'w' }, ['getProjectCredentials p1']),
  row('login', { data: { email: '', password: '' } }, []),
];

describe('what a write makes old', () => {
  it.each(ROWS)('%s %o', async (write, variables, expected) => {
    const { queryClient, old } = setUp();
    await madeOld(queryClient, write, variables as never);
    expect(old()).toEqual(expected);
  });

  it('is everything where the own role is among what was written, because it decides what one may see', async () => {
    const { queryClient, old } = setUp();
    await madeOld(queryClient, 'deleteMember', { userUuid: 'bo' }, { userUuid: 'ana' });
    expect(old()).toHaveLength(HELD.length);
  });

  it('is nothing of a deleted space, which is not there to be read again, also where a page still shows it', async () => {
    const { queryClient, gone, old } = setUp();
    const read = vi.fn();
    const queryKey = getGetSpaceQueryKey('p1', 's1');
    const leave = new QueryObserver(queryClient, { queryKey, queryFn: read, staleTime: Infinity }).subscribe(() => {});
    await madeOld(queryClient, 'deleteSpace', { projectUuid: 'p1', spaceUuid: 's1' });
    expect(gone()).toEqual(['listSpaceAccess s1 p1', 'spaceGrants p1 s1']);
    expect(old()).toContain('getSpace s1 p1');
    expect(read).not.toHaveBeenCalled();
    leave();
  });

  it('is found also when no person is known to be signed in', async () => {
    const { queryClient, old } = setUp({ isSignedIn: false });
    await madeOld(queryClient, 'updateMemberRole', { userUuid: 'ana' });
    expect(old()).toEqual([...MEMBERS, ...REACH].toSorted());
  });

  it('is also what is being read for the first time, once its answer has come', async () => {
    const { queryClient } = setUp();
    const queryKey = getListGroupsQueryKey();
    queryClient.removeQueries({ queryKey });
    let answer: (groups: string[]) => void = () => {};
    const read = vi.fn(() => new Promise<string[]>((resolve) => (answer = resolve)));
    const leave = new QueryObserver(queryClient, { queryKey, queryFn: read, staleTime: Infinity }).subscribe(() => {});
    const written = madeOld(queryClient, 'createGroup', undefined as never);
    answer(['from before the write']);
    await written;
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
    answer(['from after it']);
    await vi.waitFor(() => expect(queryClient.getQueryData(queryKey)).toEqual(['from after it']));
    leave();
  });

  it('is the sum of all writes of a run', async () => {
    const { queryClient, old } = setUp();
    await madeOld(queryClient, 'revokeProjectGrant', { projectUuid: 'p1' }, { projectUuid: 'p2' });
    expect(old()).toEqual([...GRANTS_P1, 'projectGrants p2', ...REACH].toSorted());
  });

  it('is forgotten where it does not exist any more', async () => {
    const { queryClient, gone } = setUp();
    await madeOld(queryClient, 'deleteGroup', { groupUuid: 'g' });
    expect(gone()).toEqual(['getGroup g']);
  });
});

describe('a mutation with a generated key', () => {
  const failure = (details: Partial<ConstructorParameters<typeof ApiFailure>[0]>) =>
    new ApiFailure({ kind: 'server', outcome: 'rejected', ...details });

  const mutate = async (send: () => Promise<void>, patch?: Patch) => {
    const test = setUp();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={test.queryClient}>{children}</QueryClientProvider>
    );
    const { result } = renderHook(
      () => useMutation({ mutationKey: ['deleteGroup'], mutationFn: send, ...(patch && { meta: { patch } }) }),
      { wrapper },
    );
    await act(() => result.current.mutateAsync({ groupUuid: 'g' } as never).catch(() => {}));
    return test;
  };

  it('has read again what it made old', async () => {
    const { old, gone } = await mutate(() => Promise.resolve());
    expect(old()).toContain('listGroups');
    expect(gone()).toEqual(['getGroup g']);
  });

  it('puts what was written into the cache first, and it is old all the same', async () => {
    const { queryClient, old } = await mutate(
      () => Promise.resolve(),
      (client) => client.setQueryData(getListGroupsQueryKey(), { data: [] }),
    );
    expect(queryClient.getQueryData(getListGroupsQueryKey())).toEqual({ data: [] });
    expect(old()).toContain('listGroups');
  });

  it('reads again after a conflict, and drops nothing', async () => {
    const { old, gone } = await mutate(() => Promise.reject(failure({ kind: 'conflict' })));
    expect(gone()).toEqual([]);
    expect(old()).toEqual(expect.arrayContaining(['getGroup g', 'listGroups']));
  });

  it.each([failure({ kind: 'forbidden' }), failure({ kind: 'invalid' })])(
    'leaves everything when it is $kind',
    async (refused) => {
      expect((await mutate(() => Promise.reject(refused))).old()).toEqual([]);
    },
  );

  it('makes nothing old while its answer is lost, and does when it is found saved', async () => {
    const lost = failure({ kind: 'timeout', outcome: 'unknown' });
    const { old } = await mutate(() => Promise.reject(lost));
    expect(old()).toEqual([]);
    await foundSaved(lost);
    expect(old()).toContain('listGroups');
  });
});

describe('what the browser has kept', () => {
  it('is thrown away once for a run, not for kinds of writes of which there were none', async () => {
    keepFor('org bo');
    const { queryClient } = setUp();
    await madeOld(queryClient, 'updateSpace', { projectUuid: 'p1', spaceUuid: 's1' });
    await vi.waitFor(() => expect(dropKept).toHaveBeenCalledOnce());
    await madeOld(queryClient, 'deleteGroup');
    await vi.dynamicImportSettled();
    expect(dropKept).toHaveBeenCalledOnce();
    localStorage.clear();
  });
});

describe('names of operations', () => {
  it('do not compile when they are wrong', () => {
    // @ts-expect-error there is no such write
    const write: WriteName = 'createGroups';
    // @ts-expect-error a read is no write
    const read: WriteName = 'listGroups';
    // @ts-expect-error a group is removed from by its own uuid
    const variables: VariablesOf<'deleteGroup'> = { uuid: 'g' };
    // @ts-expect-error no composed query has this name
    composedKey('grants');
    expect([write, read, variables]).toHaveLength(3);
  });
});
