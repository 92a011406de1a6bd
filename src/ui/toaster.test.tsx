import { QueryClientProvider } from '@tanstack/react-query';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestClient } from '#/data/testing';
import { show, Toaster } from './toaster';

afterEach(cleanup);

it('keeps nothing that was said when the cache is emptied for the next person, and says what is said after that', async () => {
  const client = createTestClient();
  client.setQueryData(['someone'], 'Ana');
  client.setQueryData(['something'], 'else');
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <Toaster />
      </QueryClientProvider>
    </MantineProvider>,
  );
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
