import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tokenCredential } from '../core/credentials';
import { credentials, lightdash, openLightdash } from './client';

const sent: RequestInit[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', async (_url: URL, init: RequestInit) => {
    sent.push(init);
    return new Response('{"status":"ok","results":1}', { headers: { 'content-type': 'application/json' } });
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
