import { Hono } from 'hono';
import { notFound } from '../errors';
import { type ApiEnv, ok } from '../http';

/** What is switched on in the installation of the recordings. */
const ON = new Set(['user-groups-enabled']);

/** Flags, open to everybody: an unknown one is off. They can be listed and set in previews only (List-feature-flags.ok). */
export function featureFlagRoutes(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v2/feature-flag/:id', (c) => {
    const id = c.req.param('id');
    return ok({ id, enabled: ON.has(id) });
  });

  const previewsOnly = () => {
    throw notFound('Feature flag management is only available in preview environments');
  };
  app.get('/api/v2/feature-flag', previewsOnly);
  app.post('/api/v2/feature-flag/:id', previewsOnly);

  return app;
}
