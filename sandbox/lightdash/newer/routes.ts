import { Hono } from 'hono';
import type { ApiEnv, Backend } from '../http';
import { codeUserRoutes } from './code-users';
import { newerApplicationRoutes } from '../applications';
import { defaultUserSpaceRoutes } from './default-user-spaces';
import { featureFlagRoutes } from './feature-flags';
import { organizationSettingsRoutes } from './organization-settings';
import { newerRoleAssignmentRoutes } from './role-assignments';
import { newerRoleRoutes } from './roles';
import { newerSchedulerRoutes } from './schedulers';
import { newerSpaceSharingRoutes } from './space-sharing';
import { newerSpaceRoutes } from './spaces';

/** Operations that 1.219 has alone, or does wholly otherwise. They are asked first; what is not here is as in 0.2110. */
export function newerRoutes(backend: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  for (const routes of [
    featureFlagRoutes(),
    organizationSettingsRoutes(backend),
    newerApplicationRoutes(backend),
    newerRoleAssignmentRoutes(backend),
    newerRoleRoutes(backend),
    newerSchedulerRoutes(backend),
    defaultUserSpaceRoutes(backend),
    codeUserRoutes(backend),
    newerSpaceSharingRoutes(backend),
    newerSpaceRoutes(backend),
  ]) {
    app.route('/', routes);
  }
  return app;
}
