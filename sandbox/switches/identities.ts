import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { users } from '../db/schema';
import type { Backend } from '../lightdash/http';

/** The people of an organization who have a password and may sign in, in the order in which they were made. */
export function identitiesOf({ db }: Backend, organizationUuid: string): Promise<(typeof users.$inferSelect)[]> {
  return db.read
    .select()
    .from(users)
    .where(and(eq(users.organizationUuid, organizationUuid), isNotNull(users.passwordHash), eq(users.isActive, true)))
    .orderBy(asc(users.id));
}
