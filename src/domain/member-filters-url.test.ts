import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMemberView, writeMemberView, type MemberView } from './member-filters-url';
import { MEMBER_STATUSES } from './members';
import { ORGANIZATION_ROLES } from './roles';

const byName = { column: 'name', descending: false } as const;
const read = (query: string) => readMemberView(new URLSearchParams(query));

const view: fc.Arbitrary<MemberView> = fc.record({
  filters: fc.record({
    search: fc.string({ unit: 'grapheme' }),
    roles: fc.subarray([...ORGANIZATION_ROLES]),
    statuses: fc.subarray([...MEMBER_STATUSES]),
    groups: fc.uniqueArray(fc.uuid()),
  }),
  sort: fc.record({
    column: fc.constantFrom('name', 'email', 'role', 'groups', 'status', 'joined'),
    descending: fc.boolean(),
  }),
});

describe('the members table in the address', () => {
  it('shows everybody by name without a query, and writes none for that', () => {
    const all = { filters: { search: '', roles: [], statuses: [], groups: [] }, sort: byName };
    expect(read('')).toEqual(all);
    expect(writeMemberView(all).toString()).toBe('');
  });

  it('reads what a colleague sends', () => {
    expect(read('q=ana+d&role=editor,developer&status=pending&group=a-1,b-2&sort=-joined')).toEqual({
      filters: { search: 'ana d', roles: ['editor', 'developer'], statuses: ['pending'], groups: ['a-1', 'b-2'] },
      sort: { column: 'joined', descending: true },
    });
  });

  it('leaves out what it does not know', () => {
    expect(read('role=owner,viewer,viewer,&status=gone&group=%3Cscript%3E,,g,g&sort=-shoe&page=7')).toEqual({
      filters: { search: '', roles: ['viewer'], statuses: [], groups: ['g'] },
      sort: byName,
    });
    expect(read('sort=--name').sort).toEqual(byName);
    expect(read('sort=-').sort).toEqual(byName);
  });

  it('omits the default order, but not its reverse', () => {
    const filters = read('').filters;
    expect(writeMemberView({ filters, sort: byName }).has('sort')).toBe(false);
    expect(writeMemberView({ filters, sort: { column: 'name', descending: true } }).get('sort')).toBe('-name');
  });

  it('comes back as it went, also through a real address', () => {
    fc.assert(
      fc.property(view, (given) => {
        const address = new URL(`https://console.example/members?${writeMemberView(given)}`);
        expect(readMemberView(address.searchParams)).toEqual(given);
      }),
    );
  });

  it('survives any query', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (role, group, sort) => {
        const once = readMemberView(new URLSearchParams({ role, group, sort }));
        expect(readMemberView(writeMemberView(once))).toEqual(once);
      }),
    );
  });
});
