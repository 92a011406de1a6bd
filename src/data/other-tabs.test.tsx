import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { getListGroupsQueryKey } from '../api/lightdash/gen/groups/groups';
import { getListWarehouseCredentialsQueryKey } from '../api/lightdash/gen/warehouse-credentials/warehouse-credentials';
import { madeOld } from './invalidation';
import { composedKey } from './keys';
import { watchOtherTabs } from './other-tabs';
import { createTestClient } from './testing';

const ends: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllGlobals();
  for (const end of ends.splice(0)) end();
});

/** A tab of an organization with a list of groups on the screen, and what the others say. */
const setUp = (organizationUuid = 'org') => {
  const queryClient = createTestClient();
  queryClient.setQueryData(composedKey('me'), { userUuid: 'ana', organizationUuid });
  const read = vi.fn(async () => []);
  for (const queryKey of [getListGroupsQueryKey(), getListWarehouseCredentialsQueryKey()]) {
    queryClient.setQueryData(queryKey, []);
    ends.push(new QueryObserver(queryClient, { queryKey, queryFn: read, staleTime: Infinity }).subscribe(() => {}));
  }
  const said: unknown[] = [];
  let hear: (event: { data: unknown }) => void = () => {};
  const channel = {
    postMessage: (message: unknown) => void said.push(structuredClone(message)),
    addEventListener: (_type: string, listener: typeof hear) => (hear = listener),
    close: vi.fn(),
  } as unknown as BroadcastChannel;
  ends.push(watchOtherTabs(queryClient, channel));
  return { queryClient, read, said, hear: (data: unknown) => hear({ data }) };
};

const news = (organizationUuid: string) => ({ organizationUuid, madeOld: [{ names: ['listGroups'], how: 'awaited' }] });

it('reads again what another tab of the same organization has made old, and nothing else', async () => {
  const { read, hear } = setUp();
  hear(news('another'));
  hear({ type: 'told' });
  hear(null);
  expect(read).not.toHaveBeenCalled();
  hear(news('org'));
  expect(read).toHaveBeenCalledTimes(1);
});

it('waits with that until somebody looks, and takes it for old at once', () => {
  const { queryClient, read, hear } = setUp();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const isOld = () => queryClient.getQueryState(getListGroupsQueryKey())?.isInvalidated;
  hear(news('another'));
  expect(isOld()).toBe(false);
  hear(news('org'));
  expect(isOld()).toBe(true);
  expect(read).not.toHaveBeenCalled();
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(read).toHaveBeenCalledTimes(1);
});

it('tells the others what a write has made old, and nothing of what was written', async () => {
  const { queryClient, said } = setUp();
  await madeOld(queryClient, 'createWarehouseCredentials', {
    data: { name: 'Mine', credentials: { type: 'postgres', user: 'ana', password: 'hunter2-secret' } },
  } as never);
  expect(said).toEqual([
    {
      organizationUuid: 'org',
      madeOld: [expect.objectContaining({ names: expect.arrayContaining(['listWarehouseCredentials']) })],
    },
  ]);
  expect(JSON.stringify(said)).not.toMatch(/secret|hunter|Mine/);
});
