import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiFailure, type FailureKind, NOT_SHOWN, WRITTEN } from './failure';
import { describeFailure, explainRow } from './sentences';
import { RUNS } from '#/lib/testing-runs';

/** Every kind once: a new one does not compile until it is listed here. */
const EVERY_KIND: Record<FailureKind, true> = {
  unauthorized: true,
  'session-only': true,
  'bad-credentials': true,
  forbidden: true,
  deactivated: true,
  'no-identity': true,
  'address-refused': true,
  'scope-missing': true,
  'service-account-refused': true,
  'not-found': true,
  'no-such-operation': true,
  conflict: true,
  invalid: true,
  'rate-limited': true,
  server: true,
  unavailable: true,
  'not-implemented': true,
  'not-available': true,
  timeout: true,
  network: true,
  offline: true,
  aborted: true,
  malformed: true,
  blocked: true,
};
const KINDS = Object.keys(EVERY_KIND) as FailureKind[];

const describeKind = (kind: FailureKind, details: Partial<ApiFailure> = {}) =>
  describeFailure(
    new ApiFailure({ kind, outcome: 'rejected', method: 'PATCH', path: '/api/v1/org/users/x', ...details }),
  );

const isWholeSentence = (text: string) =>
  /^\p{Lu}|^\P{L}/u.test(text) && /[.!?…]$/.test(text) && !/[.,;:]\.$/.test(text) && !/\s{2}/.test(text.trim());

describe('describeFailure', () => {
  it.each(KINDS)('has a title and a whole sentence for %s', (kind) => {
    const { title, message } = describeKind(kind);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(message).toSatisfy(isWholeSentence);
    expect(message.length).toBeGreaterThan(15);
  });

  it.each(KINDS)('says that it is not known whether a write was saved, and offers no blind repetition: %s', (kind) => {
    const problem = describeKind(kind, { outcome: 'unknown', serverMessage: 'Some words' });
    expect(problem.title).toBe('Not known whether this was saved');
    expect(problem.message).toMatch(/Check the current state before you try again\.$/);
    expect(problem.canRetry).toBe(false);
  });

  it.each<[FailureKind, string]>([
    ['timeout', 'No answer came in time, so it may or may not have been carried out.'],
    ['network', 'The connection broke before the server confirmed it.'],
    ['offline', 'You went offline before the server confirmed it.'],
    ['aborted', 'The request was stopped before the server confirmed it.'],
    ['server', 'The server failed on the way, so it may or may not have been carried out.'],
    ['unavailable', 'Katapult became unavailable before it confirmed it.'],
    ['malformed', 'The answer could not be read, so it confirms nothing.'],
    ['conflict', 'The server has not confirmed it.'],
  ])('says what became of a lost answer in two whole sentences: %s', (kind, expected) => {
    expect(describeKind(kind, { outcome: 'unknown', api: 'Katapult' }).message).toBe(
      `${expected} Check the current state before you try again.`,
    );
  });

  it('offers a repetition where it may help', () => {
    expect(KINDS.filter((kind) => describeKind(kind).canRetry)).toEqual([
      'rate-limited',
      'server',
      'unavailable',
      'timeout',
      'network',
      'offline',
      'aborted',
      'malformed',
    ]);
  });

  it.each([
    ['Organization must have at least one admin', /only admin/],
    ["You don't have access to this resource or action", /role does not allow/],
    [
      'Password must contain at least 8 characters, 1 letter and 1 number',
      /^Password must contain at least 8 characters, 1 letter and 1 number\.$/,
    ],
    ['Expire time must be in the future', /^Expire time must be in the future\.$/],
    ['gmail.com is not allowed as organization email(s)', /^Gmail\.com is not allowed as organization email\(s\)\.$/],
    ['Password not recognized.', /^Password not recognized\.$/],
    ["Can't change user access to a nested space", /^Can't change user access to a nested space\.$/],
    ['Are you sure?', /^Are you sure\?$/],
  ])('passes on a plain sentence of the server: %s', (serverMessage, expected) => {
    expect(describeKind('forbidden', { serverMessage }).message).toMatch(expected);
  });

  it.each([['constructor'], ['__proto__'], ['toString'], ['hasOwnProperty']])(
    'treats %s as a word, not as a property',
    (serverMessage) => {
      const { message } = describeKind('conflict', { serverMessage });
      expect(typeof message).toBe('string');
      expect(message).toSatisfy(isWholeSentence);
    },
  );

  it.each([
    '',
    '  ',
    '.',
    '...',
    '!!',
    '–',
    '500',
    'x',
    '{"status":"error"}',
    '<b>no</b>',
    'Error: no\n    at run (/app/x.js:1:2)',
    'at Object.<anonymous>',
    'failed at /srv/api/index.js:10:5',
    'a'.repeat(201),
  ])('does not pass on what is no sentence: %j', (serverMessage) => {
    expect(describeKind('forbidden', { serverMessage })).toEqual(describeKind('forbidden'));
  });

  it('names the first field of an invalid input when it can be read', () => {
    expect(describeKind('invalid', { fields: { name: "'name' is required" } }).message).toBe("'name' is required.");
    expect(describeKind('invalid', { fields: { enabled: 'invalid boolean value' } }).message).toBe(
      'Invalid boolean value.',
    );
    expect(
      describeKind('invalid', { fields: { role: "should be one of the following; ['viewer','admin']" } }).message,
    ).toBe('Check what you entered.');
  });

  it.each([
    [null, 'Wait a moment and try again.'],
    [0, 'Wait a moment and try again.'],
    [0.2, 'Try again in 1 second.'],
    [1, 'Try again in 1 second.'],
    [31, 'Try again in 31 seconds.'],
    [120, 'Try again in 120 seconds.'],
    [121, 'Try again in 3 minutes.'],
    [1e20, 'Wait a moment and try again.'],
    [Infinity, 'Wait a moment and try again.'],
  ])('says how long to wait: %s', (retryAfter, expected) => {
    expect(describeKind('rate-limited', { retryAfter }).message).toContain(expected);
    expect(describeKind('unavailable', { retryAfter }).message).toContain(expected);
  });

  it('names the API, the address and the permission it is about', () => {
    const of = (kind: FailureKind, detail = '') => describeKind(kind, { api: 'Katapult', detail }).message;
    expect(of('address-refused', '203.0.113.9')).toContain('Katapult does not take this token from 203.0.113.9.');
    expect(of('address-refused')).toContain('from here.');
    expect(of('scope-missing', 'users:read')).toContain('It lacks users:read. Grant that in Katapult');
    expect(of('scope-missing', '<b>all</b>')).toContain('It lacks a permission.');
    expect(of('scope-missing', 'x'.repeat(101))).toContain('It lacks a permission.');
    expect(of('no-identity')).toContain('Katapult knows no person');
    expect(describeKind('rate-limited', { api: 'Katapult', permittedPerMinute: 60, retryAfter: 5 }).message).toBe(
      'Katapult permits 60 calls a minute. Try again in 5 seconds.',
    );
    for (const kind of KINDS)
      expect(`${describeKind(kind, { api: 'Katapult' }).title} ${of(kind)}`).not.toContain('Lightdash');
  });

  it('takes the end of a connection for no end of the sign-in', () => {
    expect(describeKind('unauthorized').title).toBe('You are signed out');
    expect(describeKind('unauthorized', { api: 'Katapult' })).toEqual({
      title: 'The connection has ended',
      message: 'Katapult does not take the credential any more. Connect again to go on.',
      canRetry: false,
    });
    // A reload would forget the connection.
    expect([describeKind('malformed').message, describeKind('malformed', { api: 'Katapult' }).message]).toEqual([
      expect.stringContaining('Reload the page.'),
      expect.stringMatching(/network\. Try again\.$/),
    ]);
    expect([describeKind('bad-credentials').title, describeKind('bad-credentials', { api: 'Katapult' }).title]).toEqual(
      ['Sign-in failed', 'Not connected'],
    );
  });

  it('puts a failure into one line of a list', () => {
    expect(explainRow(new ApiFailure({ kind: 'timeout', outcome: 'unknown' }))).toMatchObject({ unknown: true });
    expect(explainRow(new ApiFailure({ kind: 'forbidden', outcome: 'rejected' }))).toEqual({
      text: 'Not allowed. Your role does not allow this.',
      unknown: false,
      lost: false,
      over: false,
      again: false,
    });
    expect(explainRow(new ApiFailure({ kind: 'network', outcome: 'not-sent' }))).toMatchObject({
      unknown: false,
      lost: true,
    });
    expect(explainRow(new ApiFailure({ kind: 'unauthorized', outcome: 'rejected' })).over).toBe(true);
    expect(explainRow(new Error('x')).unknown).toBe(false);
  });

  it('has a general sentence for anything else that is thrown', () => {
    for (const thrown of [
      new TypeError('x is undefined'),
      'text',
      null,
      undefined,
      { kind: 'forbidden', serverMessage: '<b>' },
    ]) {
      expect(describeFailure(thrown).message).toBe('Reload the page. What you saved is safe.');
    }
  });

  it('never shows a token, markup, JSON or a stack, whatever the server says', () => {
    const secret = fc
      .string({ unit: fc.constantFrom(...'abcdefXYZ0189_-'), minLength: 12, maxLength: 30 })
      .map((rest) => `QQ7${rest}`);
    const wrap = fc.constantFrom<(secret: string) => string>(
      (s) => `ldpat_${s}`,
      (s) => `ApiKey ${s}`,
      (s) => `bearer ${s}`,
      (s) => `connect.sid=${s}`,
      (s) => `access_token=${s}`,
      (s) => `"password":"${s}"`,
      (s) => `the token: ${s}.`,
    );
    const raw = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<!doctype html>',
        '{"a":[1]}',
        '[object Object]',
        'at run (x.js:1:2)',
        '\n    at Foo.bar (/app/x.ts:3:4)',
        'TypeError',
      ),
      fc.json({ maxDepth: 1 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.constantFrom('rejected', 'unknown', 'not-sent'),
        fc.array(raw, { maxLength: 3 }),
        secret,
        wrap,
        fc.boolean(),
        (kind, outcome, parts, hidden, as, inField) => {
          const text = [...parts, as(hidden)].join(' ');
          const problem = describeKind(
            kind,
            inField ? { outcome, fields: { name: text } } : { outcome, serverMessage: text },
          );
          const shown = `${problem.title} ${problem.message}`;
          expect(shown).not.toContain(hidden);
          expect(shown).not.toMatch(/[<>{}[\]]|:\d+:\d+|\bat \S+ ?\(/);
          expect(shown).not.toMatch(/\p{Cc}/u);
          expect(shown.length).toBeLessThan(300);
          expect(problem.message).toMatch(/[.!?…]$/);
        },
      ),
      RUNS,
    );
  });
});

describe('what a server does not offer', () => {
  it.each([
    [
      'licence',
      'Unable to initialize service',
      'This needs an Enterprise licence of Lightdash, which the server does not have.',
    ],
    ['switch', 'User impersonation is not enabled', 'User impersonation is not enabled.'],
    ['setting', '', 'Whoever runs the server has not switched it on.'],
  ])('says why: %s', (detail, serverMessage, message) => {
    expect(describeKind('not-available', { detail, serverMessage })).toMatchObject({ message, canRetry: false });
  });
});

it('does not call a right lost where the thing itself may be gone', () => {
  expect(describeKind('forbidden', { detail: 'or-gone' }).message).toMatch(/or it has been deleted meanwhile/);
});

it('says of a conflict what does not agree, and that what no check can tell can be sent again', () => {
  const of = (detail: string) => new ApiFailure({ kind: 'conflict', outcome: 'rejected', detail });
  expect([describeFailure(of('')), describeFailure(of(WRITTEN)), describeFailure(of(NOT_SHOWN))]).toMatchObject([
    { title: 'This does not go together', canRetry: false },
    { title: 'Not as it was written', canRetry: false },
    { title: 'This cannot be checked', canRetry: true },
  ]);
  expect([explainRow(of(WRITTEN)).again, explainRow(of(NOT_SHOWN)).again]).toEqual([false, true]);
});
