import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HostToken } from '#/api/core/host';
import { HostWait } from './HostWait';
import { MOMENT_MS, watchHost } from './host-wait';
import { StageContext, type Stage } from './stage';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('says after a moment that the portal is waited for, until it has answered', async () => {
  let answer!: (token: HostToken) => void;
  const { getToken, hostWait } = watchHost(() => new Promise((resolve) => (answer = resolve)));
  render(
    <StageContext value={{ hostWait } as Stage}>
      <HostWait />
    </StageContext>,
  );
  const asked = getToken({ reason: 'initial' });
  await pass(MOMENT_MS - 1);
  expect(screen.getByRole('status').textContent).toBe('');
  await pass(1);
  expect(screen.getByRole('status').textContent).toBe('Waiting for the portal…');
  answer({ token: 'ldpat_a', scheme: 'ApiKey', expiresAt: null, tokenId: '1' });
  await act(() => asked);
  expect(screen.getByRole('status').textContent).toBe('');
});

it('says nothing of a portal that is quick, or has refused', async () => {
  const { getToken, hostWait } = watchHost(() => Promise.reject(new Error('no')));
  await expect(getToken({ reason: 'initial' })).rejects.toThrow('no');
  await pass(MOMENT_MS);
  expect(hostWait.isLong()).toBe(false);
});
