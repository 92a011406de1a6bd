import { describe, expect, it, vi } from 'vitest';
import { addNotice, forgetNotices, notices, noticesOf } from './notices';

const asked = { method: 'PATCH', path: '/api/v1/org/users/b264d83a-9000-426a-85ec-3f9c20f368ce', credential: null };
const textsOf = (headers: Record<string, string>) =>
  noticesOf({ headers: new Headers(headers) }, asked).map(({ kind, text }) => `${kind}: ${text}`);

describe('noticesOf', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ deprecation: 'false' }, []],
    [{ deprecation: 'true' }, ['deprecated: Deprecated.']],
    [{ deprecation: '@1764547200' }, ['deprecated: Deprecated since 2025-12-01.']],
    [{ deprecation: '@1e99' }, ['deprecated: Deprecated.']],
    [
      { deprecation: 'Mon, 01 Dec 2025 00:00:00 GMT', sunset: 'Tue, 01 Dec 2026 00:00:00 GMT' },
      ['deprecated: Deprecated since 2025-12-01. Goes away on 2026-12-01.'],
    ],
    [{ sunset: 'Tue, 01 Dec 2026 00:00:00 GMT' }, ['deprecated: Goes away on 2026-12-01.']],
    [{ sunset: 'soon' }, []],
    [{ warning: '299 - "Use \\"v2\\" roles"' }, ['warning: Use "v2" roles']],
    [{ warning: '299 lightdash "token=abcdef123456 will end"' }, ['warning: token=••• will end']],
    [{ warning: `299 - "${'x'.repeat(300)}"` }, [`warning: ${'x'.repeat(200)}`]],
    [{ warning: '110 - "Response is Stale"' }, []],
    [{ warning: '299 - ""' }, []],
  ])('%j', (headers, expected) => {
    expect(textsOf(headers)).toEqual(expected);
  });
});

describe('what was heard', () => {
  it('is kept once an operation, without the names of things, and told to whoever listens', () => {
    const listener = vi.fn();
    const stop = notices.subscribe(listener);
    const [notice] = noticesOf({ headers: new Headers({ deprecation: 'true' }) }, asked);
    if (!notice) throw new Error('no notice');
    addNotice(notice);
    addNotice({ ...notice, path: '/api/v1/org/users/71fd9f7d-0c7d-4a0b-8bb4-6e16a1a1a1a1' });
    addNotice({ ...notice, kind: 'warning' });
    expect(notices.current()).toEqual([
      { ...notice, path: '/api/v1/org/users/…' },
      { ...notice, kind: 'warning', path: '/api/v1/org/users/…' },
    ]);
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    for (let i = 0; i < 100; i++) addNotice({ ...notice, path: `/api/v1/${'x'.repeat(i)}` });
    expect(notices.current()).toHaveLength(50);
    expect(listener).toHaveBeenCalledTimes(2);
    forgetNotices();
    expect(notices.current()).toEqual([]);
  });
});
