import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useNow } from './useNow';

afterEach(() => vi.useRealTimers());

it('goes on while the page is open', () => {
  vi.useFakeTimers({ now: 0 });
  const { result } = renderHook(useNow);
  act(() => void vi.advanceTimersByTime(120_000));
  expect(result.current).toBe(120_000);
});
