import { describe, expect, it } from 'vitest';
import {
  describeExpiry,
  describeUse,
  expiryAfter,
  lifetimesUpTo,
  rotationRefusal,
  TOKEN_SORTS,
  tokenState,
  type Token,
} from './tokens';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const inDays = (days: number) => new Date(NOW + days * 86_400_000).toISOString();
const token = (fields: Partial<Token>): Token => ({
  uuid: 't',
  name: 'CI',
  createdAt: inDays(-30),
  rotatedAt: null,
  lastUsedAt: null,
  expiresAt: null,
  ...fields,
});

describe('tokenState', () => {
  it.each([
    [null, 'endless', 'Never expires'],
    [inDays(-1), 'expired', 'Expired yesterday'],
    [inDays(0), 'expired', 'Expired just now'],
    [inDays(3), 'soon', 'Expires soon, in 3 days'],
    [inDays(14), 'soon', 'Expires soon, in 14 days'],
    [inDays(15), 'valid', 'Expires in 15 days'],
    [inDays(90), 'valid', 'Expires in 90 days'],
  ])('%s is %s: %s', (expiresAt, state, words) => {
    expect(tokenState({ expiresAt }, NOW)).toBe(state);
    expect(describeExpiry({ expiresAt }, NOW)).toBe(words);
  });
});

it('says when a token was last used, or that it never was', () => {
  expect(describeUse({ lastUsedAt: null }, NOW)).toBe('Never used');
  expect(describeUse({ lastUsedAt: inDays(-2) }, NOW)).toBe('2 days ago');
});

describe('rotationRefusal', () => {
  it('refuses tokens without an end', () => {
    expect(rotationRefusal(token({}), NOW)).toMatch(/only tokens that expire/);
  });

  it('refuses a second time within the hour, and also one rotated after the page was opened', () => {
    expect(
      rotationRefusal(token({ expiresAt: inDays(3), rotatedAt: new Date(NOW - 3_599_000).toISOString() }), NOW),
    ).toMatch(/once an hour/);
    expect(
      rotationRefusal(token({ expiresAt: inDays(3), rotatedAt: new Date(NOW + 5000).toISOString() }), NOW),
    ).toMatch(/once an hour/);
  });

  it('lets through what was rotated longer ago, or never', () => {
    expect(
      rotationRefusal(token({ expiresAt: inDays(3), rotatedAt: new Date(NOW - 3_600_000).toISOString() }), NOW),
    ).toBeNull();
    expect(rotationRefusal(token({ expiresAt: inDays(3) }), NOW)).toBeNull();
  });
});

it('counts a lifetime from now', () => {
  expect(expiryAfter(30, NOW)).toBe('2026-12-20T12:00:00.000Z');
});

describe('tokens, sorted', () => {
  const tokens = [
    token({ uuid: 'endless', name: 'b' }),
    token({ uuid: 'late', name: 'c', expiresAt: inDays(9) }),
    token({ uuid: 'first', name: 'a', expiresAt: inDays(1), lastUsedAt: inDays(-1) }),
  ];
  it.each([
    ['expires', false, ['first', 'late', 'endless']],
    ['expires', true, ['late', 'first', 'endless']],
    ['name', false, ['first', 'endless', 'late']],
    ['used', true, ['first', 'endless', 'late']],
  ] as const)('by %s, descending: %s', (column, descending, order) => {
    expect(TOKEN_SORTS.sort(tokens, { column, descending }).map(({ uuid }) => uuid)).toEqual(order);
  });
});

it.each([
  [undefined, [7, 30, 60, 90, 180, 365]],
  [45, [7, 30, 45]],
  [90, [7, 30, 60, 90]],
  [3, [3]],
])('offers lifetimes up to the limit of the server: %s', (limit, days) => {
  expect(lifetimesUpTo(limit)).toEqual(days);
});
