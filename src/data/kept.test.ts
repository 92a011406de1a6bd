import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openHome } from '../api/core/home';
import { dropKept } from './kept';
import { hearForKept, keepFor, keptFor } from './kept-owner';
import { stubStorage } from './testing';

const OWNER = 'https://console.example org ana';
const MEMBERS = [OWNER, '["members"]'];
const GRANTS = [OWNER, '["projectGrants","p"]'];
const GRANT = { method: 'POST', path: '/api/v2/projects/p/roles/assignments/user/u', failure: null, tries: false };

/** The entries of the browser's database. */
let stored: string[][] = [];
/** What is to happen while the database answers. */
let meanwhile = () => {};

type Listener = () => void;

/** A request or transaction that ends in the next turn. */
const ending = <T>(event: 'success' | 'complete', result: () => T) => ({
  result: undefined as T | undefined,
  addEventListener(name: string, listener: Listener) {
    if (name !== event) return;
    setTimeout(() => {
      this.result = result();
      listener();
    });
  },
});

/** As much of a browser's database as throwing something away needs. */
const database = {
  addEventListener: () => {},
  close: () => {},
  transaction: () => ({
    ...ending('complete', () => {}),
    objectStore: () => ({
      getAllKeys: () =>
        ending('success', () => {
          meanwhile();
          return stored;
        }),
      delete: (entry: string[]) => {
        stored = stored.filter((each) => each !== entry);
      },
    }),
  }),
};

beforeEach(() => {
  openHome({ base: 'https://console.example', hasTabs: true });
  stubStorage('localStorage');
  vi.stubGlobal('IDBKeyRange', { bound: () => ({}) });
  vi.stubGlobal('indexedDB', { open: () => ending('success', () => database), deleteDatabase: () => {} });
  stored = [MEMBERS, GRANTS];
  meanwhile = () => {};
  keepFor(OWNER);
  // A write has ended: what is kept is not taken for true until what that made old is thrown away.
  hearForKept(GRANT);
});
afterEach(() => vi.unstubAllGlobals());

const dropGrants = () => dropKept(([name]) => name === 'projectGrants');

it('throws away what a write made old, and takes the rest for true again', async () => {
  expect(keptFor()).toBe(`${OWNER}*`);
  await dropGrants();
  expect(stored).toEqual([MEMBERS]);
  expect(keptFor()).toBe(OWNER);
});

it('does not take the rest for true where another write has ended meanwhile', async () => {
  meanwhile = () => hearForKept(GRANT);
  await dropGrants();
  expect(stored).toEqual([MEMBERS]);
  expect(keptFor()).toBe(`${OWNER}*`);
});

it('takes the rest for true only once the last of several has thrown away what is old', async () => {
  const first = dropGrants();
  const second = dropKept(([name]) => name === 'members');
  await first;
  const afterFirst = keptFor();
  await second;
  expect([afterFirst, keptFor(), stored]).toEqual([`${OWNER}*`, OWNER, []]);
});

it('keeps nothing for whoever has signed out meanwhile', async () => {
  meanwhile = () => localStorage.removeItem('lightdash-console:keeps');
  await dropGrants();
  expect(keptFor()).toBeNull();
});
