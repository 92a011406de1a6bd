import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { sessions, users } from '../db/schema';
import { sessionCallerOf } from './auth';
import { notFound, parameterError } from './errors';
import { type ApiEnv, type Backend, bodyOf, done, ok } from './http';
import { hashPassword, verifyPassword } from './secrets';

/** What Lightdash asks of a password: eight signs, a letter, and a digit or symbol. */
const STRONG = /^(?=.*\p{L})(?=.*[^\p{L}\s]).{8,}$/u;

/** The own password. Changing it ends the session it was changed in; tokens live on (ChangePassword.*). */
export function passwordRoutes({ db }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/user/password', (c) => ok(sessionCallerOf(c).user.passwordHash !== null));

  app.post('/api/v1/user/password', async (c) => {
    const { user } = sessionCallerOf(c);
    const { password, newPassword } = bodyOf(c);
    if (typeof newPassword !== 'string' || !STRONG.test(newPassword)) {
      throw parameterError("Password doesn't meet requirements");
    }
    if (user.passwordHash !== null && !(await verifyPassword(String(password), user.passwordHash))) {
      throw notFound('Password not recognized.');
    }
    const passwordHash = await hashPassword(newPassword);
    await db.write(async (transaction) => {
      await transaction.update(users).set({ passwordHash }).where(eq(users.uuid, user.uuid));
      await transaction.delete(sessions).where(eq(sessions.userUuid, user.uuid));
    });
    // The cookie is not renewed: what it names is gone.
    c.set('identity', {});
    return done();
  });

  return app;
}
