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
import { workspaceDialect, type WithWarnings } from './dialect';

/** What a call answers: the envelope's data, and its warnings beside it. */
type Unwrap<T> = T extends { Data?: infer Data } ? WithWarnings<Exclude<Data, undefined>> : never;

/** The client of one configured workspace account. In: its id, and where its credential comes from. */
export const createWorkspaceClient = (
  accountId: string,
  credentials: CredentialSource,
  options?: ClientOptions,
): AccountClient => createAccountClient(accountId, workspaceDialect, credentials, options);

/**
 * The function that Orval's generated operations call. In: an operation's address, and the client of the account. Out: data
 * and warnings. Throws ApiFailure.
 */
export const workspace = <T>(request: ApiRequest, options?: AccountOptions): Promise<Unwrap<T>> =>
  callAccount(request, options) as Promise<Unwrap<T>>;

/** The error type of every generated hook. */
export type ErrorType<_Body> = ApiFailure;
