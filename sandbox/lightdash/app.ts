import { Hono } from 'hono';
import { accountRoutes } from './account';
import { serviceAccountRoutes } from './applications';
import { accountEmailRoutes } from './account-email';
import { catalogRoutes } from './catalog';
import { identify, renewCookie } from './auth';
import { LightdashError, PlainError, malformedJson, notFound, unexpected } from './errors';
import { customRoleRoutes } from './custom-roles';
import { groupRoutes } from './groups';
import { announceRemoval } from './deprecations';
import { inWordsOf } from './errors-of-generation';
import { type Generation, VERSIONS, generationOf, isNewer } from './generation';
import { healthRoutes } from './health';
import { integrationRoutes } from './integrations';
import type { ApiContext, ApiEnv, Backend } from './http';
import { inviteRoutes } from './invites';
import { memberRoutes } from './members';
import { newerRoutes } from './newer/routes';
import { organizationRoutes } from './organization';
import { organizationChangeRoutes } from './organization-changes';
import { passwordRoutes } from './password';
import { projectGrantRoutes } from './project-grants';
import { projectContentRoutes } from './project-content';
import { projectRoleRoutes } from './project-roles';
import { projectRoutes } from './projects';
import { roleRoutes } from './roles';
import { schedulerLogRoutes } from './scheduler-logs';
import { schedulerSendRoutes } from './scheduler-sends';
import { schedulerSettingsRoutes } from './scheduler-settings';
import { schedulerRoutes } from './schedulers';
import { spaceGrantRoutes } from './space-grants';
import { spaceRoutes } from './spaces';
import { tokenRoutes } from './tokens';
import { userAttributeRoutes } from './user-attributes';
import { validationRoutes } from './validation';
import { warehouseCredentialsRoutes } from './warehouse-credentials';
import type { OAuthState } from '../oauth/state';
import type { Trouble } from '../switches/trouble';
import { reportOf } from '../report';

/** Routes that one generation alone has: for the other they are not there, and the next that matches answers. */
function onlyIn(generation: Generation, routes: Hono<ApiEnv>): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  for (const { method, path, handler } of routes.routes) {
    app.on(method, path, (c: ApiContext, next) => (generationOf(c) === generation ? handler(c, next) : next()));
  }
  return app;
}

/**
 * Lightdash's API under /api. Each request passes: body read (unreadable JSON is refused before anything else,
 * MalformedJson), caller identified, trouble that a test has ordered, operation.
 */
export function lightdashApp(
  backend: Backend,
  trouble: Trouble,
  oauth: { app: Hono<ApiEnv>; state: OAuthState },
): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.use('/api/*', async (c, next) => {
    c.set('generation', backend.generation);
    await next();
    if (isNewer(generationOf(c))) announceRemoval(c);
    c.header('lightdash-version', VERSIONS[generationOf(c)]);
    c.header('vary', 'Origin');
  });

  // Before the body is taken for JSON: forms are sent here.
  app.route('/', oauth.app);

  app.use('/api/*', async (c, next) => {
    const text = c.req.method === 'GET' ? '' : await c.req.text();
    try {
      c.set('body', text === '' ? {} : JSON.parse(text));
    } catch {
      throw malformedJson();
    }
    const identity = await identify(backend, c, oauth.state.takesBearer);
    c.set('identity', identity);
    if (identity.caller) c.set('generation', identity.caller.organization.generation);
    await next();
    if (c.req.path !== '/api/v1/logout') renewCookie(backend, c);
  });

  app.use('/api/*', (c, next) => trouble.strike(c, next));

  for (const routes of [
    onlyIn('1.219', newerRoutes(backend)),
    accountRoutes(backend),
    accountEmailRoutes(backend),
    passwordRoutes(backend),
    tokenRoutes(backend),
    warehouseCredentialsRoutes(backend),
    healthRoutes(backend),
    organizationRoutes(backend),
    organizationChangeRoutes(backend),
    integrationRoutes(backend),
    serviceAccountRoutes(backend),
    memberRoutes(backend),
    inviteRoutes(backend),
    groupRoutes(backend),
    userAttributeRoutes(backend),
    catalogRoutes(backend),
    projectRoutes(backend),
    projectGrantRoutes(backend),
    projectRoleRoutes(backend),
    projectContentRoutes(backend),
    validationRoutes(backend),
    spaceRoutes(backend),
    spaceGrantRoutes(backend),
    schedulerSendRoutes(backend),
    schedulerRoutes(backend),
    schedulerLogRoutes(backend),
    schedulerSettingsRoutes(backend),
    roleRoutes(backend),
    customRoleRoutes(backend),
  ]) {
    app.route('/', routes);
  }

  // UnknownEndpoint.404
  app.all('/api/*', () => {
    throw notFound('API endpoint not found');
  });

  app.onError((error, c) => {
    if (error instanceof PlainError) return error.toResponse();
    if (error instanceof LightdashError) return inWordsOf(generationOf(c), error).toResponse();
    // Violated constraints end here, as they do in Lightdash.
    backend.log(`${c.req.method} ${c.req.path}: ${reportOf(error)}`);
    return unexpected().toResponse();
  });

  return app;
}
