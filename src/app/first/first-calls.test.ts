import { expect, it } from 'vitest';
import { places } from '../places';
import { firstCalls as table } from './first-calls';
import { callsOf } from './leave';

const ME = '/api/v1/user';
const MEMBERS = '/api/v1/org/users?page=1&pageSize=5000&includeGroups=1000000';
const A = '00000000-0000-4000-8000-00000000000a';

it('are what the loader of each place asks for, and who is signed in', () => {
  expect(Object.keys(table)).toEqual(['/', ...places.map(({ path }) => path)]);
  for (const [path, { calls, kept = [] }] of Object.entries(table)) {
    expect(calls, path).toContain(ME);
    for (const each of [calls, kept]) expect(new Set(each).size, path).toBe(each.length);
  }
  expect(table['/']?.calls).toEqual([ME]);
  expect(table['/members']?.calls).toEqual([ME, MEMBERS, '/api/v1/org/groups']);
  expect(table['/profile']?.calls).toHaveLength(4);
});

it('are only who is signed in where not everybody may see the place', () => {
  expect(table['/groups']?.calls).toEqual([ME]);
});

it('are fewer where the browser has kept a reading', () => {
  expect(callsOf(table, '/access', false)).toContain(MEMBERS);
  expect(callsOf(table, '/access', true)).toEqual([ME]);
  expect(callsOf(table, '/members', true)).toContain(MEMBERS);
});

it('are those of the address, if it is one of a place that the loader would not refuse', () => {
  expect(callsOf(table, `/projects/${A}/access`, false)).toContainEqual(expect.stringContaining(`/${A}/`));
  expect(callsOf(table, '/members/', false)).toEqual(callsOf(table, '/members', false));
  for (const path of ['/projects/none/access', '/sign-in', '/oauth/callback', '/x/members', '/members/a/b'])
    expect(callsOf(table, path, false), path).toEqual([]);
});
