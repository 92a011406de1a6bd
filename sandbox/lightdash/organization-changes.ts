import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { JOINING_PROJECT_ROLES, JOINING_ROLES, isPublicProvider } from '#/domain/email-domains';
import type { Reader, Transaction } from '../db/open';
import { emailDomains, organizations, projects } from '../db/schema';
import { type StoredSettings, organizationSettings } from '../db/settings-schema';
import { projectFor } from './access';
import { adminOf, sessionCallerOf } from './auth';
import { type LightdashError, notFound, parameterError, unexpected, validateError } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, requireOneOf, requireUuid } from './http';
import { palettesOf } from './palettes';

/** What the organization has set. */
export async function storedSettings(reader: Reader | Transaction, organizationUuid: string): Promise<StoredSettings> {
  const [row] = await reader
    .select()
    .from(organizationSettings)
    .where(eq(organizationSettings.organizationUuid, organizationUuid));
  return row?.stored ?? {};
}

/** Changes what the organization has set; the rest stays. */
export async function changeSettings(
  transaction: Transaction,
  organizationUuid: string,
  change: (stored: StoredSettings) => StoredSettings,
): Promise<StoredSettings> {
  const stored = change(await storedSettings(transaction, organizationUuid));
  await transaction
    .insert(organizationSettings)
    .values({ organizationUuid, stored })
    .onConflictDoUpdate({ target: organizationSettings.organizationUuid, set: { stored } });
  return stored;
}

/** Changes of the organization itself: its admins', by session only. */
export function organizationChangeRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  app.patch('/api/v1/org', async (c) => {
    sessionCallerOf(c);
    const { name, defaultProjectUuid, chartColors } = bodyOf(c);
    if (name !== undefined && typeof name !== 'string') throw unionError('name', name);
    const { organization } = adminOf(c);
    // Colours are taken and not kept (docs/lightdash/server.md#s14). Source: UpdateMyOrganization.empty-body.
    if (name === undefined && defaultProjectUuid === undefined && chartColors === undefined) throw unexpected();
    await db.write(async (transaction) => {
      if (typeof name === 'string')
        await transaction.update(organizations).set({ name }).where(eq(organizations.uuid, organization.uuid));
      if (defaultProjectUuid !== undefined) {
        const uuid = requireUuid(defaultProjectUuid);
        const [project] = await transaction.select().from(projects).where(eq(projects.uuid, uuid));
        // UpdateMyOrganization.unknown-default-project
        if (project?.organizationUuid !== organization.uuid) throw unexpected();
        await changeSettings(transaction, organization.uuid, (stored) => ({ ...stored, defaultProjectUuid: uuid }));
      }
    });
    return done();
  });

  app.post('/api/v1/org/color-palettes/:uuid/active', async (c) => {
    const { organization } = adminOf(c);
    const { uuid } = c.req.param();
    const palette = palettesOf(organization).find(({ colorPaletteUuid }) => colorPaletteUuid === uuid);
    if (!palette) throw notFound(`Color palette not found: ${uuid}`);
    await db.write((transaction) =>
      changeSettings(transaction, organization.uuid, (stored) => ({ ...stored, activePalette: uuid })),
    );
    return ok(palette);
  });

  app.patch('/api/v1/org/allowedEmailDomains', async (c) => {
    sessionCallerOf(c);
    const { domains, role, projects: granted } = domainsOf(c);
    const { organization } = adminOf(c);
    const refused = domains.filter(isPublicProvider);
    if (refused.length > 0) throw parameterError(`${refused.join(', ')} is not allowed as organization email(s)`);
    const row = { organizationUuid: organization.uuid, domains, role, projects: granted };
    await db.write((transaction) =>
      transaction
        .insert(emailDomains)
        .values(row)
        .onConflictDoUpdate({ target: emailDomains.organizationUuid, set: { domains, role, projects: granted } }),
    );
    return ok({ organizationUuid: organization.uuid, emailDomains: domains, role, projects: granted });
  });

  app.patch('/api/v1/projects/:projectUuid/metadata', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project');
    const { upstreamProjectUuid } = bodyOf(c);
    if (upstreamProjectUuid === undefined) return done();
    // The own uuid is taken (updateProjectMetadata.itself); one that does not exist breaks a constraint.
    const upstream = upstreamProjectUuid === null ? null : requireUuid(upstreamProjectUuid);
    await db.write(async (transaction) => {
      if (upstream !== null) {
        const [found] = await transaction.select().from(projects).where(eq(projects.uuid, upstream));
        if (!found) throw unexpected();
      }
      await transaction.update(projects).set({ upstreamProjectUuid: upstream }).where(eq(projects.uuid, project.uuid));
    });
    return done();
  });

  return app;
}

/** The three fields of UpdateOrganizationEmailDomains, all of them demanded (missing-fields). */
function domainsOf(c: ApiContext) {
  const body = bodyOf(c);
  const missing = ['role', 'emailDomains', 'projects'].filter((field) => body[field] === undefined);
  if (missing.length > 0)
    throw validateError(
      Object.fromEntries(missing.map((field) => [`body.${field}`, { message: `'${field}' is required` }])),
    );
  const list = (field: string): unknown[] => {
    const value = body[field];
    if (Array.isArray(value)) return value;
    throw validateError({ [`body.${field}`]: { message: 'invalid array', value } });
  };
  return {
    domains: list('emailDomains').map(String),
    role: requireOneOf('body.role', body.role, JOINING_ROLES),
    projects: list('projects').map((each, i) => {
      const { projectUuid, role } = each as { projectUuid?: unknown; role?: unknown };
      return {
        projectUuid: String(projectUuid),
        role: requireOneOf(`body.projects.$${i}.role`, role, JOINING_PROJECT_ROLES),
      };
    }),
  };
}

/** What is said of a value that fits none of several types (UpdateMyOrganization.wrong-type). */
export function unionError(
  field: string,
  value: unknown,
  wanted: readonly string[] = ['invalid string value'],
): LightdashError {
  const name = `body.${field}`;
  const issues = [...wanted, 'invalid undefined value'].map((message) => ({ [name]: { message, value } }));
  const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
  return validateError({ [name]: { message, value } });
}
