import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MountOptions } from './console-types';
import { checkOptions } from './options';

const element = () => document.body.appendChild(document.createElement('div'));
const getToken = () => Promise.reject(new Error('nobody'));
const good: MountOptions = { apiBase: '/lightdash', getToken, routing: 'memory' };
const check = (options: object, at: unknown = element()) => checkOptions(at, { ...good, ...options } as MountOptions);

afterEach(() => vi.unstubAllGlobals());

describe('options of mount()', () => {
  it.each([
    ['https://console.example', 'https://console.example'],
    ['https://console.example/', 'https://console.example'],
    ['https://Console.example:443/below//', 'https://console.example/below'],
    ['/lightdash/', `${location.origin}/lightdash`],
    ['/', location.origin],
    ['/a/../b', `${location.origin}/b`],
  ])('take %s as the base %s', (apiBase, base) => {
    expect(check({ apiBase }).apiBase).toBe(base);
  });

  it('begin at the home page, as the system is coloured', () => {
    expect(check({})).toEqual({
      apiBase: `${location.origin}/lightdash`,
      getToken,
      theme: 'auto',
      routing: { initialPath: '/' },
    });
  });

  it('keep the console below a path that the page is at', () => {
    history.replaceState(null, '', '/admin/lightdash/members');
    const below = (basename: string) => check({ routing: undefined, basename }).routing;
    expect([below('/admin/lightdash'), below('/admin/'), below('/')]).toEqual([
      { basename: '/admin/lightdash' },
      { basename: '/admin' },
      { basename: '/' },
    ]);
    expect(() => below('/admin/light')).toThrow(
      'mount(): this page is not below the basename /admin/light; go there first.',
    );
  });

  it.each(['//evil', '?utm=1', '', 'members', 'https://evil.example', 7])(
    'begin at the home page for %s, which is no path, and say so',
    (initialPath) => {
      const reported = vi.fn<(error: unknown) => void>();
      vi.stubGlobal('reportError', reported);
      expect(check({ initialPath }).routing).toEqual({ initialPath: '/' });
      expect(String(reported.mock.lastCall?.[0])).toBe(
        'TypeError: mount(): initialPath must be a path of the console, such as "/members". The console begins at its front page.',
      );
    },
  );

  it.each([
    ['an element that is none', {}, 'div'],
    ['an element that is not in the page', {}, document.createElement('div')],
  ])('refuse %s', (_what, options, at) => {
    expect(() => check(options, at)).toThrow('mount(): the first argument must be an element of this page.');
  });

  it('refuse to be left out', () => {
    expect(() => checkOptions(element(), undefined as never)).toThrow(
      'mount(): the second argument must be an object of options.',
    );
  });

  it.each([
    [
      { apibase: '/x' },
      'there is no option apibase. The options are apiBase, getToken, theme, basename, routing, initialPath, onNavigate, onEvent.',
    ],
    [
      { apiBase: undefined },
      'apiBase must be an http(s) address or a path, such as "https://console.example.com" or "/lightdash".',
    ],
    [{ apiBase: '' }, 'apiBase must be an http(s) address'],
    [{ apiBase: 'lightdash' }, 'apiBase must be an http(s) address'],
    [{ apiBase: '//console.example' }, 'apiBase must be an http(s) address'],
    [{ apiBase: 'javascript:alert(1)' }, 'apiBase must be an http(s) address'],
    [{ apiBase: 'https://' }, 'apiBase must be an http(s) address'],
    [{ apiBase: 'https://me:secret@console.example' }, 'apiBase must have no user name, query or fragment.'],
    [{ apiBase: '/x?token=1' }, 'apiBase must have no user name, query or fragment.'],
    [{ getToken: 'ldpat_x' }, 'getToken must be a function that resolves to a token.'],
    [{ theme: 'pink' }, 'theme must be "light", "dark" or "auto".'],
    [{ onNavigate: 'x' }, 'onNavigate must be a function.'],
    [{ onEvent: {} }, 'onEvent must be a function.'],
    [{ routing: 'hash' }, 'routing can only be "memory"; leave it out to use a basename.'],
    [{ routing: undefined }, 'say either basename or routing: "memory".'],
    [{ basename: '/' }, 'say either basename or routing: "memory".'],
    [{ routing: undefined, basename: 'admin' }, 'basename must be a path of this page, such as "/admin/lightdash".'],
    [{ routing: undefined, basename: '//evil' }, 'basename must be a path of this page'],
    [{ routing: undefined, basename: '/a?b' }, 'basename must be a path of this page'],
    [
      { routing: undefined, basename: '/', initialPath: '/members' },
      'initialPath goes with routing: "memory"; with a basename the address of this page says it.',
    ],
  ])('refuse %j', (options, sentence) => {
    expect(() => check(options)).toThrow(`mount(): ${sentence}`);
  });
});
