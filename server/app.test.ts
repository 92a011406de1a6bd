import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_WEB, type Running, send, startWithEcho, startWithProxy } from './test-support';

let running: Running;
beforeAll(async () => (running = await startWithEcho()));
afterAll(() => running.close());

describe('security headers', () => {
  it.each([
    ['the page', 'GET', '/members', 200],
    ['a missing file', 'GET', '/assets/nope.js', 404],
    ['a method that is not taken', 'PUT', '/members', 405],
    ['the configuration', 'GET', '/config.json', 200],
    ['an API answer', 'GET', '/api/v1/health', 200],
    ['a refused change', 'POST', '/api/v1/org', 403],
    ['a broken call', 'GET', '/api/v1/explode', 500],
    ['a switch of the sandbox', 'GET', '/sandbox/state', 200],
  ])('are on %s', async (_what, method, path, expected) => {
    const { status, headers } = await send(running.port, path, {
      method,
      headers: { accept: 'text/html', 'sec-fetch-site': 'cross-site' },
    });
    expect(status).toBe(expected);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const isPage = String(headers['content-type']).startsWith('text/html');
    expect(headers['content-security-policy']?.includes('sandbox')).toBe(!isPage);
  });
});

describe('createApp', () => {
  it('hands the connection on to the backend', async () => {
    const { text } = await send(running.port, '/api/v1/health');
    expect(JSON.parse(text)).toMatchObject({ method: 'GET', address: '127.0.0.1' });
  });

  it('compresses the sandbox, as a real Lightdash does', async () => {
    const { headers, body } = await send(running.port, '/api/v1/health', { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(body).toString())).toMatchObject({ method: 'GET' });
  });

  it('compresses its page for who takes that, and says that it does', async () => {
    const asPage = { accept: 'text/html' };
    const plain = await send(running.port, '/members', { headers: asPage });
    const zipped = await send(running.port, '/members', { headers: { ...asPage, 'accept-encoding': 'gzip, br' } });
    expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect([plain.headers.vary, zipped.headers.vary]).toEqual(['Accept-Encoding', 'Accept-Encoding']);
    const withoutNonce = (html: string) => html.replace(/nonce="[^"]*"/g, '');
    expect(withoutNonce(gunzipSync(zipped.body).toString())).toBe(withoutNonce(plain.text));
    expect(zipped.headers['content-security-policy']).toContain("'nonce-");
    const missing = await send(running.port, '/assets/gone.js', { headers: { 'accept-encoding': 'gzip' } });
    expect([missing.status, missing.headers['content-encoding']]).toEqual([404, undefined]);
  });

  it('answers an unforeseen error in the envelope, without its text', async () => {
    const { text } = await send(running.port, '/api/v1/explode');
    expect(JSON.parse(text)).toEqual({
      status: 'error',
      error: { statusCode: 500, name: 'UnexpectedServerError', message: 'Something went wrong.', data: {} },
    });
  });

  it.each([
    ['/members', {}, 404],
    ['/members', { accept: '*/*' }, 200],
    ['/members/0d4f', { accept: 'text/html,*/*;q=0.8' }, 200],
    ['/members', { accept: 'application/json' }, 404],
    ['/logo.png', { accept: '*/*' }, 404],
    ['/assets/gone.js', { accept: '*/*' }, 404],
    ['/.env', { accept: '*/*' }, 404],
  ])('answers %s, asked for with %j, with the page or with nothing (%d)', async (path, headers, expected) => {
    const { status, text } = await send(running.port, path, { headers });
    expect(status).toBe(expected);
    expect(text.includes('<html')).toBe(expected === 200);
  });

  it('says what it is in config.json', async () => {
    const { text } = await send(running.port, '/config.json');
    expect(JSON.parse(text)).toEqual({
      backend: 'sandbox',
      lightdashUrl: null,
      version: '1.2.3',
      build: 'b1',
      oauth: null,
      accounts: [],
    });
  });

  it('serves no page where Vite does', async () => {
    const backendOnly = await startWithEcho(null);
    expect((await send(backendOnly.port, '/', { headers: { accept: 'text/html' } })).status).toBe(404);
    expect((await send(backendOnly.port, '/api/v1/health')).status).toBe(200);
    await backendOnly.close();
  });

  it('has no sandbox in front of a real Lightdash', async () => {
    const front = await startWithProxy(new URL('http://127.0.0.1:9'));
    const { status, text } = await send(front.port, '/sandbox/organizations', { headers: { accept: 'text/html' } });
    expect({ status, name: JSON.parse(text).error.name }).toEqual({ status: 404, name: 'NotFoundError' });
    await front.close();
  });

  it('needs a whole page', () => {
    expect(() => startWithEcho({ ...EMPTY_WEB, html: '<html></html>' })).toThrow('mark');
  });
});
