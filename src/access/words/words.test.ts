import { describe, expect, it } from 'vitest';
import { buildAccessModel, type AccessMember, type AccessSnapshot } from '../rules';
import { accessNames } from './names';
import { personRows, placeRows } from './rows';
import { chainsOf, projectSentence, spaceSentence, type Phrase, type Subject } from './sentence';
import { roleName } from '#/domain/roles';
import { effectInWords, partialSentence, waysOf } from './words';
import type { Member } from '#/domain/members';
import type { Space } from '#/domain/spaces';

const member = (
  userUuid: string,
  role: AccessMember['role'],
  groupUuids: string[] = [],
  status: AccessMember['status'] = 'active',
): AccessMember => ({ userUuid, role, status, groupUuids });

const PEOPLE = [
  member('ana', 'viewer', ['analysts']),
  member('bo', 'admin'),
  member('cy', 'member', [], 'pending'),
  member('di', 'viewer'),
  member('ed', 'interactive_viewer'),
  member('fay', 'member'),
  member('gil', 'viewer', ['readers', 'others']),
  member('hal', 'editor'),
];

const SNAPSHOT: AccessSnapshot = {
  members: PEOPLE,
  groups: [
    { groupUuid: 'analysts', name: 'Analysts' },
    { groupUuid: 'readers', name: 'Readers' },
  ],
  customRoles: [{ roleUuid: 'hidden-role', name: 'Hidden', scopes: ['manage:Dashboard'] }],
  projects: [
    {
      projectUuid: 'finance',
      userGrants: [
        { userUuid: 'fay', role: 'hidden-role' },
        { userUuid: 'ed', role: 'editor' },
      ],
      groupGrants: [{ groupUuid: 'analysts', role: 'interactive_viewer' }],
    },
    { projectUuid: 'sales', userGrants: 'unknown', groupGrants: 'unknown' },
  ],
  spaces: [
    {
      spaceUuid: 'board',
      name: 'Board',
      projectUuid: 'finance',
      parentSpaceUuid: null,
      isPrivate: true,
      directGrants: [],
      groupGrants: [{ groupUuid: 'analysts', role: 'editor' }],
    },
    {
      spaceUuid: 'pack',
      name: 'Pack',
      projectUuid: 'finance',
      parentSpaceUuid: 'board',
      isPrivate: true,
      directGrants: 'unknown',
      groupGrants: 'unknown',
    },
    {
      spaceUuid: 'open',
      name: 'Open',
      projectUuid: 'finance',
      parentSpaceUuid: null,
      isPrivate: false,
      directGrants: [],
      groupGrants: [],
    },
    {
      spaceUuid: 'both',
      name: 'Both',
      projectUuid: 'finance',
      parentSpaceUuid: null,
      isPrivate: false,
      directGrants: [{ userUuid: 'hal', role: 'viewer' }],
      groupGrants: [{ groupUuid: 'readers', role: 'viewer' }],
    },
  ],
};

const model = buildAccessModel(SNAPSHOT);
const person = (name: string): Subject => ({ kind: 'person', name });
const text = (phrases: readonly Phrase[]): string =>
  phrases.map((phrase) => (typeof phrase === 'string' ? phrase : phrase.name)).join('');
const space = (userUuid: string, spaceUuid: string, name = 'Board') =>
  text(spaceSentence(model.space(userUuid, spaceUuid), person(userUuid), name));
const project = (userUuid: string, projectUuid: string) =>
  text(projectSentence(model.project(userUuid, projectUuid), person(userUuid), projectUuid));

describe('the answer about a space in a sentence', () => {
  it('names the most that is allowed, and the group that gives it', () => {
    expect(space('ana', 'board')).toBe(
      'ana can edit content in Board because they are in Analysts, which is granted Editor there.',
    );
  });

  it('names the space that a nested one takes its access from', () => {
    expect(space('ana', 'pack', 'Board / Pack')).toBe(
      'ana can edit content in Board / Pack because they are in Analysts, which is granted Editor on Board.',
    );
  });

  it('says by which role somebody makes use of a public space', () => {
    expect(space('di', 'open', 'Open')).toBe(
      'di can open Open because the space is public and they are Viewer in the organization.',
    );
  });

  it('names an admin', () => {
    expect(space('bo', 'board')).toBe('bo can manage Board because they are Admin in the organization.');
  });

  it('says why there is nothing: no role, a private space, a custom role that does not do', () => {
    expect(space('cy', 'board')).toBe('cy cannot open Board, because nothing gives them a role in its project.');
    expect(space('di', 'board')).toBe('di cannot open Board, because it is private and nothing grants it to them.');
    expect(project('fay', 'finance')).toBe(
      'fay cannot see finance, because the custom roles there do not allow it to them.',
    );
  });

  it('keeps names apart, for their own markup', () => {
    const names = spaceSentence(model.space('ana', 'board'), person('Ana'), 'Board').filter(
      (phrase) => typeof phrase !== 'string',
    );
    expect(names.map(({ name }) => name)).toEqual(['Ana', 'edit content', 'Board', 'Analysts', 'Editor']);
  });

  it('speaks of anyone in a group', () => {
    const answer = model
      .reachOfGroup('analysts')
      .spaces.find(({ spaceUuid }) => spaceUuid === 'board')
      ?.answer();
    expect(answer && text(spaceSentence(answer, { kind: 'group', name: 'Analysts' }, 'Board'))).toBe(
      'Anyone in Analysts can edit content in Board because it is granted Editor there.',
    );
  });
});

describe('what counts without being needed', () => {
  const readers = buildAccessModel({
    ...SNAPSHOT,
    projects: [{ projectUuid: 'finance', userGrants: [], groupGrants: [{ groupUuid: 'readers', role: 'viewer' }] }],
  });
  const answer = readers.space('gil', 'open');

  it('is not joined by "and" to what is, nor called needed: either role opens a public space', () => {
    expect(text(spaceSentence(answer, person('gil'), 'Open'))).toBe(
      'gil can open Open because the space is public and they are Viewer in the organization, and equally because they are in Readers, which is granted Viewer in the project.',
    );
    expect(answer.path.map(effectInWords)).toEqual([
      'Would be enough by itself',
      'Would be enough by itself',
      'Decides',
    ]);
  });

  it('is needed where nothing else gives the same', () => {
    expect(model.space('di', 'open').path.map(effectInWords)).toEqual(['Is needed for it', 'Decides']);
    expect(model.space('ana', 'board').path.map(effectInWords)).toContain('Is needed for it');
  });

  it('joins two groups that each decide', () => {
    const twice = buildAccessModel({
      ...SNAPSHOT,
      projects: [
        {
          projectUuid: 'finance',
          userGrants: [],
          groupGrants: ['readers', 'others'].map((groupUuid) => ({ groupUuid, role: 'editor' })),
        },
      ],
    });
    expect(text(projectSentence(twice.project('gil', 'finance'), person('gil'), 'Finance'))).toMatch(
      /because they are in Readers, .*, and equally because they are in a group, /,
    );
  });
});

describe('the answer about a project in a sentence', () => {
  it('names the role and where it comes from', () => {
    expect(project('ana', 'finance')).toBe(
      'ana is Interactive viewer in finance because they are in Analysts, which is granted Interactive viewer there.',
    );
    expect(project('ed', 'finance')).toBe('ed is Editor in finance because they are granted Editor there.');
  });

  it('does not guess what was not read', () => {
    const answer = model.ofGroup('analysts').project('analysts', 'sales');
    expect(text(projectSentence(answer, { kind: 'group', name: 'Analysts' }, 'sales'))).toBe(
      'It is not known whether anyone in Analysts can see sales.',
    );
    expect(project('di', 'sales')).toBe('di can see sales, but with which role is not known.');
    expect(project('cy', 'sales')).toBe('It is not known whether cy can see sales.');
  });
});

describe('the way as stops', () => {
  const names = { organization: 'Jaffle Shop', project: 'Finance', space: 'Board / Pack' };
  const stops = (userUuid: string, spaceUuid: string, spaceName: string) =>
    chainsOf(model.space(userUuid, spaceUuid), person(userUuid), { ...names, space: spaceName }).map((chain) =>
      chain.map(({ what, name, by }) => `${by ?? ''}>${what}: ${name}`).join(' '),
    );

  it('goes through the group and the space at the top to a nested one', () => {
    expect(stops('ana', 'pack', 'Board / Pack')).toEqual([
      '>Person: ana member>Group · 1 person: Analysts Editor>Private space · Finance: Board nested in it>Private space · Finance: Board / Pack',
    ]);
  });

  it('goes through the organization into a public space', () => {
    expect(stops('di', 'open', 'Open')).toEqual([
      '>Person: di Viewer>Organization: Jaffle Shop public>Public space · Finance: Open',
    ]);
  });

  it('is one of publicness beside one of a grant, each with what belongs to it', () => {
    expect(space('gil', 'both', 'Both')).toBe(
      'gil can open Both because they are in Readers, which is granted Viewer there, and because the space is public and they are Viewer in the organization.',
    );
    expect(stops('gil', 'both', 'Both')).toEqual([
      '>Person: gil member>Group · 1 person: Readers Viewer>Public space · Finance: Both',
      '>Person: gil Viewer>Organization: Jaffle Shop public>Public space · Finance: Both',
    ]);
  });

  it('begins with the group where that is asked about', () => {
    const answer = model
      .reachOfGroup('analysts')
      .spaces.find(({ spaceUuid }) => spaceUuid === 'board')
      ?.answer();
    const chains = answer ? chainsOf(answer, { kind: 'group', name: 'Analysts' }, { ...names, space: 'Board' }) : [];
    expect(chains.map((chain) => chain.map(({ what }) => what))).toEqual([
      ['Group · 1 person', 'Private space · Finance'],
    ]);
  });

  it('ends at the project that is asked about', () => {
    const chains = chainsOf(model.project('ed', 'finance'), person('ed'), { ...names, space: null });
    expect(chains.map((chain) => chain.map(({ name }) => name))).toEqual([['ed', 'Finance']]);
  });
});

describe('rows', () => {
  const named: Space[] = SNAPSHOT.spaces.map(({ spaceUuid, name = '', projectUuid, parentSpaceUuid }) => ({
    uuid: spaceUuid,
    name,
    projectUuid,
    parentUuid: parentSpaceUuid,
    privacy: 'private',
    inherits: null,
    charts: 0,
    dashboards: 0,
    grantedUserUuids: [],
    ownRows: [],
  }));
  const members = new Map(
    PEOPLE.map((each) => [
      each.userUuid,
      { ...each, name: each.userUuid.toUpperCase(), email: `${each.userUuid}@x` } as Member,
    ]),
  );
  const names = accessNames({
    members: { byUuid: members },
    groups: undefined,
    projects: [
      { uuid: 'finance', name: 'Finance' },
      { uuid: 'sales', name: 'Sales' },
    ],
    spaces: named,
    customRoles: undefined,
  });

  it('of what somebody reaches, with the way and what is not known', () => {
    const rows = placeRows(model.reachOf('ana'), names);
    expect(rows.map(({ kind, name, inside, gives, ways }) => [kind, name, inside, gives, ways().join()])).toEqual([
      ['project', 'Finance', '', 'Interactive viewer', 'group'],
      ['project', 'Sales', '', 'Sees it; role not known', 'unknown'],
      ['space', 'Board', 'Finance', 'View and edit', 'group'],
      ['space', 'Board / Pack', 'Finance', 'View and edit', 'group'],
      ['space', 'Open', 'Finance', 'View', 'public,project'],
      ['space', 'Both', 'Finance', 'View', 'public,project'],
    ]);
  });

  it('of everybody who reaches a place, those who cannot sign in marked', () => {
    const rows = personRows(model.whoCanReach({ projectUuid: 'sales' }), members, roleName);
    expect(rows.map(({ name, state, isKnown, ways }) => [name, state, isKnown, ways().join()])).toContainEqual([
      'CY',
      'Pending',
      false,
      'unknown',
    ]);
    expect(rows.find(({ name }) => name === 'BO')).toMatchObject({ gives: 'Admin', role: 'Admin', isKnown: true });
    expect(rows.find(({ name }) => name === 'BO')?.because()).toBe('Admin in the organization');
  });

  it('make a path when it is asked for, and once', () => {
    let made = 0;
    const entries = model.whoCanReach({ spaceUuid: 'board' }).map((entry) => ({
      ...entry,
      answer: () => {
        made++;
        return entry.answer();
      },
    }));
    const rows = personRows(entries, members, roleName);
    expect(rows.map(({ name, gives, rank, isKnown }) => [name, gives, rank, isKnown])).toEqual([
      ['ANA', 'View and edit', 3, true],
      ['BO', 'View, edit and manage', 4, true],
      ['FAY', 'Can edit dashboards, but does not see it in lists', 1, true],
    ]);
    expect(made).toBe(0);
    expect([rows[0]?.because(), rows[0]?.ways().join(), rows[0]?.because()]).toEqual([
      'In Analysts, which is granted editor here',
      'group',
      'In Analysts, which is granted editor here',
    ]);
    expect(made).toBe(1);
  });

  it('name by what a space is managed where what opens it does not do', () => {
    const [row] = placeRows(model.reachOf('hal'), names).filter(({ id }) => id === 'both');
    expect(row?.because()).toBe(
      'Granted viewer here; manages it by: editor in the organization, as the space is public',
    );
  });

  it('calls what is not listed so', () => {
    expect([
      names.person('x'),
      names.group('x'),
      names.project('x'),
      names.space('x'),
      names.role('viewer'),
      names.role('a-b'),
    ]).toEqual([
      'A person who is not listed',
      'A group that is not listed',
      'A project that is not listed',
      'A space that is not listed',
      'Viewer',
      'Custom role',
    ]);
  });
});

it('ways name a grant in a project as one there, and as one in its project for a space', () => {
  expect(waysOf(model.project('ed', 'finance').path, 'project')).toEqual(['direct']);
  expect(waysOf(model.space('ed', 'open').path, 'space')).toEqual(['public', 'project']);
});

it('says what a role does not show', () => {
  expect(partialSentence({ role: 'admin' })).toBeNull();
  expect(partialSentence({ role: 'editor' })).toMatch(/^Seen as an editor: private spaces/);
  expect(partialSentence({ role: 'developer' })).toMatch(/^Seen as a developer: private spaces/);
  expect(partialSentence({ role: 'member' })).toBe(
    'Seen as a member: projects and private spaces you are not in are missing, and so are the grants on projects.',
  );
  expect(partialSentence({ role: 'member', roleUuid: 'auditor' })).toMatch(/^Seen with a custom role: projects and/);
});
