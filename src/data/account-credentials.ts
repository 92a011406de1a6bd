import { lightdashSource } from '../api/lightdash/client';
import type { Credential, CredentialSource } from '../api/core/credentials';
import { createCredentialStore, type CredentialStore } from '../api/core/store';
import { openTabs } from '../api/core/tabs';
import type { AccountConfig } from './config';
import { revoke } from './revoke';

const stores = new Map<string, CredentialStore>();

/** The accounts for which our server speaks in this tab, because the person asked it to. */
const served = new Set<string>();
const servedListeners = new Set<() => void>();

/** Whether our server speaks for an account; `subscribe` tells of every change. */
export const service = {
  isOn: (id: string): boolean => served.has(id),
  turn: (id: string, isOn: boolean): void => {
    if (isOn) served.add(id);
    else served.delete(id);
    for (const listener of servedListeners) listener();
  },
  subscribe: (listener: () => void) => {
    servedListeners.add(listener);
    return () => void servedListeners.delete(listener);
  },
};

/**
 * The credential of a linked account, in memory only and shared by the tabs of the same person. In: the account's id, and who
 * is signed in at Lightdash: what another person connected in this tab is dropped.
 */
export const accountCredentials = (id: string, userUuid: string): CredentialStore => {
  const store = stores.get(id) ?? createCredentialStore(null, { tabs: openTabs(`lightdash-console:account:${id}`) });
  stores.set(id, store);
  if (store.owner() !== userUuid) store.await(userUuid);
  return store;
};

/** The present credential of an account, without opening a store: null also where this tab has none yet. */
export const credentialIfOpen = (id: string, userUuid: string): Credential | null => {
  const store = stores.get(id);
  return store?.owner() === userUuid ? store.current() : null;
};

/** Forgets the connections of all linked accounts: nothing that one person has connected is there for the next. */
export const forgetAccounts = (): void => {
  for (const store of stores.values()) store.replace(null);
  for (const id of served) service.turn(id, false);
};

/** Drops the stores themselves: the next console has its own. */
export const dropAccounts = (): void => {
  forgetAccounts();
  stores.clear();
};

/** Ends everything that was connected in the session, also at the authorization servers. In: the configured accounts. */
export const endAccounts = (accounts: readonly AccountConfig[]): void => {
  for (const { id, oauth } of accounts) {
    const refresh = stores.get(id)?.current()?.refresh;
    // Not awaited: the person has left the page.
    if (oauth && refresh) void revoke(oauth, refresh);
  }
  forgetAccounts();
};

/**
 * For an account that our server speaks for (client credentials, src/api/zenml/openapi.yaml): it confirms first, by the caller's own Lightdash
 * credential, that an admin is asking. So that credential goes along, and is renewed, as it is on any call to Lightdash.
 */
export const serviceSource = (source: CredentialSource = lightdashSource): CredentialSource => {
  const originals = new WeakMap<Credential, Credential>();
  return {
    async get({ rejected }) {
      const own = rejected && originals.get(rejected);
      const credential = await source.get(own ? { rejected: own } : {});
      if (!credential || credential === own) return null;
      const speaking: Credential = {
        ...credential,
        kind: 'service',
        headers: { ...credential.headers, 'x-account-credential': 'service' },
      };
      originals.set(speaking, credential);
      return speaking;
    },
  };
};
