/** Where the floor page is served (scripts/serve-floor.ts). */
export const FLOOR = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? '4610') + 1}`;
