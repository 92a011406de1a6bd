import { Hono } from 'hono';
import type { OrganizationOverrides } from '../../db/settings-schema';
import { adminOf } from '../auth';
import { forbidden, validateError } from '../errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, ok } from '../http';
import { changeSettings, storedSettings, unionError } from '../organization-changes';

/** What the server of the recordings sets where an organization sets nothing (GetOrganizationSettings.admin). */
const DEFAULTS = {
  oidcLinkingEnabled: false,
  oidcToEmailLinkingEnabled: false,
  supportImpersonationEnabled: false,
  semanticLayerPgwireEnabled: false,
  scheduledDeliveryExpirationSeconds: 259_200,
  scheduledDeliveryExpirationSecondsEmail: null,
  scheduledDeliveryExpirationSecondsSlack: null,
  scheduledDeliveryExpirationSecondsMsTeams: null,
  scheduledDeliveryExpirationSecondsGoogleChat: null,
  queryLimit: 5000,
  csvCellsLimit: 100_000,
  corsAllowedDomains: [] as string[],
};
const LIMITS = ['queryLimit', 'csvCellsLimit'];

/** Settings of an organization, and what of its sign-in needs a switch that is off here. */
export function organizationSettingsRoutes({ db }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org/settings', async (c) => {
    const { organization } = adminOf(c);
    return ok(effective((await storedSettings(db.read, organization.uuid)).overrides));
  });

  app.patch('/api/v1/org/settings', async (c) => {
    const sent = settingsOf(c);
    const { organization } = adminOf(c);
    if (LIMITS.some((name) => name in sent)) throw forbidden('Query limits are not enabled for this organization');
    const { overrides } = await db.write((transaction) =>
      changeSettings(transaction, organization.uuid, (stored) => ({
        ...stored,
        overrides: { ...stored.overrides, ...sent },
      })),
    );
    return ok(effective(overrides));
  });

  // Open to every admin; its change needs a flag, which is on here (UpdateImpersonationSettings.flag-on).
  app.get('/api/v1/org/impersonation', async (c) => {
    const { organization } = adminOf(c);
    const { impersonationEnabled = false } = await storedSettings(db.read, organization.uuid);
    return ok({ organizationUuid: organization.uuid, impersonationEnabled });
  });

  app.patch('/api/v1/org/impersonation', async (c) => {
    const { impersonationEnabled } = bodyOf(c);
    if (typeof impersonationEnabled !== 'boolean')
      throw validateError({ 'body.impersonationEnabled': { message: "'impersonationEnabled' is required" } });
    const { organization } = adminOf(c);
    await db.write((transaction) =>
      changeSettings(transaction, organization.uuid, (stored) => ({ ...stored, impersonationEnabled })),
    );
    return ok({ organizationUuid: organization.uuid, impersonationEnabled });
  });

  // Before any right is looked at (ListVerifiedDomains.viewer).
  for (const path of ['/api/v1/org/domains', '/api/v1/org/sso/:ssoMethod'])
    app.get(path, () => {
      throw forbidden('Per-organization SSO settings are not enabled for this organization');
    });

  return app;
}

function effective(overrides: OrganizationOverrides = {}) {
  return Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, overrides[name] ?? value]));
}

/** Of what is sent only what is known counts; null takes a setting back (pat), another type is 422 (bad-type). */
function settingsOf(c: ApiContext): OrganizationOverrides {
  const sent = Object.entries(bodyOf(c)).filter(([name]) => name in DEFAULTS);
  for (const [name, value] of sent) {
    const isSwitch = typeof DEFAULTS[name as keyof typeof DEFAULTS] === 'boolean';
    if (isSwitch && typeof value !== 'boolean' && value !== null)
      throw unionError(name, value, ['invalid boolean value', 'should be one of the following; [null]']);
  }
  return Object.fromEntries(sent);
}
