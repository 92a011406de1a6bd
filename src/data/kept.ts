import type { QueryClient } from '@tanstack/react-query';
import { learnFrom } from '../api/lightdash/capabilities';
import { forgetKept, isChanging, keepFor, KEPT, keptFor, marksLeft } from './kept-owner';
import type { ComposedName, ReadName } from './keys';

/** To be raised with every change of the form of what is kept: what an older console has kept is thrown away. */
const VERSION = 1;
const STORE = 'answers';
/** Older ones are thrown away, in milliseconds. */
const MAX_AGE = 24 * 3_600_000;

/** What a reading of the whole organization consists of: names, addresses, roles and grants, nothing that opens anything. */
const KINDS: readonly string[] = [
  'members',
  'listGroups',
  'listProjects',
  'customRoles',
  'projectGrants',
  'listSpaces',
  'listSpacesAsCode',
  'spaceGrants',
] satisfies (ReadName | ComposedName)[];

type Answer = { data: unknown; updatedAt: number };
type Entry = [owner: string, key: string];

/** When what is in the store was read, by key, as far as this page has put it there or taken it from there. */
const stored = new Map<string, number>();

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps nothing')));
  });

/** Opens the database for one piece of work: whoever wants to delete it waits for nobody long. Throws whatever the browser refuses. */
const withStore = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> => {
  const opening = indexedDB.open(KEPT, VERSION);
  opening.addEventListener('upgradeneeded', () => {
    const { result } = opening;
    for (const name of result.objectStoreNames) result.deleteObjectStore(name);
    result.createObjectStore(STORE);
  });
  const database = await answered(opening);
  database.addEventListener('versionchange', () => database.close());
  try {
    const transaction = database.transaction(STORE, mode);
    const ended = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The browser keeps nothing')));
    });
    const result = await work(transaction.objectStore(STORE));
    await ended;
    return result;
  } finally {
    database.close();
  }
};

const allOf = (owner: string): IDBKeyRange => IDBKeyRange.bound([owner], [owner, []]);

/**
 * Puts what this browser has kept into the cache, as old as it is. In: by whom it must be (kept-owner.ts). Never throws: where
 * the browser keeps nothing there is nothing to put.
 */
export const restoreKept = async (queryClient: QueryClient, owner: string): Promise<void> => {
  if (keptFor() !== owner) return forgetKept();
  try {
    const [keys, answers] = await withStore('readonly', (store) =>
      Promise.all([
        answered(store.getAllKeys(allOf(owner))) as Promise<unknown> as Promise<Entry[]>,
        answered(store.getAll(allOf(owner)) as IDBRequest<Answer[]>),
      ]),
    );
    if (keptFor() !== owner) return;
    if (answers.some(({ updatedAt }) => Date.now() - updatedAt > MAX_AGE)) return forgetKept();
    for (const [i, { data, updatedAt }] of answers.entries()) {
      const key = keys[i]?.[1] ?? '';
      const queryKey = JSON.parse(key) as unknown[];
      const state = queryClient.getQueryState(queryKey);
      if ((state?.dataUpdatedAt ?? 0) < updatedAt) queryClient.setQueryData(queryKey, data, { updatedAt });
      stored.set(key, updatedAt);
      // What the server can do is learned from its answers, whenever these were given.
      if (queryKey[0] === 'listSpaces') learnFrom('GET', `/api/v1/projects/${String(queryKey[1])}/spaces`)({ data });
    }
  } catch {
    forgetKept();
  }
};

/** Keeps what has been read of the organization, as far as it is not kept yet. Never throws: where the browser refuses, nothing is kept. */
export const keep = async (queryClient: QueryClient, owner: string): Promise<void> => {
  // What a write has made old is not marked as that yet: it would be kept as if it were true.
  if (isChanging(owner)) return;
  if (keptFor() !== owner) {
    forgetKept();
    stored.clear();
  }
  const fresh = queryClient
    .getQueryCache()
    .getAll()
    .flatMap(({ queryKey, state: { status, data, dataUpdatedAt: updatedAt, isInvalidated } }) => {
      const key = JSON.stringify(queryKey);
      const isWanted = KINDS.includes(String(queryKey[0])) && status === 'success' && !isInvalidated;
      return isWanted && stored.get(key) !== updatedAt ? [{ key, answer: { data, updatedAt } }] : [];
    });
  if (fresh.length === 0) return;
  try {
    keepFor(owner);
    await withStore('readwrite', async (store) => {
      // Whoever signs out meanwhile deletes the database, which would be made anew by this.
      if (keptFor() !== owner) return store.transaction.abort();
      for (const { key, answer } of fresh) store.put(answer, [owner, key]);
    });
    for (const { key, answer } of fresh) stored.set(key, answer.updatedAt);
  } catch {
    stored.clear();
    forgetKept();
  }
};

/** How many are throwing something away. */
let dropping = 0;

/**
 * Throws away what writes have made old. In: which of the keys that is. What is left counts as true again once nothing else is
 * being thrown away and no other write has ended meanwhile: what that made old is still there. Never throws.
 */
export const dropKept = async (isOld: (queryKey: readonly unknown[]) => boolean): Promise<void> => {
  const owner = keptFor()?.replace('*', '');
  if (owner === undefined) return;
  const marks = marksLeft();
  dropping += 1;
  try {
    await withStore('readwrite', async (store) => {
      const keys = (await answered(store.getAllKeys(allOf(owner)))) as unknown as Entry[];
      for (const entry of keys) {
        if (!isOld(JSON.parse(entry[1]) as unknown[])) continue;
        store.delete(entry as IDBValidKey);
        stored.delete(entry[1]);
      }
    });
    if (dropping === 1 && marksLeft() === marks && keptFor()?.replace('*', '') === owner) keepFor(owner);
  } catch {
    forgetKept();
  } finally {
    dropping -= 1;
  }
};
