import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tokenCredential } from '../core/credentials';
import { credentials, lightdash, openLightdash } from './client';

const sent: RequestInit[] = [];
let results: unknown;

beforeEach(() => {
  sent.length = 0;
  results = 1;
  vi.stubGlobal('fetch', async (_url: URL, init: RequestInit) => {
    sent.push(init);
    return new Response(JSON.stringify({ status: 'ok', results }), { headers: { 'content-type': 'application/json' } });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const read = () => lightdash({ method: 'GET', url: '/api/v1/user' });

it('begins with the cookie of the browser, but below a host with nothing', async () => {
  openLightdash({ isHosted: false });
  expect(await read()).toBe(1);
  openLightdash({ isHosted: true });
  await read();
  expect(sent.map(({ credentials: cookies }) => cookies)).toEqual(['same-origin', 'omit']);
});

it('knows nothing of a former console', async () => {
  openLightdash({ isHosted: true });
  const former = credentials;
  former.adopt(tokenCredential('ldpat_former0000'), 'ana');
  openLightdash({ isHosted: true });
  expect([credentials.current(), credentials.owner()]).toEqual([null, null]);
  former.adopt(tokenCredential('ldpat_late000000'), 'ana');
  await read();
  expect(new Headers(sent[0]?.headers).get('authorization')).toBeNull();
});

it('answers null where there are no results, which a query can hold', async () => {
  openLightdash({ isHosted: true });
  results = undefined;
  expect(await read()).toBeNull();
});

it('includes secrets only on demand, for a write that has to send them back', async () => {
  openLightdash({ isHosted: true });
  results = { webhook: 'https://teams.example/secret' };
  const request = { method: 'GET', url: '/api/v1/schedulers/s' };
  expect(JSON.stringify(await lightdash(request))).not.toContain('secret');
  expect(await lightdash(request, { whole: true })).toEqual(results);
});

it('shares what it learns of the server with the other tabs, but below a host', async () => {
  vi.resetModules();
  const shareWithTabs = vi.fn();
  vi.doMock('./shared-knowledge', () => ({ shareWithTabs }));
  const { openHome, currentHome } = await import('../core/home');
  const client = await import('./client');
  const close = openHome({ base: 'http://localhost', hasTabs: false });
  client.openLightdash({ isHosted: true });
  close();
  const end = openHome({ base: 'http://localhost', hasTabs: true });
  client.openLightdash({ isHosted: false });
  await vi.waitFor(() => expect(shareWithTabs).toHaveBeenCalledWith(currentHome()));
  expect(shareWithTabs).toHaveBeenCalledTimes(1);
  end();
  vi.doUnmock('./shared-knowledge');
});
