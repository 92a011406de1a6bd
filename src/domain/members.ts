import { optionsOf, sortedBy, type ListRules } from '../lib/rows';
import { HELD_ROLE, isOrganizationRole, ORGANIZATION_ROLES, roleName, roleRank, type OrganizationRole } from './roles';

/** An invitation that is older than this needs a reminder, or to be withdrawn. In milliseconds. */
const LONG_PENDING = 7 * 86_400_000;

/** Said of what cannot be done before everybody has been read: who is a member, and whether somebody is the only admin, is not known. */
export const STILL_READING = 'Not before all members have been read.';

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
  /** ISO, of the account: an invitation makes it, and joining moves no date (docs/lightdash/members.md#m6). Null while invited. */
  joinedAt: string | null;
  /** ISO; null where it is not known. */
  invitedAt: string | null;
  groupUuids: string[];
  updatedAt?: string;
};

/** The value of the group filter for those in no group; no uuid is spelled like that. */
export const NO_GROUP = 'none';

const STATUS_NAMES: Record<MemberStatus, string> = {
  active: 'Active',
  pending: 'Pending',
  expired: 'Invitation expired',
  deactivated: 'Deactivated',
};

/**
 * The role that counts in the organization: the name of a system role, or the uuid of a custom one, beside which the server
 * says `member` (docs/lightdash/members.md#m8).
 */
export function heldRole({ role, roleUuid }: Pick<Member, 'role' | 'roleUuid'>): string {
  return roleUuid ?? role;
}

/** The same the other way round: how a member holds a role. */
export function holding(role: string): Pick<Member, 'role'> & { roleUuid: string | null } {
  return isOrganizationRole(role) ? { role, roleUuid: null } : { role: 'member', roleUuid: role };
}

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

/** The admins who can act as such: people who are invited or deactivated can't sign in, so they don't count. */
export function activeAdmins<M extends Pick<Member, 'role' | 'status'>>(members: readonly M[]): M[] {
  return members.filter((member) => member.role === 'admin' && member.status === 'active');
}

/** Whether somebody was invited and is not here yet, whether the link still works or not. */
export function isInvited({ status }: Pick<Member, 'status'>): boolean {
  return status === 'pending' || status === 'expired';
}

/** Whether somebody was invited more than a week ago and is not here yet, whether the link still works or not. */
export function isLongPending(member: Pick<Member, 'status' | 'invitedAt'>, now: number): boolean {
  return isInvited(member) && member.invitedAt !== null && now - Date.parse(member.invitedAt) > LONG_PENDING;
}

export type MemberColumn = 'name' | 'email' | 'role' | 'groups' | 'status' | 'joined';

/** What every list of members is searched by, sorted by and narrowed by. */
export const MEMBER_RULES = {
  textOf: ({ name, email }: Pick<Member, 'name' | 'email'>) => `${name}\n${email}`,
  ...sortedBy<Member, MemberColumn>({
    name: ({ name }) => name,
    email: ({ email }) => email,
    // Custom roles stand together, after `member`: what they allow has no rank.
    role: ({ role, roleUuid }) => (roleUuid ? 0.5 : roleRank(role)),
    groups: ({ groupUuids }) => groupUuids.length,
    status: ({ status }) => MEMBER_STATUSES.indexOf(status),
    joined: ({ joinedAt }) => Date.parse(joinedAt ?? '') || null,
  }),
  filters: {
    role: {
      name: 'Role',
      options: optionsOf(ORGANIZATION_ROLES, roleName),
      form: HELD_ROLE,
      of: (member) => [heldRole(member)],
    },
    status: { name: 'Status', options: optionsOf(MEMBER_STATUSES, statusName), of: ({ status }) => [status] },
    group: { name: 'Group', of: ({ groupUuids }) => (groupUuids.length > 0 ? groupUuids : [NO_GROUP]) },
  },
} satisfies ListRules<Member, 'role' | 'status' | 'group', MemberColumn>;

/** A list of members, of the organization or of a group: its rules, and what it and its rows are called. */
export const MEMBER_LIST = {
  ...MEMBER_RULES,
  label: 'Members',
  noun: ['member', 'members'] as const,
  nothing: 'Nobody matches',
  searched: 'name or e-mail',
  rowId: ({ userUuid }: Member) => userUuid,
  rowName: ({ name }: Member) => name,
};

/** People to choose from, by name and e-mail address, so that either finds them. */
export const memberOptions = (members: readonly Member[]): { value: string; label: string }[] =>
  members
    .map(({ userUuid, name, email }) => ({ value: userUuid, label: name === email ? email : `${name} · ${email}` }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
