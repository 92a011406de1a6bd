import { eq } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import { Hono } from 'hono';
import type { Reader } from '../db/open';
import { emailPasscodes, groupMembers, organizations, projectGroups, projectMembers, roles, users } from '../db/schema';
import { LIGHTDASH } from '../oauth/servers';
import { searchTextOf } from '../seed/people';
import { abilityRulesForProjects } from '#/domain/project-rules';
import { abilityRulesForRole } from '#/domain/role-rules';
import { type Organization, type User, adminOf, callerOf, closeSession, openSession, sessionCallerOf } from './auth';
import { PlainError, deactivated, notAuthorized } from './errors';
import { type ApiEnv, type Backend, bodyOf, done, ok } from './http';
import { nextPosition, removeMember } from './members';
import { verifyPassword } from './secrets';
import { scopesOf } from './system-roles';

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
    await openSession(backend, c, row.user.uuid);
    return ok(profile(row.user, row.organization, row.user.createdAt));
  });

  app.get('/api/v1/logout', async (c) => {
    await closeSession(backend, c);
    return done();
  });

  app.get('/api/v1/user', async (c) => {
    const caller = callerOf(c);
    return ok(await sessionUser(db.read, caller));
  });

  app.get('/api/v1/user/account', async (c) => {
    const caller = callerOf(c);
    const { organization, user, credential, source } = caller;
    return ok({
      authentication: {
        type: credential.type,
        source,
        ...(credential.type === 'oauth' ? oauthDetails(credential) : {}),
      },
      organization: { organizationUuid: organization.uuid, name: organization.name, createdAt: organization.createdAt },
      user: { ...withoutOrganization(await sessionUser(db.read, caller)), type: 'registered', id: user.uuid },
    });
  });

  app.patch('/api/v1/user/me', async (c) => {
    const { user, organization } = sessionCallerOf(c);
    const body = bodyOf(c);
    const text = (key: 'firstName' | 'lastName' | 'email') => (typeof body[key] === 'string' ? body[key] : user[key]);
    const flag = (key: 'isMarketingOptedIn' | 'isTrackingAnonymized') =>
      typeof body[key] === 'boolean' ? body[key] : user[key];
    const edited = {
      firstName: text('firstName'),
      lastName: text('lastName'),
      // Any text is an address (UpdateMe.bad-email); one already taken violates a constraint: 500.
      email: text('email').toLowerCase(),
      isMarketingOptedIn: flag('isMarketingOptedIn'),
      isTrackingAnonymized: flag('isTrackingAnonymized'),
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
    isTrialAccount: false,
    isPending: user.isPending,
    createdAt,
    updatedAt: user.updatedAt,
  };
}

/** The person of GET /user; with a token its date is the token's (GetAuthenticatedUser.ok-pat). */
async function sessionUser(reader: Reader, { user, organization, credential }: ReturnType<typeof callerOf>) {
  const abilityRules = [
    ...abilityRulesForRole(user.role, { organizationUuid: organization.uuid, userUuid: user.uuid }),
    ...abilityRulesForProjects(await scopesInProjects(reader, user.uuid), user.uuid),
  ];
  return credential.type === 'pat'
    ? { ...profile(user, organization, credential.tokenCreatedAt), abilityRules, isApiTokenRequest: true }
    : { ...profile(user, organization, organization.createdAt), abilityRules };
}

/** The scopes of every grant that a person holds, alone or through groups, by project. A custom role counts by its own (oracle, R2). */
async function scopesInProjects(reader: Reader, userUuid: string): Promise<Map<string, Set<string>>> {
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
    held.set(projectUuid, new Set([...(held.get(projectUuid) ?? []), ...(custom ?? scopesOf(role))]));
  }
  return held;
}

/** What GET /user/account adds for an OAuth caller: the secret once more (seed 000, OauthAuth). */
function oauthDetails({ token, scopes }: { token: string; scopes: string[] }) {
  return { token, clientId: LIGHTDASH.clientId, scopes };
}

/** GetAccount.ok-session: the organization stands beside the user, not inside. */
function withoutOrganization<T extends Record<string, unknown>>(user: T) {
  const { organizationUuid: _uuid, organizationName: _name, organizationCreatedAt: _date, ...rest } = user;
  return rest;
}
