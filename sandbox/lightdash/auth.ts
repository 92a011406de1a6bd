import { eq, sql } from 'drizzle-orm';
import { getCookie, setCookie } from 'hono/cookie';
import { organizations, personalAccessTokens, roles, sessions, users } from '../db/schema';
import { findAccessToken } from '../oauth/store';
import { deactivated, forbidden, invalidUser, notAuthorized, unauthorized } from './errors';
import { generationOf, isNewer } from './generation';
import type { ApiContext, Backend } from './http';
import type { Caller, Identity } from './identity';
import { digest, newSecret } from './secrets';
import { scopesOf } from './system-roles';

const COOKIE = 'connect.sid';
const SESSION_MS = 24 * 60 * 60 * 1000;
/** How often a session's end and a token's last use are written down: not with every request. */
const TOUCH_MS = 60 * 1000;
const SCHEME = 'ApiKey ';
const BEARER = /^Bearer (ldapp_[\w-]+)$/;
/** The one operation that takes a bearer on every server: the way in for OAuth on older ones. */
const TOKEN_CREATION = 'POST /api/v1/user/me/personal-access-tokens';

/**
 * Finds out who calls. A live session goes before a token. Refusals (recordings GetAuthenticatedUser.401-none and its like, RULES.md A9):
 * no or dead cookie, or another scheme than exactly `ApiKey `: plain 401; unknown or expired token, token of a deactivated
 * person: 401 JSON; session of a removed person: 401 `InvalidUser`; of a deactivated one: 403. An OAuth bearer is taken where
 * `takesBearer` says that the organization's Lightdash is a newer one; else plain 401 (GetAuthenticatedUser.oauth-bearer), but
 * for making a token.
 */
export async function identify(
  backend: Backend,
  c: ApiContext,
  takesBearer: (organizationUuid: string) => boolean,
): Promise<Identity> {
  const bySession = await identifySession(backend, c);
  if (bySession) return bySession;
  const authorization = c.req.header('authorization');
  const [, bearer] = BEARER.exec(authorization ?? '') ?? [];
  if (bearer) return identifyBearer(backend, c, bearer, takesBearer);
  if (!authorization?.startsWith(SCHEME)) return { refusal: unauthorized() };
  return identifyToken(backend, authorization);
}

/** The caller, whoever it is. Throws the refusal of `identify`. */
export function callerOf(c: ApiContext): Caller {
  const identity = c.get('identity');
  if (!identity?.caller || identity.refusal) throw identity?.refusal ?? unauthorized();
  return identity.caller;
}

/** The caller of an operation that takes no personal access token: with one it is 401 JSON (DeleteMe.pat-refused). */
export function sessionCallerOf(c: ApiContext): Caller {
  // Since 1.219 whoever brings nothing is told the same (UpdateMe.401-none).
  if (isNewer(generationOf(c)) && !c.get('identity')?.caller) throw notAuthorized();
  const caller = callerOf(c);
  if (caller.credential.type === 'pat') throw notAuthorized();
  return caller;
}

/**
 * The caller of an operation for organization admins, and for whoever holds its scope by a custom role of the organization;
 * 403 for everybody else, in the words given.
 */
export function adminOf(c: ApiContext, scope = 'manage:Organization', refusal?: string): Caller {
  const caller = callerOf(c);
  const { customScopes, user } = caller;
  if (!(customScopes ? customScopes.includes(scope) : user.role === 'admin')) throw forbidden(refusal);
  return caller;
}

/** 403 unless the caller holds in the organization all that is to be given: an unknown scope is nobody's (1.219). */
export function requireDelegable({ customScopes, user }: Caller, scopes: readonly string[]): void {
  const held = customScopes ?? (user.role === 'member' ? [] : scopesOf(user.role, '1.219'));
  if (scopes.some((scope) => !held.includes(scope))) throw forbidden('Cannot grant permissions exceeding your own');
}

/** Opens a session for the person; `renewCookie` sends it. */
export async function openSession({ db, now }: Backend, c: ApiContext, userUuid: string): Promise<void> {
  const id = newSecret();
  const at = now();
  await db.write(async (transaction) => {
    await transaction.delete(sessions).where(sql`${sessions.expiresAt} < ${at.toISOString()}`);
    await transaction.insert(sessions).values({ idHash: digest(id), userUuid, expiresAt: expiry(at) });
  });
  c.set('openedSession', id);
}

/** Ends the session of the request, if there is one. */
export async function closeSession({ db }: Backend, c: ApiContext): Promise<void> {
  const id = getCookie(c, COOKIE);
  if (!id) return;
  await db.write((transaction) => transaction.delete(sessions).where(eq(sessions.idHash, digest(id))));
}

/** Puts the cookie on an answer: of a session just opened, and again of a living one, whose 24 hours start anew. */
export function renewCookie({ now }: Backend, c: ApiContext): void {
  const isAlive = c.get('identity')?.caller?.credential.type === 'session';
  const id = c.get('openedSession') ?? (isAlive ? getCookie(c, COOKIE) : undefined);
  if (!id) return;
  setCookie(c, COOKIE, id, { path: '/', httpOnly: true, sameSite: 'Lax', expires: new Date(expiry(now())) });
}

async function identifySession({ db, now }: Backend, c: ApiContext): Promise<Identity | undefined> {
  const id = getCookie(c, COOKIE);
  if (!id) return undefined;
  const idHash = digest(id);
  const [row] = await db.read
    .select({ session: sessions, user: users, organization: organizations, customScopes: roles.scopes })
    .from(sessions)
    .leftJoin(users, eq(users.uuid, sessions.userUuid))
    .leftJoin(roles, eq(roles.uuid, users.roleUuid))
    .leftJoin(organizations, eq(organizations.uuid, users.organizationUuid))
    .where(eq(sessions.idHash, idHash));
  const at = now();
  if (!row || row.session.expiresAt <= at.toISOString()) return undefined;
  const { session, user, organization, customScopes } = row;
  if (!user || !organization) return { refusal: invalidUser(session.userUuid) };
  if (Date.parse(session.expiresAt) - at.getTime() < SESSION_MS - TOUCH_MS) {
    await db.write((transaction) =>
      transaction
        .update(sessions)
        .set({ expiresAt: expiry(at) })
        .where(eq(sessions.idHash, idHash)),
    );
  }
  const source = c.req.header('cookie') ?? '';
  const caller: Caller = { user, organization, customScopes, credential: { type: 'session' }, source };
  return user.isActive ? { caller } : { caller, refusal: deactivated() };
}

async function identifyToken({ db, now }: Backend, authorization: string): Promise<Identity> {
  const [row] = await db.read
    .select({ token: personalAccessTokens, user: users, organization: organizations, customScopes: roles.scopes })
    .from(personalAccessTokens)
    .innerJoin(users, eq(users.uuid, personalAccessTokens.userUuid))
    .innerJoin(organizations, eq(organizations.uuid, users.organizationUuid))
    .leftJoin(roles, eq(roles.uuid, users.roleUuid))
    .where(eq(personalAccessTokens.tokenHash, digest(authorization.slice(SCHEME.length))));
  if (!row) return { refusal: notAuthorized() };
  const { token, user, organization, customScopes } = row;
  const at = now();
  const caller: Caller = {
    user,
    organization,
    customScopes,
    credential: { type: 'pat', tokenCreatedAt: token.createdAt },
    source: authorization,
  };
  const expired = token.expiresAt !== null && token.expiresAt <= at.toISOString();
  if (expired || !user.isActive) return { caller, refusal: notAuthorized() };
  if (!token.lastUsedAt || at.getTime() - Date.parse(token.lastUsedAt) > TOUCH_MS) {
    await db.write((transaction) =>
      transaction
        .update(personalAccessTokens)
        .set({ lastUsedAt: at.toISOString() })
        .where(eq(personalAccessTokens.uuid, token.uuid)),
    );
  }
  return { caller };
}

async function identifyBearer(
  backend: Backend,
  c: ApiContext,
  bearer: string,
  takesBearer: (organizationUuid: string) => boolean,
): Promise<Identity> {
  const token = await findAccessToken(backend, 'lightdash', bearer);
  const [row] = await backend.db.read
    .select({ user: users, organization: organizations, customScopes: roles.scopes })
    .from(users)
    .innerJoin(organizations, eq(organizations.uuid, users.organizationUuid))
    .leftJoin(roles, eq(roles.uuid, users.roleUuid))
    .where(eq(users.uuid, token?.userUuid ?? ''));
  if (!token || !row) return { refusal: unauthorized() };
  const credential = { type: 'oauth', token: bearer, scopes: token.scope.split(' ') } as const;
  const caller: Caller = { ...row, credential, source: c.req.header('authorization') ?? '' };
  const isTaken = takesBearer(row.organization.uuid) || `${c.req.method} ${c.req.path}` === TOKEN_CREATION;
  if (!isTaken) return { caller, refusal: unauthorized() };
  return token.isLive && row.user.isActive ? { caller } : { caller, refusal: notAuthorized() };
}

function expiry(at: Date): string {
  return new Date(at.getTime() + SESSION_MS).toISOString();
}
