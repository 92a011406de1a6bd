import { afterEach, expect, it, vi } from 'vitest';
import { guardSinks } from './sinks';

type Policy = Record<'createHTML' | 'createScriptURL', (text: string) => string | null>;

/** The policy that the page makes. */
const policy = (): Policy => {
  const createPolicy = vi.fn<(name: string, policy: Policy) => void>();
  vi.stubGlobal('trustedTypes', { createPolicy });
  vi.stubGlobal('location', new URL('https://console.example.com/members?x=1'));
  guardSinks();
  expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['default']);
  return createPolicy.mock.calls[0]?.[1] as Policy;
};

afterEach(() => vi.unstubAllGlobals());

it.each(['/assets/index-abc.js', '/lib/console/part-1.js', 'https://console.example.com/assets/x.js', 'assets/x.js'])(
  'a script may come from the build: %s',
  (url) => {
    expect(policy().createScriptURL(url)).toBe(url);
  },
);

it.each([
  '/api/v1/js',
  '/api/v1/org',
  '/accounts/vm/assets/x.js',
  '/assets',
  '/assetsx/x.js',
  '/assets/../api/v1/js',
  '/assets/%2e%2e/api/v1/js',
  '/lib/..\\api/v1/js',
  '//evil.example/assets/x.js',
  'https://evil.example/assets/x.js',
  'https://console.example.com.evil.example/assets/x.js',
  'http://console.example.com/assets/x.js',
  'data:text/javascript,alert(1)//assets/',
  'blob:https://console.example.com/assets/x',
  'javascript:alert(1)',
])('and from nowhere else: %s', (url) => {
  expect(policy().createScriptURL(url)).toBeNull();
});

it('text may be put into the page, markup may not', () => {
  const { createHTML } = policy();
  expect(createHTML('.a > b { color: red }')).toBe('.a > b { color: red }');
  for (const html of ['<img src=x onerror=alert(1)>', 'a<b', '&lt;']) expect(createHTML(html)).toBeNull();
});

it('a browser without Trusted Types is left alone', () => {
  vi.stubGlobal('trustedTypes', undefined);
  expect(() => guardSinks()).not.toThrow();
});
