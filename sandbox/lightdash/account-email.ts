import { eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { emailDomains, emailPasscodes, organizations, users } from '../db/schema';
import { callerOf, sessionCallerOf } from './auth';
import { forbidden } from './errors';
import { type ApiContext, type ApiEnv, type Backend, ok } from './http';

/** Mail never leaves the sandbox, so the code is known: always this one. */
export const PASSCODE = '000000';
const LIFETIME_MS = 15 * 60 * 1000;
const MOST_ATTEMPTS = 5;

/** The own e-mail address: proving it, and what it opens. */
export function accountEmailRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.put('/api/v1/user/me/email/otp', async (c) => {
    const { user } = sessionCallerOf(c);
    const fresh = { createdAt: now().toISOString(), attempts: 0 };
    await db.write((transaction) =>
      transaction
        .insert(emailPasscodes)
        .values({ userUuid: user.uuid, ...fresh })
        .onConflictDoUpdate({ target: emailPasscodes.userUuid, set: fresh }),
    );
    return ok(await statusOf(c));
  });

  // A wrong code is 200 and counts (GetEmailVerificationStatus.otp-wrong), the right one ends the matter (otp-right).
  app.get('/api/v1/user/me/email/status', async (c) => {
    const { user } = sessionCallerOf(c);
    const passcode = c.req.query('passcode');
    const otp = await passcodeOf(user.uuid);
    if (passcode !== undefined && otp && !otp.isExpired && !otp.isMaxAttempts) {
      await db.write(async (transaction) => {
        const which = eq(emailPasscodes.userUuid, user.uuid);
        if (passcode !== PASSCODE) {
          await transaction
            .update(emailPasscodes)
            .set({ attempts: sql`attempts + 1` })
            .where(which);
          return;
        }
        await transaction.delete(emailPasscodes).where(which);
        await transaction.update(users).set({ isEmailVerified: true }).where(eq(users.uuid, user.uuid));
      });
    }
    return ok(await statusOf(c));
  });

  app.get('/api/v1/user/me/allowedOrganizations', async (c) => {
    const { user, organization } = callerOf(c);
    if (!user.isEmailVerified) return ok([]);
    const domain = user.email.slice(user.email.lastIndexOf('@') + 1);
    const open = await db.read
      .select({
        organizationUuid: organizations.uuid,
        name: organizations.name,
        membersCount: sql<number>`(select count(*) from ${users} where organization_uuid = organizations.uuid)`,
      })
      .from(organizations)
      .innerJoin(emailDomains, eq(emailDomains.organizationUuid, organizations.uuid))
      .where(sql`${domain} in (select value from json_each(${emailDomains.domains}))`);
    return ok(open.filter(({ organizationUuid }) => organizationUuid !== organization.uuid));
  });

  // Everybody here is in an organization (JoinOrganization.unknown).
  app.post('/api/v1/user/me/joinOrganization/:organizationUuid', (c) => {
    callerOf(c);
    throw forbidden('User already has an organization');
  });

  // Asked anew: what the request began with may have changed.
  async function statusOf(c: ApiContext) {
    const { user } = callerOf(c);
    const [row] = await db.read
      .select({ email: users.email, isVerified: users.isEmailVerified })
      .from(users)
      .where(eq(users.uuid, user.uuid));
    const otp = await passcodeOf(user.uuid);
    return { ...row, ...(otp ? { otp } : {}) };
  }

  async function passcodeOf(userUuid: string) {
    const [row] = await db.read.select().from(emailPasscodes).where(eq(emailPasscodes.userUuid, userUuid));
    if (!row) return undefined;
    const expiresAt = new Date(Date.parse(row.createdAt) + LIFETIME_MS);
    return {
      createdAt: row.createdAt,
      numberOfAttempts: row.attempts,
      expiresAt: expiresAt.toISOString(),
      isMaxAttempts: row.attempts >= MOST_ATTEMPTS,
      isExpired: expiresAt <= now(),
    };
  }

  return app;
}
