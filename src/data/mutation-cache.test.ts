import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { createMutationCache } from './mutation-cache';

vi.mock('./invalidation', () => {
  throw new Error('The server was replaced.');
});

test('has everything read again, and the write told as done, where the table of what it made old does not come', async () => {
  const queryClient = new QueryClient({ mutationCache: createMutationCache() });
  queryClient.setQueryData(['listMembers'], []);
  const write = queryClient
    .getMutationCache()
    .build(queryClient, { mutationKey: ['deleteMember'], mutationFn: () => Promise.resolve('done') });
  await expect(write.execute({ userUuid: 'ana' })).resolves.toBe('done');
  expect(queryClient.getQueryState(['listMembers'])?.isInvalidated).toBe(true);
});
