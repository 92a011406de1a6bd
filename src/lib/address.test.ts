import { describe, expect, it } from 'vitest';
import { signInLink } from '#/features/sign-in/routes';
import { safeNext } from '#/lib/address';
import { FOREIGN_ADDRESSES, OWN_ADDRESSES } from './testing-addresses';

const ORIGIN = 'https://console.example.com';

describe('safeNext', () => {
  it('is tested with more than 200 forms', () => {
    expect(FOREIGN_ADDRESSES.length).toBeGreaterThan(200);
  });

  it.each(FOREIGN_ADDRESSES.map((form) => [JSON.stringify(form), form]))('does not leave with %s', (_shown, form) => {
    const next = safeNext(form);
    // However often it is resolved: the router, the history and the browser each do.
    for (const base of [`${ORIGIN}/sign-in`, `${ORIGIN}/a/b/c`]) {
      const once = new URL(next, base);
      expect(once.origin).toBe(ORIGIN);
      expect(new URL(once.pathname + once.search + once.hash, base).origin).toBe(ORIGIN);
    }
    expect(next).toMatch(/^\/(?![/\\])/);
    expect(next).not.toMatch(/[\0-\x20\\]/);
    expect(safeNext(next)).toBe(next);
    // The way it takes through our own address.
    const asked = new URL(signInLink(form), ORIGIN);
    expect(asked.origin + asked.pathname).toBe(`${ORIGIN}/sign-in`);
    expect(safeNext(asked.searchParams.get('next'))).toBe(form === '/' ? '/' : next);
  });

  it.each(OWN_ADDRESSES)('goes on to %s', (address) => {
    expect(safeNext(address)).toBe(address);
  });

  it('goes home when nobody asked for anything', () => {
    expect(safeNext(null)).toBe('/');
    expect(safeNext('')).toBe('/');
  });
});
