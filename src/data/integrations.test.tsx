import { waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useConnections, useSlackChannels } from './integrations';
import { ok, refusal, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';

afterEach(() => vi.unstubAllGlobals());

it('tells that Google is connected without keeping its access token', async () => {
  const GOOGLE = 'GET /api/v1/gdrive/get-access-token';
  stubServer({ [GOOGLE]: ok('ya29.secret') });
  const { result, queryClient } = renderDataHook(() => useConnections(false));
  await waitFor(() => expect(result.current.google).toBe('connected'));
  const kept = queryClient.getQueryCache().getAll();
  expect(JSON.stringify(kept.map(({ queryKey, state }) => [queryKey, state.data]))).not.toContain('ya29');

  const server = stubServer({ [GOOGLE]: refusal(404, 'NotFoundError', 'No refresh token') });
  const other = renderDataHook(() => useConnections(false));
  await waitFor(() => expect(other.result.current.google).toBe('not-connected'));
  // The rest is told to a session only, and a token is not sent into the refusal.
  expect(other.result.current).toMatchObject({ slack: 'session', github: 'session', gitlab: 'session' });
  expect(server.calls).toHaveLength(1);
});

it('names channels that a full list leaves out, and looks for others on the server', async () => {
  const PATH = '/api/v1/slack/channels';
  const listed = Array.from({ length: 200 }, (_, i) => ({ id: `C${i}`, name: `#c${i}` }));
  const server = stubServer({
    [`GET ${PATH}`]: ({ query }) =>
      ok([...listed, ...(query.includeChannelIds || query.search ? [{ id: 'CZ', name: '#zebra' }] : [])]),
  });
  const { result } = renderDataHook(() => useSlackChannels({ ids: ['C1', 'CZ'] }));
  await waitFor(() => expect(result.current.data?.get('CZ')).toBe('#zebra'));
  expect(result.current.listed?.has('CZ')).toBe(false);
  expect(server.calls.map(({ query }) => query.includeChannelIds)).toEqual([undefined, 'CZ']);

  const other = renderDataHook(() => useSlackChannels({ search: '#zeb' }));
  await waitFor(() => expect(other.result.current.data?.get('CZ')).toBe('#zebra'));
  expect(server.calls.at(-1)?.query.search).toBe('zeb');
});
