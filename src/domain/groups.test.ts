import { describe, expect, it } from 'vitest';
import { narrowRows } from '../lib/rows';
import { checkGroupName, GROUP_RULES, groupFinder, NO_PROJECT, planAdditions, type GroupRow } from './groups';
import type { Member } from './members';

const group = (name: string, more: Partial<GroupRow> = {}): GroupRow => ({
  uuid: name.toLowerCase(),
  name,
  createdAt: '2026-01-01T00:00:00.000Z',
  members: 3,
  uses: [],
  isWhole: true,
  ...more,
});

const sales = { projectUuid: 'p1', projectName: 'Sales', role: 'Editor' };
const groups = [
  group('Ünited analysts', { uses: [sales] }),
  group('Board', { members: 0 }),
  group('Analysts EMEA', { members: null, uses: [{ ...sales, projectUuid: 'p2' }] }),
];
const everything: { search: string; filters: Record<'members' | 'project', string[]> } = {
  search: '',
  filters: { members: [], project: [] },
};
const names = (rows: readonly GroupRow[]) => rows.map(({ name }) => name);

describe('the list of groups, narrowed to', () => {
  it.each<[string, typeof everything, string[]]>([
    ['all', everything, names(groups)],
    ['every word of the search', { ...everything, search: 'ANALYSTS united' }, ['Ünited analysts']],
    ['those with members', { search: '', filters: { members: ['filled'], project: [] } }, ['Ünited analysts']],
    ['those known to be empty', { search: '', filters: { members: ['empty'], project: [] } }, ['Board']],
    ['a project', { search: '', filters: { members: [], project: ['p2'] } }, ['Analysts EMEA']],
    ['no project', { search: '', filters: { members: [], project: [NO_PROJECT] } }, ['Board']],
    ['either', { search: '', filters: { members: [], project: [NO_PROJECT, 'p1'] } }, ['Ünited analysts', 'Board']],
  ])('%s', (_, narrowing, expected) => {
    expect(names(narrowRows(groups, GROUP_RULES, narrowing))).toEqual(expected);
  });

  it('no project, not before every project has been asked', () => {
    const unread = groups.map((each) => ({ ...each, isWhole: false }));
    const narrowing = { search: '', filters: { members: [], project: [NO_PROJECT, 'p1'] } };
    expect(names(narrowRows(unread, GROUP_RULES, narrowing))).toEqual(['Ünited analysts']);
  });
});

describe('the list of groups, sorted', () => {
  it('puts what is not known last, whichever the direction', () => {
    expect(names(GROUP_RULES.sort(groups, { column: 'members', descending: false }))).toEqual([
      'Board',
      'Ünited analysts',
      'Analysts EMEA',
    ]);
    expect(names(GROUP_RULES.sort(groups, { column: 'members', descending: true }))).toEqual([
      'Ünited analysts',
      'Board',
      'Analysts EMEA',
    ]);
  });

  it('sorts by name', () => {
    expect(names(GROUP_RULES.sort(groups, { column: 'name', descending: false }))).toEqual([
      'Analysts EMEA',
      'Board',
      'Ünited analysts',
    ]);
  });
});

describe('checkGroupName', () => {
  it('takes a free name, and its own when it is renamed', () => {
    expect(checkGroupName('Finance', groups)).toEqual({ problem: null, warning: null });
    expect(checkGroupName('Board', groups, 'board')).toEqual({ problem: null, warning: null });
  });

  it('refuses one that exists, blanks around it or not', () => {
    expect(checkGroupName(' Board ', groups).problem).toBe('A group with this name exists already.');
  });

  it('warns of one that looks the same', () => {
    expect(checkGroupName('united ANALYSTS', groups)).toEqual({
      problem: null,
      warning: 'There is a group called “Ünited analysts” already.',
    });
  });

  it('refuses one that is too long', () => {
    expect(checkGroupName('x'.repeat(256), groups).problem).toBe(
      'A name has at most 255 characters; this one has 256.',
    );
    expect(checkGroupName('x'.repeat(255), groups).problem).toBeNull();
  });
});

const member = (userUuid: string, more: Partial<Member> = {}): Member => ({
  userUuid,
  firstName: userUuid,
  lastName: '',
  name: userUuid,
  email: `${userUuid.toLowerCase()}@jaffle.example`,
  role: 'viewer',
  status: 'active',
  joinedAt: null,
  invitedAt: null,
  groupUuids: [],
  ...more,
});

const everybody = [member('Ana'), member('Bo', { status: 'pending' }), member('Cem', { email: 'Cem@Jaffle.example' })];
const plan = (pasted: string, picked: string[] = [], inGroup: string[] = []) =>
  planAdditions(picked, pasted, everybody, new Set(inGroup)).map(({ label, blocked }) =>
    blocked ? `${label}: ${blocked}` : label,
  );

describe('groupFinder', () => {
  const find = groupFinder([
    { uuid: 'it', name: 'IT' },
    { uuid: 'it2', name: 'it' },
    { uuid: 'sales', name: 'Sales' },
    { uuid: 'cafe', name: 'Café' },
  ]);

  it.each([
    [['IT', 'Sales'], ['it', 'sales'], null],
    [['it'], ['it2'], null],
    [['sales', 'SALES', 'cafe'], ['sales', 'cafe'], null],
    [['It'], [], 'More than one group is called It, whatever the case and the accents.'],
    [['Choir', 'Ops'], [], 'There is no group called Choir and Ops.'],
    [[], [], null],
  ])('finds %j', (written, uuids, problem) => {
    const found = find(written);
    expect(found.problem).toBe(problem);
    if (problem === null) expect(found.uuids).toEqual(uuids);
  });
});

describe('planAdditions', () => {
  it('finds people by address, whatever the case, the order and what separates them', () => {
    expect(plan('CEM@jaffle.example; "Silva, Ana" <ana@jaffle.example>\r\nbo@jaffle.example')).toEqual([
      'Cem',
      'Ana',
      'Bo',
    ]);
  });

  it('has everybody once, picked or pasted', () => {
    expect(plan('ana@jaffle.example, ana@jaffle.example', ['Ana', 'Bo'])).toEqual(['Ana', 'Bo']);
  });

  it('reports who is unknown, once and before the others', () => {
    expect(plan('ana@jaffle.example\nzoe@jaffle.example\nZOE@jaffle.example\nnobody')).toEqual([
      'zoe@jaffle.example: Nobody in the organization has this address.',
      'nobody: This is not an e-mail address.',
      'Ana',
    ]);
  });

  it('leaves out who is in the group', () => {
    expect(plan('ana@jaffle.example', ['Bo'], ['Ana'])).toEqual(['Ana: Already in this group.', 'Bo']);
  });

  it('reads a table, with its header or without', () => {
    expect(plan('Name\tE-mail\nAna Silva\tana@jaffle.example\nBo Li\tbo@jaffle.example')).toEqual(['Ana', 'Bo']);
    expect(plan('email,role\nana@jaffle.example,viewer')).toEqual(['Ana']);
  });

  it('notes who cannot sign in', () => {
    expect(planAdditions(['Bo'], '', everybody, new Set())[0]?.note).toBe('Has not accepted the invitation yet.');
  });

  it('has nothing to do without input', () => {
    expect(plan(' \n\n , ')).toEqual([]);
  });
});
