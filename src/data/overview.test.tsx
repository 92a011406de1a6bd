import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Space } from '../domain/spaces';
import { madeOld } from './invalidation';
import { useLonelySpaces } from './overview';
import { createTestClient, ok, refusal, stubServer } from './testing';

afterEach(() => vi.unstubAllGlobals());

const space = (uuid: string, part: Partial<Space> = {}): Space => ({
  uuid,
  projectUuid: 'p1',
  name: uuid,
  parentUuid: null,
  privacy: 'private',
  inherits: null,
  charts: 0,
  dashboards: 0,
  grantedUserUuids: ['ana'],
  ownRows: [],
  ...part,
});
const answer = (uuid: string, groupsAccess: object[] = []) =>
  ok({ uuid, projectUuid: 'p1', name: uuid, isPrivate: true, access: [], groupsAccess });
/** The server fails over an address that is no uuid, and that is taken for not found. */
const BROKEN = '00000000-0000-4000-8000-000000000001';
const GROUP = { groupUuid: 'g', groupName: 'Analysts', spaceRole: 'viewer' };

const setUp = (spaces: readonly Space[]) => {
  const queryClient = createTestClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  return {
    queryClient,
    ...renderHook(({ enabled }) => useLonelySpaces(spaces, enabled), { wrapper, initialProps: { enabled: false } }),
  };
};

it('reads on demand, only spaces that may be shared with nobody, and says which are granted to a group', async () => {
  const server = stubServer({
    'GET /api/v1/projects/p1/spaces/alone': answer('alone'),
    'GET /api/v1/projects/p1/spaces/group': answer('group', [GROUP]),
  });
  const { result, rerender } = setUp([
    space('alone'),
    space('group'),
    space('public', { privacy: 'public' }),
    space('two', { grantedUserUuids: ['ana', 'bo'] }),
  ]);
  expect(result.current).toBeUndefined();
  expect(server.calls).toEqual([]);
  rerender({ enabled: true });
  await waitFor(() => expect(result.current).toMatchObject({ spaces: [{ uuid: 'alone' }], failed: 0 }));
  expect(server.calls).toHaveLength(2);
});

it('does not take for shared what could not be read; what is hidden from the person counts neither way', async () => {
  stubServer({
    [`GET /api/v1/projects/p1/spaces/${BROKEN}`]: refusal(500, 'UnexpectedServerError'),
    'GET /api/v1/projects/p1/spaces/hidden': refusal(403, 'ForbiddenError'),
  });
  const { result, rerender } = setUp([space(BROKEN), space('hidden')]);
  rerender({ enabled: true });
  await waitFor(() => expect(result.current).toEqual({ spaces: [], failed: 1 }), { timeout: 5_000 });
});

it('looks again after a grant was written', async () => {
  let groups: object[] = [];
  stubServer({ 'GET /api/v1/projects/p1/spaces/alone': () => answer('alone', groups) });
  const { result, rerender, queryClient } = setUp([space('alone')]);
  rerender({ enabled: true });
  await waitFor(() => expect(result.current?.spaces).toHaveLength(1));
  groups = [GROUP];
  await madeOld(queryClient, 'shareSpaceWithGroup', { projectUuid: 'p1', spaceUuid: 'alone' });
  await waitFor(() => expect(result.current?.spaces).toEqual([]));
});
