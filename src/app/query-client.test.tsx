import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiFailure, type FailureKind } from '#/api/core/failure';
import { createQueryClient } from './query-client';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** How often a failure is asked for by pages that are opened so many seconds after it came. */
const callsOf = async (kind: FailureKind, ...seconds: number[]): Promise<number> => {
  const client = createQueryClient();
  const queryFn = vi.fn(() => Promise.reject(new ApiFailure({ kind, outcome: 'rejected' })));
  const Page = () => <p>{useQuery({ queryKey: ['one'], queryFn }).status}</p>;
  const open = async () => {
    const page = render(<Page />, { wrapper: (props) => <QueryClientProvider client={client} {...props} /> });
    await waitFor(() => expect(page.container.textContent).toBe('error'));
    page.unmount();
  };
  vi.useFakeTimers({ toFake: ['Date'] });
  await open();
  for (const each of seconds) {
    const before = Date.now();
    vi.setSystemTime(before + each * 1000);
    await open();
    vi.setSystemTime(before);
  }
  return queryFn.mock.calls.length;
};

it('asks again for what failed, for a refusal after a while, and never for what the server has not', async () => {
  expect(await callsOf('server', 4)).toBe(1);
  expect(await callsOf('server', 6)).toBe(2);
  expect(await callsOf('unauthorized', 0)).toBe(2);
  expect(await callsOf('forbidden', 50)).toBe(1);
  expect(await callsOf('forbidden', 61)).toBe(2);
  expect(await callsOf('no-such-operation', 61)).toBe(1);
  expect(await callsOf('not-available', 61)).toBe(1);
});
