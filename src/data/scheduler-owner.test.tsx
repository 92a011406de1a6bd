import { expect, it } from 'vitest';
import type { Member } from '../domain/members';
import { membersQuery } from './members';
import { useOwnerStatus } from './scheduler-owner';
import { createTestClient } from './testing';
import { renderDataHook } from './testing-hooks';

it('does not know the state of an owner whom the list of members leaves out, a service account for instance', () => {
  const queryClient = createTestClient();
  const ana = { userUuid: 'ana', status: 'deactivated' } as Member;
  queryClient.setQueryData(membersQuery.queryKey, { members: [ana], byUuid: new Map([['ana', ana]]), missing: 0 });
  const statusOf = (uuid: string) => renderDataHook(() => useOwnerStatus(uuid, 'Ana'), queryClient).result.current;
  expect([statusOf('ana'), statusOf('service-account')]).toEqual(['deactivated', null]);
});
