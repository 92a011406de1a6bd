import type { CredentialSource } from './credentials';
import type { Dialect } from './dialect';
import { ApiFailure } from './failure';
import { createRequester, type ApiRequest, type RequesterOptions } from './request';

/** How calls to one configured account are sent. Several accounts may be of one API: each has a client of its own. */
export type AccountClient = (request: ApiRequest) => Promise<unknown>;

/** What a generated function of a linked API needs besides its arguments: through which account it is sent. */
export type AccountOptions = { client: AccountClient } & Pick<ApiRequest, 'credential' | 'once' | 'priority'>;

/** What a client depends on; tests pass their own. */
export type ClientOptions = Omit<RequesterOptions, 'dialect' | 'credentials'>;

/**
 * Makes the client of one account: everything goes to our own server under `/accounts/<id>`, and nowhere else. In: the id of
 * the account, how its API speaks, where its credential comes from. Keep it for as long as the account exists: it knows what
 * the API has said about too many calls.
 */
export const createAccountClient = (
  accountId: string,
  dialectOf: (prefix: string) => Dialect,
  credentials: CredentialSource,
  options: ClientOptions = {},
): AccountClient => {
  const prefix = `/accounts/${accountId}`;
  const request = createRequester({ ...options, dialect: dialectOf(prefix), credentials });
  // Async, because an address that is refused throws.
  return async (call) => request({ ...call, url: prefix + call.url });
};

/** Sends a call through its account. Throws ApiFailure: `blocked` when it was not said which account that is. */
export const callAccount = async (request: ApiRequest, options: AccountOptions | undefined): Promise<unknown> => {
  if (!options) throw new ApiFailure({ kind: 'blocked', outcome: 'not-sent', method: request.method.toUpperCase() });
  const { client, ...rest } = options;
  return client({ ...request, ...rest });
};
