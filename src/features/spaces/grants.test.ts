import { expect, it } from 'vitest';
import type { SpaceDetail } from '#/data/spaces';
import { exactGrantRows, shownGrants } from './grants';
import { statedRows } from './reach';

const detail = { groupGrants: [{ groupUuid: 'g', name: 'Analysts', role: 'viewer' }] } as unknown as SpaceDetail;

it('lists exactly the grants on a space, groups first, and nobody whom only a group brings', () => {
  const granted = {
    groupGrants: [{ groupUuid: 'g', role: 'viewer' }],
    directGrants: [{ userUuid: 'ana', role: 'editor' }],
  } as const;
  expect(exactGrantRows(granted, detail, undefined, undefined)).toMatchObject([
    { kind: 'group', uuid: 'g', name: 'Analysts', role: 'viewer' },
    { kind: 'user', uuid: 'ana', role: 'editor' },
  ]);
});

it('invents no grants of people where it is not known who holds one', () => {
  const hidden = { groupGrants: 'unknown', directGrants: 'unknown' } as const;
  expect(exactGrantRows(hidden, detail, undefined, undefined).map(({ uuid }) => uuid)).toEqual(['g']);
});

it.each([
  [true, null, undefined, 0, null, 'No grant is shown to you'],
  [true, null, 'unknown', 1, null, 'No grant is shown to you'],
  [true, 'viewer', 'unknown', 0, null, 'No other grant is shown to you'],
  [true, 'viewer', [], 0, 1, 'No person or group is granted this one by itself'],
  [true, null, [], 0, 0, 'Nothing is granted here'],
  [false, null, undefined, 2, 2, 'Nothing is granted here'],
] as const)(
  'counts the grants it knows all of: newer %s, to everybody %s, to people %j, listed %s',
  (isNewer, everybody, directGrants, listed, size, none) => {
    const granted = directGrants && { directGrants };
    expect(shownGrants({ isNewer, everybody }, granted, listed)).toEqual({ size, none });
  },
);

it.each([
  [
    { hasDirectAccess: true, inheritedFrom: 'project' },
    'Granted here, to them or a group',
    ['direct', 'group', 'everybody'],
  ],
  [
    { hasDirectAccess: true, inheritedFrom: 'space_group' },
    'Granted here to a group or to everybody in the project',
    ['group', 'everybody'],
  ],
  [
    { hasDirectAccess: false, inheritedFrom: 'parent_space' },
    'Granted on a space above, to them or a group',
    ['above'],
  ],
  [{ hasDirectAccess: false, inheritedFrom: 'group' }, 'Viewer in the project, by a group', ['project']],
])('says of a row of the list of who has access no more than it tells: %j', (fields, because, ways) => {
  const row = { userUuid: 'ana', name: 'Ana', email: '', role: 'viewer', inheritedRole: 'viewer', ...fields } as const;
  const [stated] = statedRows([row], true);
  expect(stated?.because()).toBe(because);
  expect(stated?.ways()).toEqual(ways);
});
