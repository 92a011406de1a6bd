import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heldRole,
  holding,
  activeAdmins,
  MEMBER_RULES,
  MEMBER_STATUSES,
  memberName,
  memberStatus,
  statusName,
  type Member,
  type MemberColumn,
} from './members';
import { indexRows, narrowRows } from '../lib/rows';
import { ORGANIZATION_ROLES, roleRank } from './roles';

type MemberNarrowing = { search: string; filters: Record<'role' | 'status' | 'group', readonly string[]> };
const filterMembers = (members: Member[], view: MemberNarrowing, index?: readonly string[]) =>
  narrowRows(members, MEMBER_RULES, view, index);

const everybody: MemberNarrowing = { search: '', filters: { role: [], status: [], group: [] } };
const narrowed = (filters: Partial<MemberNarrowing['filters']>): MemberNarrowing => ({
  search: '',
  filters: { ...everybody.filters, ...filters },
});

function person(name: string, more: Partial<Member> = {}): Member {
  return {
    userUuid: name,
    firstName: name,
    lastName: '',
    name,
    email: `${name.toLowerCase()}@shop.example`,
    role: 'viewer',
    status: 'active',
    joinedAt: '2026-01-01T00:00:00.000Z',
    invitedAt: null,
    groupUuids: [],
    ...more,
  };
}

const names = (members: readonly Member[]) => members.map(({ name }) => name);

const sorted = (members: Member[], column: MemberColumn, descending = false) =>
  names(MEMBER_RULES.sort(members, { column, descending }));

const anyMember: fc.Arbitrary<Member> = fc
  .record({
    name: fc.string({ unit: 'grapheme', minLength: 1 }),
    role: fc.constantFrom(...ORGANIZATION_ROLES),
    status: fc.constantFrom(...MEMBER_STATUSES),
    joinedAt: fc.option(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
    groupUuids: fc.uniqueArray(fc.constantFrom('g1', 'g2', 'g3')),
  })
  .map(({ name, ...more }) => person(name, more));

describe('status', () => {
  it('folds the flags of the server', () => {
    expect(memberStatus({ isActive: true, isPending: false, isInviteExpired: false })).toBe('active');
    expect(memberStatus({ isActive: true, isPending: true, isInviteExpired: false })).toBe('pending');
    expect(memberStatus({ isActive: true, isPending: true, isInviteExpired: true })).toBe('expired');
    expect(memberStatus({ isActive: false, isPending: true, isInviteExpired: true })).toBe('deactivated');
    expect(memberStatus({ isActive: false })).toBe('deactivated');
    expect(memberStatus({ isActive: true, isInviteExpired: true })).toBe('active');
  });

  it('has a name for each', () => {
    expect(MEMBER_STATUSES.map(statusName)).toEqual(['Active', 'Pending', 'Invitation expired', 'Deactivated']);
  });

  it('counts as admins those who can act', () => {
    const admins = MEMBER_STATUSES.map((status) => person(status, { role: 'admin', status }));
    expect(names(activeAdmins([...admins, person('Ana')]))).toEqual(['active']);
  });
});

it('calls people by name, and by address as long as they have none', () => {
  expect(memberName('Ana', 'Díaz', 'ana@shop.example')).toBe('Ana Díaz');
  expect(memberName('Ana', '', 'ana@shop.example')).toBe('Ana');
  expect(memberName('', ' ', 'ana@shop.example')).toBe('ana@shop.example');
});

describe('the list of members, narrowed', () => {
  const members = [
    person('Łukasz Strauß', { role: 'admin', groupUuids: ['g1', 'g2'] }),
    person('İpek Yılmaz', { role: 'editor', groupUuids: ['g2'] }),
    person('Søren Đặng', { status: 'pending' }),
    person('김서연', { status: 'deactivated' }),
  ];

  it.each([
    ['lukasz', ['Łukasz Strauß']],
    ['STRAUSS luk', ['Łukasz Strauß']],
    ['ipek yilmaz', ['İpek Yılmaz']],
    ['dang soren', ['Søren Đặng']],
    ['김서', ['김서연']],
    ['shop.example', names(members)],
    ['  ', names(members)],
    ['lukasz nobody', []],
  ])('finds "%s"', (search, found) => {
    expect(names(filterMembers(members, { ...everybody, search }))).toEqual(found);
  });

  it('does not find words across name and address', () => {
    expect(filterMembers([person('Ana')], { ...everybody, search: 'anaana' })).toEqual([]);
  });

  it('filters by role, status and group, all together', () => {
    expect(names(filterMembers(members, narrowed({ role: ['admin', 'editor'] })))).toHaveLength(2);
    expect(names(filterMembers(members, narrowed({ status: ['pending'] })))).toEqual(['Søren Đặng']);
    expect(names(filterMembers(members, narrowed({ group: ['g1', 'g9'] })))).toEqual(['Łukasz Strauß']);
    expect(filterMembers(members, narrowed({ role: ['editor'], group: ['g1'] }))).toEqual([]);
    expect(names(filterMembers(members, narrowed({ group: ['none'] })))).toEqual(
      names(members.filter(({ groupUuids }) => groupUuids.length === 0)),
    );
    expect(filterMembers(members, narrowed({ group: ['none', 'g1', 'g2'] }))).toEqual(members);
  });

  it('gives the same with an index as without, keeps the order, and never finds more with more words', () => {
    fc.assert(
      fc.property(fc.array(anyMember), fc.string({ unit: 'grapheme' }), fc.string(), (some, first, second) => {
        const one = filterMembers(some, { ...everybody, search: first }, indexRows(some, MEMBER_RULES.textOf));
        expect(one).toEqual(filterMembers(some, { ...everybody, search: first }));
        expect(some.filter((member) => one.includes(member))).toEqual(one);
        const both = filterMembers(some, { ...everybody, search: `${first} ${second}` });
        expect(both.every((member) => one.includes(member))).toBe(true);
      }),
    );
  });

  it('finds everybody by the own name and address', () => {
    fc.assert(
      fc.property(anyMember, (member) => {
        for (const search of [member.name, member.email]) {
          expect(filterMembers([member], { ...everybody, search })).toEqual([member]);
        }
      }),
    );
  });
});

describe('the list of members, sorted', () => {
  it('sorts names as people do, not as computers do', () => {
    const members = ['Zoë', 'ana', 'Åse', 'Émile', 'Bob'].map((name) => person(name));
    expect(sorted(members, 'name')).toEqual(['ana', 'Åse', 'Bob', 'Émile', 'Zoë']);
    expect(sorted(members, 'name', true)).toEqual(['Zoë', 'Émile', 'Bob', 'Åse', 'ana']);
    expect(sorted(members, 'email')).toHaveLength(5);
  });

  it('sorts roles by power, statuses by their order, groups by how many', () => {
    const members = [
      person('A', { role: 'admin', status: 'deactivated', groupUuids: ['g1', 'g2'] }),
      person('M', { role: 'member', status: 'active' }),
      person('D', { role: 'developer', status: 'pending', groupUuids: ['g1'] }),
    ];
    expect(sorted(members, 'role')).toEqual(['M', 'D', 'A']);
    expect(sorted(members, 'status')).toEqual(['M', 'D', 'A']);
    expect(sorted(members, 'groups', true)).toEqual(['A', 'D', 'M']);
  });

  it('puts people who have not joined last in both directions', () => {
    const members = [
      person('never', { joinedAt: null }),
      person('late', { joinedAt: '2026-05-01T00:00:00.000Z' }),
      person('odd', { joinedAt: 'soon' }),
      person('early', { joinedAt: '2025-05-01T00:00:00.000Z' }),
    ];
    expect(sorted(members, 'joined')).toEqual(['early', 'late', 'never', 'odd']);
    expect(sorted(members, 'joined', true)).toEqual(['late', 'early', 'never', 'odd']);
  });

  it('is stable in both directions, loses no row and leaves the input alone', () => {
    const column = fc.constantFrom<MemberColumn>('name', 'email', 'role', 'groups', 'status', 'joined');
    fc.assert(
      fc.property(fc.array(anyMember), column, fc.boolean(), (members, by, descending) => {
        const before = [...members];
        const after = MEMBER_RULES.sort(members, { column: by, descending });
        expect(members).toEqual(before);
        expect(new Set(after)).toEqual(new Set(before));
        expect(MEMBER_RULES.sort(after, { column: by, descending })).toEqual(after);
        const roles = MEMBER_RULES.sort(members, { column: 'role', descending });
        roles.slice(1).forEach((member, i) => {
          const previous = roles[i] as Member;
          const step = roleRank(member.role) - roleRank(previous.role);
          expect(descending ? -step : step).toBeGreaterThanOrEqual(0);
          if (step === 0) expect(members.indexOf(member)).toBeGreaterThan(members.indexOf(previous));
        });
      }),
    );
  });
});

describe('the role that counts', () => {
  it('is the custom one, by its uuid, and comes back as it is held', () => {
    expect(heldRole({ role: 'member', roleUuid: 'auditor' })).toBe('auditor');
    expect([heldRole({ role: 'editor' }), heldRole({ role: 'editor', roleUuid: null })]).toEqual(['editor', 'editor']);
    for (const role of ['editor', 'auditor']) expect(heldRole(holding(role))).toBe(role);
  });
});
