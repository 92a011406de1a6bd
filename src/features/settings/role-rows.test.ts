import { expect, it } from 'vitest';
import type { RoleHolder } from '#/data/custom-roles';
import { heldBy } from './role-rows';

const holder = (kind: RoleHolder['kind'], uuid: string, projectUuid: string | null = 'p'): RoleHolder => ({
  kind,
  uuid,
  projectUuid,
});
const some = [holder('user', 'ana'), holder('user', 'ana', 'q'), holder('group', 'g')];

it.each([
  [[], true, false, 'Nobody'],
  [some, true, false, '1 person, 1 group'],
  [[...some, holder('service', 's', null)], true, false, '1 person, 1 group, 1 service account'],
  [[holder('service', 's', null)], true, false, '1 service account'],
  [[], false, true, '0 people so far'],
  [some, false, true, '1 person, 1 group so far'],
  [[], false, false, 'Not known'],
  [some, false, false, 'At least 1 person, 1 group'],
])('%j is said of what is counted: %s, still read: %s', (holders, isCounted, isReading, words) => {
  expect(heldBy({ holders, isCounted, isReading })).toBe(words);
});
