import { cookieCredential, type CredentialSource } from '../core/credentials';
import type { ApiFailure } from '../core/failure';
import { currentHome } from '../core/home';
import { createRequester, type ApiRequest } from '../core/request';
import { createCredentialStore } from '../core/store';
import { openTabs } from '../core/tabs';
import { learnFrom } from './capabilities';
import { lightdashDialect } from './dialect';
import { addNotice } from './notices';
import { scrub } from './scrub';

/** What a call answers: `results` where the body is the envelope (null where it may be missing and is), nothing where it has none. */
type Unwrap<T> = 'results' extends keyof T
  ? undefined extends T['results']
    ? Exclude<T['results'], undefined> | null
    : T['results']
  : T extends { status: string }
    ? void
    : T;

/** The credential of the running console. */
export let credentials = createCredentialStore(null);

/**
 * Begins with a new credential store. In: whether a host hands the credentials in; if none does,
 * the browser may hold a session cookie that we cannot see, so it begins with that.
 */
export const openLightdash = ({ isHosted }: { isHosted: boolean }): void => {
  credentials = createCredentialStore(isHosted ? null : cookieCredential('session'), {
    tabs: openTabs('lightdash-console:lightdash'),
  });
  const home = currentHome();
  if (home.hasTabs) void import('./shared-knowledge').then(({ shareWithTabs }) => shareWithTabs(home));
};

/** The credential that the running console has when it is asked for. */
export const lightdashSource: CredentialSource = { get: (asked) => credentials.source.get(asked) };

const request = createRequester({ dialect: lightdashDialect, credentials: lightdashSource, onNotice: addNotice });

/** What the caller of a generated operation may say of its request; see ApiRequest. */
export type RequestOptions = Pick<ApiRequest, 'signal' | 'credential' | 'once' | 'headers' | 'priority'> & {
  /** Secrets included: for a write that has to send the whole of it back, never for a query. */
  whole?: true;
};

/**
 * The function that Orval's generated operations call. In: an operation's address and body. Out: its `results`, without
 * secrets (scrub.ts). Throws ApiFailure.
 */
export const lightdash = async <T>(
  config: ApiRequest,
  { whole, ...options }: RequestOptions = {},
): Promise<Unwrap<T>> => {
  const learn = learnFrom(config.method, config.url);
  try {
    const data = await request({ ...config, ...options });
    learn({ data });
    // A query cannot hold undefined.
    return ((whole ? data : scrub(config, data)) ?? null) as Unwrap<T>;
  } catch (error) {
    learn({ error });
    throw error;
  }
};

/** The error type of every generated hook. */
export type ErrorType<_Body> = ApiFailure;
