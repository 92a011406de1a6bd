import { act } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiFailure, NOT_SHOWN } from '../api/core/failure';
import { renderDataHook } from './testing-hooks';
import { useWrite } from './useWrite';

const lost = new ApiFailure({ kind: 'network', outcome: 'unknown' });
const refused = new ApiFailure({ kind: 'offline', outcome: 'not-sent' });

const setUp = () => {
  const work = vi.fn<() => Promise<void>>().mockRejectedValue(lost);
  const check = vi.fn<() => Promise<boolean>>();
  const saved = vi.fn();
  const { result } = renderDataHook(() => useWrite({ work, check, saved }));
  return {
    result,
    check,
    saved,
    submit: () => act(async () => result.current.submit()),
    checkIfSaved: () => act(async () => result.current.checkIfSaved?.()),
  };
};

describe('a write whose answer was lost', () => {
  it('can be checked until a check succeeds', async () => {
    const { result, check, saved, submit, checkIfSaved } = setUp();
    await submit();
    check.mockRejectedValueOnce(refused);
    await checkIfSaved();
    expect(result.current.problem).not.toBeNull();
    expect(result.current.checkIfSaved).not.toBeNull();
    check.mockResolvedValueOnce(true);
    await checkIfSaved();
    expect(saved).toHaveBeenCalledOnce();
    expect(result.current).toMatchObject({ problem: null, checkIfSaved: null });
  });

  it('is asked about and told as it was sent, not as the form says since', async () => {
    const told: string[] = [];
    let name = 'Sales';
    const { result, rerender } = renderDataHook(() => {
      const typed = name;
      return useWrite({
        work: () => Promise.reject(lost),
        check: async () => typed === 'Sales',
        saved: () => void told.push(typed),
      });
    });
    await act(async () => result.current.submit());
    name = 'Sales and more';
    rerender();
    await act(async () => result.current.checkIfSaved?.());
    expect(result.current.problem).toBeNull();
    expect(told).toEqual(['Sales']);
  });

  it('can be sent again once it is known not to be saved', async () => {
    const { result, check, submit, checkIfSaved } = setUp();
    await submit();
    check.mockResolvedValueOnce(false);
    await checkIfSaved();
    expect(result.current.problem?.title).toBe('It was not saved');
    expect(result.current.checkIfSaved).toBeNull();
  });

  it('can be sent again where no check can tell and that does no harm', async () => {
    const { result, check, saved, submit, checkIfSaved } = setUp();
    await submit();
    check.mockRejectedValueOnce(new ApiFailure({ kind: 'conflict', outcome: 'rejected', detail: NOT_SHOWN }));
    await checkIfSaved();
    expect(result.current).toMatchObject({ problem: { title: 'This cannot be checked' }, checkIfSaved: null });
    expect(saved).not.toHaveBeenCalled();
  });
});
