import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { AllSchedulers } from '#/data/schedulers';
import { toScheduler } from '#/data/scheduler-wire';
import { createTestClient, refusal, stubServer } from '#/data/testing';
import { wireScheduler } from '#/data/testing-schedulers';
import { useWeek } from './useWeek';

afterEach(() => vi.unstubAllGlobals());

it('waits for the time zones that are on their way, and tells what they leave out when they fail', async () => {
  let refuse = () => {};
  const refused = new Promise<ReturnType<typeof refusal>>((resolve) => {
    refuse = () => resolve(refusal(403, 'ForbiddenError'));
  });
  const server = stubServer({ 'GET /api/v1/projects/p1': () => refused });
  const queryClient = createTestClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const project = { uuid: 'p1' } as AllSchedulers['projects'][number];
  const all: AllSchedulers = {
    projects: [project],
    schedulers: [toScheduler({ ...wireScheduler('s1'), timezone: null }, 'p1')],
    byUuid: new Map(),
    done: true,
    forbidden: [],
    failed: [],
    failure: null,
    error: null,
    retry: vi.fn(),
  };
  const read = { runs: new Map(), ownerStatusOf: () => null, now: new Date(), ready: true };
  const { result } = renderHook(() => useWeek(all, read), { wrapper });
  await waitFor(() => expect(server.lines()).toEqual(['GET /api/v1/projects/p1']));
  expect(result.current.week).toBeUndefined();
  refuse();
  await waitFor(() => expect(result.current.week).toMatchObject({ unplaced: 1, size: 0 }));
});
