import { describe, expect, it } from 'vitest';
import { toCsv } from '../lib/csv';
import {
  BETWEEN,
  effectiveOf,
  effectOn,
  effectOnOwn,
  kindOf,
  planImport,
  sameAttribute,
  sourceInWords,
  valuesIn,
  withValues,
  type Attribute,
} from './attributes';

const attribute = (parts: Partial<Attribute> = {}): Attribute => ({
  uuid: 'a',
  name: 'region',
  description: '',
  createdAt: '2026-01-01T00:00:00.000Z',
  defaults: [],
  users: new Map(),
  groups: new Map(),
  ...parts,
});
const ana = { userUuid: 'ana', name: 'Ana', email: 'ana@example.com', groupUuids: ['sales', 'emea'] };
const bo = { userUuid: 'bo', name: 'Bo', email: 'Bo@example.com', groupUuids: [] };

describe('what a person has in effect', () => {
  const groups = new Map([
    ['sales', ['amer']],
    ['emea', ['emea', 'apac']],
    ['empty', []],
  ]);

  it('is the own value and those of all groups together, without the default', () => {
    const region = attribute({ users: new Map([['ana', ['apac']]]), groups, defaults: ['all'] });
    expect(effectiveOf(region, ana)).toEqual({
      values: ['apac', 'amer', 'emea'],
      source: 'both',
      groups: ['sales', 'emea'],
    });
  });

  it('is the default only where there is neither', () => {
    const region = attribute({ groups, defaults: ['all'] });
    expect(effectiveOf(region, bo)).toMatchObject({ values: ['all'], source: 'default' });
    expect(effectiveOf(region, { ...bo, groupUuids: ['empty'] }).source).toBe('default');
    expect(effectiveOf(attribute({ groups }), bo).source).toBe('none');
    expect(effectiveOf(attribute({ users: new Map([['bo', []]]) }), bo).source).toBe('none');
  });

  it('is said with how many groups it comes from', () => {
    const effective = effectiveOf(attribute({ groups }), ana);
    expect(sourceInWords(effective, (uuid) => uuid.toUpperCase())).toBe('from 2 groups: SALES and EMEA');
  });
});

it.each([
  [['true'], ['FALSE'], 'Yes or no'],
  [['1'], ['2.5'], 'Number'],
  [['1'], ['two', '3'], 'Text, several'],
  [[], [], 'Text'],
])('values %j and %j look like %s', (defaults, own, kind) => {
  expect(
    kindOf(attribute({ defaults, users: new Map([['ana', own]].filter(([, each]) => each?.length) as never) })),
  ).toBe(kind);
});

it('a change says who has another value then, and who has none', () => {
  const before = attribute({
    users: new Map([
      ['ana', ['x']],
      ['bo', ['y']],
    ]),
  });
  const after = withValues(before, [
    { kind: 'user', uuid: 'ana', values: null },
    { kind: 'user', uuid: 'bo', values: ['z'] },
    { kind: 'group', uuid: 'other', values: ['w'] },
  ]);
  expect(effectOn(before, after, [ana, bo])).toEqual({ changed: [bo], lost: [ana] });
  expect(before.users.get('ana')).toEqual(['x']);
});

it('of own values alone the same is counted, whatever groups and defaults give', () => {
  const everybody = new Map([ana, bo].map((each) => [each.userUuid, each]));
  for (const groups of [new Map(), new Map([['sales', ['g']]])])
    for (const defaults of [[], ['d']])
      for (const values of [null, ['x'], ['g'], ['d'], []]) {
        const before = attribute({ groups, defaults, users: new Map([['ana', ['x']]]) });
        const changes = ['ana', 'bo', 'nobody'].map((uuid) => ({ kind: 'user' as const, uuid, values }));
        const { changed, lost } = effectOn(before, withValues(before, changes), [ana, bo]);
        expect(effectOnOwn(before, changes, everybody)).toEqual({ changed: changed.length, lost: lost.length });
      }
});

it('the order of values is no difference, one value more is', () => {
  const one = attribute({ users: new Map([['ana', ['x', 'y']]]) });
  expect(sameAttribute(one, attribute({ users: new Map([['ana', ['y', 'x']]]) }))).toBe(true);
  expect(sameAttribute(one, attribute({ users: new Map([['ana', ['x']]]) }))).toBe(false);
});

it('typed values are lines', () => {
  expect(valuesIn(' a, b \n\na, b\nc')).toEqual(['a, b', 'c']);
});

describe('a file of values', () => {
  const region = attribute({
    users: new Map([
      ['ana', ['emea', 'apac']],
      ['bo', ['amer']],
    ]),
  });
  const plan = (text: string) => planImport(text, [region], [ana, bo] as never);

  it('gives, keeps and takes away', () => {
    const { changes, same, rows, problems } = plan(
      'E-mail,Name,region\nANA@example.com,Ana,apac | emea\nbo@example.com,,(none)\n',
    );
    expect(changes.get('a')).toEqual([{ kind: 'user', uuid: 'bo', values: null }]);
    expect({ same, rows, problems }).toEqual({ same: 1, rows: 2, problems: [] });
  });

  it('has no more than one value where the server keeps one', () => {
    const text = 'E-mail,region\nana@example.com,emea | apac\nbo@example.com,x | y';
    const { changes, same, problems } = planImport(text, [region], [ana, bo] as never, false);
    expect([changes.size, same]).toEqual([0, 1]);
    expect(problems).toEqual(['Line 3: “region” has several values, and this server keeps one.']);
    expect(planImport('E-mail,region\nbo@example.com,x', [region], [bo] as never, false).problems).toEqual([]);
  });

  it('leaves alone what an empty cell says nothing of, and takes no formula for a value', () => {
    expect(plan("email;region\nana@example.com;\nbo@example.com;'-1").changes.get('a')).toEqual([
      { kind: 'user', uuid: 'bo', values: ['-1'] },
    ]);
  });

  it('names unknown columns and people, and those that are there twice', () => {
    const { changes, problems } = plan('E-mail,colour,region\nx@example.com,,a\nbo@example.com,,a\nbo@example.com,,b');
    expect(problems).toEqual([
      'Column “colour”: there is no such attribute.',
      'Line 2: x@example.com is nobody of the organization.',
      'Line 4: bo@example.com is there twice.',
    ]);
    expect(changes.get('a')).toHaveLength(1);
    expect(plan('name,region\nAna,x').problems).toEqual(['There is no column “E-mail”.']);
  });

  it('as the export writes it changes nothing, whatever the values and the attributes are called', () => {
    const values = [
      ['a|b'],
      ['-1'],
      [' =x'],
      ["'=x"],
      ['＝x'],
      ['(none)'],
      ['x', 'y, "z"'],
      ['|'],
      ['a\nb'],
      ['\uFFFD'],
    ];
    const people = values.map((_, i) => ({
      ...ana,
      userUuid: `u${i}`,
      email: i === 0 ? '+u@example.com' : `u${i}@e.com`,
    }));
    const users = new Map(values.map((own, i) => [`u${i}`, own]));
    const all = ['email', 'Name', '-x', ' blank '].map((name) => attribute({ uuid: name, name, users }));
    const columns = [
      { header: 'E-mail', value: ({ email }: typeof ana) => email },
      { header: 'Person name', value: ({ name }: typeof ana) => name },
      ...all.map((each) => ({
        header: each.name,
        value: ({ userUuid }: typeof ana) => (each.users.get(userUuid) ?? []).join(BETWEEN),
      })),
    ];
    expect(planImport(toCsv(columns, people), all, people as never)).toEqual({
      changes: new Map(),
      rows: values.length,
      same: values.length * all.length,
      problems: [],
    });
  });

  it('takes no value from the column of addresses, from a column that is there twice, or from what cannot be read', () => {
    const named = (name: string) => attribute({ uuid: name, name });
    expect(planImport('email\nbo@example.com', [named('email')], [bo] as never).changes.size).toBe(0);
    const twice = planImport('E-mail,Name,Name\nbo@example.com,Bo,x', [named('Name')], [bo] as never);
    expect(twice.changes.size).toBe(0);
    expect(twice.problems).toEqual(['Column “Name” (2) is there twice.', 'Column “Name” (3) is there twice.']);
    const odd = plan('email,region\nana@example.com,M\uFFFDnchen\nbo@example.com,|');
    expect(odd.changes.size).toBe(0);
    expect(odd.problems).toEqual([
      'Line 2: “region” cannot be read. Save the file as CSV UTF-8.',
      'Line 3: “region” says nothing.',
    ]);
  });
});
