import { describe, expect, it } from 'vitest';
import { tokenCredential } from '../core/credentials';
import type { FailureDetails, FailureKind } from '../core/failure';
import { createNetwork, createTestRequester, failureOf, json, TOKEN } from '../core/testing';
import { katapultDialect } from './dialect';

const dialect = katapultDialect('/accounts/katapult');
const credential = tokenCredential('canary', 'Bearer');
const asked = { method: 'GET', path: '/accounts/katapult/users/current', credential };

const decode = (status: number, body: unknown, contentType = 'application/json') =>
  dialect.decode(
    { status, contentType, text: typeof body === 'string' ? body : JSON.stringify(body), headers: new Headers() },
    asked,
  );

const CURRENT = { user: { id: 'user_1', first_name: 'Ada' }, organizations: [], api_token_id: 'apitoken_1' };

describe('data', () => {
  it('is handed on', () => {
    expect(decode(200, CURRENT)).toEqual({ ok: true, data: CURRENT });
  });

  it.each([
    { user: null, organizations: [] },
    { user: [], organizations: [] },
    { user: {} },
    { user: {}, organizations: {} },
    {},
    [],
    null,
    '',
    'null',
    '<html>',
    '{"user":{"id":"u"},"organiz',
  ])('is not made of %j', (body) => {
    expect(decode(200, body)).toEqual({ ok: false, failure: { kind: 'malformed' } });
  });
});

type Case = { status: number; code: string; detail?: unknown; kind: FailureKind; about?: Partial<FailureDetails> };

const CODED: Case[] = [
  { status: 400, code: 'missing_api_token', kind: 'unauthorized' },
  { status: 403, code: 'invalid_api_token', detail: {}, kind: 'unauthorized' },
  // The code counts, whatever the status.
  { status: 500, code: 'invalid_api_token', kind: 'unauthorized' },
  { status: 403, code: 'invalid_capabilities_token', kind: 'forbidden' },
  {
    status: 403,
    code: 'unauthorized_network_for_api_token',
    detail: { ip_address: '203.0.113.7' },
    kind: 'address-refused',
    about: { detail: '203.0.113.7' },
  },
  {
    status: 403,
    code: 'unauthorized_network_for_api_token',
    detail: { note: 'no address', ip: '2001:db8::1' },
    kind: 'address-refused',
    about: { detail: '2001:db8::1' },
  },
  {
    status: 403,
    code: 'unauthorized_network_for_api_token',
    detail: { ip_address: '<b>' },
    kind: 'address-refused',
    about: { detail: '' },
  },
  {
    status: 403,
    code: 'unauthorized_network_for_api_token',
    detail: '203.0.113.7',
    kind: 'address-refused',
    about: { detail: '' },
  },
  {
    status: 403,
    code: 'scope_not_granted',
    detail: { scopes: ['users:read', 'organizations:read'] },
    kind: 'scope-missing',
    about: { detail: 'users:read, organizations:read' },
  },
  {
    status: 403,
    code: 'scope_not_granted',
    detail: { scope: 'users' },
    kind: 'scope-missing',
    about: { detail: 'users' },
  },
  {
    status: 403,
    code: 'scope_not_granted',
    detail: { scopes: ['a b', 7, null, {}] },
    kind: 'scope-missing',
    about: { detail: '' },
  },
  { status: 403, code: 'scope_not_granted', detail: null, kind: 'scope-missing', about: { detail: '' } },
  { status: 404, code: 'no_user_associated_with_identity', detail: {}, kind: 'no-identity' },
  {
    status: 429,
    code: 'rate_limit_reached',
    detail: { total_permitted: 60 },
    kind: 'rate-limited',
    about: { permittedPerMinute: 60 },
  },
  {
    status: 429,
    code: 'rate_limit_reached',
    detail: { total_permitted: 0 },
    kind: 'rate-limited',
    about: { permittedPerMinute: null },
  },
  {
    status: 429,
    code: 'rate_limit_reached',
    detail: { total_permitted: '60' },
    kind: 'rate-limited',
    about: { permittedPerMinute: null },
  },
  { status: 429, code: 'rate_limit_reached', detail: [], kind: 'rate-limited', about: { permittedPerMinute: null } },
  { status: 503, code: 'service_unavailable', kind: 'unavailable' },
  {
    status: 403,
    code: 'something_new',
    detail: { total_permitted: 5 },
    kind: 'forbidden',
    about: { permittedPerMinute: null },
  },
  { status: 418, code: 'something_new', kind: 'invalid' },
  { status: 401, code: 'something_new', kind: 'unauthorized' },
];

describe('failures', () => {
  it.each(CODED)('$status $code, $detail → $kind', ({ status, code, detail, kind, about = {} }) => {
    const decoded = decode(status, { code, description: 'In words', detail });
    expect(decoded).toMatchObject({
      ok: false,
      failure: { kind, code, serverMessage: 'In words', detail: '', permittedPerMinute: null, ...about },
    });
  });

  it.each<{ what: string; status: number; body: unknown; type?: string; kind: FailureKind; said?: string }>([
    {
      what: 'a known code without a description',
      status: 403,
      body: { code: 'invalid_api_token' },
      kind: 'unauthorized',
    },
    {
      what: 'a known code beside a message',
      status: 403,
      body: { code: 'invalid_api_token', message: 'x' },
      kind: 'unauthorized',
    },
    { what: 'a page', status: 403, body: '<html>', type: 'text/html', kind: 'malformed' },
    { what: 'half an answer', status: 403, body: '{"code":"invalid_ap', kind: 'malformed' },
    { what: 'half an answer', status: 404, body: '{"code":"no_us', kind: 'malformed' },
    {
      what: 'no token for something in between',
      status: 401,
      body: 'Unauthorized',
      type: 'text/plain',
      kind: 'unauthorized',
    },
    { what: 'a gateway', status: 504, body: '', type: '', kind: 'unavailable' },
    { what: 'a code that is no text', status: 400, body: { code: 7, description: 'x' }, kind: 'invalid' },
    {
      what: 'our server',
      status: 502,
      body: { code: 'upstream_unreachable', message: 'Katapult could not be reached.' },
      kind: 'unavailable',
      said: 'Katapult could not be reached.',
    },
    {
      what: 'our server asks who one is',
      status: 401,
      body: { code: 'no_credential', message: 'Nobody.' },
      kind: 'unauthorized',
      said: 'Nobody.',
    },
  ])('$status, $what → $kind', ({ status, body, type, kind, said }) => {
    const decoded = decode(status, body, type);
    expect(decoded).toMatchObject({ ok: false, failure: { kind } });
    if (said) expect(decoded).toMatchObject({ failure: { serverMessage: said } });
  });

  it('masks tokens', () => {
    const text = JSON.stringify(
      decode(403, { code: 'scope_not_granted', description: `Not with Bearer ${TOKEN}`, detail: {} }),
    );
    expect(text).not.toContain('canary');
    expect(text).toContain('•••');
  });

  it('renews the token for what says that it is dead, and for nothing else', async () => {
    for (const { status, code, detail, kind } of CODED) {
      let renewals = 0;
      const credentials = {
        get: ({ rejected }: { rejected?: unknown }) => Promise.resolve(rejected ? (renewals++, null) : credential),
      };
      const network = createNetwork(json(status, { code, description: '', detail }));
      const { request } = createTestRequester(network.send, { dialect, credentials });
      expect((await failureOf(request({ method: 'GET', url: asked.path }))).kind).toBe(kind);
      expect(renewals, code).toBe(kind === 'unauthorized' ? 1 : 0);
    }
  });
});

it('sends its token, and only below its own path', () => {
  expect(dialect.authorize(asked)).toEqual({ authorization: 'Bearer canary' });
  expect(dialect.authorize({ ...asked, credential: null })).toEqual({});
  expect(dialect.reach).toEqual(['/accounts/katapult/users/']);
});
