import {
  callAccount,
  createAccountClient,
  type AccountClient,
  type AccountOptions,
  type ClientOptions,
} from '../core/account';
import type { CredentialSource } from '../core/credentials';
import type { ApiFailure } from '../core/failure';
import type { ApiRequest } from '../core/request';
import { katapultDialect } from './dialect';

/** The client of one configured Katapult account. In: its id, and where its credential comes from. */
export const createKatapultClient = (
  accountId: string,
  credentials: CredentialSource,
  options?: ClientOptions,
): AccountClient => createAccountClient(accountId, katapultDialect, credentials, options);

/**
 * The function that Orval's generated operations call. In: an operation's address, and the client of the account. Out: its
 * data. Throws ApiFailure.
 */
export const katapult = <T>(request: ApiRequest, options?: AccountOptions): Promise<T> =>
  callAccount(request, options) as Promise<T>;

/** The error type of every generated hook. */
export type ErrorType<_Body> = ApiFailure;
