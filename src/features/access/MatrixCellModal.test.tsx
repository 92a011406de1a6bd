import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { accessNames, buildAccessModel, matrixOf } from '#/access';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient, stubServer } from '#/data/testing';
import { permissions } from '#/domain/permissions';
import { MatrixCellModal } from './MatrixCellModal';
import type { MatrixData } from './useMatrix';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says of several roles that the one chosen remains, and that all go where none is', async () => {
  stubServer({});
  const queryClient = createTestClient();
  const me = { userUuid: 'me', organizationUuid: 'org', role: 'admin', abilityRules: [], credential: 'session' };
  queryClient.setQueryData(meQuery.queryKey, me as unknown as SignedIn);
  const model = buildAccessModel({
    members: [],
    groups: [{ groupUuid: 'data', name: 'Data' }],
    customRoles: [],
    projects: [
      { projectUuid: 'p1', userGrants: [], groupGrants: [{ groupUuid: 'data', role: 'editor', hasMoreRoles: true }] },
    ],
    spaces: [],
  });
  const names = accessNames({
    members: undefined,
    groups: undefined,
    projects: [],
    spaces: [],
    customRoles: undefined,
  });
  const data = { model, matrix: matrixOf(model), may: permissions(me as unknown as SignedIn), names };
  const dialog = (
    <MatrixCellModal
      data={data as unknown as MatrixData}
      row={{ id: 'data', name: 'Data', detail: '', email: '', member: null }}
      project={{ uuid: 'p1', name: 'Jaffle' } as MatrixData['projects'][number]}
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
  const field = await screen.findByLabelText('Grant to this group in the project');
  fireEvent.change(field, { target: { value: 'viewer' } });
  expect(screen.getByText(/Several roles are granted here at once/).textContent).toMatch(
    /Only the one chosen remains\.$/,
  );
  fireEvent.change(field, { target: { value: '' } });
  expect(screen.getByText(/Several roles are granted here at once/).textContent).toMatch(/All of them go\.$/);
});
