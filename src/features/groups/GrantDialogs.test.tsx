import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import type { GroupGrant } from '#/data/group-grants';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient, stubServer } from '#/data/testing';
import { GrantDialogs } from './GrantDialogs';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  [true, /All of them go\./],
  [false, null],
])('says before a grant of several roles is taken away that all of them go: %s', async (hasMoreRoles, words) => {
  stubServer({});
  const queryClient = createTestClient();
  const me = { userUuid: 'me', organizationUuid: 'org', role: 'admin', abilityRules: [], credential: 'session' };
  queryClient.setQueryData(meQuery.queryKey, me as unknown as SignedIn);
  const project = { uuid: 'p1', name: 'Jaffle' } as GroupGrant['project'];
  const dialog = (
    <GrantDialogs
      dialog={{ kind: 'revoke', grant: { project, role: 'editor', hasMoreRoles } }}
      group={{ uuid: 'g', name: 'Data', createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }}
      size={3}
      grants={[]}
      projects={[]}
      onChanged={() => {}}
      onClose={() => {}}
    />
  );
  render(
    <MantineProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={createMemoryRouter([{ path: '*', element: dialog }])} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByText(/Whoever has access through the organization role/);
  if (words) expect(screen.getByText(words)).toBeTruthy();
  else expect(screen.queryByText(/Several roles are granted here/)).toBeNull();
});
