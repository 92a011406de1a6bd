import { describe, expect, it } from 'vitest';
import { buildAccessModel, previewChanges, type AccessSnapshot } from '../rules';
import {
  holdsMoreRoles,
  isAlready,
  isUnlisted,
  neededBefore,
  orderStaged,
  presentOf,
  readChange,
  readStaged,
  roleChangesOf,
  stage,
  unstage,
  writeChange,
  writeStaged,
  type StagedChange,
} from './staged';

const snapshot: AccessSnapshot = {
  members: [
    { userUuid: 'ana', role: 'admin', status: 'active', groupUuids: ['g1'] },
    { userUuid: 'bo', role: 'admin', status: 'active', groupUuids: [] },
    { userUuid: 'cy', role: 'viewer', status: 'active', groupUuids: 'unknown' },
  ],
  groups: [{ groupUuid: 'g1', name: 'Analysts' }],
  customRoles: [],
  projects: [
    { projectUuid: 'p1', userGrants: [{ userUuid: 'cy', role: 'editor' }], groupGrants: 'unknown' },
    { projectUuid: 'p2', userGrants: [], groupGrants: [{ groupUuid: 'g1', role: 'viewer' }] },
  ],
  spaces: [
    {
      spaceUuid: 's1',
      projectUuid: 'p1',
      parentSpaceUuid: null,
      isPrivate: true,
      directGrants: [{ userUuid: 'cy', role: 'unknown' }],
      groupGrants: [],
    },
  ],
};

const group = { kind: 'group', uuid: 'g1' } as const;
const cy = { kind: 'user', uuid: 'cy' } as const;
const every: [string, StagedChange, unknown][] = [
  ['role.bo.4f-auditor', { kind: 'organizationRole', userUuid: 'bo', role: 'member', roleUuid: '4f-auditor' }, 'admin'],
  ['role.cy.editor', { kind: 'organizationRole', userUuid: 'cy', role: 'editor' }, 'viewer'],
  ['join.g1.bo', { kind: 'groupMember', groupUuid: 'g1', userUuid: 'bo', isMember: true }, false],
  ['leave.g1.cy', { kind: 'groupMember', groupUuid: 'g1', userUuid: 'cy', isMember: false }, 'unknown'],
  ['project.p1.user.cy.none', { kind: 'projectGrant', projectUuid: 'p1', holder: cy, role: null }, 'editor'],
  ['project.p2.group.g1.0a-1b', { kind: 'projectGrant', projectUuid: 'p2', holder: group, role: '0a-1b' }, 'viewer'],
  ['project.p1.group.g1.viewer', { kind: 'projectGrant', projectUuid: 'p1', holder: group, role: 'viewer' }, 'unknown'],
  ['space.s1.user.cy.admin', { kind: 'spaceGrant', spaceUuid: 's1', holder: cy, role: 'admin' }, 'unknown'],
  ['space.s1.group.g1.none', { kind: 'spaceGrant', spaceUuid: 's1', holder: group, role: null }, null],
  ['everybody.s1.editor', { kind: 'projectMembersGrant', spaceUuid: 's1', role: 'editor' }, null],
  ['everybody.s9.none', { kind: 'projectMembersGrant', spaceUuid: 's9', role: null }, 'unknown'],
  ['remove.bo', { kind: 'memberRemoved', userUuid: 'bo' }, true],
  ['delete.g9', { kind: 'groupDeleted', groupUuid: 'g9' }, false],
  ['public.s1', { kind: 'spacePrivacy', spaceUuid: 's1', isPrivate: false }, true],
  ['private.s9', { kind: 'spacePrivacy', spaceUuid: 's9', isPrivate: true }, 'unknown'],
];

describe('changes in an address', () => {
  it.each(every)('%s', (word, change, present) => {
    expect(writeChange(change)).toBe(word);
    expect(readChange(word)).toEqual(change);
    expect(presentOf(snapshot, change)).toBe(present);
  });

  it.each([
    [true, false],
    [false, true],
    ['unknown', 'unknown'],
  ] as const)(
    'reads from what a space inherits whether it is closed, where it inherits: %s',
    (inheritsParent, present) => {
      const space = { spaceUuid: 's1', projectUuid: 'p1', parentSpaceUuid: 's0', directGrants: [], groupGrants: [] };
      const newer: AccessSnapshot = { ...snapshot, generation: 'C', spaces: [{ ...space, inheritsParent }] };
      expect(presentOf(newer, { kind: 'spacePrivacy', spaceUuid: 's1', isPrivate: true })).toBe(present);
    },
  );

  it.each([
    '',
    'role',
    'role.a',
    'role.a.owner',
    'role.a.viewer.b',
    'join.a',
    'project.p.robot.u.viewer',
    'project.p.user.u.member',
    'space.s.user.u.developer',
    'space.s.user.u',
    'public.a b',
    'everybody.s',
    'everybody.s.developer',
    'remove.a.b',
    'delete',
    'drop.a',
    'private.a.b',
  ])('leaves out “%s”', (word) => expect(readChange(word)).toBeNull());

  it('come back as they were, the later one of two about the same', () => {
    const changes = every.map(([, change]) => change);
    const written = writeStaged(new URLSearchParams('by=place&do=public.s1'), changes);
    expect(written?.get('by')).toBe('place');
    expect(readStaged(written ?? new URLSearchParams())).toEqual(changes);
    expect(readStaged(new URLSearchParams('do=private.s1&do=nonsense&do=public.s1'))).toEqual([
      { kind: 'spacePrivacy', spaceUuid: 's1', isPrivate: false },
    ]);
  });

  it('are kept out of it when there are too many', () => {
    const many = Array.from({ length: 60 }, (_, i): StagedChange => ({
      kind: 'groupMember',
      groupUuid: `group-${i}`,
      userUuid: 'somebody-with-a-long-uuid',
      isMember: true,
    }));
    expect(writeStaged(new URLSearchParams(), many)).toBeNull();
  });
});

describe('staging', () => {
  const toViewer: StagedChange = { kind: 'organizationRole', userUuid: 'ana', role: 'viewer' };

  it('puts a change in place of the one about the same', () => {
    const once = stage([], toViewer, snapshot);
    expect(stage(once, { ...toViewer, role: 'editor' }, snapshot)).toEqual([{ ...toViewer, role: 'editor' }]);
    expect(unstage(once, { ...toViewer, role: 'editor' })).toEqual([]);
  });

  it('takes a change back that leads to what is', () => {
    expect(isAlready(snapshot, { ...toViewer, role: 'admin' })).toBe(true);
    expect(stage([toViewer], { ...toViewer, role: 'admin' }, snapshot)).toEqual([]);
  });
});

describe('people and groups that are not listed', () => {
  it.each([
    ['role.zoe.viewer', true],
    ['join.g9.ana', true],
    ['join.g1.zoe', true],
    ['project.p1.user.zoe.viewer', true],
    ['space.s1.group.g9.viewer', true],
    ['space.s1.group.g9.none', false],
    ['role.ana.viewer', false],
    ['join.g1.ana', false],
    ['project.p1.group.g1.viewer', false],
    ['private.s1', false],
  ])('%s', (word, unlisted) => {
    const change = readChange(word);
    expect(change && isUnlisted(snapshot, change)).toBe(unlisted);
  });
});

describe('the order of applying', () => {
  it('gives first, takes then, and lets admins lose their role one after another, oneself last', () => {
    const words = [
      'role.ana.viewer',
      'leave.g1.ana',
      'role.bo.editor',
      'role.cy.developer',
      'private.s1',
      'project.p1.user.cy.viewer',
      'project.p2.user.cy.viewer',
      'space.s1.group.g1.viewer',
      'join.g1.bo',
      'space.s1.user.cy.none',
    ];
    const changes = readStaged(new URLSearchParams(words.map((word) => ['do', word])));
    const { first, parallel, serial } = orderStaged(snapshot, changes, 'ana');
    expect({
      first: first.map(writeChange),
      parallel: parallel.map(writeChange),
      serial: serial.map(writeChange),
    }).toEqual({
      first: ['role.cy.developer', 'project.p2.user.cy.viewer', 'space.s1.group.g1.viewer', 'join.g1.bo'],
      parallel: ['leave.g1.ana', 'project.p1.user.cy.viewer', 'space.s1.user.cy.none'],
      serial: ['private.s1', 'role.bo.editor', 'role.ana.viewer'],
    });
  });

  it('counts a custom role as more for whoever gets it and as less for whoever loses it: its scopes alone tell', () => {
    const held = 'a1b2c3d4-0000-4000-8000-000000000001';
    const custom: AccessSnapshot = {
      ...snapshot,
      projects: [{ projectUuid: 'p1', userGrants: [{ userUuid: 'cy', role: held }], groupGrants: [] }],
    };
    const holder = { kind: 'user', uuid: 'cy' } as const;
    const lost: StagedChange = { kind: 'projectGrant', projectUuid: 'p1', holder, role: 'viewer' };
    const given: StagedChange = { ...lost, holder: { kind: 'user', uuid: 'bo' }, role: held };
    const { first, parallel } = orderStaged(custom, [lost, given], 'ana');
    expect({ first, parallel }).toEqual({ first: [given], parallel: [lost] });
    expect(neededBefore(custom, lost, [lost, given])).toEqual([given]);
  });

  it('closes spaces alone, after all grants, those above first: closing copies the grants above', () => {
    const space = (spaceUuid: string, parentSpaceUuid: string | null) =>
      ({
        spaceUuid,
        projectUuid: 'p1',
        parentSpaceUuid,
        inheritsParent: true,
        directGrants: [],
        groupGrants: [],
      }) as const;
    const newer: AccessSnapshot = {
      ...snapshot,
      generation: 'C',
      projects: [{ projectUuid: 'p1', userGrants: [], groupGrants: [] }],
      spaces: [
        { ...space('top', null), inheritsParent: false, directGrants: [{ userUuid: 'cy', role: 'viewer' }] },
        space('middle', 'top'),
        space('low', 'middle'),
      ],
    };
    const changes = readStaged(
      new URLSearchParams(
        ['private.low', 'private.middle', 'space.top.user.cy.none', 'space.low.user.bo.editor'].map((word) => [
          'do',
          word,
        ]),
      ),
    );
    const { first, parallel, serial } = orderStaged(newer, changes, 'ana');
    expect(first.map(writeChange)).toEqual(['space.low.user.bo.editor']);
    expect(parallel.map(writeChange)).toEqual(['space.top.user.cy.none']);
    expect(serial.map(writeChange)).toEqual(['private.middle', 'private.low']);
    const { after } = previewChanges(buildAccessModel(newer), [...first, ...parallel, ...serial]);
    expect(after.snapshot.spaces.find(({ spaceUuid }) => spaceUuid === 'low')?.directGrants).toEqual([
      { userUuid: 'bo', role: 'editor' },
    ]);
  });

  it('closes a space only after the changes of grants on it and of what counts above it', () => {
    const place = (spaceUuid: string, parentSpaceUuid: string | null) => ({
      spaceUuid,
      projectUuid: 'p1',
      parentSpaceUuid,
      inheritsParent: true,
      directGrants: [],
      groupGrants: [],
    });
    const newer: AccessSnapshot = {
      ...snapshot,
      generation: 'C',
      spaces: [place('top', null), place('low', 'top'), place('below', 'low'), place('beside', 'top')],
    };
    const needed = [
      'private.top',
      'space.top.user.cy.none',
      'everybody.top.none',
      'space.low.group.g1.editor',
      'everybody.low.viewer',
    ];
    const others = ['space.below.user.cy.none', 'space.beside.user.cy.none', 'private.below', 'leave.g1.ana'];
    const staged = [...others, ...needed].flatMap((word) => readChange(word) ?? []);
    const neededFor = (word: string) => {
      const change = readChange(word);
      return change && neededBefore(newer, change, staged).map(writeChange);
    };
    expect(neededFor('private.low')).toEqual(needed);
    expect(neededFor('public.low')).toEqual([]);
  });

  it('takes and deletes only after all that gives, which waits for nothing', () => {
    const staged = ['leave.g1.ana', 'project.p2.user.cy.viewer', 'role.bo.editor', 'remove.bo', 'join.g1.bo'].flatMap(
      (word) => readChange(word) ?? [],
    );
    const neededFor = (word: string) => {
      const change = readChange(word);
      return change && neededBefore(snapshot, change, staged).map(writeChange);
    };
    const gives = ['project.p2.user.cy.viewer', 'join.g1.bo'];
    for (const takes of ['leave.g1.ana', 'project.p1.user.cy.none', 'role.bo.editor', 'remove.bo', 'delete.g1'])
      expect(neededFor(takes)).toEqual(gives);
    expect(gives.map(neededFor)).toEqual([[], []]);
  });

  it('deletes last, and removes last of all whoever does it', () => {
    const staged = ['remove.me', 'delete.g1', 'remove.bo', 'leave.g1.bo', 'join.g1.cy'].flatMap(
      (word) => readChange(word) ?? [],
    );
    const { first, parallel, serial } = orderStaged(snapshot, staged, 'me');
    expect(first.map(writeChange)).toEqual(['join.g1.cy']);
    expect(parallel.map(writeChange)).toEqual(['leave.g1.bo']);
    expect(serial.map(writeChange)).toEqual(['delete.g1', 'remove.bo', 'remove.me']);
  });

  it('knows the roles that are', () => {
    expect(
      roleChangesOf(snapshot, [
        { kind: 'organizationRole', userUuid: 'cy', role: 'editor' },
        { kind: 'organizationRole', userUuid: 'zoe', role: 'editor' },
      ]),
    ).toEqual([{ userUuid: 'cy', from: 'viewer', to: 'editor' }]);
  });
});

it('knows who holds several roles in a project, which a single write drops', () => {
  const [first, ...others] = snapshot.projects;
  if (!first) throw new Error('The snapshot has no project.');
  const sets = {
    ...snapshot,
    projects: [{ ...first, userGrants: [{ userUuid: 'cy', role: 'editor', hasMoreRoles: true }] }, ...others],
  };
  expect([
    holdsMoreRoles(sets, 'p1', 'cy'),
    holdsMoreRoles(sets, 'p2', 'cy'),
    holdsMoreRoles(snapshot, 'p1', 'cy'),
  ]).toEqual([true, false, false]);
});
