import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient, stubServer } from '#/data/testing';
import { ProjectGrantDialogs } from './GrantDialogs';
import type { Grant } from './grants';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const grant = (name: string, hasMoreRoles: boolean): Grant => ({
  kind: 'user',
  uuid: name,
  name,
  email: `${name}@x.example`,
  userUuids: [name],
  role: 'editor',
  hasMoreRoles,
  state: '',
});

it('says before several grants are revoked of which of them several roles go at once', async () => {
  stubServer({});
  const dialog = (
    <ProjectGrantDialogs
      project={{ uuid: 'p1', name: 'Jaffle' }}
      dialog={{ kind: 'revoke', grants: [grant('Ana', true), grant('Bo', false)] }}
      onClose={() => {}}
    />
  );
  const queryClient = createTestClient();
  const me = { userUuid: 'me', organizationUuid: 'org', role: 'viewer', abilityRules: [], credential: 'session' };
  queryClient.setQueryData(meQuery.queryKey, me as unknown as SignedIn);
  render(
    <MantineProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={createMemoryRouter([{ path: '*', element: dialog }])} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  const [ana, bo] = await screen.findAllByRole('listitem');
  expect(ana?.textContent).toContain('All of them go.');
  expect(bo?.textContent).not.toContain('All of them go.');
});
