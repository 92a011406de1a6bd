import { act, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ApiFailure } from '../api/core/failure';
import { useRecentChanges } from './journal';
import { renderDataHook } from './testing-hooks';
import { useNotedWrite } from './useNotedWrite';

it('notes a lost answer of which nobody can tell what became of it, and offers no check', async () => {
  const lost = new ApiFailure({ kind: 'network', outcome: 'unknown' });
  const { result } = renderDataHook(() => ({
    write: useNotedWrite({
      change: () => ({ place: 'settings', what: 'Links in e-mail' }),
      work: () => Promise.reject(lost),
      saved: () => {},
    }),
    changes: useRecentChanges('settings'),
  }));
  act(() => result.current.write.submit());
  await waitFor(() => expect(result.current.changes).toMatchObject([{ outcome: 'unknown' }]));
  await waitFor(() => expect(result.current.write.problem).not.toBeNull());
  expect(result.current.write.checkIfSaved).toBeNull();
});
