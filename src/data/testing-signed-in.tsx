import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { meQuery, type SignedIn } from './me';
import { createTestClient } from './testing';

/** A person with a role of the system, as far as permissions ask. */
export const signedIn = (role: string): SignedIn => {
  const me = { userUuid: 'me', organizationUuid: 'org', role, abilityRules: [], credential: 'session' };
  return me as unknown as SignedIn;
};

/** Renders what a page shows to somebody with this role. */
export const renderSignedIn = (element: ReactNode, role: string) => {
  const queryClient = createTestClient();
  queryClient.setQueryData(meQuery.queryKey, signedIn(role));
  return render(
    <MantineProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={createMemoryRouter([{ path: '*', element }])} />
      </QueryClientProvider>
    </MantineProvider>,
  );
};
