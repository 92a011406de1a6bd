import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, send, startWithEcho } from './test-support';

let running: Running;
beforeAll(async () => (running = await startWithEcho()));
afterAll(() => running.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const SAME = { 'sec-fetch-site': 'same-origin' };
const CROSS = { 'sec-fetch-site': 'cross-site' };

const statusOf = async (method: string, path: string, headers: Record<string, string>, body?: string) =>
  (await send(running.port, path, { method, headers, ...(body === undefined ? {} : { body }) })).status;

describe('a change', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('by %s needs our own origin', async (method) => {
    const body = method === 'DELETE' ? undefined : '{}';
    const type = body ? JSON_TYPE : {};
    expect(await statusOf(method, '/api/v1/org', { ...type, ...SAME }, body)).toBe(200);
    expect(await statusOf(method, '/api/v1/org', { ...type, 'sec-fetch-site': 'none' }, body)).toBe(200);
    expect(await statusOf(method, '/api/v1/org', { ...type, ...CROSS }, body)).toBe(403);
    expect(await statusOf(method, '/api/v1/org', { ...type, 'sec-fetch-site': 'same-site' }, body)).toBe(403);
    expect(await statusOf(method, '/sandbox/faults', { ...type, ...CROSS }, body)).toBe(403);
  });

  it('is judged by Origin where the browser does not send Sec-Fetch-Site', async () => {
    const host = `127.0.0.1:${running.port}`;
    expect(await statusOf('POST', '/api/v1/org', { origin: `http://${host}` })).toBe(200);
    expect(await statusOf('POST', '/api/v1/org', { origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await statusOf('POST', '/api/v1/org', { origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf('POST', '/api/v1/org', { origin: 'null' })).toBe(403);
    const behindProxy = { origin: 'https://bi.example.com', 'x-forwarded-host': 'bi.example.com' };
    expect(await statusOf('POST', '/api/v1/org', behindProxy)).toBe(200);
  });

  it.each([
    ['application/x-www-form-urlencoded', 403],
    ['multipart/form-data; boundary=x', 403],
    ['text/plain', 403],
    ['text/plain;charset=UTF-8; application/json', 403],
    ['application/jsonp', 403],
    ['application/json', 200],
    ['Application/JSON; charset=utf-8', 200],
    ['application/merge-patch+json', 200],
  ])('with a body of type %s is answered %i', async (type, expected) => {
    expect(await statusOf('POST', '/api/v1/org', { ...SAME, 'content-type': type }, '{"a":1}')).toBe(expected);
  });

  it('may have no body, but not one without a type', async () => {
    expect(await statusOf('POST', '/api/v1/org', SAME)).toBe(200);
    expect(await statusOf('POST', '/api/v1/org', SAME, 'a=1')).toBe(403);
    expect((await send(running.port, '/api/v1/org', { method: 'POST', headers: SAME, body: ['a=', '1'] })).status).toBe(
      403,
    );
  });

  it('is refused in the envelope', async () => {
    const { text } = await send(running.port, '/api/v1/org', { method: 'DELETE', headers: CROSS });
    expect(JSON.parse(text)).toMatchObject({ status: 'error', error: { statusCode: 403, name: 'ForbiddenError' } });
  });
});

describe('a read', () => {
  it('is let through, from wherever', async () => {
    expect(await statusOf('GET', '/api/v1/org', CROSS)).toBe(200);
    expect(await statusOf('HEAD', '/api/v1/org', CROSS)).toBe(200);
  });

  it.each(['/api/v1/logout', '/api/v1/logout/', '/api/v1/LogOut', '/api/v1/log%6fut', '/api/v1/logout?x=1'])(
    'that signs out is a change: %s',
    async (path) => {
      expect(await statusOf('GET', path, CROSS)).toBe(403);
      expect(await statusOf('HEAD', path, CROSS)).toBe(403);
      expect(await statusOf('GET', path, SAME)).toBe(200);
    },
  );

  it('that signs out needs a proof where the browser does not say whose page it is', async () => {
    const cookie = 'connect.sid=1';
    expect(await statusOf('GET', '/api/v1/logout', { cookie })).toBe(403);
    expect(await statusOf('HEAD', '/api/v1/logout', { cookie })).toBe(403);
    // Another site may send these without being asked.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect(await statusOf('GET', '/api/v1/logout', { cookie, 'content-type': type })).toBe(403);
    }
    expect(await statusOf('GET', '/api/v1/logout', { cookie, ...JSON_TYPE })).toBe(200);
    expect(await statusOf('GET', '/api/v1/logout', { cookie, ...SAME })).toBe(200);
    expect(await statusOf('GET', '/api/v1/org', { cookie })).toBe(200);
  });

  it('with a broken address gets nowhere', async () => {
    expect(await statusOf('GET', '/api/v1/%E0%A4%A', CROSS)).toBe(404);
  });
});
