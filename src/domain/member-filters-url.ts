import { MEMBER_STATUSES, type MemberColumn, type MemberFilters, type MemberSort } from './members';
import { ORGANIZATION_ROLES } from './roles';

/** What a person looks at in the members table, as far as the address holds it. */
export type MemberView = { filters: MemberFilters; sort: MemberSort };

const COLUMNS: readonly MemberColumn[] = ['name', 'email', 'role', 'groups', 'status', 'joined'];

/**
 * The view that an address asks for: `?q=ana&role=editor,developer&status=pending&group=<uuid>,<uuid>&sort=-joined`.
 * Never throws: what is missing is the default (everybody, by name), what is unknown or repeated is left out.
 */
export function readMemberView(params: URLSearchParams): MemberView {
  const words = (name: string) => (params.get(name) ?? '').split(',');
  const known = <T extends string>(values: readonly T[], name: string) => {
    const wanted = words(name);
    return values.filter((value) => wanted.includes(value));
  };
  const sort = params.get('sort') ?? '';
  const descending = sort.startsWith('-');
  const column = COLUMNS.find((each) => each === sort.slice(Number(descending)));
  return {
    filters: {
      search: params.get('q') ?? '',
      roles: known(ORGANIZATION_ROLES, 'role'),
      statuses: known(MEMBER_STATUSES, 'status'),
      // Which groups there are is not known here; anything that looks like an identifier passes.
      groups: [...new Set(words('group').filter((word) => /^[\w-]+$/.test(word)))],
    },
    sort: column ? { column, descending } : { column: 'name', descending: false },
  };
}

/** The shortest address of a view: defaults are left out. Reading it back gives the same view. */
export function writeMemberView({ filters, sort }: MemberView): URLSearchParams {
  const order = `${sort.descending ? '-' : ''}${sort.column}`;
  const params = Object.entries({
    q: filters.search,
    role: filters.roles.join(),
    status: filters.statuses.join(),
    group: filters.groups.join(),
    sort: order === 'name' ? '' : order,
  });
  return new URLSearchParams(params.filter(([, value]) => value !== ''));
}
