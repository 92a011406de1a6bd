import { cookieCredential } from '../core/credentials';
import type { Decoded, Dialect, Received } from '../core/dialect';
import { createRequester } from '../core/request';

/** A person of the demo organization whom one may sign in as with one click. */
export type DemoIdentity = { id: string; name: string; email: string; role: string };

/** The sandbox's own switches answer plain JSON, outside of Lightdash's API and its envelope. */
const decode = ({ status, text }: Received): Decoded => {
  if (status >= 400) return { ok: false, failure: { kind: status === 404 ? 'not-found' : 'server' } };
  try {
    return { ok: true, data: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return { ok: false, failure: { kind: 'malformed' } };
  }
};

const credential = cookieCredential('demo');
const dialect: Dialect = { name: 'The sandbox', reach: ['/sandbox/'], authorize: () => ({}), decode };
const request = createRequester({ dialect, credentials: { get: () => Promise.resolve(credential) } });

/** The demo identities, admin first. Throws ApiFailure; `not-found` where there is no sandbox. */
export const listDemoIdentities = (
  signal?: AbortSignal,
): Promise<{ organizationName: string; identities: DemoIdentity[] }> =>
  request({ method: 'GET', url: '/sandbox/identities', signal }) as Promise<{
    organizationName: string;
    identities: DemoIdentity[];
  }>;

/** Signs in as a demo identity: the answer sets the session cookie. Throws ApiFailure. */
export const signInAsDemoIdentity = (identity: string): Promise<unknown> =>
  request({ method: 'POST', url: '/sandbox/sign-in', data: { identity } });
