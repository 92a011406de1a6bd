import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GENERATIONS } from './generation';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

describe.each(GENERATIONS)('of %s', (generation) => {
  const open = async () => {
    const organization = await world.organization({ generation, projects: 1 });
    const { token } = organization.identity('admin');
    const call = (operation: string, body?: unknown) => world.call(operation, { token, body });
    const { projectUuid } = (await call('GET /api/v1/org/projects')).body.results[0];
    return { organization, call, project: `/api/v1/projects/${projectUuid}`, projectUuid };
  };

  test('an attribute keeps what is put and nothing else', async () => {
    const { organization, call } = await open();
    const isNewer = generation === '1.219';
    const { userUuid } = organization.identity('viewer');
    const held = isNewer ? { values: ['a', 'b'] } : { value: 'a' };
    const made = await call('POST /api/v1/org/attributes', {
      name: 'store',
      attributeDefault: 'x',
      users: [{ userUuid, ...held }],
      groups: [],
    });
    expect(made.status).toBe(201);
    expect(made.body.results).toMatchObject({ attributeDefault: 'x', users: [{ userUuid, value: 'a', ...held }] });
    expect('attributeDefaults' in made.body.results).toBe(isNewer);
    const put = await call(`PUT /api/v1/org/attributes/${made.body.results.uuid}`, {
      name: 'store',
      users: [],
      groups: [],
    });
    expect(put.body.results).toMatchObject({ attributeDefault: null, users: [] });
    expect((await call(`DELETE /api/v1/org/attributes/${made.body.results.uuid}`)).status).toBe(200);
    const left = await call('GET /api/v1/org/attributes');
    expect(left.body.results.map(({ name }: { name: string }) => name)).not.toContain('store');
  });

  test('the catalogue lists what the caller’s own attributes open, and what fields ask for', async () => {
    const { organization, call, project } = await open();
    const isNewer = generation === '1.219';
    type Item = { label: string; tableName: string; requiredAttributes?: object; anyAttributes?: object };
    const read = async (query: string): Promise<Item[]> =>
      (await call(`GET ${project}/dataCatalog${query}`)).body.results;
    const labels = async (query: string) => (await read(query)).map(({ label }) => label);
    expect(await labels('')).toEqual(['Orders', 'Customers']);
    expect((await read('')).flatMap(({ requiredAttributes }) => requiredAttributes ?? [])).toEqual([]);
    expect(await read('?search=orders')).toMatchObject([{ requiredAttributes: { region: ['emea', 'apac', 'amer'] } }]);
    const fields = await read('?type=field');
    expect(fields.find(({ label }) => label === 'Status')?.requiredAttributes).toHaveProperty('region');
    expect('anyAttributes' in (fields.find(({ label }) => label === 'Country') ?? {})).toBe(isNewer);
    expect(await labels('?type=field')).not.toContain('Email');

    const { userUuid } = organization.identity('admin');
    const attributes = (await call('GET /api/v1/org/attributes')).body.results as { uuid: string; name: string }[];
    const uuidOf = (name: string) => attributes.find((each) => each.name === name)?.uuid;
    const users = [{ userUuid, ...(isNewer ? { values: ['true'] } : { value: 'true' }) }];
    await call(`PUT /api/v1/org/attributes/${uuidOf('can_view_pii')}`, { name: 'can_view_pii', users, groups: [] });
    expect(await labels('?type=field')).toContain('Email');
    await call(`DELETE /api/v1/org/attributes/${uuidOf('region')}`);
    expect(await labels('')).toEqual(['Customers']);
    const { token } = organization.identity('member');
    expect((await world.call(`GET ${project}/dataCatalog`, { token })).status).toBe(403);
  });

  test('a finding that is dismissed comes back with the next validation', async () => {
    const { call, project } = await open();
    const ids = async () =>
      (await call(`GET ${project}/validate`)).body.results.map(
        (each: { validationUuid?: string; validationId: number | null }) => each.validationUuid ?? each.validationId,
      );
    const { jobId } = (await call(`POST ${project}/validate`, {})).body.results;
    expect((await call(`GET /api/v1/schedulers/job/${jobId}/status`)).body.results.status).toBe('scheduled');
    const found = await ids();
    expect(found.length).toBeGreaterThan(0);
    expect((await call(`DELETE ${project}/validate/${found[0]}`)).status).toBe(200);
    expect(await ids()).toEqual(found.slice(1));
    await call(`POST ${project}/validate`, {});
    expect(await ids()).toHaveLength(found.length);
  });

  test('a chart and dashboards move to another space', async () => {
    const { call, project, projectUuid } = await open();
    const read = async (list: string) => (await call(`GET ${project}/${list}`)).body.results;
    const [chart] = await read('charts');
    const [dashboard] = await read('dashboards');
    const spaces = await read('spaces');
    const target = spaces.find(({ uuid }: { uuid: string }) => ![chart.spaceUuid, dashboard.spaceUuid].includes(uuid));
    const moved = await call(`POST /api/v2/content/${projectUuid}/move`, {
      item: { uuid: chart.uuid, contentType: 'chart', source: chart.source },
      action: { type: 'move', targetSpaceUuid: target.uuid },
    });
    expect(moved.status).toBe(200);
    const written = await call(`PATCH ${project}/dashboards`, [
      { uuid: dashboard.uuid, name: 'Renamed', spaceUuid: target.uuid },
    ]);
    expect(written.status).toBe(200);
    const full = (await call(`GET ${project}/spaces/${target.uuid}`)).body.results;
    expect(full.queries.map(({ uuid }: { uuid: string }) => uuid)).toContain(chart.uuid);
    expect(full.dashboards).toContainEqual(expect.objectContaining({ uuid: dashboard.uuid, name: 'Renamed' }));
    expect((await read('chart-summaries')).length).toBeGreaterThan(0);
  });

  test('a project uses the credentials that one has chosen for it', async () => {
    const { call, project } = await open();
    expect((await call(`GET ${project}/user-credentials`)).body).toEqual({ status: 'ok' });
    const { uuid } = (
      await call('POST /api/v1/user/warehouseCredentials', {
        name: 'Mine',
        credentials: { type: 'postgres', user: 'u', password: 'p' },
      })
    ).body.results;
    expect((await call(`PATCH ${project}/user-credentials/${uuid}`)).status).toBe(200);
    const chosen = (await call(`GET ${project}/user-credentials`)).body.results;
    expect(chosen).toMatchObject({ uuid, credentials: { type: 'postgres', user: 'u' } });
    expect(JSON.stringify(chosen)).not.toContain('password');
    await call(`DELETE /api/v1/user/warehouseCredentials/${uuid}`);
    expect((await call(`GET ${project}/user-credentials`)).body).toEqual({ status: 'ok' });
  });
});
