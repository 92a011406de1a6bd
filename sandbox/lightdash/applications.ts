import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects, roles } from '../db/schema';
import type { StoredServiceAccount, StoredSettings } from '../db/settings-schema';
import { adminOf, callerOf, sessionCallerOf } from './auth';
import { generationOf, isNewer } from './generation';
import { LightdashError, notFound, parameterError, validateError } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid } from './http';
import { changeSettings, storedSettings } from './organization-changes';
import { newToken } from './secrets';

const HOUR = 60 * 60 * 1000;

/** Service accounts: with a licence alone, which an organization has or not (GetServiceAccounts.not-licensed). */
export function serviceAccountRoutes({ db }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/service-accounts', async (c) => {
    const { organization } = callerOf(c);
    return ok(licensed(c, await storedSettings(db.read, organization.uuid)).map((account) => presented(c, account)));
  });

  app.delete('/api/v1/service-accounts/:serviceAccountUuid', async (c) => {
    const { organization } = sessionCallerOf(c);
    await db.write(async (transaction) => {
      const accounts = licensed(c, await storedSettings(transaction, organization.uuid));
      const { uuid } = accountOf(c, accounts);
      const serviceAccounts = accounts.filter((each) => each.uuid !== uuid);
      await changeSettings(transaction, organization.uuid, (stored) => ({ ...stored, serviceAccounts }));
    });
    return done();
  });

  return app;
}

/** What 1.219 has besides. */
export function newerApplicationRoutes({ db, now }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/service-accounts/:serviceAccountUuid/projects', async (c) => {
    const { organization } = callerOf(c);
    const { grants } = accountOf(c, licensed(c, await storedSettings(db.read, organization.uuid)));
    const ofProjects = await db.read.select().from(projects).where(eq(projects.organizationUuid, organization.uuid));
    const custom = await db.read.select().from(roles).where(eq(roles.organizationUuid, organization.uuid));
    return ok(
      grants.map(({ projectUuid, role, roleUuid }) => ({
        projectUuid,
        projectName: ofProjects.find(({ uuid }) => uuid === projectUuid)?.name ?? '',
        ...(roleUuid === undefined
          ? { role }
          : { roleUuid, roleName: custom.find(({ uuid }) => uuid === roleUuid)?.name ?? '' }),
      })),
    );
  });

  // In the order of the checks of personal access tokens. Nothing here signs in by the secret, so it is not kept.
  app.patch('/api/v1/service-accounts/:serviceAccountUuid/rotate', async (c) => {
    const { organization } = callerOf(c);
    const { expiresAt: sent } = bodyOf(c);
    const rotated = await db.write(async (transaction) => {
      const accounts = licensed(c, await storedSettings(transaction, organization.uuid));
      if (sent === undefined) throw validateError({ 'body.expiresAt': { message: "'expiresAt' is required" } });
      const at = now();
      const expiresAt = new Date(String(sent));
      if (!(expiresAt > at)) throw parameterError('Expire time must be in the future');
      const account = accountOf(c, accounts);
      if (account.expiresAt === null) throw parameterError('Token with no expiration date cannot be rotated');
      if (account.rotatedAt !== null && at.getTime() - Date.parse(account.rotatedAt) < HOUR)
        throw parameterError('Token can only be rotated once per hour');
      const changed = { ...account, expiresAt: expiresAt.toISOString(), rotatedAt: at.toISOString() };
      const serviceAccounts = accounts.map((each) => (each === account ? changed : each));
      await changeSettings(transaction, organization.uuid, (stored) => ({ ...stored, serviceAccounts }));
      return changed;
    });
    return ok({ ...presented(c, rotated), token: newToken().replace('ldpat_', 'ldsvc_') });
  });

  app.get('/api/v1/oauth/clients', async (c) => {
    const { organization } = adminOf(c);
    return ok((await storedSettings(db.read, organization.uuid)).oauthClients ?? []);
  });

  app.delete('/api/v1/oauth/clients/:clientId', async (c) => {
    const { organization } = adminOf(c);
    await db.write((transaction) =>
      changeSettings(transaction, organization.uuid, (stored) => {
        const { oauthClients = [] } = stored;
        const left = oauthClients.filter(({ clientId }) => clientId !== c.req.param('clientId'));
        if (left.length === oauthClients.length) throw notFound('OAuth client not found');
        return { ...stored, oauthClients: left };
      }),
    );
    return done();
  });

  return app;
}

/** The accounts of an organization with a licence; without one 422 for everybody, and with one 403 for whoever is no admin. */
function licensed(c: ApiContext, { serviceAccounts }: StoredSettings): readonly StoredServiceAccount[] {
  if (!serviceAccounts) {
    const message = "Unable to initialize service 'serviceAccountService' - no factory or provider.";
    throw new LightdashError(422, 'MissingConfigError', message);
  }
  adminOf(c, 'manage:Organization', 'You do not have permission');
  return serviceAccounts;
}

function presented(c: ApiContext, { grants, roleUuid, ...account }: StoredServiceAccount) {
  return isNewer(generationOf(c)) ? { ...account, roleUuid, projectAccessCount: grants.length } : account;
}

function accountOf(c: ApiContext, accounts: readonly StoredServiceAccount[]): StoredServiceAccount {
  const uuid = pathUuid(c, 'serviceAccountUuid');
  const account = accounts.find((each) => each.uuid === uuid);
  if (!account) throw notFound(`Token with UUID ${uuid} not found`);
  return account;
}
