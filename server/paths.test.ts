import { describe, expect, it } from 'vitest';
import { plainPath } from './paths';

const PIECES = [
  '..',
  '.',
  '...',
  '%2e%2e',
  '.%2E',
  '%252e%252e',
  '%25252e%25252e',
  '%c0%ae%c0%ae',
  '..%00',
  '%u002e%u002e',
  '..;',
  '..;x=1',
  '%2e%2e%3b',
  '..%3b',
  '..%253b',
  '.;',
  'logout',
  'LogOut',
  'log%6fut',
  'log%256fut',
  'logout;x',
  'logout%3bx',
  'logout%20',
  'logout%2f',
  'logout.',
  'v1',
  'V1',
  'api',
  'org',
  'x',
  '%',
  '%zz',
  '%0d%0a',
  'admin',
];
const SEPARATORS = ['/', '//', '%2f', '%2F', '%252f', '\\', '%5c', '%255c', '/./', ';/', '/%2f'];
const ENDS = ['', '/?x=/..'];

/** Every form of `/api/v1`, two separators, two pieces and an end. */
function* forms(): Generator<string> {
  for (const first of SEPARATORS)
    for (const piece of PIECES)
      for (const second of SEPARATORS)
        for (const last of PIECES) for (const end of ENDS) yield `/api/v1${first}${piece}${second}${last}${end}`;
}

const decode = (path: string) =>
  path.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function resolveDots(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

/** What servers make of a path: decoded none to three times, with or without each of their other habits. */
function readings(target: string): string[] {
  let path = target.split('?', 1)[0] ?? '';
  const decoded = [path];
  for (let i = 0; i < 3; i += 1) decoded.push((path = decode(path)));
  let all = [...new Set(decoded)];
  const habits: ((path: string) => string)[] = [
    (one) => one.replaceAll('\\', '/'),
    (one) => one.replace(/;[^/]*/g, ''),
    (one) => one.replace(/\/{2,}/g, '/'),
    resolveDots,
  ];
  for (const habit of habits) all = [...new Set([...all, ...all.map(habit)])];
  return all;
}

const isLogout = (path: string) => /^\/api\/v1\/logout\/?$/i.test(path);

describe('plainPath', () => {
  it('lets no path through that servers read as different ones', { timeout: 120_000 }, () => {
    let count = 0;
    const passed: string[] = [];
    for (const form of forms()) {
      count += 1;
      const plain = plainPath(form);
      if (plain === null) continue;
      passed.push(form);
      for (const reading of readings(form)) {
        if (!reading.startsWith('/api/') || (isLogout(reading) && !isLogout(plain)))
          expect.fail(`${form} is ${plain} to us and ${reading} to others`);
      }
    }
    process.stdout.write(`${count} forms of a path: ${passed.length} pass, 0 of them ambiguous\n`);
    expect(count).toBeGreaterThanOrEqual(50_000);
    expect(passed).toContain('/api/v1/org/x');
    expect(passed).toContain('/api/v1/org/logout');
  });

  it.each([
    '/api/v1/..%3b/logout',
    '/api/..%252f',
    '/api//v1/logout',
    '/api/v1/logout;x',
    '/api/v1/%2e/logout',
    '/api/v1/%25252e%25252e/x',
    '/api/v1/a%5cb',
    '/api/v1/%c0%ae%c0%ae/x',
    '/api/v1/%',
  ])('refuses %s', (path) => expect(plainPath(path)).toBeNull());

  it.each([
    ['/api/v1/user/ada%40example.com', '/api/v1/user/ada@example.com'],
    ['/api/v1/groups/a%20b%2Fc', '/api/v1/groups/a b/c'],
    ['/api/v1/x/100%25?y=../..', '/api/v1/x/100%'],
    ['/config.json', '/config.json'],
  ])('reads %s as %s', (path, plain) => expect(plainPath(path)).toBe(plain));
});
