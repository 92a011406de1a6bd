import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createAccessLog, loggedPath } from './access-log';
import { startWithEcho, send } from './test-support';

const UUID = '172a2270-000f-42be-9c68-c4752c23ae51';

describe('loggedPath', () => {
  it.each([
    ['/', '/'],
    ['/members?q=ada@example.com&token=ldpat_1', '/members'],
    ['/config.json', '/config.json'],
    [`/api/v1/org/users/${UUID}`, `/api/v1/org/users/${UUID}`],
    [`/api/v1/projects/${UUID}/groupAccesses`, `/api/v1/projects/${UUID}/groupAccesses`],
    ['/api/v1/user/me/personal-access-tokens', '/api/v1/user/me/personal-access-tokens'],
    ['/api/v1/user/warehouseCredentials', '/api/v1/user/warehouseCredentials'],
    ['/accounts/ml-2/api/workspace/account/profile', '/accounts/ml-2/api/workspace/account/profile'],
    ['/assets/MembersPage-Bx1_yz-4.js', '/assets/MembersPage-Bx1_yz-4.js'],
    ['/lib/console/part-Bx1_yz-4.js', '/lib/console/part-Bx1_yz-4.js'],
    ['/api/v1/invite-links/jvPqgbSPuTFIcBHUmSiekJYSGpvKOQ', '/api/v1/invite-links/***'],
    ['/invite/short', '/invite/***'],
    ['/api/v1/invite-links//Code', '/api/v1/invite-links//***'],
    ['/api/v1/invite%2dlinks/Code', '/api/v1/***/***'],
    ['/api/v1/saved/hunter2', '/api/v1/saved/***'],
    ['/api/v1/saved/AbC123', '/api/v1/saved/***'],
    ['/api/v1/password-reset/abc', '/api/v1/password-reset/***'],
    ['/api/v1/share/V1StGXR8_Z5jdHi6B-myT', '/api/v1/share/***'],
    ['/V1StGXR8_Z5jdHi6B-myT', '/***'],
    ['/ldpat_0123456789abcdef', '/***'],
    ['/api/v1/user/login-options/ada%40example.com', '/api/v1/user/login-options/***'],
    ['/api/v1/user/ada@example.com', '/api/v1/user/***'],
    ['/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '/***'],
    ['//evil.example//x', '//evil.example//x'],
    ['http://evil.example/ldpat_1', '***'],
    ['*', '***'],
    ['/a\u0000\n{"x"', '/***'],
    [`/${'a/'.repeat(40)}`, '***'],
    [`/${'a'.repeat(100_000)}`, '/***'],
    [`/${'a'.repeat(32)}!`, '/***'],
  ])('%s is written as %s', (target, shown) => {
    expect(loggedPath(target)).toBe(shown);
  });
});

describe('the access log', () => {
  it('has one line a request, without query, token and cookie', async () => {
    const lines: string[] = [];
    const running = await startWithEcho(undefined, { accessLog: createAccessLog((line) => lines.push(line)) });
    const headers = { authorization: 'ApiKey canary', cookie: 'connect.sid=canary' };
    await send(running.port, '/api/v1/org?code=canary', { headers });
    await send(running.port, '/api/v1/org', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"password":"canary"}',
    });
    await send(running.port, '/missing.js');
    await send(running.port, 'http://evil.example/canary');
    await expect.poll(() => lines.length).toBe(4);
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries).toMatchObject([
      { method: 'GET', path: '/api/v1/org', status: 200 },
      { method: 'POST', path: '/api/v1/org', status: 200 },
      { method: 'GET', path: '/missing.js', status: 404 },
      { method: 'GET', path: '***', status: 400 },
    ]);
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual(['time', 'method', 'path', 'status', 'ms', 'bytes']);
      expect(new Date(String(entry.time)).getTime()).toBeGreaterThan(Date.now() - 60_000);
      expect(entry.bytes).toBeGreaterThan(100);
    }
    expect(entries[0]?.bytes).toBeGreaterThan(4_000);
    expect(lines.join('')).not.toMatch(/canary|evil/);
    await running.close();
  });

  it('writes each line with the time at which its answer ended', () => {
    const times = ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.001Z'];
    const lines: string[] = [];
    const log = createAccessLog((line) => lines.push(line));
    const req = { method: 'GET', url: '/', socket: { bytesWritten: 0 } };
    const answers = times.map(() => log({ req, writableFinished: true, statusCode: 200 } as unknown as ServerResponse));
    vi.useFakeTimers({ toFake: ['Date'] });
    times.forEach((time, i) => {
      vi.setSystemTime(time);
      answers[i]?.();
    });
    vi.useRealTimers();
    expect(lines.map((line) => (JSON.parse(line) as { time: string }).time)).toEqual(times);
  });

  it('says when nobody waited for the answer', async () => {
    const lines: string[] = [];
    let gone = (): void => {};
    const running = await startWithEcho(undefined, {
      accessLog: createAccessLog((line) => lines.push(line)),
      backend: { fetch: () => new Promise(() => gone()) },
    });
    const socket = connect(running.port, '127.0.0.1', () =>
      socket.write('GET /api/v1/org HTTP/1.1\r\nHost: x\r\n\r\n'),
    );
    gone = () => socket.destroy();
    await expect.poll(() => lines.length).toBe(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ path: '/api/v1/org', status: 499 });
    await running.close();
  });
});
