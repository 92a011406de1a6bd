import type { Hono } from 'hono';
import { shapeOf } from './contract';

/** The operations of the app, as `GET /api/v1/groups/{}`. */
export function implementedOperations(app: Hono): string[] {
  return app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    .map(({ method, path }) => shapeOf(`${method} ${path}`));
}
