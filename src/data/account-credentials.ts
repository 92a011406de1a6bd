import { credentials as lightdashCredentials } from '../api/lightdash/client';
import type { Credential, CredentialSource } from '../api/core/credentials';
import { createCredentialStore, type CredentialStore } from '../api/core/store';
import { openTabs } from '../api/core/tabs';

const stores = new Map<string, CredentialStore>();

/**
 * The credential of a linked account, in memory only and shared by the tabs of the same person. In: the account's id, and who
 * is signed in at Lightdash: what somebody else connected in this tab is dropped.
 */
export const accountCredentials = (id: string, userUuid: string): CredentialStore => {
  const store = stores.get(id) ?? createCredentialStore(null, { tabs: openTabs(`lightdash-console:account:${id}`) });
  stores.set(id, store);
  if (store.owner() !== userUuid) {
    store.await();
    store.belongsTo(userUuid);
  }
  return store;
};

/** Forgets the credentials of all linked accounts: with the session, everything ends that was connected in it. */
export const forgetAccounts = (): void => {
  for (const store of stores.values()) store.replace(null);
};

/**
 * For an account that our server speaks for (client credentials, seed 003): it confirms first, by the caller's own Lightdash
 * credential, that an admin is asking. So that credential goes along, and is renewed, as it is on any call to Lightdash.
 */
export const serviceSource = (source: CredentialSource = lightdashCredentials.source): CredentialSource => {
  const originals = new WeakMap<Credential, Credential>();
  return {
    async get({ rejected }) {
      const own = rejected && originals.get(rejected);
      const credential = await source.get(own ? { rejected: own } : {});
      if (!credential || credential === own) return null;
      const speaking: Credential = { ...credential, kind: 'service', headers: { ...credential.headers, 'x-account-credential': 'service' } };
      originals.set(speaking, credential);
      return speaking;
    },
  };
};
