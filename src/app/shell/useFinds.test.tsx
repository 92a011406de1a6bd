import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient, ok, stubServer, wireMember } from '#/data/testing';
import { useFinds } from './useFinds';

const GROUP = '00000000-0000-4000-8000-00000000000a';
const ADMIN = {
  userUuid: 'ana',
  organizationUuid: 'org',
  role: 'admin',
  credential: 'session',
  abilityRules: [{ action: 'manage', subject: 'all' }],
} as unknown as SignedIn;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('holds back what counts on everybody until the members have been read', async () => {
  let answer: ((answer: ReturnType<typeof ok>) => void) | undefined;
  stubServer({
    'GET /api/v1/org/users': () => new Promise((resolve) => (answer = resolve)),
    'GET /api/v1/org/groups': ok({
      data: [{ uuid: GROUP, name: 'Sales', organizationUuid: 'org' }],
      pagination: { page: 1, pageSize: 100, totalPageCount: 1, totalResults: 1 },
    }),
    'GET /api/v1/org/projects': ok([]),
  });
  const queryClient = createTestClient();
  queryClient.setQueryData(meQuery.queryKey, ADMIN);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MantineProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider
          router={createMemoryRouter([{ path: '/groups/:groupUuid', element: children }], {
            initialEntries: [`/groups/${GROUP}`],
          })}
        />
      </QueryClientProvider>
    </MantineProvider>
  );
  const { result } = renderHook(() => useFinds('', () => {}), { wrapper });
  const reasons = () =>
    ['Invite members', 'Add members to Sales'].map((wanted) => {
      const find = result.current?.finds.find(({ name }) => name === wanted);
      return find && (find.reason ?? null);
    });
  const waiting = 'Not before all members have been read.';
  await waitFor(() => expect(reasons()).toEqual([waiting, waiting]));
  answer?.(
    ok({ data: [wireMember('ana')], pagination: { page: 1, pageSize: 5000, totalPageCount: 1, totalResults: 1 } }),
  );
  await waitFor(() => expect(reasons()).toEqual([null, null]));
});
