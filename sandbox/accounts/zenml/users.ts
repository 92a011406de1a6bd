import { and, eq, ne } from 'drizzle-orm';
import { type ZenmlKind, zenmlUsers } from '../../db/accounts-schema';
import type { Backend } from '../../lightdash/http';
import { findAccessToken } from '../../oauth/store';
import { type AccountOptions, holderOf } from '../call';
import { type AccountToken, findToken } from '../tokens';

export type ZenmlUser = typeof zenmlUsers.$inferSelect;

/** What a token stands for: a person of the organization, or (without one) its service account. */
type Bearer = Pick<AccountToken, 'organizationUuid' | 'state'> & { userUuid: string | null };

const KINDS: Partial<Record<AccountToken['state'], ZenmlKind>> = {
  'service-account': 'service',
  'password-account': 'password',
};

/** What a bearer token stands for, whether the authorization server issued it or a switch; undefined when it is not known. */
export async function findBearer(backend: Backend, secret: string): Promise<Bearer | undefined> {
  const issued = await findAccessToken(backend, 'zenml', secret);
  if (!issued) return findToken(backend, 'zenml', secret);
  const { organizationUuid, userUuid, isLive } = issued;
  return { organizationUuid, userUuid, state: isLive ? 'live' : 'expired' };
}

/** The user that a token stands for, made on the first day. */
export async function userOf(
  options: AccountOptions,
  { organizationUuid, userUuid, state }: Bearer,
): Promise<ZenmlUser> {
  const kind = userUuid === null ? 'service' : (KINDS[state] ?? 'oauth');
  const holder = kind === 'service' || userUuid === null ? organizationUuid : userUuid;
  const { db } = options.backend;
  const which = and(eq(zenmlUsers.holder, holder), eq(zenmlUsers.kind, kind));
  const [found] = await db.read.select().from(zenmlUsers).where(which);
  if (found) return found;
  const invented = kind === 'service' ? service(organizationUuid) : await person(options, holder, kind);
  return db.write(async (transaction) => {
    // Two calls may have found nothing at the same moment.
    await transaction
      .insert(zenmlUsers)
      .values({ ...invented, kind, holder })
      .onConflictDoNothing();
    const [row] = await transaction.select().from(zenmlUsers).where(which);
    return row as ZenmlUser;
  });
}

/** Whether somebody else of the organization has a username. */
export async function isTaken({ db }: Backend, user: ZenmlUser, username: string): Promise<boolean> {
  const { organizationUuid, id } = user;
  const others = and(
    eq(zenmlUsers.organizationUuid, organizationUuid),
    eq(zenmlUsers.username, username),
    ne(zenmlUsers.id, id),
  );
  return (await db.read.select({ id: zenmlUsers.id }).from(zenmlUsers).where(others)).length > 0;
}

/** Writes changes down. Out: the user as it is then. */
export async function updateUser({ db }: Backend, user: ZenmlUser, changes: Partial<ZenmlUser>): Promise<ZenmlUser> {
  if (Object.keys(changes).length > 0) {
    await db.write((transaction) => transaction.update(zenmlUsers).set(changes).where(eq(zenmlUsers.id, user.id)));
  }
  return { ...user, ...changes };
}

/** The user in the words of the API (src/api/zenml/openapi.yaml). Nobody's password is ever told. */
export function wireOf(user: ZenmlUser) {
  const isOAuth = user.kind === 'oauth';
  const isService = user.kind === 'service';
  return {
    password: null,
    password_expired: isOAuth || isService ? null : false,
    name: user.name,
    avatar_url: user.avatarUrl,
    company: user.company,
    job_title: user.jobTitle,
    metadata: user.metadata,
    id: user.id,
    username: user.username,
    email: user.email,
    oauth_provider: isOAuth ? 'google' : null,
    oauth_id: isOAuth ? `google-${user.id.slice(0, 8)}` : null,
    is_active: true,
    is_superuser: false,
    is_service_account: isService,
    organization_id: isService ? user.organizationUuid : null,
    is_onboarded: user.isOnboarded,
  };
}

type NewUser = Omit<typeof zenmlUsers.$inferInsert, 'kind' | 'holder'>;

async function person(options: AccountOptions, userUuid: string, kind: ZenmlKind): Promise<NewUser> {
  const { user, organization } = await holderOf(options, userUuid);
  return {
    id: crypto.randomUUID(),
    organizationUuid: organization.uuid,
    // An account of another provider is named by its address (src/api/zenml/openapi.yaml).
    username: kind === 'oauth' ? user.email : `local-${user.email.split('@')[0] ?? ''}`,
    email: user.email,
    name: `${user.firstName} ${user.lastName}`.trim(),
    company: organization.name,
    jobTitle: 'Data engineer',
    metadata: {},
    isOnboarded: true,
  };
}

function service(organizationUuid: string): NewUser {
  return {
    id: crypto.randomUUID(),
    organizationUuid,
    username: 'lightdash-console',
    name: 'Lightdash Console',
    metadata: {},
    isOnboarded: true,
  };
}
