import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../core/dialect';
import { ApiFailure } from '../core/failure';
import { describeFailure } from '../core/sentences';
import { lightdashDialect } from './dialect';
import { COOKIE, PAT } from './recorded-answers';
import { RUNS } from '#/lib/testing-runs';

const dialect = lightdashDialect;

const DANGEROUS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'status',
  'error',
  'results',
  'data',
  'message',
  'name',
  'authentication',
  'body.x',
];
const key = fc.oneof(fc.constantFrom(...DANGEROUS), fc.string({ maxLength: 5 }));
const leaf = fc.oneof(
  fc.constantFrom('ok', 'error', 'ValidateError', '__proto__', 'constructor', 'Unauthorized'),
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);

/** JSON as text, so that `__proto__` is a key of its own and not the prototype of a sample. */
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf.map((value) => JSON.stringify(value)),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((entries) => `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${v}`).join(',')}}`),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values.join(',')}]`),
  ),
}));
const envelope = fc.oneof(
  jsonText.map((results) => `{"status":"ok","results":${results}}`),
  jsonText.map((error) => `{"status":"error","error":${error}}`),
  fc
    .tuple(leaf, leaf, jsonText)
    .map(
      ([name, message, data]) =>
        `{"status":"error","error":{"name":${JSON.stringify(name)},"message":${JSON.stringify(message)},"data":${data}}}`,
    ),
);
const text = fc.oneof(
  jsonText,
  envelope,
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '<html>',
    'Unauthorized',
    '[',
    '['.repeat(50_000),
    '{"a":'.repeat(20_000),
    '\u{feff}{}',
    '{"status":"ok","results":{"__proto__":{"isAdmin":true}}}',
  ),
  fc.tuple(envelope, fc.nat(200)).map(([whole, length]) => whole.slice(0, length)),
);
const asked = fc.record<Asked>({
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'),
  path: fc.constantFrom(
    '/api/v1/user',
    '/api/v1/user/account',
    '/api/v1/login',
    '/api/v1/user/me',
    '/api/v1/org/users',
  ),
  credential: fc.constantFrom(null, COOKIE, PAT),
});
const status = fc.oneof(
  fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503),
  fc.integer({ min: 0, max: 999 }),
);
const contentType = fc.oneof(fc.constantFrom('application/json', 'text/html', 'TEXT/HTML; charset=x', ''), fc.string());

const FAILURE_KINDS = new Set([
  'unauthorized',
  'session-only',
  'bad-credentials',
  'forbidden',
  'deactivated',
  'not-found',
  'no-such-operation',
  'conflict',
  'invalid',
  'rate-limited',
  'server',
  'unavailable',
  'not-implemented',
  'malformed',
]);

describe('decode', () => {
  it('never throws and never changes a prototype, whatever comes back', () => {
    const before = [Object.prototype, Array.prototype, String.prototype].map(
      (prototype) => Reflect.ownKeys(prototype).length,
    );
    fc.assert(
      fc.property(status, contentType, text, asked, (code, type, body, question) => {
        const decoded = dialect.decode(
          { status: code, contentType: type, text: body, headers: new Headers() },
          question,
        );
        if (decoded.ok) {
          expect(code >= 200 && code < 300).toBe(true);
          if (typeof decoded.data === 'object' && decoded.data !== null) {
            const prototype: unknown = Object.getPrototypeOf(decoded.data);
            expect(prototype === Object.prototype || prototype === Array.prototype).toBe(true);
          }
          return;
        }
        expect(FAILURE_KINDS.has(decoded.failure.kind)).toBe(true);
        expect(Object.getPrototypeOf(decoded.failure.fields ?? {})).toBe(Object.prototype);
        const problem = describeFailure(new ApiFailure({ outcome: 'rejected', ...decoded.failure }));
        expect(typeof problem.title === 'string' && typeof problem.message === 'string').toBe(true);
        expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
      }),
      RUNS,
    );
    expect(
      [Object.prototype, Array.prototype, String.prototype].map((prototype) => Reflect.ownKeys(prototype).length),
    ).toEqual(before);
  });

  it('keeps a hostile key a key', () => {
    const body =
      '{"status":"error","error":{"name":"ValidateError","message":"","data":{"__proto__":{"message":"x"},"body.__proto__":{"message":"y"}}}}';
    const decoded = dialect.decode(
      { status: 422, contentType: '', text: body, headers: new Headers() },
      { method: 'POST', path: '/api/v1/org/groups', credential: PAT },
    );
    if (decoded.ok) throw new Error('a success');
    const failure = new ApiFailure({ outcome: 'rejected', ...decoded.failure });
    expect(Object.getPrototypeOf(failure.fields)).toBe(Object.prototype);
    expect(Object.keys(failure.fields)).toEqual(['__proto__']);
  });
});
