import { eq } from 'drizzle-orm';
import { organizations, users } from '../db/schema';
import type { ApiContext, Backend } from '../lightdash/http';
import { digest } from '../lightdash/secrets';
import type { Trouble } from '../switches/trouble';

export type AccountOptions = { backend: Backend; trouble: Trouble };

/** Who a token belongs to in Lightdash: the linked accounts bear the same names. */
export type Holder = { user: typeof users.$inferSelect; organization: typeof organizations.$inferSelect };

/** The token after `Bearer`, or undefined. */
export function bearerOf(c: ApiContext): string | undefined {
  return /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
}

/**
 * Carries an operation out unless the organization's trouble strikes. Nobody but the token says which organization that is:
 * no cookie reaches the linked APIs.
 */
export async function carryOut(
  { trouble }: AccountOptions,
  c: ApiContext,
  organizationUuid: string | undefined,
  operation: () => Response | Promise<Response>,
): Promise<Response> {
  if (organizationUuid !== undefined) c.set('organizationUuid', organizationUuid);
  c.set('body', {});
  const refused = await trouble.strike(c, async () => {
    c.res = await operation();
  });
  return refused ?? c.res;
}

/** The person and the organization behind a token; both exist as long as the token does. */
export async function holderOf({ backend }: AccountOptions, userUuid: string): Promise<Holder> {
  const [row] = await backend.db.read
    .select({ user: users, organization: organizations })
    .from(users)
    .innerJoin(organizations, eq(organizations.uuid, users.organizationUuid))
    .where(eq(users.uuid, userUuid));
  if (!row) throw new Error('the person of a token has gone');
  return row;
}

/** An id in a vendor's manner, always the same for the same thing. */
export function vendorId(prefix: string, uuid: string): string {
  return (
    prefix +
    digest(prefix + uuid)
      .replace(/\W|_/g, '')
      .slice(0, 16)
  );
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}
