import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useToday } from './useToday';

afterEach(() => vi.useRealTimers());

it('is another day when somebody comes back on one, and the same within a day', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 20, 9) });
  const { result } = renderHook(() => useToday());
  const comeBackAt = (day: number, hour: number) =>
    act(() => {
      vi.setSystemTime(new Date(2026, 10, day, hour));
      document.dispatchEvent(new Event('visibilitychange'));
    });
  comeBackAt(20, 17);
  expect(result.current).toEqual(new Date(2026, 10, 20, 9));
  comeBackAt(21, 8);
  expect(result.current).toEqual(new Date(2026, 10, 21, 8));
});
