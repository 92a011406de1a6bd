import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { AbilityRule } from '../domain/ability';
import { meQuery, type SignedIn } from './me';
import { createTestClient } from './testing';

/** The ability rules of somebody who may do everything. */
export const ALL_RULES: readonly AbilityRule[] = [{ action: 'manage', subject: 'all' }];

/** A person with a role of the system, as far as permissions ask; who may do what the rules say, which is nothing without any. */
export const signedIn = (role: string, abilityRules: readonly AbilityRule[] = []): SignedIn => {
  const me = { userUuid: 'me', organizationUuid: 'org', role, abilityRules, credential: 'session' };
  return me as unknown as SignedIn;
};

/** Renders what a page shows to somebody with this role. */
export const renderSignedIn = (element: ReactNode, role: string, abilityRules?: readonly AbilityRule[]) => {
  const queryClient = createTestClient();
  queryClient.setQueryData(meQuery.queryKey, signedIn(role, abilityRules));
  const rendered = render(
    <MantineProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={createMemoryRouter([{ path: '*', element }])} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...rendered, queryClient };
};
