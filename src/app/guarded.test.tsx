import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient } from '#/data/testing';
import type { Place } from '#/ui/place';
import { guardedPage } from './guarded';

afterEach(cleanup);

/** Goes to a place that admins may see. Out: what its page renders with. */
const visit = (role: string) => {
  const Reports = vi.fn(() => <p>all reports</p>);
  const place: Place = {
    path: '/reports',
    title: 'Reports',
    heading: 'Numbers',
    allows: (may) => may.manageAttributes,
    tabs: async () => ({ label: 'Views', items: [{ to: '/charts', name: 'Charts', isCurrent: false }] }),
    load: () => {},
    page: async () => Reports,
  };
  const queryClient = createTestClient();
  const me = { userUuid: 'me', organizationUuid: 'org', role, credential: 'session' };
  queryClient.setQueryData(meQuery.queryKey, me as unknown as SignedIn);
  const route = { path: place.path, handle: place, lazy: { Component: () => guardedPage(place) } };
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={createMemoryRouter([route], { initialEntries: ['/reports'] })} />
    </QueryClientProvider>,
  );
  return Reports;
};

it('shows the page of a place to those it is for', async () => {
  visit('admin');
  expect(await screen.findByText('all reports')).toBeTruthy();
  expect(screen.queryByText('This is not shown to you')).toBeNull();
});

it('tells everybody else why not, under its heading and views, and does not render the page', async () => {
  const Reports = visit('viewer');
  expect(await screen.findByText('Only admins can see and change user attributes. You are a viewer.')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Numbers');
  expect(screen.getByRole('link', { name: 'Charts' })).toBeTruthy();
  expect(Reports).not.toHaveBeenCalled();
});

it('leaves a place that everybody may see as it is', async () => {
  const Open = () => null;
  expect(await guardedPage({ path: '/open', title: 'Open', load: () => {}, page: async () => Open })).toBe(Open);
});

it('begins the page anew for the next thing, and keeps it where only its view changes', async () => {
  const Thing = () => {
    const [chosen, choose] = useState('nothing');
    return <button onClick={() => choose('this')}>{chosen} chosen</button>;
  };
  const place: Place = { path: '/things/:thingUuid', title: 'Thing', load: () => {}, page: async () => Thing };
  const route = { path: place.path, lazy: { Component: () => guardedPage(place) } };
  const router = createMemoryRouter([route], { initialEntries: ['/things/a'] });
  render(<RouterProvider router={router} />);
  fireEvent.click(await screen.findByText('nothing chosen'));
  await act(() => router.navigate('/things/a?show=reach'));
  expect(screen.getByText('this chosen')).toBeTruthy();
  await act(() => router.navigate('/things/b'));
  expect(screen.getByText('nothing chosen')).toBeTruthy();
});
