import { queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { AccountClient } from '../api/core/account';
import {
  oauthCredential,
  tokenCredential,
  type Credential,
  type CredentialSource,
  type Tokens,
} from '../api/core/credentials';
import { ApiFailure, isFailure } from '../api/core/failure';
import { createKatapultClient } from '../api/katapult/client';
import { getKatapultUser } from '../api/katapult/gen/users/users';
import { createWorkspaceClient } from '../api/workspace/client';
import { getWorkspaceProfile } from '../api/workspace/gen/profile/profile';
import { createZenmlClient, type ZenmlChanges } from '../api/zenml/client';
import type { ZenmlUser } from '../api/zenml/gen/model/zenmlUser';
import { getZenmlUser, updateZenmlUser } from '../api/zenml/gen/users/users';
import { factsOf, identity, type Fact, type Identity } from '../domain/identity';
import { accountCredentials, credentialIfOpen, service, serviceSource } from './account-credentials';
import type { AccountConfig } from './config';
import { leaveToSignIn } from './oauth';
import { revoke } from './revoke';

/** What a linked account says of the person: who they are there, all of it, what it warns of, and what may be changed. */
export type LinkedAccount = {
  identity: Identity;
  facts: readonly Fact[];
  warnings: readonly string[];
  /** What the form of an editable account starts with; null where the API has nothing to edit. */
  editable: EditableAccount | null;
};

/** The fields of an account that a person may change (src/api/zenml/openapi.yaml). `external` names the provider that owns username and e-mail. */
export type EditableAccount = { fields: Required<{ [Field in keyof ZenmlChanges]: string }>; external: string | null };

/**
 * How an account is connected: by a credential of one's own, or through the account that our server keeps. `endsAt` is null where
 * it is not known; `isRenewed`: it is renewed before that without asking.
 */
export type Connection = { by: 'token' | 'oauth' | 'service'; endsAt: number | null; isRenewed: boolean };

const ownClients = new WeakMap<CredentialSource, AccountClient>();
const servedClients = new Map<string, AccountClient>();
const MAKE = { workspace: createWorkspaceClient, zenml: createZenmlClient, katapult: createKatapultClient };

/** One client an account and way of connecting: it remembers what the API has said about too many calls. */
const clientOf = ({ id, api }: AccountConfig, by: 'own' | 'service', userUuid: string): AccountClient => {
  if (by === 'service') {
    const client = servedClients.get(id) ?? MAKE[api](id, serviceSource());
    servedClients.set(id, client);
    return client;
  }
  const { source } = accountCredentials(id, userUuid);
  const client = ownClients.get(source) ?? MAKE[api](id, source);
  ownClients.set(source, client);
  return client;
};

const readWorkspace = async (client: AccountClient, signal: AbortSignal): Promise<LinkedAccount> => {
  const { data, warnings } = await getWorkspaceProfile({ client }, signal);
  return {
    identity: identity({ names: [data.FirstName, data.LastName], userName: data.UserName, email: data.Email }),
    facts: factsOf(data),
    warnings: warnings.map(({ code, message }) => message || code),
    editable: null,
  };
};

const toZenml = (user: ZenmlUser): LinkedAccount => ({
  identity: identity({
    names: [user.name],
    userName: user.username,
    email: user.email,
    avatarUrl: user.avatar_url,
    organizations: user.company ? [{ name: user.company, ...(user.job_title ? { detail: user.job_title } : {}) }] : [],
    note: user.is_service_account ? 'Service account' : null,
  }),
  facts: factsOf(user),
  warnings: user.is_active === false ? ['This account is not active.'] : [],
  editable: {
    fields: {
      name: user.name ?? '',
      username: user.username ?? '',
      email: user.email ?? '',
      company: user.company ?? '',
      job_title: user.job_title ?? '',
      avatar_url: user.avatar_url ?? '',
    },
    external: user.oauth_provider ?? null,
  },
});

const readKatapult = async (client: AccountClient, signal: AbortSignal): Promise<LinkedAccount> => {
  const answer = await getKatapultUser({ client }, signal);
  return {
    identity: identity({
      names: [answer.user.first_name, answer.user.last_name],
      avatarUrl: answer.user.avatar_url,
      // An API that breaks its promise is shown as far as it can be read.
      organizations: answer.organizations.map((each: (typeof answer.organizations)[number] | null) => ({
        name: each?.name,
        detail: each?.sub_domain,
      })),
    }),
    facts: factsOf(answer),
    warnings: [],
    editable: null,
  };
};

const readers: Record<AccountConfig['api'], (client: AccountClient, signal: AbortSignal) => Promise<LinkedAccount>> = {
  workspace: readWorkspace,
  zenml: async (client, signal) => toZenml(await getZenmlUser({ client }, signal)),
  katapult: readKatapult,
};

/** The person at a linked account. Throws ApiFailure: `unauthorized` when the credential is dead. */
export const linkedAccountQuery = (account: AccountConfig, by: Connection['by'], userUuid: string) =>
  queryOptions({
    queryKey: ['linkedAccount', account.id, by],
    queryFn: ({ signal }) =>
      readers[account.api](clientOf(account, by === 'service' ? 'service' : 'own', userUuid), signal),
  });

/** How an account is connected now, and null where it is not. A new tab asks the others first. */
export const useConnection = (account: AccountConfig, userUuid: string): Connection | null => {
  // Opens a channel and a lock where it is the first to ask, so not while rendering: React subscribes after that.
  const subscribe = useCallback(
    (listener: () => void) => accountCredentials(account.id, userUuid).subscribe(listener),
    [account.id, userUuid],
  );
  const credential = useSyncExternalStore(subscribe, () => credentialIfOpen(account.id, userUuid));
  const isServed = useSyncExternalStore(service.subscribe, () => service.isOn(account.id));
  useEffect(() => {
    const { oauth } = account;
    const store = accountCredentials(account.id, userUuid);
    store.renewBy(oauth && ((rejected) => renewAccount(oauth, rejected)));
    void store.source.get({}).catch(() => null);
  }, [account, userUuid]);
  if (credential) {
    return {
      by: credential.kind === 'oauth' ? 'oauth' : 'token',
      endsAt: credential.lifetime?.endsAt ?? null,
      isRenewed: credential.refresh !== undefined,
    };
  }
  return isServed ? { by: 'service', endsAt: null, isRenewed: false } : null;
};

/** Which accounts besides this one are connected by what only the memory of the open tabs holds: their names. */
export const heldBeside = (account: AccountConfig, accounts: readonly AccountConfig[], userUuid: string): string[] =>
  accounts.filter(({ id }) => id !== account.id && credentialIfOpen(id, userUuid) !== null).map(({ name }) => name);

const renewAccount = async (
  client: NonNullable<AccountConfig['oauth']>,
  rejected: Credential,
): Promise<Credential | null> => {
  if (rejected.refresh === undefined) return null;
  const { refreshTokens } = await import('../api/core/oauth');
  const askedAt = Date.now();
  const tokens = await refreshTokens(client, rejected.refresh, { origin: location.origin });
  return tokens && oauthCredential(tokens, askedAt);
};

/**
 * Connects an account by a token that was pasted, after the API has accepted it. Throws ApiFailure: what the
 * API says of the token, `bad-credentials` when it is dead or none.
 */
export const connectByToken = async (
  queryClient: QueryClient,
  account: AccountConfig,
  userUuid: string,
  pasted: string,
): Promise<void> => {
  const token = pasted.trim().replace(/^Bearer\s+/i, '');
  if (!/^[\x21-\x7e]{8,}$/.test(token)) {
    throw new ApiFailure({
      kind: 'bad-credentials',
      outcome: 'not-sent',
      api: account.name,
      serverMessage: 'This does not look like an access token',
    });
  }
  const credential = tokenCredential(token, 'Bearer');
  const trial = MAKE[account.api](account.id, { get: () => Promise.resolve(credential) });
  const read = await readers[account.api](trial, new AbortController().signal).catch((error: unknown) => {
    if (!(error instanceof ApiFailure) || error.kind !== 'unauthorized') throw error;
    throw new ApiFailure({
      ...error,
      kind: 'bad-credentials',
      serverMessage: `${account.name} does not accept this token. It may have ended`,
    });
  });
  service.turn(account.id, false);
  // What is still being read with the token before says nothing of this one.
  await queryClient.cancelQueries({ queryKey: ['linkedAccount', account.id] });
  queryClient.setQueryData(linkedAccountQuery(account, 'token', userUuid).queryKey, read);
  accountCredentials(account.id, userUuid).adopt(credential, userUuid);
};

/** Goes to the account's authorization server to connect it; one comes back to the profile. Throws ApiFailure when one did not go. */
export const connectByOAuth = async (account: AccountConfig, userUuid: string, returnTo: string): Promise<void> => {
  if (account.oauth) await leaveToSignIn(account.oauth, { for: 'account', id: account.id }, returnTo, userUuid);
};

/** Lets our server speak for the account with its own, shared credential. It takes the place of one's own. */
export const connectService = (queryClient: QueryClient, account: AccountConfig, userUuid: string): void => {
  accountCredentials(account.id, userUuid).end();
  queryClient.removeQueries({ queryKey: ['linkedAccount', account.id] });
  service.turn(account.id, true);
};

/** Takes up what `connectByOAuth` began. In: the account, who began it, and what the authorization server gave. */
export const connectReturned = (id: string, userUuid: string, tokens: Tokens, askedAt: number): void =>
  accountCredentials(id, userUuid).adopt(oauthCredential(tokens, askedAt), userUuid);

/**
 * Disconnects an account, in all tabs: forgets its credential and what was read with it, and tells the authorization server.
 * Out: whether that heard it; a token that was pasted lives on where it was made.
 */
export const disconnect = async (
  queryClient: QueryClient,
  account: AccountConfig,
  userUuid: string,
): Promise<{ confirmed: boolean }> => {
  const store = accountCredentials(account.id, userUuid);
  const refresh = store.current()?.refresh;
  store.end();
  service.turn(account.id, false);
  queryClient.removeQueries({ queryKey: ['linkedAccount', account.id] });
  return account.oauth && refresh !== undefined ? revoke(account.oauth, refresh) : { confirmed: true };
};

/**
 * Changes one's own account at ZenML: only what differs is sent, an emptied field as null. Throws ApiFailure with `fields`
 * where it says which input is wrong. Source: PATCH /users/me in src/api/zenml/openapi.yaml.
 */
export const useEditAccount = (account: AccountConfig, by: Connection['by'], userUuid: string) => {
  const queryClient = useQueryClient();
  const query = linkedAccountQuery(account, by, userUuid);
  return {
    save: async (from: EditableAccount['fields'], to: EditableAccount['fields']): Promise<void> => {
      const changes = Object.fromEntries(
        Object.entries(to).flatMap(([field, value]) =>
          value === from[field as keyof typeof from] ? [] : [[field, value || null]],
        ),
      );
      const user = await updateZenmlUser(changes, { client: clientOf(account, 'own', userUuid) }).catch(
        (error: unknown) => {
          // The card shows it too, after the dialog was closed.
          if (isFailure(error, 'unauthorized')) void queryClient.invalidateQueries({ queryKey: query.queryKey });
          throw error;
        },
      );
      queryClient.setQueryData(query.queryKey, toZenml(user));
    },
    /** Whether it is as wanted: for a change of which no answer came. */
    isSaved: async (wanted: EditableAccount['fields']): Promise<boolean> => {
      const read = await queryClient.fetchQuery({ ...query, staleTime: 0 });
      return Object.entries(wanted).every(
        ([field, value]) => read.editable?.fields[field as keyof typeof wanted] === value,
      );
    },
  };
};
