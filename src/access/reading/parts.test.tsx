import { waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ApiFailure, type FailureKind } from '#/api/core/failure';
import { createTestClient } from '#/data/testing';
import { renderDataHook } from '#/data/testing-hooks';
import { piece, usePart } from './parts';

it.each<[FailureKind, { refused: number; failed: number; asked: number }]>([
  ['forbidden', { refused: 1, failed: 0, asked: 1 }],
  ['not-found', { refused: 1, failed: 0, asked: 1 }],
  ['no-such-operation', { refused: 1, failed: 0, asked: 1 }],
  ['not-available', { refused: 1, failed: 0, asked: 1 }],
  ['server', { refused: 0, failed: 1, asked: 2 }],
])('a piece that fails with %s counts and is asked for when it is shown again as %o', async (kind, expected) => {
  const read = vi.fn(() => Promise.reject(new ApiFailure({ kind, outcome: 'rejected' })));
  const queryClient = createTestClient();
  const pieces = [piece('one', { queryKey: ['one'], queryFn: read })];
  const show = async () => {
    const { result, unmount } = renderDataHook(() => usePart(pieces, 'reading'), queryClient);
    await waitFor(() => expect(result.current).toMatchObject({ settled: 1, isFetching: false }));
    const { refused, failed } = result.current;
    unmount();
    return { refused: refused.size, failed };
  };
  await show();
  expect({ ...(await show()), asked: read.mock.calls.length }).toEqual(expected);
});
