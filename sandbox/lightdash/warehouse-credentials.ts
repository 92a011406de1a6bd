import { and, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { credentialsPreferences, warehouseCredentials } from '../db/schema';
import { projectFor } from './access';
import { callerOf } from './auth';
import { LightdashError, notFound, validateError } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid } from './http';

type Row = typeof warehouseCredentials.$inferSelect;

/** What is no secret: all that is stored, and sent back (createWarehouseCredentials.ok). */
const KEPT = ['type', 'user', 'authenticationType'];

/** Credentials of the caller for warehouses, and which of them a project uses. Nothing here signs in anywhere with them. */
export function warehouseCredentialsRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/user/warehouseCredentials', async (c) => {
    const { user } = callerOf(c);
    return ok(await db.read.select().from(warehouseCredentials).where(eq(warehouseCredentials.userUuid, user.uuid)));
  });

  app.post('/api/v1/user/warehouseCredentials', async (c) => {
    const { user } = callerOf(c);
    const at = now().toISOString();
    const row: Row = {
      uuid: crypto.randomUUID(),
      userUuid: user.uuid,
      ...inputOf(bodyOf(c)),
      createdAt: at,
      updatedAt: at,
    };
    await db.write((transaction) => transaction.insert(warehouseCredentials).values(row));
    return ok(row);
  });

  app.patch('/api/v1/user/warehouseCredentials/:uuid', async (c) => {
    callerOf(c);
    const input = inputOf(bodyOf(c));
    const [row] = await db.write((transaction) =>
      transaction
        .update(warehouseCredentials)
        .set({ ...input, updatedAt: now().toISOString() })
        .where(ownOf(c, 'uuid'))
        .returning(),
    );
    if (!row) throw new LightdashError(500, 'UnexpectedServerError', 'Could not save credentials.');
    return ok(row);
  });

  app.delete('/api/v1/user/warehouseCredentials/:uuid', async (c) => {
    const which = ownOf(c, 'uuid');
    await db.write((transaction) => transaction.delete(warehouseCredentials).where(which));
    return done();
  });

  // Without `results` when none was chosen (getUserWarehouseCredentialsPreference.none-set).
  app.get('/api/v1/projects/:projectUuid/user-credentials', async (c) => {
    const { project, user } = await projectFor(backend, c, 'view:Project');
    const [chosen] = await db.read
      .select({ credentials: warehouseCredentials })
      .from(credentialsPreferences)
      .innerJoin(warehouseCredentials, eq(warehouseCredentials.uuid, credentialsPreferences.credentialsUuid))
      .where(and(eq(credentialsPreferences.userUuid, user.uuid), eq(credentialsPreferences.projectUuid, project.uuid)));
    return chosen ? ok(chosen.credentials) : done();
  });

  app.patch('/api/v1/projects/:projectUuid/user-credentials/:credentialsUuid', async (c) => {
    const { project, user } = await projectFor(backend, c, 'view:Project');
    const [credentials] = await db.read
      .select({ uuid: warehouseCredentials.uuid })
      .from(warehouseCredentials)
      .where(ownOf(c, 'credentialsUuid'));
    if (!credentials) throw notFound('Warehouse credentials not found');
    const chosen = { credentialsUuid: credentials.uuid };
    await db.write((transaction) =>
      transaction
        .insert(credentialsPreferences)
        .values({ userUuid: user.uuid, projectUuid: project.uuid, ...chosen })
        .onConflictDoUpdate({
          target: [credentialsPreferences.userUuid, credentialsPreferences.projectUuid],
          set: chosen,
        }),
    );
    return done();
  });

  return app;
}

/** The credentials of the path, if they are the caller's. */
function ownOf(c: ApiContext, parameter: string) {
  const { user } = callerOf(c);
  return and(eq(warehouseCredentials.userUuid, user.uuid), eq(warehouseCredentials.uuid, pathUuid(c, parameter)));
}

function inputOf({ name, credentials }: Record<string, unknown>): Pick<Row, 'name' | 'credentials'> {
  if (typeof name !== 'string') throw validateError({ 'body.name': { message: "'name' is required" } });
  const sent = (typeof credentials === 'object' && credentials !== null ? credentials : {}) as Record<string, unknown>;
  if (typeof sent.type !== 'string') {
    throw validateError({ 'body.credentials': { message: "'credentials' is required" } });
  }
  return { name, credentials: Object.fromEntries(Object.entries(sent).filter(([key]) => KEPT.includes(key))) };
}
