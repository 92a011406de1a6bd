import type { Hono } from 'hono';
import { NOT_IN_THIS_VERSION, NOT_YET } from '../lightdash/not-yet';
import { shapeOf } from './contract';

/** The operations that really do something, as `GET /api/v1/groups/{}`. */
export function implementedOperations(app: Hono): string[] {
  const idle = new Set([...NOT_YET, ...NOT_IN_THIS_VERSION].map(shapeOf));
  return app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    .map(({ method, path }) => shapeOf(`${method} ${path}`))
    .filter((operation) => !idle.has(operation));
}
