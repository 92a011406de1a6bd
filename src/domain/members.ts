import { indexRows, matcher, sortRows, type RowIndex } from '../lib/rows';
import { roleRank, type OrganizationRole } from './roles';

/** An invitation that has waited longer than this needs somebody to ask, or to be taken back. In milliseconds. */
const LONG_PENDING = 7 * 86_400_000;

/** In the order in which a list sorts them. */
export const MEMBER_STATUSES = ['active', 'pending', 'expired', 'deactivated'] as const;

export type MemberStatus = (typeof MEMBER_STATUSES)[number];

export type Member = {
  userUuid: string;
  firstName: string;
  lastName: string;
  name: string;
  email: string;
  role: OrganizationRole;
  /** The custom role in the organization, which counts instead of `role`; null or missing for none. Since 1.219. */
  roleUuid?: string | null | undefined;
  /** More roles are held beside this one, and the server does not say which. Since 1.219. */
  hasMoreRoles?: boolean | undefined;
  status: MemberStatus;
  /** ISO; null as long as the invitation is not accepted. */
  joinedAt: string | null;
  /** ISO; null where it is not known. */
  invitedAt: string | null;
  groupUuids: string[];
  updatedAt?: string;
};

/** What a list of members can be narrowed by: organization role, status, membership of a group (or of none). */
export type MemberFilter = 'role' | 'status' | 'group';
/** The value of the group filter for those in no group; no uuid is spelled like that. */
export const NO_GROUP = 'none';
/** A search, and the chosen values of each filter; none lets everybody pass. */
export type MemberNarrowing = { search: string; filters: Readonly<Record<MemberFilter, readonly string[]>> };
export type MemberColumn = 'name' | 'email' | 'role' | 'groups' | 'status' | 'joined';
export type MemberSort = { column: MemberColumn; descending: boolean };

const STATUS_NAMES: Record<MemberStatus, string> = {
  active: 'Active',
  pending: 'Pending',
  expired: 'Invitation expired',
  deactivated: 'Deactivated',
};

/** The three flags of Lightdash as one status. A deactivated person stays so, invited or not: they can't sign in. */
export function memberStatus(flags: {
  isActive: boolean;
  isPending?: boolean | undefined;
  isInviteExpired?: boolean | undefined;
}): MemberStatus {
  if (!flags.isActive) return 'deactivated';
  if (!flags.isPending) return 'active';
  return flags.isInviteExpired ? 'expired' : 'pending';
}

/** The status in words: "Invitation expired". */
export function statusName(status: MemberStatus): string {
  return STATUS_NAMES[status];
}

/** First and last name; the e-mail address as long as a person has not given a name (while invited). */
export function memberName(firstName: string, lastName: string, email: string): string {
  return `${firstName} ${lastName}`.trim() || email;
}

/** The admins who can act as such: who is invited or deactivated can't sign in, and keeps nobody out of trouble. */
export function activeAdmins<M extends Pick<Member, 'role' | 'status'>>(members: readonly M[]): M[] {
  return members.filter((member) => member.role === 'admin' && member.status === 'active');
}

/** Whether somebody was invited more than a week ago and is not here yet, whether the link still works or not. */
export function isLongPending({ status, invitedAt }: Pick<Member, 'status' | 'invitedAt'>, now: number): boolean {
  return (
    (status === 'pending' || status === 'expired') && invitedAt !== null && now - Date.parse(invitedAt) > LONG_PENDING
  );
}

/** What a search compares, made once for a list of members, so that a keystroke costs only the comparison. */
export function indexMembers(members: readonly Pick<Member, 'name' | 'email'>[]): RowIndex {
  return indexRows(members, ({ name, email }) => `${name}\n${email}`);
}

/**
 * The members that have every word of the search in name or e-mail (whatever case and accents), one of the roles, one
 * of the statuses and one of the groups, `none` being in none; an empty filter lets everybody pass. Keeps the order and
 * the input.
 */
export function filterMembers(
  members: readonly Member[],
  { search, filters }: MemberNarrowing,
  index: RowIndex = indexMembers(members),
): Member[] {
  const matches = matcher(search, index);
  const groups = new Set(filters.group);
  return members.filter(
    (member, i) =>
      passes(filters.role, member.role) &&
      passes(filters.status, member.status) &&
      (groups.size === 0 ||
        (member.groupUuids.length === 0 ? groups.has(NO_GROUP) : member.groupUuids.some((uuid) => groups.has(uuid)))) &&
      matches(i),
  );
}

function passes(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

/** What a column sorts by. Without a date there is nothing to compare: null. */
const SORT_KEYS: Record<MemberColumn, (member: Member) => string | number | null> = {
  name: (member) => member.name,
  email: (member) => member.email,
  role: (member) => roleRank(member.role),
  groups: (member) => member.groupUuids.length,
  status: (member) => MEMBER_STATUSES.indexOf(member.status),
  joined: (member) => Date.parse(member.joinedAt ?? '') || null,
};

/**
 * A sorted copy. Stable in both directions: equal members keep their order. Members without a date come last,
 * whichever the direction. As filterMembers keeps the order, sort first and filter the sorted list: a keystroke then
 * sorts nothing.
 */
export function sortMembers(members: readonly Member[], { column, descending }: MemberSort): Member[] {
  return sortRows(members, SORT_KEYS[column], descending);
}

/** People to choose from, by name and e-mail address, so that either finds them. */
export const memberOptions = (members: readonly Member[]): { value: string; label: string }[] =>
  members
    .map(({ userUuid, name, email }) => ({ value: userUuid, label: name === email ? email : `${name} · ${email}` }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
