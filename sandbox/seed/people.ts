import type { Transaction } from '../db/open';
import { insertRows } from '../db/bulk';
import { inviteLinks, personalAccessTokens, users } from '../db/schema';
import { digest, newSecret } from '../lightdash/secrets';
import type { OrganizationRole } from '#/domain/roles';
import { DAY, before } from './dates';
import { type Name, mailbox, nameInventor } from './names';
import type { Random } from './random';

/** Somebody who can sign in: with the password of the demo and, if there is a token, with that. */
export type Account = Name & { role: OrganizationRole; email: string; token?: string; isActive?: boolean };

export type PeopleOptions = {
  organizationUuid: string;
  /** Members in all, accounts included. */
  count: number;
  accounts: readonly Account[];
  passwordHash: string;
  /** What the addresses of invented people end with. */
  domain: string;
  now: Date;
  random: Random;
};

type User = typeof users.$inferInsert;
export type Person = { uuid: string; role: OrganizationRole; isActive: boolean; isPending: boolean; email: string };

const SUBDOMAINS = ['', '', '', 'emea.', 'apac.', 'contractors.', 'partner-agency.'];
/** Shares of the roles among invented people, as in the organization that was recorded. */
const ROLE_SHARES: readonly (readonly [OrganizationRole, number])[] = [
  ['member', 0.548],
  ['viewer', 0.22],
  ['interactive_viewer', 0.1],
  ['editor', 0.076],
  ['developer', 0.04],
  ['admin', 0.016],
];
/** A small organization has no admin but its account, so that the rules for the only admin can be tried. */
const MEMBERS_WITH_MORE_ADMINS = 200;

/**
 * The people of an organization, the accounts first (they are the oldest members). Of every 28 invented ones, one is
 * invited, one was invited too long ago and one is deactivated, so that even 25 members have one of each.
 */
export async function seedPeople(transaction: Transaction, options: PeopleOptions): Promise<Person[]> {
  const { accounts, count, now, random } = options;
  const rows: User[] = accounts.map((account, i) => ({
    ...common(options, i, account, account.email, before(now, 1000 * DAY - i * 3 * DAY)),
    role: account.role,
    // One who has it still before him (GetEmailVerificationStatus.otp-pending).
    isEmailVerified: account.role !== 'member',
    isActive: account.isActive ?? true,
    isPending: false,
    passwordHash: options.passwordHash,
  }));
  const nextName = nameInventor(random);
  const invitations: (typeof inviteLinks.$inferInsert)[] = [];
  for (let i = accounts.length; i < count; i += 1) {
    const turn = (i - accounts.length) % 28;
    const isPending = turn === 3 || turn === 5;
    const name = nextName();
    // Lightdash knows no name of an invited person; half of them were imported with one.
    const shown = isPending && random.chance(0.5) ? { firstName: '', lastName: '' } : name;
    const email = `${mailbox(name)}.${i}@${random.pick(SUBDOMAINS)}${options.domain}`;
    const age = isPending
      ? turn === 5
        ? 8 + random.integer(40)
        : random.float() * 2.5
      : 3 + random.float() ** 1.6 * 960;
    const row: User = {
      ...common(options, i, shown, email, before(now, age * DAY)),
      role: roleOf(random, count),
      isActive: turn !== 9,
      isPending,
      isEmailVerified: !isPending,
      passwordHash: null,
    };
    rows.push(row);
    if (isPending) {
      invitations.push({ userUuid: row.uuid, code: newSecret(), expiresAt: before(now, (age - 3) * DAY) });
    }
  }
  await insertRows(transaction, users, rows);
  await insertRows(transaction, inviteLinks, invitations);
  await insertRows(
    transaction,
    personalAccessTokens,
    accounts.flatMap(({ token }, i) => {
      const owner = rows[i];
      if (!token || !owner) return [];
      return {
        uuid: random.uuid(),
        userUuid: owner.uuid,
        tokenHash: digest(token),
        description: 'Sandbox token',
        createdAt: before(now, 30 * DAY),
      };
    }),
  );
  return rows;
}

/** What the search of the members' list looks at. */
export function searchTextOf(user: { firstName: string; lastName: string; email: string }): string {
  return `${user.firstName}\n${user.lastName}\n${user.email}`.toLowerCase();
}

function common(
  options: PeopleOptions,
  position: number,
  { firstName, lastName }: Name,
  email: string,
  joined: string,
) {
  return {
    uuid: options.random.uuid(),
    organizationUuid: options.organizationUuid,
    position,
    email,
    firstName,
    lastName,
    searchText: searchTextOf({ firstName, lastName, email }),
    isMarketingOptedIn: position === 0,
    isTrackingAnonymized: false,
    createdAt: joined,
    updatedAt: joined,
  };
}

function roleOf(random: Random, count: number): OrganizationRole {
  let rest = random.float();
  for (const [role, share] of ROLE_SHARES) {
    rest -= share;
    if (rest < 0) return role === 'admin' && count < MEMBERS_WITH_MORE_ADMINS ? 'developer' : role;
  }
  return 'member';
}
