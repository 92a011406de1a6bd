import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asksSame, isNamed, keepViews, viewsOf, type View } from './views';
import { stubStorage } from './testing';

const ANA = { organizationUuid: 'org', userUuid: 'ana' };
const BO = { organizationUuid: 'org', userUuid: 'bo' };
const waiting: View = { name: 'Waiting', path: '/members', search: '?status=pending' };
const admins: View = { name: 'Admins', path: '/members', search: '?role=admin' };
let items: Map<string, string>;

beforeEach(() => {
  items = stubStorage('localStorage');
});
afterEach(() => vi.unstubAllGlobals());

it('keeps views by name, and shows nobody those of another person', () => {
  expect(keepViews(ANA, [waiting, admins])).toBe(true);
  expect(viewsOf(ANA)).toEqual([admins, waiting]);
  expect(viewsOf(BO)).toEqual([]);
  expect(viewsOf({ ...ANA, organizationUuid: 'another' })).toEqual([]);
});

it('leaves nothing behind when the last is deleted', () => {
  keepViews(ANA, [waiting]);
  keepViews(ANA, []);
  expect(items.size).toBe(0);
});

it('says that a browser keeps none, and still has those that were kept before', () => {
  keepViews(ANA, [waiting]);
  vi.stubGlobal('localStorage', {
    ...localStorage,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  });
  expect(keepViews(ANA, [waiting, admins])).toBe(false);
  expect(viewsOf(ANA)).toEqual([waiting]);
});

it.each(['{"a":', '{}', '[null,{"name":"x"},{"name":"x","path":"//evil.example","search":""}]'])(
  'takes what is no view for none: %s',
  (text) => {
    keepViews(ANA, [waiting]);
    for (const key of items.keys()) items.set(key, text);
    expect(viewsOf(ANA)).toEqual([]);
  },
);

it('knows a name again however it is written, in its own list only', () => {
  expect([waiting, admins].filter(isNamed({ name: ' waiting ', path: '/members' }))).toEqual([waiting]);
  expect([waiting].filter(isNamed({ name: 'Waiting', path: '/groups' }))).toEqual([]);
});

it('knows an address again whatever the order of what it asks', () => {
  expect(asksSame('?a=1&b=2', '?b=2&a=1')).toBe(true);
  expect(asksSame('?a=1', '')).toBe(false);
});
