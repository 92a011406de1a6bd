import { expect, it } from 'vitest';
import type { RoleHolder } from '#/data/custom-roles';
import { describeUnread, heldBy, servicesOf } from './role-rows';

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

it('names a service account once that holds a role in two projects, and two of one name twice', () => {
  const service = (uuid: string, projectUuid: string | null) => ({
    ...holder('service', uuid, projectUuid),
    name: 'Embedded reports',
  });
  const services = servicesOf([...some, service('s', 'p'), service('s', 'q'), service('t', null)]);
  expect(services.map(({ uuid, name }) => `${uuid} ${name}`)).toEqual(['s Embedded reports', 't Embedded reports']);
});

it.each([
  [2, 0, true, 'Which roles 2 service accounts have in projects is not known', 'Read them (2 calls)'],
  [0, 1, true, 'Not everything could be read', 'Try again'],
  [0, 1, false, 'Who holds roles in 1 project is not shown to you', null],
  [0, 0, false, 'Lightdash does not tell everything', null],
])(
  'with %d accounts unread, %d projects refused and a rest to read: %s, says why and offers what helps',
  (unreadAccounts, forbidden, canReadRest, why, verb) => {
    expect(describeUnread({ unreadAccounts, forbidden, canReadRest })).toEqual({ why, verb });
  },
);
