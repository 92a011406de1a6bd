import { waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useFaults } from './faults';
import { ok, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';

afterEach(() => vi.unstubAllGlobals());

it('of several findings about a chart the first says what is wrong, and of models nothing is kept', async () => {
  stubServer({
    'GET /api/v1/projects/p/validate': ok([
      { chartUuid: 'c', error: 'first' },
      { chartUuid: 'c', error: 'second' },
      { dashboardUuid: 'd', error: 'other' },
      { error: 'of a model' },
    ]),
  });
  const { result } = renderDataHook(() => useFaults('p', true));
  await waitFor(() =>
    expect([...(result.current ?? [])]).toEqual([
      ['c', 'first'],
      ['d', 'other'],
    ]),
  );
});
