import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE, type Running, send, startWithEcho } from './test-support';
import { readWeb } from './web';

const SCRIPT = 'console.log("hello");\n'.repeat(200);
const SECRET = 'not for the browser';
const PORTAL = 'https://portal.example.com';
const HTML = { accept: 'text/html,*/*;q=0.8' };

let root: string;
let running: Running;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'web-test-'));
  const put = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  };
  put('secret.txt', SECRET);
  put('web/index.html', PAGE);
  put('web/icon.svg', `<svg>${' '.repeat(500)}</svg>`);
  put('web/assets/index-abc.js', SCRIPT);
  put('web/assets/index-abc.js.br', brotliCompressSync(SCRIPT));
  put('web/assets/index-abc.js.gz', gzipSync(SCRIPT));
  put('web/assets/index-abc.css', 'a{color:red}'.repeat(100));
  put('web/assets/logo-abc.png', Buffer.from([137, 80, 78, 71]));
  put('lib/console.js', SCRIPT);
  put('lib/console/part-abc.js', SCRIPT);
  put('lib/.vite/console.json', SECRET);
  put('web/.vite/manifest.json', SECRET);
  put('web/.env', SECRET);
  put('web/assets/.hidden.js', SECRET);
  symlinkSync(join(root, 'secret.txt'), join(root, 'web/link.txt'));
  running = await startWithEcho(await readWeb(join(root, 'web'), join(root, 'lib')), {
    config: { embedOrigins: [PORTAL] },
  });
});

afterAll(async () => {
  await running.close();
  rmSync(root, { recursive: true });
});

const get = (path: string, headers = {}, method = 'GET') => send(running.port, path, { method, headers });

describe('files of the build', () => {
  it.each([
    ['/assets/index-abc.js', 'text/javascript; charset=utf-8'],
    ['/assets/index-abc.css', 'text/css; charset=utf-8'],
    ['/assets/logo-abc.png', 'image/png'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s is %s', async (path, type) => {
    expect(await get(path)).toMatchObject({ status: 200, headers: { 'content-type': type } });
  });

  it('keeps hashed files for ever, and asks again for the others', async () => {
    expect((await get('/assets/index-abc.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const { headers } = await get('/icon.svg');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await get('/icon.svg', { 'if-none-match': `"other", ${headers.etag}` });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect((await get('/icon.svg', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.1, gzip;q=0.9', 'br'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=0, *;q=0.5', 'gzip'],
    ['identity', undefined],
    ['', undefined],
    ['br;q=nonsense', undefined],
  ])('answers Accept-Encoding "%s" with %s', async (accepted, encoding) => {
    const { headers, body } = await get('/assets/index-abc.js', accepted ? { 'accept-encoding': accepted } : {});
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('accept-encoding');
    expect(headers['content-length']).toBe(String(body.byteLength));
    const decode = { br: brotliDecompressSync, gzip: gunzipSync }[encoding ?? ''] ?? ((bytes: Buffer) => bytes);
    expect(decode(body).toString()).toBe(SCRIPT);
    if (encoding) expect(body.byteLength).toBeLessThan(SCRIPT.length / 4);
  });

  it('answers HEAD as GET, without the body', async () => {
    const { status, headers, body } = await get('/assets/index-abc.js', { 'accept-encoding': 'br' }, 'HEAD');
    expect({ status, length: body.byteLength }).toEqual({ status: 200, length: 0 });
    expect(Number(headers['content-length'])).toBeGreaterThan(0);
  });

  it('does not serve the compressed variants by name', async () => {
    expect((await get('/assets/index-abc.js.br')).status).toBe(404);
    expect((await get('/assets/index-abc.js.gz')).status).toBe(404);
  });
});

describe('the library', () => {
  it("is loaded by the pages of portals, and by nobody else's", async () => {
    for (const path of ['/lib/console.js', '/lib/console/part-abc.js']) {
      const shared = await get(path, { origin: PORTAL, 'sec-fetch-site': 'cross-site' });
      expect(shared).toMatchObject({
        status: 200,
        text: SCRIPT,
        headers: {
          'access-control-allow-origin': PORTAL,
          'cross-origin-resource-policy': 'cross-origin',
          vary: 'origin',
        },
      });
      expect(shared.headers).not.toHaveProperty('access-control-allow-credentials');
      expect((await get(path, { origin: 'https://evil.example' })).headers).not.toHaveProperty(
        'access-control-allow-origin',
      );
    }
    const own = await get('/assets/index-abc.js', { origin: PORTAL });
    expect(own.headers).not.toHaveProperty('access-control-allow-origin');
    expect(own.headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it('is asked for again, and its parts are kept for ever', async () => {
    const { headers } = await get('/lib/console.js');
    expect(headers['cache-control']).toBe('no-cache');
    expect(
      (await get('/lib/console.js', { 'if-none-match': headers.etag, origin: PORTAL })).headers[
        'access-control-allow-origin'
      ],
    ).toBe(PORTAL);
    expect((await get('/lib/console/part-abc.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
  });

  it.each(['/lib/', '/lib', '/lib/missing.js', '/lib/.vite/console.json', '/lib/console/', '/lib/../secret.txt'])(
    'has no %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

describe('the page', () => {
  it.each(['/', '/members', '/members/0f0e?tab=groups', '/deep/er/place', '/a.b', '/apiary'])(
    'answers %s',
    async (path) => {
      const { status, headers, text } = await get(path, HTML);
      expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
      expect(headers['cache-control']).toBe('no-store');
      expect(text).toContain('id="console-config"');
    },
  );

  it('is for people: other requests for unknown addresses get 404', async () => {
    expect((await get('/members', { accept: 'application/json' })).status).toBe(404);
    expect((await get('/missing.js', { accept: '*/*' })).status).toBe(404);
    expect((await get('/assets/missing.js', HTML)).status).toBe(404);
    expect((await get('/', { accept: '*/*' })).status).toBe(200);
    expect((await get('/members', HTML, 'POST')).status).toBe(405);
  });
});

describe('what is not in the build', () => {
  const forms = [
    '/../secret.txt',
    '/../../secret.txt',
    '/assets/../../secret.txt',
    '/assets/../../../../../../../../etc/passwd',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/.%2e/secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/....//secret.txt',
    '/..;/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..%c0%afsecret.txt',
    '/assets/..%00/secret.txt',
    '/secret.txt%00.js',
    '//secret.txt',
    '//etc/passwd',
    '/file:///etc/passwd',
    '/etc/passwd',
    '/%2fetc%2fpasswd',
    '/link.txt',
    '/.env',
    '/.vite/manifest.json',
    '/.vite%2fmanifest.json',
    '/%2evite/manifest.json',
    '/assets/../.vite/manifest.json',
    '/assets/.hidden.js',
    '/.git/config',
    '/index.html/../.env',
    '/__proto__',
    '/constructor',
  ];

  it.each(forms)('%s leads nowhere', async (path) => {
    for (const headers of [HTML, { accept: '*/*' }]) {
      const { status, text } = await get(path, headers);
      expect([200, 400, 404]).toContain(status);
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('root:');
      if (status === 200) expect(text).toContain('id="console-config"');
    }
  });

  it('asks for a build when there is none', async () => {
    await expect(readWeb(join(root, 'nowhere'), join(root, 'lib'))).rejects.toThrow('run `npm run build`');
  });
});
