import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { inviteLinks, users } from '../db/schema';
import { searchTextOf } from '../seed/people';
import { ORGANIZATION_ROLES } from '#/domain/roles';
import { adminOf, callerOf, requireDelegable } from './auth';
import { LightdashError, parameterError, unexpected, validateError } from './errors';
import { generationOf, isNewer } from './generation';
import { type ApiEnv, type Backend, bodyOf, ok, requireOneOf } from './http';
import { nextPosition } from './members';
import { newSecret } from './secrets';
import { scopesOf } from './system-roles';

const LIFE_MS = 3 * 24 * 60 * 60 * 1000;
const ADDRESS = /^[^@\s]+@[^@\s]+$/;

/** Invitations. No mail is sent, and no account is made of one (DIFFERENCES.md). */
export function inviteRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.post('/api/v1/invite-links', async (c) => {
    callerOf(c);
    const body = bodyOf(c);
    const newer = isNewer(generationOf(c));
    // Of 1.219; 0.2110 fails (CreateInviteLink.empty-body, bad-role), after asking who calls.
    if (newer && body.email === undefined) throw validateError({ 'body.email': { message: "'email' is required" } });
    if (newer && body.role !== undefined) requireOneOf('body.role', body.role, ORGANIZATION_ROLES);
    const caller = adminOf(c, 'manage:InviteLink');
    const { organization } = caller;
    const role = ORGANIZATION_ROLES.find((candidate) => candidate === (body.role ?? 'member'));
    if (typeof body.email !== 'string' || !role) throw unexpected();
    if (newer && role !== 'member') requireDelegable(caller, scopesOf(role, organization.generation));
    const email = body.email.toLowerCase();
    const at = now();
    const expiresAt = expiryOf(body.expiresAt, at, newer);
    const code = newSecret();
    const userUuid = await db.write(async (transaction) => {
      const [known] = await transaction.select().from(users).where(eq(users.email, email));
      if (known && known.organizationUuid !== organization.uuid) {
        throw parameterError('Email is already used by a user in another organization');
      }
      if (known && !known.isPending) throw parameterError('Email is already used by a user in your organization');
      const invited = known?.uuid ?? crypto.randomUUID();
      if (!known) {
        const name = { firstName: '', lastName: '' };
        await transaction
          .insert(users)
          .values({
            uuid: invited,
            organizationUuid: organization.uuid,
            position: nextPosition(organization.uuid),
            email,
            ...name,
            searchText: searchTextOf({ ...name, email }),
            role,
            isActive: true,
            isPending: true,
            isMarketingOptedIn: false,
            isTrackingAnonymized: false,
            isEmailVerified: false,
            passwordHash: null,
            createdAt: at.toISOString(),
            updatedAt: at.toISOString(),
          });
      }
      // One pending person has one link: the former one is gone (CreateInviteLink.again-same-pending-email). The role stays.
      const link = { userUuid: invited, code, expiresAt };
      await transaction
        .insert(inviteLinks)
        .values(link)
        .onConflictDoUpdate({ target: inviteLinks.userUuid, set: link });
      return invited;
    });
    if (!ADDRESS.test(email)) throw noRecipients();
    return ok(
      {
        inviteCode: code,
        expiresAt,
        inviteUrl: new URL(`/invite/${code}`, c.req.url).href,
        organizationUuid: organization.uuid,
        userUuid,
        email,
        ...(newer ? { purpose: 'member' } : {}),
      },
      201,
    );
  });

  return app;
}

/** Until when a link is good. 1.219 shortens what lies further ahead, and replaces what is past (past-expiry). */
function expiryOf(asked: unknown, now: Date, newer: boolean): string {
  const usual = new Date(now.getTime() + LIFE_MS);
  if (typeof asked !== 'string') return usual.toISOString();
  const time = Date.parse(asked);
  return newer && !(time > now.getTime() && time < usual.getTime()) ? usual.toISOString() : asked;
}

/** CreateInviteLink.bad-email: only the mail server notices, when the person and the link are there (docs/lightdash/members.md#m6). */
function noRecipients(): LightdashError {
  return new LightdashError(500, 'SmptError', 'Failed to send email after 1 attempts. No recipients defined', {
    data: { error: { code: 'EENVELOPE', command: 'API' } },
  });
}
