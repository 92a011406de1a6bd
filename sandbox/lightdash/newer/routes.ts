import { Hono } from 'hono';
import type { ApiEnv, Backend } from '../http';
import { featureFlagRoutes } from './feature-flags';
import { newerRoleAssignmentRoutes } from './role-assignments';
import { newerRoleRoutes } from './roles';
import { newerSchedulerRoutes } from './schedulers';

/** Operations that 1.219 has alone, or does wholly otherwise. They are asked first; what is not here is as in 0.2110. */
export function newerRoutes(backend: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  for (const routes of [
    featureFlagRoutes(),
    newerRoleAssignmentRoutes(backend),
    newerRoleRoutes(backend),
    newerSchedulerRoutes(backend),
  ]) {
    app.route('/', routes);
  }
  return app;
}
