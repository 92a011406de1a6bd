import { Hono } from 'hono';
import { type ApiEnv, ok } from './http';

/** The version of the recordings: what this sandbox imitates. */
export const VERSION = '0.2110.12';

const SIGN_IN = (name: string) => ({ loginPath: `/login/${name}`, enabled: false });

/** Open to everybody: the settings of an installation without any integration (Health.ok), and that one signs in by e-mail. */
export function healthRoutes(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  // getLoginOptions.ok, with-email
  app.get('/api/v1/user/login-options', () => ok({ showOptions: ['email'], forceRedirect: false }));

  app.get('/api/v1/health', (c) => {
    const identity = c.get('identity');
    return ok({
      healthy: true,
      mode: 'default',
      version: VERSION,
      localDbtEnabled: true,
      isAuthenticated: !identity?.refusal && identity?.caller?.credential.type === 'session',
      requiresOrgRegistration: false,
      latest: {},
      rudder: {},
      sentry: {
        frontend: { dsn: '' },
        environment: 'default',
        release: VERSION,
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
      hasEmailClient: true,
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
    });
  });

  return app;
}
