import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { emailDomains, projects } from '../db/schema';
import { callerOf, sessionCallerOf } from './auth';
import { isNewer } from './generation';
import { type ApiEnv, type Backend, ok } from './http';
import { storedSettings } from './organization-changes';
import { palettesOf } from './palettes';

/** The organization itself. */
export function organizationRoutes({ db }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org', async (c) => {
    const { organization } = callerOf(c);
    const some = await db.read
      .select({ uuid: projects.uuid })
      .from(projects)
      .where(eq(projects.organizationUuid, organization.uuid))
      .limit(1);
    const { defaultProjectUuid, activePalette } = await storedSettings(db.read, organization.uuid);
    const palette = palettesOf(organization).find(({ colorPaletteUuid }) => colorPaletteUuid === activePalette);
    return ok({
      organizationUuid: organization.uuid,
      name: organization.name,
      createdAt: organization.createdAt,
      needsProject: some.length === 0,
      ...(defaultProjectUuid && { defaultProjectUuid }),
      ...(palette && { chartColors: palette.colors }),
      ...(isNewer(organization.generation)
        ? { pgWire: { enabled: false, tlsRequired: true, host: '127.0.0.1', port: null } }
        : {}),
    });
  });

  // To everybody, by a token too (ListColorPalettes.viewer).
  app.get('/api/v1/org/color-palettes', async (c) => {
    const { organization } = callerOf(c);
    const { activePalette } = await storedSettings(db.read, organization.uuid);
    return ok(
      palettesOf(organization).map((palette) => ({ ...palette, isActive: palette.colorPaletteUuid === activePalette })),
    );
  });

  // Every role may read them, a token may not (ListOrganizationEmailDomains.viewer; docs/lightdash/sign-in.md#a2).
  app.get('/api/v1/org/allowedEmailDomains', async (c) => {
    const { organization } = sessionCallerOf(c);
    const [row] = await db.read.select().from(emailDomains).where(eq(emailDomains.organizationUuid, organization.uuid));
    return ok({
      organizationUuid: organization.uuid,
      emailDomains: row?.domains ?? [],
      role: row?.role ?? 'viewer',
      projects: row?.projects ?? [],
    });
  });

  return app;
}
