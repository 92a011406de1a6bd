import type { HttpBindings } from '@hono/node-server';
import type { Sandbox } from '../sandbox/index';
import { AccountFailure } from './accounts-failure';
import { type Operation, operationsOf } from './accounts-routes';
import { exchange, type Limits, type Received, type Send } from './accounts-send';
import { createService } from './accounts-service';
import { type Bodies, BodyLost, createBodies } from './body';
import type { AccountSettings } from './config-accounts';
import { NOT_PASSED_ON } from './failure';
import { createGate, GateFull, inTurn } from './gate';

/** What answers under /accounts. */
export type Accounts = (request: Request, bindings: HttpBindings) => Promise<Response>;

interface AccountsOptions {
  accounts: readonly AccountSettings[];
  /** The sandbox's own apps, for accounts that are in it. */
  apps: Sandbox['accounts'] | null;
  /** Lightdash, or the sandbox in its place: who is asked about the callers of shared service accounts. */
  lightdash: { url: URL; send: Send };
  /** What holds the bodies that still arrive, for all upstreams. */
  bodies?: Bodies;
  limits?: Partial<Limits>;
  now?: () => number;
  log: (line: string) => void;
}

const LIMITS: Limits = {
  timeoutMs: 15_000,
  maxRequestBytes: 64 * 1024,
  maxAnswerBytes: 1024 * 1024,
  // As many as Lightdash gets, for each API.
  maxCalls: 128,
  maxWaiting: 512,
};
const SENT_ON = ['authorization', 'accept', 'content-type'];
const HANDED_BACK = ['content-type', 'retry-after', 'deprecation', 'sunset', 'warning'];
const SOON = { 'retry-after': '1', [NOT_PASSED_ON]: '1' };
const GRANT_TYPES = ['authorization_code', 'refresh_token'];

/**
 * The pass to the linked APIs. A call gets through if its method and its path, as they were sent, are on the list of its
 * account: what is encoded, doubled or has a query is another path. On goes only its own credential, back come status, body and
 * a few headers. Neither cookies nor redirects pass in either direction. Nothing of a call is logged.
 */
export function createAccounts(options: AccountsOptions): Accounts {
  const { accounts, apps, lightdash, bodies = createBodies(), limits, now = Date.now, log } = options;
  const bounds = { ...LIMITS, ...limits };
  const ways = accounts.map((account) => ({
    account,
    operations: operationsOf(account),
    service: serviceOf(account),
    gate: createGate({ limit: bounds.maxCalls, maxWaiting: bounds.maxWaiting }),
  }));

  return async (request, bindings) => {
    try {
      const asked = bindings.incoming.url ?? '';
      const way = ways.find(({ operations }) => operations.some(({ path }) => path === asked));
      if (!way) throw new AccountFailure('not_found', 'There is no such address.');
      const operation = way.operations.find(({ path, method }) => path === asked && method === request.method);
      if (!operation) {
        const allow = way.operations.flatMap(({ path, method }) => (path === asked ? method : [])).join(', ');
        throw new AccountFailure('method_not_allowed', 'This address does not take this method.', { allow });
      }
      return handBack(await pass(way, operation, request, bindings));
    } catch (error) {
      if (error instanceof AccountFailure) return error.toResponse();
      if (error instanceof GateFull || error instanceof BodyLost)
        return new AccountFailure('too_many_calls', 'Too many calls are waiting; try again.', SOON).toResponse();
      throw error;
    }
  };

  async function pass(
    { account, service, gate }: (typeof ways)[number],
    operation: Operation,
    request: Request,
    bindings: HttpBindings,
  ): Promise<Received | Response> {
    const { name } = account;
    const app = account.inSandbox ? apps?.[account.api] : undefined;
    const send: Send = app ? (one) => app.fetch(one, bindings) : fetch;
    const ask = (one: Request) =>
      // By its own signal: the request for a token of the shared account is made for several callers.
      inTurn(gate, one.signal, () => exchange({ name, send, request: one, limits: bounds, log }));
    if (request.headers.get('x-account-credential') === 'service' && operation.body !== 'form') {
      if (!service) throw new AccountFailure('service_not_allowed', `${name} has no shared service account.`);
      if (operation.method !== 'GET')
        throw new AccountFailure('service_not_allowed', 'The shared service account only reads.');
      return service(request.headers, ask, (authorization) => outgoing(account, operation, request, { authorization }));
    }
    const { incoming, outgoing: answering } = bindings;
    const body = operation.body === 'none' ? null : await bodies.hold(incoming, answering, bounds.maxRequestBytes);
    if (!body && operation.body !== 'none') {
      throw new AccountFailure('request_too_large', `The request is larger than ${bounds.maxRequestBytes} bytes.`);
    }
    if (operation.body === 'form' && body) {
      const refusal = formRefusal(account, operation, new URLSearchParams(new TextDecoder().decode(body)));
      if (refusal) return Response.json({ error: refusal }, { status: 400 });
    }
    return ask(outgoing(account, operation, request, { body: body && new Uint8Array(body) }));
  }

  function serviceOf({ name, service }: AccountSettings) {
    if (!service) return null;
    const askLightdash = (headers: Headers) => {
      const request = new Request(new URL('/api/v1/user', lightdash.url), { headers });
      return exchange({ name: 'Lightdash', send: lightdash.send, request, limits: bounds, log });
    };
    return createService({ name, settings: service, askLightdash, now });
  }
}

interface Own {
  authorization?: string;
  body?: Uint8Array<ArrayBuffer> | null;
}

/** The request as the API sees it. */
function outgoing(
  account: AccountSettings,
  { method, target, body: kind }: Operation,
  request: Request,
  own: Own,
): Request {
  const headers = new Headers();
  for (const name of SENT_ON) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (own.authorization) headers.set('authorization', own.authorization);
  // A public client has no other credential than the form.
  if (kind === 'form') headers.delete('authorization');
  const url = new URL(target);
  const [, bearer] = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '') ?? [];
  if (account.tokenInQuery && bearer !== undefined) {
    headers.delete('authorization');
    url.searchParams.set('access_token', bearer);
  }
  return new Request(url, { method, headers, body: own.body ?? null, signal: request.signal });
}

/**
 * Why a form does not go to the authorization server, as an OAuth error. Through us come only the console's own sign-in and its
 * renewal: no passwords, no client credentials, no other client.
 */
function formRefusal({ oauth }: AccountSettings, { target }: Operation, form: URLSearchParams): string | null {
  const names = [...form.keys()];
  if (new Set(names).size < names.length) return 'invalid_request';
  if (form.get('client_id') !== oauth?.client.clientId || form.has('client_secret')) return 'invalid_client';
  const isToken = target === oauth?.tokenUrl;
  return isToken && !GRANT_TYPES.includes(form.get('grant_type') ?? '') ? 'unsupported_grant_type' : null;
}

function handBack(answer: Received | Response): Response {
  if (answer instanceof Response) return answer;
  const headers = new Headers({ 'cache-control': 'private, no-store' });
  for (const name of HANDED_BACK) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const isEmpty = answer.status === 204 || answer.status === 205;
  return new Response(isEmpty ? null : answer.body, { status: answer.status, headers });
}
