import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it, vi } from 'vitest';
import { createTestClient } from '#/data/testing';
import { usePending, type Held } from '#/ui/pending';
import { useSignOut } from './useSignOut';

const signOut = vi.hoisted(() => vi.fn(async () => ({ confirmed: true })));
vi.mock('#/data/session', () => ({ signOut }));

it('asks first about what is unsaved: the session ends with the page, or not at all', async () => {
  let held: Held | null = null;
  const Page = () => {
    usePending(
      () => 'unsaved',
      (next) => (held = next),
    );
    return <button onClick={useSignOut()}>Sign out</button>;
  };
  const router = createMemoryRouter([
    { path: '/', element: <Page /> },
    { path: '/sign-in', element: <p>Who are you?</p> },
  ]);
  render(
    <QueryClientProvider client={createTestClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByText('Sign out'));
  expect(held).not.toBeNull();
  expect([router.state.location.pathname, signOut.mock.calls.length]).toEqual(['/', 0]);
  (held as unknown as Held).proceed();
  expect(await screen.findByText('Who are you?')).toBeTruthy();
  await vi.waitFor(() => expect(signOut).toHaveBeenCalledOnce());
});
