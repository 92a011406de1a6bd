import { describe, expect, it } from 'vitest';
import {
  accessOrigin,
  isGrantedToMembers,
  isPersonal,
  keepsPersonalSpaces,
  placeSpaces,
  seeminglyLonely,
  SPACE_RULES,
  treeRows,
  withDescendants,
  type Space,
  type SpaceColumn,
} from './spaces';
import { narrowRows, type RowSort } from '../lib/rows';

type SpaceListView = {
  search: string;
  filters: Record<'project' | 'privacy' | 'level' | 'content', string[]>;
  sort: RowSort<SpaceColumn>;
};

const space = (uuid: string, fields: Partial<Space> = {}): Space => ({
  uuid,
  projectUuid: 'p1',
  name: uuid,
  parentUuid: null,
  privacy: 'public',
  inherits: null,
  charts: 1,
  dashboards: 0,
  grantedUserUuids: [],
  ownRows: [],
  ...fields,
});

const PROJECTS = [
  { uuid: 'p2', name: 'Finance' },
  { uuid: 'p1', name: 'Sales' },
];

const SPACES = [
  space('Zebra'),
  space('Inventory', { privacy: 'private', charts: 4 }),
  space('Returns', { parentUuid: 'Inventory', privacy: 'private', charts: 2, dashboards: 3 }),
  space('Audit', { parentUuid: 'Returns', privacy: 'private', charts: 0 }),
  space('Board', { projectUuid: 'p2', charts: 9 }),
];

const view = (fields: Partial<SpaceListView> = {}): SpaceListView => ({
  search: '',
  filters: { project: [], privacy: [], level: [], content: [] },
  sort: { column: 'name', descending: false },
  ...fields,
});
const filtered = (filters: Partial<SpaceListView['filters']>) => view({ filters: { ...view().filters, ...filters } });
const shown = (spaceView: SpaceListView, placed = placeSpaces(SPACES, PROJECTS)) =>
  treeRows(
    narrowRows(SPACE_RULES.sort(placed, spaceView.sort), SPACE_RULES, spaceView),
    spaceView.sort.column === 'name',
  ).map(({ name, depth, context }) => `${'>'.repeat(depth)}${context && `${context} / `}${name}`);

describe('placeSpaces', () => {
  it('puts projects, and in them spaces, in the order of their names, each below its parent', () => {
    expect(placeSpaces(SPACES, PROJECTS).map(({ name, projectName }) => `${projectName}: ${name}`)).toEqual([
      'Finance: Board',
      'Sales: Inventory',
      'Sales: Returns',
      'Sales: Audit',
      'Sales: Zebra',
    ]);
  });

  it('turns the order round within each level, and keeps children below their parents', () => {
    expect(placeSpaces(SPACES, PROJECTS, true).map(({ name }) => name)).toEqual([
      'Zebra',
      'Inventory',
      'Returns',
      'Audit',
      'Board',
    ]);
  });

  it('puts a space whose parent is not shown to the person at the top', () => {
    const [orphan] = placeSpaces([space('Audit', { parentUuid: 'hidden' })], PROJECTS);
    expect(orphan).toMatchObject({ name: 'Audit', ancestors: [] });
  });

  it('leaves out what belongs to no project that is known, and does not hang on a loop', () => {
    const loop = [space('a', { parentUuid: 'b' }), space('b', { parentUuid: 'a' })];
    expect(placeSpaces([...loop, space('lost', { projectUuid: 'gone' })], PROJECTS)).toEqual([]);
  });
});

it('places twenty thousand spaces side by side in no time', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => space(`s${i}`));
  const began = performance.now();
  expect(placeSpaces(many, PROJECTS)).toHaveLength(20_000);
  // With a copy of the siblings for each it takes ten seconds.
  expect(performance.now() - began).toBeLessThan(4_000);
});

describe('the list of spaces', () => {
  it('sorted by name is the tree', () => {
    expect(shown(view())).toEqual(['Board', 'Inventory', '>Returns', '>>Audit', 'Zebra']);
  });

  it('names what is above where that is not shown', () => {
    expect(shown(view({ search: 'audit' }))).toEqual(['Inventory / Returns / Audit']);
    expect(shown(filtered({ content: ['empty'] }))).toEqual(['Inventory / Returns / Audit']);
  });

  it('is flat, with the path, when sorted by something else', () => {
    expect(shown(view({ sort: { column: 'charts', descending: true } }))).toEqual([
      'Board',
      'Inventory',
      'Inventory / Returns',
      'Zebra',
      'Inventory / Returns / Audit',
    ]);
  });

  it('searches the path too, so that a space brings what is in it', () => {
    expect(shown(view({ search: 'inventory' }))).toEqual(['Inventory', '>Returns', '>>Audit']);
  });

  it.each([
    [{ project: ['p2'] }, ['Board']],
    [{ privacy: ['public'] }, ['Board', 'Zebra']],
    [{ level: ['nested'] }, ['Inventory / Returns', '>Audit']],
    [{ level: ['top'], privacy: ['private'] }, ['Inventory']],
  ])('filters by %o', (filters, expected) => {
    expect(shown(filtered(filters))).toEqual(expected);
  });
});

describe('seeminglyLonely', () => {
  it('names private spaces at the top with one person or none', () => {
    const alone = { privacy: 'private', parentUuid: null, grantedUserUuids: ['ana'] } as const;
    const spaces = [
      space('alone', alone),
      space('two', { ...alone, grantedUserUuids: ['ana', 'bo'] }),
      space('open', { ...alone, privacy: 'public' }),
      space('nested', { ...alone, parentUuid: 'alone' }),
    ];
    expect(seeminglyLonely(spaces).map(({ uuid }) => uuid)).toEqual(['alone']);
  });

  it('names closed ones inside others too where spaces inherit, but no personal ones, nor what everybody is granted', () => {
    const closed = {
      privacy: 'private',
      inherits: false,
      parentUuid: 'top',
      grantedUserUuids: ['ana', 'ana'],
    } as const;
    const spaces = [
      space('alone', closed),
      space('below', { ...closed, inherits: true }),
      space('everybody', { ...closed, everybody: 'viewer' }),
      space('personal', { ...closed, path: 'default_user_spaces.ana' }),
      space('in a personal one', { ...closed, path: 'default_user_spaces.ana.drafts' }),
      space('likewise', { ...closed, path: 'default_user_spaces_of_old' }),
    ];
    expect(seeminglyLonely(spaces).map(({ uuid }) => uuid)).toEqual(['alone', 'in a personal one', 'likewise']);
  });
});

describe('the personal spaces of members', () => {
  it.each([
    ['default_user_spaces', true, 'keeps them'],
    ['default_user_spaces.ana', false, 'personal'],
    ['default_user_spaces.ana', true, null],
    ['default_user_spaces.ana.drafts', true, null],
    ['default_user_spaces.ana.drafts', false, null],
    ['default_user_spaces_of_old', false, null],
    [undefined, false, null],
  ])('are told by the path %s and by whether they inherit: %s', (path, inherits, what) => {
    const one = { ...(path !== undefined && { path }), inherits };
    expect(keepsPersonalSpaces(one) ? 'keeps them' : isPersonal(one) ? 'personal' : null).toBe(what);
  });
});

describe('a grant to the members of the project', () => {
  const closed = space('closed', { inherits: false });
  const granted = space('granted', { inherits: false, everybody: 'viewer' });
  const inheriting = space('inheriting', { inherits: true });
  it.each([
    ['on the space itself', granted, [], true],
    ['on no space', inheriting, [closed], false],
    ['above, as far as it inherits', inheriting, [closed, granted, inheriting], true],
    ['above one that does not inherit', inheriting, [granted, closed], false],
    ['above the space that does not inherit', closed, [granted], false],
  ])('%s', (_, of, ancestors, isGranted) => {
    expect(isGrantedToMembers({ ...of, ancestors })).toBe(isGranted);
  });
});

describe('accessOrigin', () => {
  const above = ['top', 'middle'];
  it.each([
    ['at the top', { parentUuid: null, inherits: null }, { kind: 'own' }],
    [
      'nested, up to 0.2110: in the one at the top (A4)',
      { parentUuid: 'middle', inherits: null },
      { kind: 'top', from: 'top' },
    ],
    [
      'nested and inheriting, newer: in the one above',
      { parentUuid: 'middle', inherits: true },
      { kind: 'parent', from: 'middle' },
    ],
    ['nested and not inheriting, newer', { parentUuid: 'middle', inherits: false }, { kind: 'own' }],
  ] as const)('%s', (_, spaceFields, origin) => {
    expect(accessOrigin(spaceFields, above)).toEqual(origin);
  });
});

describe('withDescendants', () => {
  it('counts all below, however deep, and what is in the space itself', () => {
    const placed = placeSpaces(SPACES, PROJECTS);
    expect(withDescendants('Inventory', placed)).toEqual({ spaces: 2, charts: 6, dashboards: 3 });
    expect(withDescendants('Audit', placed)).toEqual({ spaces: 0, charts: 0, dashboards: 0 });
  });
});
