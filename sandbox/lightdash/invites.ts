import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { inviteLinks, users } from '../db/schema';
import { searchTextOf } from '../seed/people';
import { ORGANIZATION_ROLES } from '#/domain/roles';
import { adminOf } from './auth';
import { LightdashError, parameterError, unexpected } from './errors';
import { type ApiEnv, type Backend, bodyOf, ok } from './http';
import { nextPosition } from './members';
import { newSecret } from './secrets';

const DEFAULT_LIFE_MS = 3 * 24 * 60 * 60 * 1000;
const ADDRESS = /^[^@\s]+@[^@\s]+$/;

/** Invitations. No mail is sent, and no account is made of one (DIFFERENCES.md). */
export function inviteRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.post('/api/v1/invite-links', async (c) => {
    const { organization } = adminOf(c);
    const body = bodyOf(c);
    const role = ORGANIZATION_ROLES.find((candidate) => candidate === (body.role ?? 'member'));
    // CreateInviteLink.empty-body, bad-role
    if (typeof body.email !== 'string' || !role) throw unexpected();
    if (!ADDRESS.test(body.email)) throw noRecipients();
    const email = body.email.toLowerCase();
    const at = now();
    const expiresAt =
      typeof body.expiresAt === 'string' ? body.expiresAt : new Date(at.getTime() + DEFAULT_LIFE_MS).toISOString();
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
    return ok(
      {
        inviteCode: code,
        expiresAt,
        inviteUrl: new URL(`/invite/${code}`, c.req.url).href,
        organizationUuid: organization.uuid,
        userUuid,
        email,
      },
      201,
    );
  });

  return app;
}

/** CreateInviteLink.bad-email: only the mail server notices. */
function noRecipients(): LightdashError {
  return new LightdashError(500, 'SmptError', 'Failed to send email after 1 attempts. No recipients defined', {
    data: { error: { code: 'EENVELOPE', command: 'API' } },
  });
}
