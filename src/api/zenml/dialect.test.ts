import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cookieCredential, tokenCredential } from '../core/credentials';
import type { FailureKind } from '../core/failure';
import { TOKEN } from '../core/testing';
import { WRITABLE_FIELDS, zenmlDialect } from './dialect';
import contract from './openapi.yaml?raw';

const dialect = zenmlDialect('/accounts/zenml');
const credential = tokenCredential('canary', 'Bearer');
const asked = { method: 'PATCH', path: '/accounts/zenml/users/me', credential };

const decode = (status: number, body: unknown, contentType = 'application/json') =>
  dialect.decode(
    { status, contentType, text: typeof body === 'string' ? body : JSON.stringify(body), headers: new Headers() },
    asked,
  );

describe('data', () => {
  it('is handed on without the password', () => {
    const user = {
      id: 'u1',
      username: 'ada',
      is_superuser: false,
      metadata: { password: 'kept, it is no password of ours' },
    };
    expect(decode(200, { ...user, password: 'canary' })).toEqual({ ok: true, data: user });
  });

  it.each([{ username: 'ada' }, { id: 7 }, {}, [], null, '', 'null', '<html>', '{"id":"u1","usern'])(
    'is not made of %j',
    (body) => {
      expect(decode(200, body)).toEqual({ ok: false, failure: { kind: 'malformed' } });
    },
  );
});

const issue = (loc: unknown, msg: unknown, type: unknown = 'some_type') => ({ loc, msg, type, input: 'typed' });

describe('failures with a list', () => {
  it.each<{ what: string; detail: unknown[]; fields: Record<string, string>; said: string; code: string }>([
    {
      what: 'one field',
      detail: [issue(['body', 'name'], 'Too long', 'string_too_long')],
      fields: { name: 'Too long' },
      said: 'Too long',
      code: 'string_too_long',
    },
    {
      what: 'two fields',
      detail: [issue(['body', 'name'], 'A'), issue(['body', 'company'], 'B')],
      fields: { name: 'A', company: 'B' },
      said: 'A',
      code: 'some_type',
    },
    {
      what: 'several types that a field might have had',
      detail: [issue(['body', 'username', 'constrained-str'], 'A'), issue(['body', 'username', 'email'], 'B')],
      fields: { username: 'A', email: 'B' },
      said: 'A',
      code: 'some_type',
    },
    {
      what: 'one field twice',
      detail: [issue(['body', 'name'], 'First'), issue(['body', 'name'], 'Second')],
      fields: { name: 'First' },
      said: 'First',
      code: 'some_type',
    },
    {
      what: 'a field that the form does not have',
      detail: [issue(['body', 'metadata', 'colour'], 'No')],
      fields: { colour: 'No' },
      said: 'No',
      code: 'some_type',
    },
    {
      what: 'a place in a list',
      detail: [issue(['body', 'tags', 3], 'No')],
      fields: { tags: 'No' },
      said: 'No',
      code: 'some_type',
    },
    {
      what: 'the body as a whole',
      detail: [issue(['body', 12], 'JSON decode error')],
      fields: { body: 'JSON decode error' },
      said: 'JSON decode error',
      code: 'some_type',
    },
    {
      what: 'no place',
      detail: [issue([], 'A'), issue('body', 'B'), issue(undefined, 'C')],
      fields: {},
      said: 'A',
      code: 'some_type',
    },
    {
      what: 'a value error',
      detail: [issue(['body', 'email'], 'Value error, not an address')],
      fields: { email: 'not an address' },
      said: 'not an address',
      code: 'some_type',
    },
    {
      what: 'odd entries',
      detail: [null, 'text', 7, [], issue(['body', 'name'], 5), issue(['body', 'name'], 'Late', 9)],
      fields: { name: 'Late' },
      said: 'Late',
      code: '',
    },
    {
      what: 'a token',
      detail: [issue(['body', 'name'], `Not ${TOKEN}`)],
      fields: { name: 'Not ldpat_•••' },
      said: 'Not ldpat_•••',
      code: 'some_type',
    },
    { what: 'nothing', detail: [], fields: {}, said: '', code: '' },
  ])('$what', ({ detail, fields, said, code }) => {
    const decoded = decode(422, { detail });
    expect(decoded).toEqual({ ok: false, failure: { kind: 'invalid', code, serverMessage: said, fields } });
    // What a person typed stays out of it.
    expect(JSON.stringify(decoded)).not.toContain('typed');
  });
});

describe('other failures', () => {
  it.each<{ what: string; status: number; body: unknown; type?: string; kind: FailureKind; said?: string }>([
    {
      what: 'a sentence',
      status: 400,
      body: { detail: 'The username cannot be changed' },
      kind: 'invalid',
      said: 'The username cannot be changed',
    },
    {
      what: 'a dead token',
      status: 401,
      body: { detail: 'Not authenticated' },
      kind: 'unauthorized',
      said: 'Not authenticated',
    },
    { what: 'a dead token, at length', status: 401, body: { detail: [] }, kind: 'unauthorized' },
    {
      what: 'the Lightdash credential of whoever asks for the service account',
      status: 401,
      body: { status: 'error', error: { name: 'AuthorizationError' } },
      kind: 'unauthorized',
    },
    {
      what: 'a missing permission',
      status: 403,
      body: { detail: 'Insufficient permissions' },
      kind: 'forbidden',
      said: 'Insufficient permissions',
    },
    { what: 'nobody there', status: 404, body: { detail: 'Not Found' }, kind: 'not-found', said: 'Not Found' },
    { what: 'a name that is taken', status: 409, body: { detail: 'Taken' }, kind: 'conflict', said: 'Taken' },
    {
      what: 'a wrong method',
      status: 405,
      body: { detail: 'Method Not Allowed' },
      kind: 'invalid',
      said: 'Method Not Allowed',
    },
    { what: 'too many', status: 429, body: { detail: 'Slow down' }, kind: 'rate-limited', said: 'Slow down' },
    { what: 'a failure', status: 500, body: 'Internal Server Error', type: 'text/plain', kind: 'server' },
    { what: 'a detail of another shape', status: 400, body: { detail: { reason: 'x' } }, kind: 'invalid' },
    { what: 'a page', status: 403, body: '<html>', type: 'text/html', kind: 'malformed' },
    { what: 'half an answer', status: 422, body: '{"detail":[{"loc"', kind: 'malformed' },
    { what: 'a gateway', status: 502, body: '<html>', type: 'text/html', kind: 'unavailable' },
    {
      what: 'our server, which does not do this for the service account',
      status: 403,
      body: { code: 'admins_only', message: 'Admins only.' },
      kind: 'forbidden',
      said: 'Admins only.',
    },
  ])('$status, $what → $kind', ({ status, body, type, kind, said }) => {
    const decoded = decode(status, body, type);
    if (decoded.ok) throw new Error('a success');
    expect(decoded.failure.kind).toBe(kind);
    expect(decoded.failure.serverMessage ?? '').toBe(said ?? '');
  });

  it('mask tokens', () => {
    expect(JSON.stringify(decode(400, { detail: `Not with Bearer ${TOKEN}` }))).not.toContain('canary');
  });
});

it('may write what the contract says and no more', () => {
  const { components } = parse(contract) as {
    components: { schemas: Record<string, { properties: Record<string, { 'x-console-writes'?: boolean }> }> };
  };
  const fields = Object.entries(components.schemas.ZenmlUserUpdate?.properties ?? {});
  const marked = fields.filter(([, schema]) => schema['x-console-writes'] === true).map(([field]) => field);
  expect([...WRITABLE_FIELDS].toSorted()).toEqual(marked.toSorted());
  expect(marked).not.toEqual(expect.arrayContaining(['password']));
});

describe('the credential', () => {
  it('is sent, and only below its own path', () => {
    expect(dialect.authorize(asked)).toEqual({ authorization: 'Bearer canary' });
    expect(dialect.authorize({ ...asked, credential: null })).toEqual({});
    expect(dialect.reach).toEqual(['/accounts/zenml/users/']);
  });

  it('says when the service account is meant', () => {
    const session = { ...cookieCredential('session'), kind: 'service' as const };
    expect(dialect.authorize({ ...asked, credential: session })).toEqual({ 'x-account-credential': 'service' });
    const token = { ...tokenCredential('canary'), kind: 'service' as const };
    expect(dialect.authorize({ ...asked, credential: token })).toEqual({
      authorization: 'ApiKey canary',
      'x-account-credential': 'service',
    });
  });
});
