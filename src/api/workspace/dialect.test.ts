import { describe, expect, it } from 'vitest';
import { tokenCredential } from '../core/credentials';
import type { FailureKind } from '../core/failure';
import { TOKEN } from '../core/testing';
import { workspaceDialect } from './dialect';

const dialect = workspaceDialect('/accounts/workspace');
const credential = tokenCredential('canary', 'Bearer');
const asked = { method: 'GET', path: '/accounts/workspace/api/workspace/account/profile', credential };

const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM = 'application/problem+json';

const decode = (status: number, body: unknown, contentType = JSON_TYPE) =>
  dialect.decode(
    { status, contentType, text: typeof body === 'string' ? body : JSON.stringify(body), headers: new Headers() },
    asked,
  );

const Data = { UserId: 'w1', UserName: 'ada', Email: null, FirstName: 'Ada', LastName: 'Lovelace', UserType: 0 };
const LOCKED = {
  Code: 'Locked',
  Message: 'The profile is locked',
  Target: 'Account',
  Field: null,
  Type: 0,
  Severity: 2,
};

describe('data', () => {
  it.each([
    ['as it should be', { Data, Errors: null, Warnings: null, Success: true }],
    ['with empty lists', { Data, Errors: [], Warnings: [], Success: true }],
    ['without a word of success, where nothing went wrong', { Data }],
    ['with an error that did not keep it from succeeding', { Data, Errors: [LOCKED], Success: true }],
    ['with errors that are none', { Data, Errors: [{ Type: 0, Severity: 0 }, null, 'x'] }],
  ])('is unwrapped: %s', (_what, body) => {
    expect(decode(200, body)).toEqual({ ok: true, data: { data: Data, warnings: [] } });
  });

  it('has its warnings beside it, masked', () => {
    const Warnings = [
      { Code: 'Expires', Message: 'The password expires', Field: 'Password', Target: 'Account' },
      { Code: 'Leak', Message: `Seen Bearer ${TOKEN}`, Field: null, Target: 'Token' },
      { Code: null, Message: null },
      { Code: 'Bare', Message: null },
    ];
    const decoded = decode(200, { Data, Warnings, Success: true });
    expect(decoded).toEqual({
      ok: true,
      data: {
        data: Data,
        warnings: [
          { code: 'Expires', message: 'The password expires', field: 'Password' },
          { code: 'Leak', message: expect.stringContaining('•••'), field: 'Token' },
          { code: 'Bare', message: '', field: '' },
        ],
      },
    });
    expect(JSON.stringify(decoded)).not.toContain('canary');
  });

  it.each([
    { Data: null, Success: true },
    { Data: [], Success: true },
    { Data: 'Ada', Success: true },
    { Success: true },
    {},
    [],
    null,
    'null',
    'Ada',
    '',
    '<!doctype html><form>',
    '{"Data":{"UserId":"w1"},"Succ',
    { id: 'another API' },
    { type: 'about:blank', title: 'Forbidden', status: 403 },
  ])('is not made of %j', (body) => {
    expect(decode(200, body)).toEqual({ ok: false, failure: { kind: 'malformed' } });
  });
});

describe('failures', () => {
  const cases: {
    what: string;
    status: number;
    body: unknown;
    type?: string;
    kind: FailureKind;
    said?: string;
    code?: string;
  }[] = [
    {
      what: '200 without success',
      status: 200,
      body: { Errors: [LOCKED], Success: false },
      kind: 'invalid',
      said: 'The profile is locked',
      code: 'Locked',
    },
    {
      what: '200 with errors and no word',
      status: 200,
      body: { Data, Errors: [LOCKED] },
      kind: 'invalid',
      said: 'The profile is locked',
      code: 'Locked',
    },
    {
      what: '200 without success and without a reason',
      status: 200,
      body: { Data, Errors: null, Success: false },
      kind: 'server',
    },
    {
      what: 'an error without words',
      status: 200,
      body: { Errors: [{ Code: 'X', Message: null }], Success: false },
      kind: 'invalid',
      code: 'X',
    },
    {
      what: 'nobody there',
      status: 404,
      body: { Errors: [{ Code: 'UserNotFound', Message: 'No such user' }], Success: false },
      kind: 'no-identity',
      said: 'No such user',
      code: 'UserNotFound',
    },
    { what: 'an error status with success', status: 404, body: { Data, Success: true }, kind: 'not-found' },
    {
      what: 'an odd status in the envelope',
      status: 418,
      body: { Errors: [LOCKED], Success: false },
      kind: 'invalid',
      said: 'The profile is locked',
      code: 'Locked',
    },
    {
      what: 'a dead token in the envelope',
      status: 401,
      body: { Errors: [LOCKED], Success: false },
      kind: 'unauthorized',
      said: 'The profile is locked',
      code: 'Locked',
    },
    {
      what: 'a service account',
      status: 403,
      body: { title: 'Forbidden', detail: 'Service accounts cannot access this endpoint via API keys.' },
      type: PROBLEM,
      kind: 'service-account-refused',
      said: 'Service accounts cannot access this endpoint via API keys.',
    },
    {
      what: 'a service account, by type alone',
      status: 403,
      body: { type: 'https://x.example/service-account' },
      kind: 'service-account-refused',
      code: 'https://x.example/service-account',
    },
    {
      what: 'another problem',
      status: 403,
      body: { type: 'about:blank', title: 'Forbidden', status: 403, detail: null },
      type: PROBLEM,
      kind: 'forbidden',
      said: 'Forbidden',
      code: 'about:blank',
    },
    {
      what: 'a service account as a reason for another status',
      status: 404,
      body: { title: 'There is no such service account' },
      type: PROBLEM,
      kind: 'not-found',
      said: 'There is no such service account',
    },
    {
      what: 'a dead token as a problem',
      status: 401,
      body: { title: 'Unauthorized', status: 401 },
      type: PROBLEM,
      kind: 'unauthorized',
      said: 'Unauthorized',
    },
    { what: 'a dead token without a word', status: 401, body: '', type: '', kind: 'unauthorized' },
    { what: 'a dead token and a page', status: 401, body: '<html>', type: 'text/html', kind: 'unauthorized' },
    { what: 'too many', status: 429, body: 'Too many requests', type: 'text/plain', kind: 'rate-limited' },
    { what: 'too many, cut off', status: 429, body: '{"tit', kind: 'rate-limited' },
    { what: 'a page of something in between', status: 403, body: '<html>', type: 'text/html', kind: 'malformed' },
    { what: 'half a refusal', status: 403, body: '{"title":"Forb', type: PROBLEM, kind: 'malformed' },
    { what: 'a bare refusal', status: 403, body: '', kind: 'forbidden' },
    { what: 'a refusal of another shape', status: 403, body: { reason: 'no' }, kind: 'forbidden' },
    { what: 'a gateway', status: 502, body: '<html>', type: 'text/html', kind: 'unavailable' },
    { what: 'half of a gateway’s answer', status: 503, body: '{"tit', kind: 'unavailable' },
    { what: 'a server that failed', status: 500, body: '{"tit', kind: 'server' },
    {
      what: 'our server, which could not reach it',
      status: 502,
      body: { code: 'upstream_unreachable', message: 'The workspace could not be reached.' },
      kind: 'unavailable',
      said: 'The workspace could not be reached.',
    },
    {
      what: 'our server, which refuses',
      status: 403,
      body: { code: 'not_allowed', message: 'Not this way.' },
      kind: 'forbidden',
      said: 'Not this way.',
      code: 'not_allowed',
    },
  ];

  it.each(cases)('$status, $what → $kind', ({ status, body, type, kind, said, code }) => {
    const decoded = decode(status, body, type);
    if (decoded.ok) throw new Error('a success');
    expect(decoded.failure.kind).toBe(kind);
    expect(decoded.failure.serverMessage ?? '').toBe(said ?? '');
    expect(decoded.failure.code ?? '').toBe(code ?? '');
  });

  it('name the fields they are about', () => {
    const Errors = [
      { Code: 'A', Message: null, Field: 'Email' },
      { Code: 'B', Message: 'Too long', Field: 'Email', Target: 'Profile' },
      { Code: 'C', Message: `Not ${TOKEN}`, Field: '', Target: 'Profile' },
      { Code: 'D', Message: 'No field', Field: null },
    ];
    const decoded = decode(200, { Errors, Success: false });
    expect(decoded).toMatchObject({ ok: false, failure: { code: 'B', serverMessage: 'Too long' } });
    expect(decoded).toHaveProperty('failure.fields', { Email: 'Too long', Profile: 'Not ldpat_•••' });
  });
});

it('sends its token, and only below its own path', () => {
  expect(dialect.authorize(asked)).toEqual({ authorization: 'Bearer canary' });
  expect(dialect.authorize({ ...asked, credential: null })).toEqual({});
  expect(dialect.reach).toEqual(['/accounts/workspace/api/workspace/']);
});
