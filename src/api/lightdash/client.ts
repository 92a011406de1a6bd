import { cookieCredential } from '../core/credentials';
import type { ApiFailure } from '../core/failure';
import { createRequester, type ApiRequest } from '../core/request';
import { createCredentialStore } from '../core/store';
import { openTabs } from '../core/tabs';
import { lightdashDialect } from './dialect';
import { hear } from './notices';

/** What a call answers: `results` where the body is the envelope, nothing where it has none. */
type Unwrap<T> = 'results' extends keyof T ? T['results'] : T extends { status: string } ? void : T;

/** The credential of this console. A browser may hold a session cookie that we cannot see, so it starts as that. */
export const credentials = createCredentialStore(cookieCredential('session'), { tabs: openTabs('lightdash-console:lightdash') });

const request = createRequester({ dialect: lightdashDialect(globalThis.location?.origin ?? 'http://localhost'), credentials: credentials.source, onNotice: hear });

/**
 * The function that Orval's generated operations call. In: an operation's address and body. Out: its `results`.
 * Throws ApiFailure.
 */
export const lightdash = <T>(config: ApiRequest, options?: Pick<ApiRequest, 'signal' | 'credential' | 'once'>): Promise<Unwrap<T>> =>
  request({ ...config, ...options }) as Promise<Unwrap<T>>;

/** The error type of every generated hook. */
export type ErrorType<_Body> = ApiFailure;
