import { describe, expect, it } from 'vitest';
import { isRecord, kindByStatus, parse, strangeFailure, textOf } from './envelope';
import type { FailureKind } from './failure';
import { TOKEN } from './testing';

const received = (status: number, text = '', contentType = '') => ({
  status,
  text,
  contentType,
  headers: new Headers(),
});

describe('values from outside', () => {
  it('are records only when they are JSON objects', () => {
    expect([{}, Object.create(null)].every(isRecord)).toBe(true);
    expect([null, undefined, [], 'x', 7, true, () => {}].some(isRecord)).toBe(false);
  });

  it('are texts or none', () => {
    expect([textOf('x'), textOf(''), textOf(7), textOf(null), textOf({})]).toEqual(['x', '', '', '', '']);
  });

  it('are JSON or nothing', () => {
    expect([parse('{"a":1}'), parse('null'), parse('{"a"'), parse('')]).toEqual([{ a: 1 }, null, undefined, undefined]);
  });
});

const BY_STATUS: [number, FailureKind][] = [
  [400, 'invalid'],
  [406, 'invalid'],
  [422, 'invalid'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'conflict'],
  [429, 'rate-limited'],
  [408, 'unavailable'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'unavailable'],
  [520, 'unavailable'],
  [530, 'unavailable'],
  [501, 'not-implemented'],
  [500, 'server'],
  [519, 'server'],
  [531, 'server'],
  [599, 'server'],
];

describe('the kind by status', () => {
  it.each(BY_STATUS)('%i is %s, in the API’s own shape and in none', (status, kind) => {
    expect(kindByStatus({ status, contentType: 'application/json' }, true)).toBe(kind);
    expect(kindByStatus({ status, contentType: 'text/plain' }, false)).toBe(kind);
  });

  it.each([300, 402, 410, 418, 451])('%i is a refusal in the API’s own shape, else not readable', (status) => {
    expect(kindByStatus({ status, contentType: '' }, true)).toBe('invalid');
    expect(kindByStatus({ status, contentType: '' }, false)).toBe('malformed');
  });

  it('says nothing on a page of something in between, except that it wants patience', () => {
    const onPage = (status: number) => kindByStatus({ status, contentType: 'TEXT/HTML; charset=x' }, false);
    expect([400, 403, 404, 409, 422].map(onPage)).toEqual(Array(5).fill('malformed'));
    expect([408, 429, 500, 503].map(onPage)).toEqual(['unavailable', 'rate-limited', 'server', 'unavailable']);
    expect(kindByStatus({ status: 403, contentType: 'text/html' }, true)).toBe('forbidden');
  });
});

describe('an answer in an unknown shape', () => {
  it('keeps the word of our own server, masked', () => {
    const body = { code: 'upstream_unreachable', message: `Not with ${TOKEN}` };
    const failure = strangeFailure(received(502), body);
    // No code: whether a write was carried out before that is not known.
    expect(failure).toEqual({ kind: 'unavailable', code: '', serverMessage: 'Not with ldpat_•••' });
    // A word makes a refusal of any status.
    expect(strangeFailure(received(405), body)).toMatchObject({ kind: 'invalid', code: 'upstream_unreachable' });
    expect(strangeFailure(received(401), body)).toMatchObject({ kind: 'unauthorized', code: 'upstream_unreachable' });
  });

  it.each([
    { code: 'x' },
    { message: 'x' },
    { code: 1, message: 'x' },
    { code: 'x', message: null },
    [],
    null,
    undefined,
    'x',
  ])('%j is no word', (body) => {
    expect(strangeFailure(received(502), body)).toEqual({ kind: 'unavailable' });
    expect(strangeFailure(received(401), body)).toEqual({ kind: 'unauthorized' });
  });

  it('says nothing when a refusal was cut off', () => {
    const cutOff = (status: number, text = '{"a', type = 'application/json') =>
      strangeFailure(received(status, text, type), undefined).kind;
    expect([400, 403, 404, 422].map((status) => cutOff(status))).toEqual(Array(4).fill('malformed'));
    expect([408, 429, 500, 503].map((status) => cutOff(status))).toEqual([
      'unavailable',
      'rate-limited',
      'server',
      'unavailable',
    ]);
    expect([cutOff(403, ''), cutOff(403, ' \n'), cutOff(403, 'no', 'text/plain'), cutOff(403, '{}')]).toEqual(
      Array(4).fill('forbidden'),
    );
    expect(cutOff(403, '{"a', 'application/problem+json')).toBe('malformed');
  });
});
