import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox/index';
import { LIGHTDASH, ZENML } from '../sandbox/oauth/servers';
import { SMALL, temporaryFolder } from '../sandbox/testing/sandbox';
import { FOREIGN_ADDRESSES, OWN_ADDRESSES } from '../src/lib/testing-addresses';
import { readSettings } from './config';
import { startRawUpstream } from './testing-raw';
import { type Answer, type Running, send, startWithAccounts, startWithProxy } from './test-support';

const FORMS = FOREIGN_ADDRESSES.map((form) => [JSON.stringify(form), form] as const);

/** As it goes over the wire; what is no byte becomes several. */
const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** Where a browser that asked our origin would go, following a Location to its end. */
function leadsTo({ headers }: Answer, port: number): string | null {
  return headers.location === undefined
    ? null
    : new URL(headers.location, `http://127.0.0.1:${port}/api/v1/start`).origin;
}

describe('a redirect of the upstream', () => {
  let upstream: Awaited<ReturnType<typeof startRawUpstream>>;
  let front: Running;
  let accounts: Running;
  beforeAll(async () => {
    upstream = await startRawUpstream();
    front = await startWithProxy(upstream.url);
    const ACCOUNTS = JSON.stringify([{ id: 'vm', api: 'katapult', url: upstream.url.origin, credentials: ['token'] }]);
    const settings = readSettings({ LIGHTDASH_URL: upstream.url.origin, ACCOUNTS });
    accounts = await startWithAccounts({ accounts: settings.accounts, lightdash: { url: upstream.url, send: fetch } });
  });
  afterAll(async () => {
    await Promise.all([front.close(), accounts.close()]);
    await upstream.close();
  });
  const redirectTo = (location: string) =>
    upstream.answerWith((_message, socket) =>
      socket.end(
        `HTTP/1.1 302 Found\r\nLocation: ${bytesOf(location)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      ),
    );

  it.each(FORMS)('to %s leads nowhere else', async (_shown, form) => {
    redirectTo(form);
    const answer = await send(front.port, '/api/v1/start');
    expect([302, 502]).toContain(answer.status);
    expect(leadsTo(answer, front.port) ?? `http://127.0.0.1:${front.port}`).toBe(`http://127.0.0.1:${front.port}`);
    if (answer.headers.location !== undefined) expect(answer.headers.location).toMatch(/^\/(?![/\\])[!-~]*$/);
    expect(answer.headers).not.toHaveProperty('refresh');
    const account = await send(accounts.port, '/accounts/vm/users/current');
    expect({ status: account.status, location: account.headers.location }).toEqual({
      status: 502,
      location: undefined,
    });
  });

  it.each(['blob:', 'filesystem:', 'view-source:'])('to a %s of its own origin leads nowhere else', async (scheme) => {
    redirectTo(`${scheme}${upstream.url.origin}/x`);
    expect((await send(front.port, '/api/v1/start')).headers.location).toBeUndefined();
  });

  it.each(OWN_ADDRESSES)('to %s stays', async (address) => {
    redirectTo(address);
    expect(await send(front.port, '/api/v1/start')).toMatchObject({ status: 302, headers: { location: address } });
    redirectTo(upstream.url.origin + address);
    expect(await send(front.port, '/api/v1/start')).toMatchObject({ status: 302, headers: { location: address } });
  });
});

describe('our own addresses', () => {
  const folder = temporaryFolder();
  let sandbox: Sandbox;
  let front: Running;
  beforeAll(async () => {
    sandbox = await createSandbox({ dataDir: folder.path, sizes: SMALL, hasSwitches: true });
    const lightdash = {
      url: new URL('http://lightdash.sandbox.invalid'),
      send: (call: Request) => sandbox.app.fetch(call),
    };
    front = await startWithAccounts({ accounts: readSettings({}).accounts, sandbox, lightdash });
  });
  afterAll(async () => {
    await front.close();
    await sandbox.close();
    folder.remove();
  });

  it.each(FORMS)('redirect nobody for the sake of %s', async (_shown, form) => {
    const sent = encodeURIComponent(form);
    // As a path, where Node's client can send it at all; and where a parameter asks for it.
    const path = /^\/[!-~]*$/.test(form) ? [form] : [];
    for (const target of [
      ...path,
      `/${sent}`,
      `/sign-in?next=${sent}`,
      `/?next=${sent}&url=${sent}`,
      `/oauth/callback?code=1&state=${sent}`,
      `/embed.html?origin=${sent}`,
    ]) {
      const answer = await send(front.port, target, { headers: { accept: 'text/html' } });
      expect([200, 400, 404]).toContain(answer.status);
      expect(answer.headers.location).toBeUndefined();
    }
    for (const server of [LIGHTDASH, ZENML]) {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: server.clientId,
        redirect_uri: form,
        state: form,
      });
      const answer = await send(front.port, `${server.authorizationPath}?${query.toString()}`);
      expect({ status: answer.status, location: answer.headers.location }).toEqual({
        status: 400,
        location: undefined,
      });
      expect(answer.text).not.toContain('evil.example');
    }
  });
});

describe('the Host header', () => {
  let running: Running;
  beforeEach(async () => (running = await startWithProxy(new URL('http://127.0.0.1:9'))));
  afterEach(() => running.close());

  it.each([
    'evil.example',
    'evil.example:80',
    'evil.example/',
    'evil.example@x',
    'a b',
    'evil.example\\x',
    '[::1',
    'x#y',
    'x?y',
    '',
  ])('"%s" gets into no Location', async (host) => {
    const answer = await send(running.port, '/members', { headers: { host, accept: 'text/html' } });
    // Node's client puts a name of its own in the place of an empty one.
    expect(host === '' ? [200] : [400, 421]).toContain(answer.status);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.text).not.toContain('evil');
  });
});

describe('the name in the Host header', () => {
  let running: Running;
  beforeAll(
    async () =>
      (running = await startWithProxy(new URL('http://127.0.0.1:9'), {}, { allowedHosts: ['bi.example.com'] })),
  );
  afterAll(() => running.close());

  it.each([
    ...[
      'bi.example.com',
      'BI.example.com:443',
      'localhost',
      'x.localhost:4600',
      '127.0.0.1',
      '10.1.2.3:80',
      '[::1]:4600',
    ].map((host) => [host, 200] as const),
    // What a page of another site could have resolve to us (DNS rebinding).
    ...[
      'evil.example',
      'bi.example.com.evil.example',
      'xbi.example.com',
      'localhost.evil.example',
      'bi.example.com.',
    ].map((host) => [host, 421] as const),
    // What looks like a name and is none.
    ...['xn--a', '999.999.999.999', '1.2.3.4.5', 'x:99999', '[::g]', '[1:2]'].map((host) => [host, 400] as const),
  ])('%s is answered %i', async (host, status) => {
    const answer = await send(running.port, '/healthz', { headers: { host } });
    // A form of an address that URL takes for a whole one is that address.
    expect(answer.status).toBe(status);
  });
});
