import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiFailure } from '../api/core/failure';
import { openHome } from '../api/core/home';
import { forgetOthers, hearForKept, keepFor, keptFor, marksLeft, ownerOf } from './kept-owner';
import { stubStorage } from './testing';

const ANA = { userUuid: 'ana', organizationUuid: 'org', credential: 'session' } as const;
const OWNER = 'https://console.example org ana';
const deleteDatabase = vi.fn();

beforeEach(() => {
  openHome({ base: 'https://console.example', hasTabs: true });
  stubStorage('localStorage');
  vi.stubGlobal('indexedDB', { deleteDatabase });
  deleteDatabase.mockClear();
  keepFor(OWNER);
});
afterEach(() => vi.unstubAllGlobals());

const failure = (kind: 'unauthorized' | 'deactivated' | 'forbidden' | 'network', outcome: 'rejected' | 'unknown') =>
  new ApiFailure({ kind, outcome });
const GRANT = { method: 'POST', path: '/api/v2/projects/p/roles/assignments/user/u', tries: false };
const READING = { method: 'GET', path: '/api/v1/org/groups', tries: false };
const isForgotten = () => keptFor() === null && deleteDatabase.mock.calls.length === 1;

describe('by whom it is kept', () => {
  it('is said by server, organization and person', () => {
    expect(ownerOf(ANA)).toBe(OWNER);
  });

  it.each(['token', 'oauth', 'service', 'host'] as const)('is nobody with a credential of kind %s', (credential) => {
    expect(ownerOf({ ...ANA, credential })).toBeNull();
  });

  it('is nobody below a host', () => {
    openHome({ base: 'https://console.example', hasTabs: false });
    expect(ownerOf(ANA)).toBeNull();
  });
});

it.each([
  ['somebody else', { ...ANA, userUuid: 'bo' }],
  ['another organization', { ...ANA, organizationUuid: 'other' }],
  ['a token of the same person', { ...ANA, credential: 'token' as const }],
])('is forgotten for %s', (_, me) => {
  forgetOthers(me);
  expect(isForgotten()).toBe(true);
});

it('stays for the same person, also while something is being written', () => {
  forgetOthers(ANA);
  hearForKept({ ...GRANT, failure: null });
  forgetOthers(ANA);
  expect(deleteDatabase).not.toHaveBeenCalled();
});

describe('what is heard of calls', () => {
  it.each(['unauthorized', 'deactivated'] as const)('forgets it after %s', (kind) => {
    hearForKept({ ...READING, failure: failure(kind, 'rejected') });
    expect(isForgotten()).toBe(true);
  });

  it.each([
    ['a write', null],
    ['a write of which no answer came', failure('network', 'unknown')],
  ])('marks it after %s until it is said what that made old', (_, ended) => {
    const before = marksLeft();
    hearForKept({ ...GRANT, failure: ended });
    expect(keptFor()).toBe(`${OWNER}*`);
    hearForKept({ ...GRANT, failure: ended });
    expect(keptFor()).toBe(`${OWNER}*`);
    expect(marksLeft()).toBe(before + 2);
  });

  it.each([
    ['a reading', { ...GRANT, method: 'GET', failure: null }],
    ['a refused write', { ...GRANT, failure: failure('forbidden', 'rejected') }],
    ['another system', { ...GRANT, path: '/accounts/zenml/api/v1/projects/p', failure: null }],
    [
      'a refusal of another system',
      { ...READING, path: '/accounts/zenml/users/me', failure: failure('unauthorized', 'rejected') },
    ],
    [
      'a refusal of what somebody tries to sign in with',
      { ...READING, tries: true, failure: failure('unauthorized', 'rejected') },
    ],
  ])('leaves it after %s', (_, call) => {
    const before = marksLeft();
    hearForKept(call);
    expect([keptFor(), marksLeft()]).toEqual([OWNER, before]);
  });
});

it('forgets what it cannot mark where the storage is full', () => {
  vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  hearForKept({ ...GRANT, failure: null });
  expect(isForgotten()).toBe(true);
});

it('keeps nothing where the browser refuses storage', () => {
  vi.stubGlobal('localStorage', undefined);
  expect(keptFor()).toBeNull();
  hearForKept({ ...GRANT, failure: null });
  expect(deleteDatabase).not.toHaveBeenCalled();
});
