import { Hono } from 'hono';
import { VERSIONS, generationOf, isNewer } from './generation';
import { type ApiEnv, type Backend, ok } from './http';

/** What 1.219 says besides: no licence, custom roles and comments on, the trash off (Health.ok of 1.219). */
const NEWER_SETTINGS = {
  requiresMigration: false,
  license: { hasLicenseKey: false, valid: false },
  headway: { enabled: false },
  dashboard: { maxTilesPerTab: 50, maxTabsPerDashboard: 20, disableSentryTracking: false },
  hasPlaygroundProjects: false,
  hasEmailWhitelabel: false,
  hasBrandfetch: false,
  isOrganizationWarehouseCredentialsEnabled: false,
  isAthenaWarehouseIamRoleAuthEnabled: false,
  isSaveCredentialsFormEnabled: false,
  ai: { isAmbientAiEnabled: false, threadDumpEnabled: false },
  echarts6: { enabled: false },
  funnelBuilder: { enabled: false },
  softDelete: { enabled: false, retentionDays: 30 },
  dashboardComments: { enabled: true },
  preAggregates: { enabled: false },
  dataApps: { previewOrigin: null, sampleDataEnabled: true },
};

const SIGN_IN = (name: string) => ({ loginPath: `/login/${name}`, enabled: false });

/** Open to everybody: the settings of an installation without any integration (Health.ok), and that one signs in by e-mail. */
export function healthRoutes({ withoutEmail }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  // getLoginOptions.ok, with-email
  app.get('/api/v1/user/login-options', () => ok({ showOptions: ['email'], forceRedirect: false }));

  app.get('/api/v1/health', (c) => {
    const identity = c.get('identity');
    const version = VERSIONS[generationOf(c)];
    return ok({
      healthy: true,
      mode: 'default',
      version,
      localDbtEnabled: true,
      isAuthenticated: !identity?.refusal && identity?.caller?.credential.type === 'session',
      requiresOrgRegistration: false,
      latest: {},
      rudder: {},
      sentry: {
        frontend: { dsn: '' },
        environment: 'default',
        release: version,
        tracesSampleRate: 0,
        profilesSampleRate: 0,
      },
      intercom: { appId: '', apiBase: '' },
      pylon: { appId: '' },
      siteUrl: new URL(c.req.url).origin,
      staticIp: '',
      query: { csvCellsLimit: 100_000, maxLimit: 5000, maxPageSize: 2500, defaultLimit: 500 },
      pivotTable: { maxColumnLimit: 150 },
      hasSlack: false,
      hasGithub: false,
      hasGitlab: false,
      auth: {
        disablePasswordAuthentication: false,
        google: { ...SIGN_IN('google'), enableGCloudADC: false },
        okta: SIGN_IN('okta'),
        oneLogin: SIGN_IN('oneLogin'),
        azuread: SIGN_IN('azuread'),
        oidc: { ...SIGN_IN('oidc'), forceRedirect: false },
        pat: {},
        snowflake: { enabled: false },
      },
      hasEmailClient: !withoutEmail?.has(identity?.caller?.organization.uuid ?? ''),
      hasHeadlessBrowser: true,
      hasExtendedUsageAnalytics: true,
      hasCacheAutocompleResults: false,
      appearance: {},
      hasMicrosoftTeams: true,
      isServiceAccountEnabled: false,
      isCustomRolesEnabled: true,
      embedding: {
        enabled: false,
        events: {
          enabled: false,
          rateLimiting: { maxEventsPerWindow: 10, windowDurationMs: 1000 },
          allowedOrigins: [],
          enablePostMessage: false,
        },
      },
      ai: {},
      ...(isNewer(generationOf(c)) ? NEWER_SETTINGS : {}),
    });
  });

  return app;
}
