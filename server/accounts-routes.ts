import type { AccountApi, AccountSettings } from './config-accounts';

/** What a call of a linked account leads to. */
export interface Operation {
  method: 'GET' | 'PATCH' | 'POST';
  /** After /accounts/<id>. */
  path: string;
  /** `form`: an endpoint of an authorization server, which knows its caller by the form alone. */
  body: 'none' | 'json' | 'form';
  target: URL;
}

type Shape = Pick<Operation, 'method' | 'path'>;

/** The only calls that get through (the vendors' own paths, seeds 002 to 004). */
const SHAPES: Readonly<Record<AccountApi, readonly Shape[]>> = {
  workspace: [{ method: 'GET', path: '/api/workspace/account/profile' }],
  zenml: [
    { method: 'GET', path: '/users/me' },
    { method: 'PATCH', path: '/users/me' },
  ],
  katapult: [{ method: 'GET', path: '/users/current' }],
};

/** The calls that an account allows, each with where it leads. */
export function operationsOf({ id, api, url, credentials, oauth }: AccountSettings): Operation[] {
  const prefix = url.pathname.replace(/\/+$/, '');
  const operations: Operation[] = SHAPES[api].map(({ method, path }) => ({
    method,
    path: `/accounts/${id}${path}`,
    body: method === 'GET' ? 'none' : 'json',
    target: new URL(prefix + path, url),
  }));
  const form = (path: string, target: URL): Operation => ({
    method: 'POST',
    path: `/accounts/${id}${path}`,
    body: 'form',
    target,
  });
  if (oauth && credentials.includes('oauth')) {
    operations.push(form('/oauth/token', oauth.tokenUrl));
    if (oauth.revocationUrl) operations.push(form('/oauth/revoke', oauth.revocationUrl));
  }
  return operations;
}
