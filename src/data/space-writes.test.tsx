import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { getListSpaceAccessQueryKey } from '../api/lightdash/gen/spaces/spaces';
import { composedKey } from './keys';
import { membersQuery } from './members';
import { ownedSchedulersQuery } from './schedulers';
import { useSpacesChanged } from './space-writes';
import { spaceQuery, spacesQuery } from './spaces';
import { createTestClient } from './testing';

const setUp = () => {
  const queryClient = createTestClient();
  const keys = [
    spacesQuery('p1').queryKey,
    spacesQuery('p2').queryKey,
    spaceQuery('p1', 's1').queryKey,
    spaceQuery('p2', 's2').queryKey,
    getListSpaceAccessQueryKey('p1', 's1'),
    composedKey('spaceGrants', 'p1', 's1'),
    composedKey('spaceGrants', 'p1', 's3'),
    ownedSchedulersQuery('p1', 'ana').queryKey,
    membersQuery.queryKey,
  ];
  for (const key of keys) queryClient.setQueryData(key, {});
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useSpacesChanged(), { wrapper });
  const stale = () =>
    queryClient
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => queryKey.filter((part) => typeof part === 'string').join(' '))
      .toSorted();
  return { changed: result.current, stale };
};

describe('useSpacesChanged', () => {
  it('has an entry for each test here', () => {
    expect(Object.keys(setUp().changed)).toEqual(['spaces', 'deleted']);
  });

  it('spaces: the list and the single spaces of the project concerned, not those of the others', async () => {
    const { changed, stale } = setUp();
    await changed.spaces(['p1', 'p1']);
    expect(stale()).toEqual(['getSpace s1 p1', 'listSpaceAccess s1 p1', 'listSpaces p1']);
  });

  it('spaces: what is granted on the one that was written to, not on the others', async () => {
    const { changed, stale } = setUp();
    await changed.spaces(['p1'], ['s1']);
    expect(stale()).toEqual(['getSpace s1 p1', 'listSpaceAccess s1 p1', 'listSpaces p1', 'spaceGrants p1 s1']);
  });

  it('deleted: the schedulers too, which go with the content', async () => {
    const { changed, stale } = setUp();
    await changed.deleted(['p2']);
    expect(stale()).toEqual(['getSpace s2 p2', 'listSpaces p2', 'ownedSchedulers p1 ana']);
  });
});
