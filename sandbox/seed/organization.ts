import type { Transaction } from '../db/open';
import { emailDomains, organizations } from '../db/schema';
import { validate } from '../lightdash/findings';
import { type Generation, isNewer } from '../lightdash/generation';
import { seedAttributes } from './attributes';
import { DAY, before } from './dates';
import { seedDeliveries } from './deliveries';
import { NO_NEWER_CONTENT, seedNewer } from './newer';
import { type Account, type Person, seedPeople } from './people';
import { randomFrom } from './random';
import { seedSpaces } from './spaces';
import { seedGroups, seedProjects } from './structure';

/** Those whose people belong to the organization; the agency's do not. */
const OWN_SUBDOMAINS = ['emea', 'apac', 'contractors'];

export type SandboxSizes = { members: number; groups: number; projects: number; spaces: number; schedulers: number };

export type Blueprint = {
  /** The same key invents the same people and things. */
  key: string;
  /** Gives everything uuids that were never there before; otherwise they are invented too, always the same. */
  freshUuids?: boolean;
  name: string;
  generation: Generation;
  accounts: readonly Account[];
  passwordHash: string;
  domain: string;
  sizes: SandboxSizes;
  now: Date;
};

/** The uuid that a key gives to its organization. */
export function organizationUuidOf(key: string): string {
  return randomFrom(key).uuid();
}

/** Writes a whole organization; the people come back in the order of their rows, the accounts first. */
export async function seedOrganization(
  transaction: Transaction,
  { key, freshUuids, name, generation, accounts, passwordHash, domain, sizes, now }: Blueprint,
): Promise<{ organizationUuid: string; people: Person[] }> {
  const chanceOf = (of: string) =>
    freshUuids ? { ...randomFrom(of), uuid: () => crypto.randomUUID() } : randomFrom(of);
  const random = chanceOf(key);
  const organizationUuid = random.uuid();
  await transaction
    .insert(organizations)
    .values({ uuid: organizationUuid, name, generation, createdAt: before(now, 1001 * DAY) });
  const people = await seedPeople(transaction, {
    organizationUuid,
    count: Math.max(sizes.members, accounts.length),
    accounts,
    passwordHash,
    domain,
    now,
    random,
  });
  // The accounts hold what their role gives them and nothing by chance, so that tests know what to expect of them.
  const setting = {
    organizationUuid,
    accounts: people.slice(0, accounts.length),
    people: people.slice(accounts.length),
    now,
    random,
    domain,
  };
  await transaction
    .insert(emailDomains)
    .values({
      organizationUuid,
      domains: [...new Set([domain, ...OWN_SUBDOMAINS.map((sub) => `${sub}.${domain}`), ...accounts.map(domainOf)])],
      role: 'viewer',
      projects: [],
    });
  const groupUuids = await seedGroups(transaction, setting, sizes.groups);
  // By chance of their own, so that everything else is what it was without them.
  await seedAttributes(transaction, { ...setting, random: chanceOf(`${key} attributes`) }, groupUuids, generation);
  const projectUuids = await seedProjects(transaction, setting, sizes.projects, groupUuids);
  if (projectUuids.length === 0) return { organizationUuid, people };
  const content = await seedSpaces(transaction, setting, sizes.spaces, projectUuids, groupUuids);
  // One was never validated.
  for (const projectUuid of projectUuids.slice(0, Math.max(1, projectUuids.length - 1)))
    await validate(transaction, projectUuid, new Date(before(now, DAY)), { warns: isNewer(generation) });
  const added = isNewer(generation) ? await seedNewer(transaction, setting, projectUuids) : NO_NEWER_CONTENT;
  await seedDeliveries(transaction, setting, sizes.schedulers, { ...content, ...added });
  return { organizationUuid, people };
}

function domainOf({ email }: { email: string }): string {
  return email.slice(email.indexOf('@') + 1);
}
