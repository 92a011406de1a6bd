import { expect, it } from 'vitest';
import { describeAccess, describeCreation, rolesOf } from './service-accounts';

const nameRole = (uuid: string) => `Role ${uuid}`;
const account = { scopes: [] as string[], roleUuid: null as string | null, projectCount: 0 };

it.each([
  [{ scopes: ['system:interactive_viewer'] }, 'Interactive viewer'],
  [{ scopes: ['system:member'], projectCount: 1 }, 'Member, with a role in 1 project'],
  [{ scopes: ['org:read', 'org:edit'] }, 'Reads content and Changes content'],
  [{ scopes: ['org:new'] }, 'org:new'],
  [{ scopes: ['org:admin'], roleUuid: 'r' }, 'Role r'],
  [{}, 'What it may do is not told'],
])('says what a service account may do: %j', (facts, said) => {
  expect(describeAccess({ ...account, ...facts }, nameRole)).toBe(said);
});

it.each([
  [{ scopes: ['system:developer', 'org:read'] }, ['developer']],
  [{ scopes: ['system:member'], roleUuid: 'r' }, ['r']],
  [{ scopes: ['org:admin'] }, []],
])('tells which roles a service account has: %j', (facts, roles) => {
  expect(rolesOf({ ...account, ...facts })).toEqual(roles);
});

it.each([
  ['2026-11-02T10:00:00Z', null, '2 Nov 2026'],
  ['2026-11-02T10:00:00Z', '2026-11-03T10:00:00Z', '2 Nov 2026, rotated 3 Nov 2026'],
  ['', '2026-11-03T10:00:00Z', 'Rotated 3 Nov 2026'],
  ['', null, ''],
])('says of what was made at %j and rotated at %j: %j', (createdAt, rotatedAt, said) => {
  expect(describeCreation({ createdAt, rotatedAt })).toBe(said);
  expect(describeCreation({ createdAt, rotatedAt }, (iso) => iso.slice(0, 4))).toBe(said.replaceAll(/\d+ Nov /g, ''));
});
