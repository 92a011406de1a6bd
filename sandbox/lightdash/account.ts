import { eq } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import { Hono } from 'hono';
import type { Reader } from '../db/open';
import { emailPasscodes, groupMembers, organizations, projectGroups, projectMembers, roles, users } from '../db/schema';
import { LIGHTDASH } from '../oauth/servers';
import { searchTextOf } from '../seed/people';
import { abilityRulesForProjects } from '#/domain/project-rules';
import { abilityRulesForRole } from '#/domain/role-rules';
import { isTimezone } from '#/domain/schedule/cron';
import { adminOf, callerOf, closeSession, openSession, sessionCallerOf } from './auth';
import type { Caller, Organization, User } from './identity';
import { PlainError, deactivated, notAuthorized, parameterError } from './errors';
import { type Generation, generationOf, isNewer } from './generation';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok } from './http';
import { nextPosition, removeMember } from './members';
import { newerAbilityRules } from './newer/ability-rules';
import { makeOwnSpaces } from './newer/default-user-spaces';
import { verifyPassword } from './secrets';
import { scopesOf } from './system-roles';

const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** Signing in and out, and what a person sees and changes of themselves. */
export function accountRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.post('/api/v1/login', async (c) => {
    const { email, password } = bodyOf(c);
    // Login.missing-fields
    if (typeof email !== 'string' || typeof password !== 'string') throw new PlainError(400, 'Bad Request');
    const [row] = await db.read
      .select({ user: users, organization: organizations })
      .from(users)
      .innerJoin(organizations, eq(organizations.uuid, users.organizationUuid))
      .where(eq(users.email, email.toLowerCase()));
    const known = row?.user.passwordHash && (await verifyPassword(password, row.user.passwordHash));
    if (!row || !known) throw notAuthorized('Email and password not recognized');
    if (!row.user.isActive) throw deactivated();
    c.set('generation', row.organization.generation);
    await openSession(backend, c, row.user.uuid);
    await makeOwnSpaces(backend, row.user, row.organization);
    return ok(profile(row.user, row.organization, row.user.createdAt));
  });

  app.get('/api/v1/logout', async (c) => {
    await closeSession(backend, c);
    return done();
  });

  app.get('/api/v1/user', async (c) => {
    const caller = callerOf(c);
    return ok(accountUser(c, await sessionUser(db.read, caller)));
  });

  app.get('/api/v1/user/account', async (c) => {
    const caller = callerOf(c);
    const { organization, credential, source } = caller;
    const { requestContext, impersonation: _, ...user } = accountUser(c, await sessionUser(db.read, caller));
    return ok({
      authentication: {
        type: credential.type,
        source,
        ...(credential.type === 'oauth' ? oauthDetails(credential) : {}),
      },
      organization: { organizationUuid: organization.uuid, name: organization.name, createdAt: organization.createdAt },
      user: { ...withoutOrganization(user), type: 'registered', id: user.userUuid },
      ...(requestContext ? { requestContext } : {}),
    });
  });

  app.patch('/api/v1/user/me', async (c) => {
    const { user, organization } = sessionCallerOf(c);
    const body = bodyOf(c);
    const newer = isNewer(organization.generation);
    // 1.219 takes anything for a text (UpdateMe.wrong-type).
    const text = (key: 'firstName' | 'lastName' | 'email') =>
      typeof body[key] === 'string' || (newer && body[key] !== undefined) ? String(body[key]) : user[key];
    const flag = (key: 'isMarketingOptedIn' | 'isTrackingAnonymized') =>
      typeof body[key] === 'boolean' ? body[key] : user[key];
    if (newer && !ADDRESS.test(text('email'))) throw parameterError(`Invalid email: ${text('email')}`);
    const timezone = newer && body.timezone !== undefined ? body.timezone : user.timezone;
    if (timezone !== null && !isTimezone(String(timezone))) throw parameterError(`Invalid timezone: ${timezone}`);
    const edited = {
      firstName: text('firstName'),
      lastName: text('lastName'),
      // In 0.2110 any text is an address (UpdateMe.bad-email); one already taken violates a constraint: 500.
      email: text('email').toLowerCase(),
      isMarketingOptedIn: flag('isMarketingOptedIn'),
      isTrackingAnonymized: flag('isTrackingAnonymized'),
      timezone: timezone === null ? null : String(timezone),
      updatedAt: now().toISOString(),
    };
    const isEmailVerified = user.isEmailVerified && edited.email === user.email;
    await db.write(async (transaction) => {
      await transaction
        .update(users)
        .set({
          ...edited,
          isEmailVerified,
          searchText: searchTextOf(edited),
          position: nextPosition(organization.uuid),
        })
        .where(eq(users.uuid, user.uuid));
      if (edited.email !== user.email) {
        await transaction.delete(emailPasscodes).where(eq(emailPasscodes.userUuid, user.uuid));
      }
    });
    return ok(profile({ ...user, ...edited }, organization, organization.createdAt));
  });

  // Admins only, and not the only one (DeleteMe.member-403, last-admin); the session stays and is refused.
  app.delete('/api/v1/user/me', async (c) => {
    const { user, organization } = sessionCallerOf(c);
    adminOf(c);
    await db.write((transaction) => removeMember(transaction, organization.uuid, user.uuid));
    return done();
  });

  return app;
}

/** Lightdash reads `createdAt` from whichever row the query joined last: pass what it would show. */
function profile(user: User, organization: Organization, createdAt: string) {
  return {
    userUuid: user.uuid,
    userId: user.id,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    organizationUuid: organization.uuid,
    organizationName: organization.name,
    organizationCreatedAt: organization.createdAt,
    isTrackingAnonymized: user.isTrackingAnonymized,
    isMarketingOptedIn: user.isMarketingOptedIn,
    isSetupComplete: true,
    role: user.role,
    isActive: user.isActive,
    ...(isNewer(organization.generation)
      ? { roleUuid: user.roleUuid, timezone: user.timezone, avatarUrl: null, avatarGradient: null }
      : { isTrialAccount: false }),
    isPending: user.isPending,
    createdAt,
    updatedAt: user.updatedAt,
  };
}

/** The person of GET /user; with a token its date is the token's (GetAuthenticatedUser.ok-pat). */
async function sessionUser(reader: Reader, { user, organization, customScopes, credential }: Caller) {
  const { generation, uuid: organizationUuid } = organization;
  const inProjects = await scopesInProjects(reader, user.uuid, generation);
  const abilityRules = isNewer(generation)
    ? newerAbilityRules({ user, organizationUuid, customScopes, inProjects })
    : [
        ...abilityRulesForRole(user.role, { organizationUuid, userUuid: user.uuid }),
        ...abilityRulesForProjects(inProjects, user.uuid),
      ];
  const createdAt = credential.type === 'pat' ? credential.tokenCreatedAt : organization.createdAt;
  return {
    ...profile(user, organization, createdAt),
    abilityRules,
    ...(credential.type === 'pat' && !isNewer(generation) ? { isApiTokenRequest: true } : {}),
  };
}

/** The scopes of every grant that a person holds, alone or through groups, by project. A custom role counts by its own (RULES.md A2). */
async function scopesInProjects(
  reader: Reader,
  userUuid: string,
  generation: Generation,
): Promise<Map<string, Set<string>>> {
  const alone = reader
    .select({ projectUuid: projectMembers.projectUuid, role: projectMembers.role, custom: roles.scopes })
    .from(projectMembers)
    .leftJoin(roles, eq(roles.uuid, projectMembers.roleUuid))
    .where(eq(projectMembers.userUuid, userUuid));
  const throughGroups = reader
    .select({ projectUuid: projectGroups.projectUuid, role: projectGroups.role, custom: roles.scopes })
    .from(groupMembers)
    .innerJoin(projectGroups, eq(projectGroups.groupUuid, groupMembers.groupUuid))
    .leftJoin(roles, eq(roles.uuid, projectGroups.roleUuid))
    .where(eq(groupMembers.userUuid, userUuid));
  const held = new Map<string, Set<string>>();
  for (const { projectUuid, role, custom } of await unionAll(alone, throughGroups)) {
    held.set(projectUuid, new Set([...(held.get(projectUuid) ?? []), ...(custom ?? scopesOf(role, generation))]));
  }
  return held;
}

/** What 1.219 says of the person and the request besides. */
function accountUser<T extends { userUuid: string }>(c: ApiContext, user: T) {
  if (!isNewer(generationOf(c))) return { ...user, requestContext: undefined, impersonation: undefined };
  const ip = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1';
  const requestContext = { ip, userAgent: c.req.header('user-agent') ?? '' };
  return { ...user, type: 'registered', id: user.userUuid, requestContext, impersonation: null };
}

/** What GET /user/account adds for an OAuth caller: the secret once more (docs/lightdash/sign-in.md#a3). */
function oauthDetails({ token, scopes }: { token: string; scopes: string[] }) {
  return { token, clientId: LIGHTDASH.clientId, scopes };
}

/** GetAccount.ok-session: the organization stands beside the user, not inside. */
function withoutOrganization<T extends Record<string, unknown>>(user: T) {
  const { organizationUuid: _uuid, organizationName: _name, organizationCreatedAt: _date, ...rest } = user;
  return rest;
}
