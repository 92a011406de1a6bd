import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listParams, readListView, writeListView, type ListSchema, type ListView } from './list-view';

const ROLES = ['viewer', 'editor', 'developer'] as const;
const STATUSES = ['active', 'pending'] as const;
type Filter = 'role' | 'status' | 'group';
type Column = 'name' | 'email' | 'joined';
const SCHEMA: ListSchema<Filter, Column> = {
  filters: { role: ROLES, status: STATUSES, group: null },
  sorts: ['name', 'email', 'joined'],
  defaultSort: { column: 'name', descending: false },
};
const writeMemberView = (view: ListView<Filter, Column>) => writeListView(SCHEMA, view);
const byName = { column: 'name', descending: false } as const;
const read = (query: string) => readListView(SCHEMA, new URLSearchParams(query));

const view: fc.Arbitrary<ListView<Filter, Column>> = fc.record({
  search: fc.string({ unit: 'grapheme' }),
  filters: fc.record({
    role: fc.subarray([...ROLES]),
    status: fc.subarray([...STATUSES]),
    group: fc.uniqueArray(fc.uuid()),
  }),
  sort: fc.record({ column: fc.constantFrom(...SCHEMA.sorts), descending: fc.boolean() }),
});

describe('a list in the address', () => {
  it('shows everybody by name without a query, and writes none for that', () => {
    const all = { search: '', filters: { role: [], status: [], group: [] }, sort: byName };
    expect(read('')).toEqual(all);
    expect(writeMemberView(all).toString()).toBe('');
  });

  it('reads what a colleague sends', () => {
    expect(read('q=ana+d&role=editor,developer&status=pending&group=a-1,b-2&sort=-joined')).toEqual({
      search: 'ana d',
      filters: { role: ['editor', 'developer'], status: ['pending'], group: ['a-1', 'b-2'] },
      sort: { column: 'joined', descending: true },
    });
  });

  it('leaves out what it does not know', () => {
    expect(read('role=owner,viewer,viewer,&status=gone&group=%3Cscript%3E,,g,g&sort=-shoe&page=7')).toEqual({
      search: '',
      filters: { role: ['viewer'], status: [], group: ['g'] },
      sort: byName,
    });
    expect(read('sort=--name').sort).toEqual(byName);
    expect(read('sort=-').sort).toEqual(byName);
  });

  it('omits the default order, but not its reverse', () => {
    const filters = read('').filters;
    expect(writeMemberView({ search: '', filters, sort: byName }).has('sort')).toBe(false);
    expect(writeMemberView({ search: '', filters, sort: { column: 'name', descending: true } }).get('sort')).toBe(
      '-name',
    );
  });

  it('comes back as it went, also through a real address', () => {
    fc.assert(
      fc.property(view, (given) => {
        const address = new URL(`https://console.example/members?${writeMemberView(given)}`);
        expect(readListView(SCHEMA, address.searchParams)).toEqual(given);
      }),
    );
  });

  it('survives any query', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (role, group, sort) => {
        const once = readListView(SCHEMA, new URLSearchParams({ role, group, sort }));
        expect(readListView(SCHEMA, writeMemberView(once))).toEqual(once);
      }),
    );
  });

  it('keeps two lists of one page apart by their prefix', () => {
    const second = { ...SCHEMA, prefix: 'other-' };
    const both = new URLSearchParams('sort=-email&role=viewer&other-sort=joined&other-role=editor&other-q=x');
    expect(readListView(SCHEMA, both)).toMatchObject({
      search: '',
      filters: { role: ['viewer'] },
      sort: { column: 'email', descending: true },
    });
    const other = readListView(second, both);
    expect(other).toMatchObject({
      search: 'x',
      filters: { role: ['editor'] },
      sort: { column: 'joined', descending: false },
    });
    expect(writeListView(second, other).toString()).toBe('other-q=x&other-role=editor&other-sort=joined');
    expect(listParams(second)).toEqual(['other-q', 'other-sort', 'other-role', 'other-status', 'other-group']);
  });
});
