import { expect, it } from 'vitest';
import { rescopeCookie } from './cookies';

const SESSION =
  'connect.sid=s%3Aabc.def%3D; Domain=.lightdash.cloud; Path=/; Expires=Wed, 09 Jun 2027 10:18:14 GMT; HttpOnly; Secure; SameSite=None; Partitioned';

it('keeps a cookie as safe as the connection allows', () => {
  expect(rescopeCookie(SESSION, true)).toBe(
    'connect.sid=s%3Aabc.def%3D; Path=/; Expires=Wed, 09 Jun 2027 10:18:14 GMT; HttpOnly; Secure; SameSite=None; Partitioned',
  );
  expect(rescopeCookie(SESSION, false)).toBe(
    'connect.sid=s%3Aabc.def%3D; Path=/; Expires=Wed, 09 Jun 2027 10:18:14 GMT; HttpOnly; SameSite=Lax',
  );
});

it.each([
  ['a=1; SameSite=Strict; Secure', 'a=1; SameSite=Strict'],
  ['a=1; DOMAIN = x.y ;secure;httponly', 'a=1; httponly'],
  ['secure=domain; Path=/', 'secure=domain; Path=/'],
  ['a=1', 'a=1'],
  ['a=', 'a='],
])('turns %s into %s', (theirs, ours) => {
  expect(rescopeCookie(theirs, false)).toBe(ours);
});

it.each(['__Host-sid=1; Secure; Path=/', '__Secure-sid=1; Secure', '__host-sid=1'])(
  'leaves %s out over http, where no browser takes it',
  (cookie) => {
    expect(rescopeCookie(cookie, false)).toBeNull();
    expect(rescopeCookie(cookie, true)).toBe(cookie);
  },
);
