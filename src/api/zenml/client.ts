import {
  callAccount,
  createAccountClient,
  type AccountClient,
  type AccountOptions,
  type ClientOptions,
} from '../core/account';
import type { CredentialSource } from '../core/credentials';
import { isRecord } from '../core/envelope';
import type { ApiFailure } from '../core/failure';
import type { ApiRequest } from '../core/request';
import { WRITABLE_FIELDS, zenmlDialect } from './dialect';
import type { ZenmlUserUpdate } from './gen/model/zenmlUserUpdate';

/** What a form may change. The contract's own type knows more, none of which is ever sent. */
export type ZenmlChanges = Pick<ZenmlUserUpdate, (typeof WRITABLE_FIELDS)[number]>;

/**
 * The part of a body that may be sent. Whatever else it holds stays here: `is_superuser`, `is_active` and `password` are
 * accepted by this operation and must not be changed by this console. In: any body. Out: a new one.
 */
export const writableOf = (body: unknown): ZenmlChanges =>
  isRecord(body)
    ? Object.fromEntries(
        WRITABLE_FIELDS.filter((field) => Object.hasOwn(body, field)).map((field) => [field, body[field]]),
      )
    : {};

/** The client of one configured ZenML account. In: its id, and where its credential comes from. */
export const createZenmlClient = (
  accountId: string,
  credentials: CredentialSource,
  options?: ClientOptions,
): AccountClient => createAccountClient(accountId, zenmlDialect, credentials, options);

/**
 * The function that Orval's generated operations call, and the only way a body gets to ZenML: of it only what a form may change
 * is sent. In: an operation's address and body, and the client of the account. Out: its data. Throws ApiFailure.
 */
export const zenml = <T>(request: ApiRequest, options?: AccountOptions): Promise<T> => {
  const call = request.data === undefined ? request : { ...request, data: writableOf(request.data) };
  return callAccount(call, options) as Promise<T>;
};

/** The error type of every generated hook. */
export type ErrorType<_Body> = ApiFailure;
