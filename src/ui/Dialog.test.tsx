import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { Dialog } from './Dialog';

afterEach(cleanup);

const Place = ({ keepsInput, busy }: { keepsInput: boolean; busy: boolean }) => {
  const [opened, setOpened] = useState(true);
  if (!opened) return <p>closed</p>;
  return (
    <Dialog title="Form" keepsInput={keepsInput} onClose={busy ? undefined : () => setOpened(false)}>
      <input aria-label="Name" />
    </Dialog>
  );
};

const setUp = ({ keepsInput = true, busy = false } = {}) => {
  const router = createMemoryRouter(
    [
      { path: '/before', element: <p>before</p> },
      { path: '/form', element: <Place keepsInput={keepsInput} busy={busy} /> },
      { path: '/sign-in', element: <p>sign-in</p> },
    ],
    { initialEntries: ['/before', '/form'], initialIndex: 1 },
  );
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return {
    at: () => router.state.location.pathname,
    go: (to: number | string, replace = false) => act(async () => (typeof to === 'number' ? router.navigate(to) : router.navigate(to, { replace }))),
    type: () => fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Finance' } }),
  };
};

const question = () => screen.queryByText('Discard what you typed?');

it('asks before Back takes what was typed; Discard goes there, Keep editing stays', async () => {
  const { at, go, type } = setUp();
  type();
  await go(-1);
  expect([at(), question()]).toEqual(['/form', expect.anything()]);
  fireEvent.click(screen.getByText('Keep editing'));
  await waitFor(() => expect(question()).toBeNull());
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Finance');
  await go(-1);
  fireEvent.click(screen.getByText('Discard'));
  await waitFor(() => expect(at()).toBe('/before'));
});

it('asks before a link elsewhere does; to close afterwards leads nowhere', async () => {
  const { at, go, type } = setUp();
  type();
  await go('/before');
  expect([at(), question()]).toEqual(['/form', expect.anything()]);
  fireEvent.click(screen.getByText('Keep editing'));
  await waitFor(() => expect(question()).toBeNull());
  fireEvent.click(screen.getByLabelText('Close'));
  fireEvent.click(screen.getByText('Discard'));
  await screen.findByText('closed');
  expect(at()).toBe('/form');
});

it.each([
  ['nothing was typed', {}, false, 'push'],
  ['typing only confirms', { keepsInput: false }, true, 'push'],
  ['what was typed is being sent', { busy: true }, true, 'push'],
  ['the sign-in has ended', {}, true, 'replace'],
] as const)('does not hold up where %s', async (_when, how, isTyped, by) => {
  const { at, go, type } = setUp(how);
  if (isTyped) type();
  await go('/sign-in', by === 'replace');
  expect(at()).toBe('/sign-in');
});

it('holds the closing of the tab while something is typed', () => {
  const { type } = setUp();
  const isHeld = () => !globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(isHeld()).toBe(false);
  type();
  expect(isHeld()).toBe(true);
});
