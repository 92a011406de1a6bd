import { describe, expect, it } from 'vitest';
import { cookieCredential, type Credential } from '../core/credentials';
import { createCredentialStore } from '../core/store';
import type { Asked, Received } from '../core/dialect';
import {
  createNetwork,
  createTestRequester,
  failureOf,
  html,
  json,
  silence,
  TOKEN,
  type Reaction,
} from '../core/testing';
import { lightdashDialect } from './dialect';
import { COOKIE, JSON_TYPE, PAT, RECORDED_ERRORS, type RecordedAnswer } from './recorded-answers';
import { NEWER_RECORDED_ERRORS } from './recorded-answers-newer';
import { RECORDED_OUTAGES } from './recorded-outages';

const dialect = lightdashDialect;

const asking = (operation: string, credential: Credential | null = COOKIE): Asked => {
  const [method = '', path = ''] = operation.split(' ');
  return { method, path, credential };
};

const received = (status: number, text: string, contentType: string | null = JSON_TYPE): Received => ({
  status,
  text,
  contentType: contentType ?? '',
  headers: new Headers(),
});

const answerOf = ({ status, contentType, error, text }: RecordedAnswer): Received => {
  const envelope = { status: 'error', error: { statusCode: status, data: {}, ...error } };
  return received(status, text ?? JSON.stringify(envelope), contentType === undefined ? JSON_TYPE : contentType);
};

const decodeOk = (operation: string, results: unknown) => {
  const decoded = dialect.decode(received(200, JSON.stringify({ status: 'ok', results })), asking(operation));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  return decoded.data;
};

describe('what Lightdash answers when something is wrong', () => {
  it.each(
    [...RECORDED_ERRORS, ...RECORDED_OUTAGES, ...NEWER_RECORDED_ERRORS].map((answer) => ({
      ...answer,
      label: `${answer.status} ${answer.asked}`,
    })),
  )('$label, $what', (answer) => {
    const decoded = dialect.decode(answerOf(answer), asking(answer.asked, answer.by));
    if (decoded.ok) throw new Error('decoded as a success');
    expect(decoded.failure.kind).toBe(answer.expected.kind);
    if (answer.expected.detail !== undefined) expect(decoded.failure.detail).toBe(answer.expected.detail);
    if (answer.expected.fields) expect(decoded.failure.fields).toEqual(answer.expected.fields);
    if (answer.error)
      expect(decoded.failure).toMatchObject({ code: answer.error.name, serverMessage: answer.error.message });
    // A raw body is no sentence.
    else expect(decoded.failure.serverMessage ?? '').toBe('');
  });

  it('leaves the values that a person typed out of the fields', () => {
    const answer = RECORDED_ERRORS.find(({ what }) => what === 'a bad field');
    if (!answer) throw new Error('the table has lost a row');
    expect(JSON.stringify(dialect.decode(answerOf(answer), asking(answer.asked)))).not.toContain('maybe');
  });

  it('masks tokens in sentences and fields', () => {
    const error = {
      name: 'ValidateError',
      message: `Invalid header ApiKey ${TOKEN}`,
      data: {
        'body.a': { message: `was ${TOKEN}` },
        'body.b': { message: `"password":"${TOKEN} x" Issues: [${TOKEN}]` },
      },
    };
    const decoded = dialect.decode(
      received(422, JSON.stringify({ status: 'error', error })),
      asking('POST /api/v1/org/groups'),
    );
    expect(JSON.stringify(decoded)).not.toContain('canary');
    expect(JSON.stringify(decoded)).toContain('•••');
  });

  it.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])('knows no error called %s', (name) => {
    const text = `{"status":"error","error":{"name":"${name}","message":"no","data":{}}}`;
    const decoded = dialect.decode(received(403, text), asking('GET /api/v1/org'));
    expect(decoded).toMatchObject({ ok: false, failure: { kind: 'forbidden', code: name } });
  });

  it.each([
    '{"status":"error"}',
    '{"status":"error","error":null}',
    '{"status":"error","error":"text"}',
    '{"status":"error","error":{"name":1,"message":{},"data":"x"}}',
    '{"status":"error","error":{"name":"ValidateError","message":"","data":{"body.a":null,"body.b":[1],"body.c":{"message":5}}}}',
    '{"error":{"name":"X","message":"other envelope"}}',
    '[]',
    'null',
    '"text"',
  ])('makes a failure of an envelope that is odd: %s', (text) => {
    const decoded = dialect.decode(received(400, text), asking('GET /api/v1/org'));
    expect(decoded).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: {} } });
  });
});

describe('what Lightdash answers when all is well', () => {
  it('is unwrapped', () => {
    expect(decodeOk('GET /api/v1/org', { name: 'Jaffle Shop' })).toEqual({ name: 'Jaffle Shop' });
    expect(decodeOk('GET /api/v1/org/projects', [])).toEqual([]);
  });

  it.each([
    [204, '', null],
    [200, '', JSON_TYPE],
    [200, '{"status":"ok"}', JSON_TYPE],
    [201, '{"status":"ok"}', JSON_TYPE],
  ])('may have no results: %s %j', (status, text, contentType) => {
    const decoded = dialect.decode(received(status, text, contentType), asking('PUT /api/v1/groups/a/members/b'));
    expect(decoded).toEqual({ ok: true, data: undefined });
  });
});

const account = (authentication: unknown) => ({
  authentication,
  organization: { name: 'Jaffle Shop' },
  user: { userUuid: 'u' },
});

describe('GET /api/v1/user/account', () => {
  const SECRETS = [TOKEN, 'connect.sid=s%3Acanary', 'ApiKey canary', 'eyJcanary', 'canary'];

  it.each([
    ['session', { type: 'session', source: 'connect.sid=s%3Acanary' }],
    ['pat', { type: 'pat', source: 'ApiKey canary' }],
    ['oauth', { type: 'oauth', source: 'Bearer canary', token: 'ldapp_canary', clientId: 'x', scopes: ['read'] }],
    ['service-account', { type: 'service-account', source: 'Bearer canary', serviceAccountUuid: 'x' }],
    ['jwt', { type: 'jwt', source: 'eyJcanary', data: { content: { token: 'canary' } } }],
    ['something new', { type: 'something new', secret: { deep: ['canary'] } }],
  ])('keeps the kind and loses the credential: %s', (type, authentication) => {
    const data = decodeOk('GET /api/v1/user/account', account(authentication));
    expect(data).toEqual(account({ type }));
    for (const secret of SECRETS) expect(JSON.stringify(data)).not.toContain(secret);
  });

  it.each([`ApiKey ${TOKEN}`, null, [TOKEN], 7])('loses it also in another shape: %j', (authentication) => {
    expect(JSON.stringify(decodeOk('GET /api/v1/user/account', account(authentication)))).not.toContain('canary');
  });

  it('loses it on the way to whoever asked', async () => {
    const network = createNetwork(
      json(200, { status: 'ok', results: account({ type: 'pat', source: `ApiKey ${TOKEN}` }) }),
    );
    const { request } = createTestRequester(network.send, { dialect });
    expect(JSON.stringify(await request({ method: 'get', url: '/api/v1/user/account' }))).not.toContain('canary');
  });

  it('leaves other answers alone', () => {
    expect(decodeOk('GET /api/v1/org', { authentication: { type: 'x', more: 1 } })).toEqual({
      authentication: { type: 'x', more: 1 },
    });
    for (const odd of [null, [], { user: {} }]) expect(decodeOk('GET /api/v1/user/account', odd)).toEqual(odd);
  });
});

describe('the credential', () => {
  it('goes with what needs it, and not with sign-in and health', () => {
    expect(dialect.authorize(asking('GET /api/v1/user', PAT))).toEqual({ authorization: `ApiKey ${TOKEN}` });
    expect(dialect.authorize(asking('GET /api/v1/health/x', PAT))).toEqual({ authorization: `ApiKey ${TOKEN}` });
    for (const operation of ['POST /api/v1/login', 'GET /api/v1/health'])
      expect(dialect.authorize(asking(operation, PAT))).toEqual({});
    expect(dialect.authorize(asking('GET /api/v1/user', COOKIE))).toEqual({});
    expect(dialect.authorize(asking('GET /api/v1/user', null))).toEqual({});
  });

  it('is not asked for anew when an operation is for sessions only, a password is wrong or a warehouse has lost its sign-in', async () => {
    const harmless = [...RECORDED_ERRORS, ...RECORDED_OUTAGES].filter(
      ({ status, expected }) => status === 401 && expected.kind !== 'unauthorized',
    );
    expect(harmless.map(({ expected }) => expected.kind)).toEqual([
      'session-only',
      'session-only',
      'invalid',
      'bad-credentials',
    ]);
    for (const answer of harmless) {
      const store = createCredentialStore(answer.by);
      let questions = 0;
      store.askWith(() => Promise.resolve(questions++ < 0 ? PAT : null));
      const { status, text, contentType } = answerOf(answer);
      const network = createNetwork(
        new Response(text, { status, headers: contentType ? { 'content-type': contentType } : {} }),
      );
      const { request } = createTestRequester(network.send, { dialect, credentials: store.source });
      const [method = '', url = ''] = answer.asked.split(' ');
      expect((await failureOf(request({ method, url }))).kind).toBe(answer.expected.kind);
      expect(questions).toBe(0);
    }
  });
});

const envelope = (status: number, name: string) =>
  json(status, { status: 'error', error: { statusCode: status, name, message: 'no', data: {} } });

describe('what became of a write', () => {
  it.each<{ what: string; reaction: Reaction; outcome: string }>([
    { what: 'no network', reaction: new TypeError('Failed to fetch'), outcome: 'unknown' },
    { what: 'no answer in time', reaction: silence, outcome: 'unknown' },
    { what: '502 HTML', reaction: html(502), outcome: 'unknown' },
    { what: '503 HTML', reaction: html(503), outcome: 'unknown' },
    { what: '504 HTML', reaction: html(504), outcome: 'unknown' },
    { what: '503 in the envelope', reaction: envelope(503, 'ServiceUnavailableError'), outcome: 'unknown' },
    { what: '522 HTML', reaction: html(522), outcome: 'unknown' },
    { what: '500 HTML', reaction: html(500), outcome: 'unknown' },
    { what: '200 HTML', reaction: html(200), outcome: 'unknown' },
    { what: '200 cut off', reaction: new Response('{"status":"ok","re'), outcome: 'unknown' },
    { what: '400', reaction: envelope(400, 'ParameterError'), outcome: 'rejected' },
    { what: '401', reaction: envelope(401, 'AuthorizationError'), outcome: 'rejected' },
    { what: '401 plain', reaction: new Response('Unauthorized', { status: 401 }), outcome: 'rejected' },
    { what: '403', reaction: envelope(403, 'ForbiddenError'), outcome: 'rejected' },
    { what: '404', reaction: envelope(404, 'NotFoundError'), outcome: 'rejected' },
    { what: '409', reaction: envelope(409, 'AlreadyExistsError'), outcome: 'rejected' },
    { what: '422', reaction: envelope(422, 'ValidateError'), outcome: 'rejected' },
    { what: '429', reaction: new Response('slow down', { status: 429 }), outcome: 'rejected' },
    { what: '500', reaction: envelope(500, 'UnexpectedServerError'), outcome: 'rejected' },
    { what: '501', reaction: envelope(501, 'NotImplementedError'), outcome: 'rejected' },
  ])('is $outcome after: $what', async ({ reaction, outcome }) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const network = createNetwork(reaction);
      const { request } = createTestRequester(network.send, {
        dialect,
        timeoutMs: 1,
        credentials: createCredentialStore(cookieCredential('session')).source,
      });
      expect((await failureOf(request({ method, url: '/api/v1/org/users/x', data: {} }))).outcome).toBe(outcome);
      expect(network.sent).toHaveLength(1);
    }
  });
});
