import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox/index';
import { LIGHTDASH, ZENML } from '../sandbox/oauth/servers';
import { temporaryFolder } from '../sandbox/testing/sandbox';
import { SMALL } from '../sandbox/testing/sizes';
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
  afterAll(() => {
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `${all} redirects: ${counts.inside} stay, ${counts.refused} refused, ${counts.outside} lead elsewhere\n`,
    );
  });
  const counts = { inside: 0, refused: 0, outside: 0 };
  const count = (answer: Answer): Answer => {
    const to = leadsTo(answer, front.port);
    counts[to === null ? 'refused' : to === `http://127.0.0.1:${front.port}` ? 'inside' : 'outside'] += 1;
    return answer;
  };
  const redirectTo = (location: string) =>
    upstream.answerWith((_message, socket) =>
      socket.end(
        `HTTP/1.1 302 Found\r\nLocation: ${bytesOf(location)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      ),
    );

  it.each(FORMS)('to %s leads nowhere else', async (_shown, form) => {
    redirectTo(form);
    const answer = count(await send(front.port, '/api/v1/start'));
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
    expect(count(await send(front.port, '/api/v1/start')).headers.location).toBeUndefined();
  });

  it.each(OWN_ADDRESSES)('to %s stays', async (address) => {
    redirectTo(address);
    expect(count(await send(front.port, '/api/v1/start'))).toMatchObject({
      status: 302,
      headers: { location: address },
    });
    redirectTo(upstream.url.origin + address);
    expect(count(await send(front.port, '/api/v1/start'))).toMatchObject({
      status: 302,
      headers: { location: address },
    });
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

  it.each(FORMS)('never redirects to another origin for %s', async (_shown, form) => {
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

  /** Each with the answer that it gets. */
  const NAMES: readonly (readonly [host: string, status: number])[] = [
    ...[
      'bi.example.com',
      'BI.example.com:443',
      'bi.example.com:1',
      'localhost',
      'LOCALHOST:80',
      'x.localhost:4600',
      'a.b-c.localhost',
      '127.0.0.1',
      '10.1.2.3:80',
      '0.0.0.0',
      // What URL takes for an address is that address, however it is written.
      '127.1',
      '0x7f.1',
      '2130706433',
      '0177.0.0.1',
      '[::1]:4600',
      '[fe80::1]',
    ].map((host) => [host, 200] as const),
    // What a page of another site could have resolve to us (DNS rebinding).
    ...[
      'evil.example',
      'evil.example:4600',
      'bi.example.com.evil.example',
      'xbi.example.com',
      'x.bi.example.com',
      'bi.example.co',
      'bi-example.com',
      'localhost.evil.example',
      'xlocalhost',
      'bi.example.com.',
      'localhost.',
      '127.0.0.1.evil.example',
      '127.0.0.1.nip.io',
      '10-1-2-3.evil.example',
      'console',
      'lightdash',
      '_x',
      'a_b.evil.example',
      'xn--bcher-kva.example',
    ].map((host) => [host, 421] as const),
    // What looks like a name and is none.
    ...[
      'xn--a',
      'xn--',
      '999.999.999.999',
      '1.2.3.4.5',
      '127.0.0.1.1',
      '256.1',
      '4294967296',
      '0x100000000',
      '1.2.3.08',
      'x:99999',
      'x:-1',
      'x:80:80',
      'x:8o',
      '[::g]',
      '[1:2]',
      // No browser writes it so.
      '[::ffff:127.0.0.1]',
      '[::1',
      '::1',
      '[::1]x',
      '[::1%25lo]',
      '[v1.x]',
      'a b',
      'a,b',
      'bi.example.com,evil.example',
      'bi.example.com/',
      'bi.example.com@evil.example',
      'evil.example@bi.example.com',
      'bi.example.com?',
      'bi.example.com#',
      'bi.example.com\\',
      'bi.example.com%00',
      'http://bi.example.com',
      '*',
      '"',
      '<x>',
      `${'a'.repeat(5_000)}!`,
    ].map((host) => [host, 400] as const),
  ];

  it('is one of ours, or an address, or none that is answered', async () => {
    const counts = new Map<number, number>();
    const unexpected: string[] = [];
    for (const [host, expected] of NAMES) {
      const { status } = await send(running.port, '/healthz', { headers: { host } });
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (status !== expected) unexpected.push(`${host}: ${status} instead of ${expected}`);
    }
    const each = [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
    process.stdout.write(`${NAMES.length} names of the host: ${each}; ${unexpected.length} unexpected\n`);
    expect(unexpected).toEqual([]);
  });

  it.each([...new Set(NAMES.map(([, status]) => status))])(
    'with an answer of %i, nothing is written to stderr',
    async (status) => {
      const lines: string[] = [];
      const own = await startWithProxy(
        new URL('http://127.0.0.1:9'),
        { log: (line) => lines.push(line) },
        { allowedHosts: ['bi.example.com'] },
      );
      const error = vi.spyOn(console, 'error').mockImplementation((line: unknown) => void lines.push(String(line)));
      for (const [host] of NAMES.filter((one) => one[1] === status))
        await send(own.port, '/members', { headers: { host, accept: 'text/html' } });
      expect(lines).toEqual([]);
      error.mockRestore();
      await own.close();
    },
  );
});
