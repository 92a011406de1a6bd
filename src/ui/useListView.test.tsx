import { act, renderHook, waitFor } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { ReactNode } from 'react';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ListSchema } from '../lib/list-view';
import { useListView } from './useListView';

const SCHEMA: ListSchema<'role' | 'status', 'name' | 'joined'> = {
  filters: { role: ['admin', 'viewer'], status: ['active'] },
  sorts: ['name', 'joined'],
  defaultSort: { column: 'name', descending: false },
};

const open = (address: string, arrival: Promise<null> = Promise.resolve(null)) => {
  let element: ReactNode = null;
  const Outlet = () => element;
  const router = createMemoryRouter(
    [
      { path: '*', element: <Outlet /> },
      { path: '/far', loader: () => arrival, element: null },
    ],
    { initialEntries: [address] },
  );
  const wrapper = ({ children }: { children: ReactNode }) => {
    element = children;
    return <RouterProvider router={router} />;
  };
  const { result } = renderHook(() => useListView(SCHEMA, 10), { wrapper });
  return { result, router };
};

it('shows a choice at once, and builds the next one on it, before the address follows', async () => {
  const { result, router } = open('/?tab=all');
  act(() => result.current.change({ filters: { role: ['admin'] } }));
  expect(result.current.view.filters.role).toEqual(['admin']);
  act(() => result.current.change({ filters: { status: ['active'] } }));
  expect(result.current.view.filters).toEqual({ role: ['admin'], status: ['active'] });
  await waitFor(() => expect(router.state.location.search).toBe('?tab=all&role=admin&status=active'));
  expect(result.current.view.filters).toEqual({ role: ['admin'], status: ['active'] });
});

it('follows the address afterwards', async () => {
  const { result, router } = open('/');
  act(() => result.current.change({ sort: { column: 'joined', descending: true } }));
  await waitFor(() => expect(router.state.location.search).toBe('?sort=-joined'));
  await act(() => router.navigate('/?role=viewer'));
  expect(result.current.view).toEqual({
    search: '',
    filters: { role: ['viewer'], status: [] },
    sort: { column: 'name', descending: false },
  });
});

it('does not undo by what was typed a moment before what has changed the address since', async () => {
  const { result, router } = open('/?tab=all');
  act(() => result.current.onSearch('ana'));
  await act(() => router.navigate('/?tab=one&role=viewer'));
  expect(result.current.search).toBe('ana');
  await waitFor(() => expect(router.state.location.search).toBe('?tab=one&q=ana&role=viewer'));
});

it('does not call off by what was typed a moment before the way to another page, however long it takes', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let arrive: () => void = () => undefined;
  const { result, router } = open('/', new Promise((resolve) => (arrive = () => resolve(null))));
  act(() => result.current.onSearch('ana'));
  act(() => void router.navigate('/far'));
  act(() => vi.advanceTimersByTime(1_000));
  await act(async () => arrive());
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(router.state.location.pathname).toBe('/far');
});
