import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

/** An organization whose admin has a session, and the ways to call as them. */
async function setUp(generation: string) {
  const organization = await world.organization({ generation });
  const cookie = await world.signIn(organization.identity('admin'));
  const call = async (operation: string, body?: unknown) =>
    world.call(operation, { cookie, ...(body !== undefined && { body }) });
  const { body } = await call('GET /api/v1/org/projects');
  return { call, projects: (body.results as { projectUuid: string }[]).map(({ projectUuid }) => projectUuid) };
}

test.each(['0.2110', '1.219'])('what an admin sets of the organization is read back on %s', async (generation) => {
  const { call, projects } = await setUp(generation);
  const changed = { name: 'Renamed', defaultProjectUuid: projects[0] };
  expect((await call('PATCH /api/v1/org', { ...changed, chartColors: ['#5470c6'] })).status).toBe(200);
  expect((await call('PATCH /api/v1/org', { name: 'Again' })).status).toBe(200);
  expect((await call('GET /api/v1/org')).body.results).toMatchObject({ ...changed, name: 'Again' });
  expect((await call('GET /api/v1/org')).body.results).not.toHaveProperty('chartColors');
  const domains = {
    emailDomains: ['new.example'],
    role: 'member',
    projects: [{ projectUuid: projects[1], role: 'editor' }],
  };
  expect((await call('PATCH /api/v1/org/allowedEmailDomains', domains)).body.results).toMatchObject(domains);
  expect((await call('GET /api/v1/org/allowedEmailDomains')).body.results).toMatchObject(domains);
});

test('charts follow the palette that an admin makes active', async () => {
  const { call } = await setUp('1.219');
  const palettes = async () =>
    (await call('GET /api/v1/org/color-palettes')).body.results as {
      colorPaletteUuid: string;
      colors: string[];
      isActive: boolean;
    }[];
  const [, second] = await palettes();
  const path = `POST /api/v1/org/color-palettes/${second?.colorPaletteUuid}/active`;
  expect((await call(path)).body.results).toMatchObject({ name: 'Business', colors: second?.colors });
  expect((await palettes()).map(({ isActive }) => isActive)).toEqual([false, true, false]);
  expect((await call('GET /api/v1/org')).body.results.chartColors).toEqual(second?.colors);
  const unknown = crypto.randomUUID();
  const { status, body } = await call(`POST /api/v1/org/color-palettes/${unknown}/active`);
  expect([status, body.error.message]).toEqual([404, `Color palette not found: ${unknown}`]);
  expect((await (await setUp('0.2110')).call('GET /api/v1/org/color-palettes')).body.results).toEqual([]);
});

test.each(['0.2110', '1.219'])('a project is promoted to another, itself, or none on %s', async (generation) => {
  const { call, projects } = await setUp(generation);
  const set = async (upstreamProjectUuid: string | null | undefined) => {
    const { status } = await call(`PATCH /api/v1/projects/${projects[0]}/metadata`, { upstreamProjectUuid });
    expect(status).toBe(200);
    return (await call(`GET /api/v1/projects/${projects[0]}`)).body.results.upstreamProjectUuid ?? null;
  };
  for (const upstream of [projects[1], projects[0], null]) expect(await set(upstream)).toBe(upstream);
});

test('a setting of the organization counts until it is taken back', async () => {
  const { call } = await setUp('1.219');
  const settings = async () => (await call('GET /api/v1/org/settings')).body.results;
  const before = await settings();
  await call('PATCH /api/v1/org/settings', { oidcLinkingEnabled: true, scheduledDeliveryExpirationSeconds: 3600 });
  expect(await settings()).toEqual({ ...before, oidcLinkingEnabled: true, scheduledDeliveryExpirationSeconds: 3600 });
  await call('PATCH /api/v1/org/settings', { oidcLinkingEnabled: null, scheduledDeliveryExpirationSeconds: null });
  expect(await settings()).toEqual(before);
  expect((await call('PATCH /api/v1/org/settings', { queryLimit: 10 })).status).toBe(403);
  await call('PATCH /api/v1/org/impersonation', { impersonationEnabled: true });
  expect((await call('GET /api/v1/org/impersonation')).body.results.impersonationEnabled).toBe(true);
});
