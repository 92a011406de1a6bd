import { QueryClientProvider } from '@tanstack/react-query';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestClient } from '#/data/testing';
import { clear, show, Toaster } from './toaster';

afterEach(() => {
  act(clear);
  cleanup();
});

const open = () => {
  const client = createTestClient();
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <Toaster />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return client;
};

it('keeps nothing that was said when the cache is emptied for the next person, and says what is said after that', async () => {
  const client = open();
  client.setQueryData(['someone'], 'Ana');
  client.setQueryData(['something'], 'else');
  act(() => show({ title: 'Undone', message: 'Ana: emea.', bad: true }));
  await screen.findByText('Ana: emea.');
  act(() => client.removeQueries({ queryKey: ['something'] }));
  expect(screen.queryByText('Ana: emea.')).not.toBeNull();
  act(() => {
    client.clear();
    show({ title: 'Signed out here only', bad: true });
  });
  await screen.findByText('Signed out here only');
  await waitFor(() => expect(screen.queryByText('Ana: emea.')).toBeNull());
});

it('says what comes last, however many failures stand there; those come back as others are closed', async () => {
  open();
  act(() => {
    for (const title of ['First', 'Second', 'Third', 'Fourth']) show({ title, bad: true });
  });
  await screen.findByText('Fourth');
  act(() => show({ title: 'Last', bad: true }));
  await screen.findByText('Last');
  await waitFor(() => expect(screen.queryByText('First')).toBeNull());
  for (const button of screen.getAllByRole('button', { name: 'Close' })) fireEvent.click(button);
  await screen.findByText('First');
});
