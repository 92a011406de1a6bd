import { describe, expect, it } from 'vitest';
import type { RuntimeConfig } from './config';
import * as viteConfig from '../vite.config';
import { CONFIG_MARK, configBlock, createPage, NONCE_MARK } from './page';
import { PAGE } from './test-support';

const CONFIG: RuntimeConfig = {
  backend: 'sandbox',
  lightdashUrl: null,
  version: '1.2.3',
  build: 'b1',
  oauth: null,
  accounts: [],
  embedOrigins: [],
};

describe('createPage', () => {
  it('uses the mark that Vite writes', () => {
    expect(NONCE_MARK).toBe(viteConfig.NONCE_MARK);
  });

  it('makes a fresh nonce for each answer, the same in policy and page', async () => {
    const page = createPage({ name: 'index.html', html: PAGE, config: CONFIG });
    const nonces = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const answer = page('console.example.com');
        const html = await answer.text();
        const nonce = /nonce="([^"]+)"/.exec(html)?.[1] ?? '';
        expect(answer.headers.get('content-security-policy')).toContain(
          `script-src console.example.com/assets/ console.example.com/lib/ 'nonce-${nonce}'`,
        );
        expect(html).not.toContain(NONCE_MARK);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(50);
    expect(Math.min(...nonces.map((nonce) => Buffer.from(nonce, 'base64').byteLength))).toBeGreaterThanOrEqual(16);
  });

  it('forbids whatever is not needed', () => {
    const policy =
      createPage({ name: 'index.html', html: PAGE, config: CONFIG })('127.0.0.1:4600').headers.get(
        'content-security-policy',
      ) ?? '';
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    for (const directive of [
      "default-src 'none'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types default',
    ]) {
      expect(policy.split('; ')).toContain(directive);
    }
  });

  it.each([
    ['localhost:4600', 'localhost:4600/assets/ localhost:4600/lib/'],
    ['127.0.0.1', '127.0.0.1/assets/ 127.0.0.1/lib/'],
    // A policy can't name these with a path.
    ['192.168.0.7:4600', "'self'"],
    ['[::1]:4600', "'self'"],
    ["x;script-src 'unsafe-inline'", "'self'"],
  ])('lets scripts of the build run, and no others of our origin: asked for at %s', (host, sources) => {
    const answer = createPage({ name: 'index.html', html: PAGE, config: CONFIG })(host);
    expect(answer.headers.get('content-security-policy')).toContain(`; script-src ${sources} 'nonce-`);
  });

  it('holds the configuration, whatever it contains', async () => {
    const tricky = { ...CONFIG, version: '</script><!--<script> $& $1 \u2028\u2029' };
    const html = await createPage({ name: 'index.html', html: PAGE, config: tricky })('x').text();
    expect(html).not.toContain(CONFIG_MARK);
    const block = /<script type="application\/json" id="console-config">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(block)).toEqual(tricky);
  });

  it('has the browser fetch the files of the place that was asked for, and of no other', async () => {
    const preloads = {
      '/members': ['assets/Members-1.js', 'assets/Members-2.css'],
      '/members/:userUuid': ['assets/Member-3.js'],
      '/projects/:projectUuid/spaces/:spaceUuid': ['assets/Space-4.js'],
    };
    const named = PAGE.replace('</head>', '<template id="code"><!--code--></template></head>');
    const page = createPage({ name: 'index.html', html: named, config: CONFIG, preloads });
    expect(() => createPage({ name: 'index.html', html: PAGE, config: CONFIG, preloads })).toThrow('<!--code-->');
    const asked = async (path: string) => {
      const html = await page('x', path).text();
      expect(html).not.toContain(NONCE_MARK);
      const links = html.matchAll(/<link rel="(modulepreload|stylesheet)" href="([^"]+)" nonce="[^"]+">/g);
      const isNamed = (at: number) => at > html.indexOf('<template') && at < html.indexOf('</template>');
      return [...links].map(({ index, 1: as, 2: file }) => `${as} ${file}${isNamed(index) ? ' in the template' : ''}`);
    };
    expect(await asked('/members')).toEqual([
      'modulepreload /assets/Members-1.js in the template',
      'stylesheet /assets/Members-2.css',
    ]);
    expect(await asked('/members/')).toEqual([
      'modulepreload /assets/Members-1.js in the template',
      'stylesheet /assets/Members-2.css',
    ]);
    expect(await asked('/members/a%2Fb')).toEqual(['modulepreload /assets/Member-3.js in the template']);
    expect(await asked('/projects/p/spaces/s')).toEqual(['modulepreload /assets/Space-4.js in the template']);
    for (const path of ['/', '/members/a/b', '/x/members', '/membersX', '/projects/p/spaces']) {
      expect(await asked(path)).toEqual([]);
    }
  });

  it('shows what is seen of the place that was asked for, and nothing where there is none', async () => {
    const html = PAGE.replace('</body>', '<!--picture-->any<!--picture--></body>');
    const preloads = { '/members': ['assets/a.css'] };
    const pictures = { '/': '<p>frame</p>', '/members': '<p>people</p>' };
    const page = createPage({ name: 'index.html', html, config: CONFIG, preloads, pictures });
    expect(await page('x', '/').text()).toContain('<p>frame</p>');
    expect(await page('x', '/members').text()).toMatch(/<p>people<\/p><link rel="stylesheet" href="\/assets\/a.css"/);
    expect(await page('x', '/sign-in').text()).not.toMatch(/picture|any|<p>/);
  });

  it('refuses a page that lacks a mark', () => {
    expect(() => createPage({ name: 'index.html', html: PAGE.replace(CONFIG_MARK, ''), config: CONFIG })).toThrow(
      '<!--config-->',
    );
    expect(() => createPage({ name: 'index.html', html: PAGE.replace(NONCE_MARK, ''), config: CONFIG })).toThrow(
      '__CSP_NONCE__',
    );
  });
});

describe('configBlock', () => {
  it('escapes what could end the element', () => {
    const block = configBlock({ a: '<>&\u2028\u2029' });
    expect(block).toBe(
      '<script type="application/json" id="console-config">{"a":"\\u003c\\u003e\\u0026\\u2028\\u2029"}</script>',
    );
  });
});
