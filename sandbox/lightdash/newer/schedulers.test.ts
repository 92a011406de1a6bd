import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSandbox } from '../../testing/sandbox';

type Row = { [key: string]: unknown; schedulerUuid: string; createdBy: string; format: string; targets: object[] };
type Run = { runId: string; schedulerUuid: string; runStatus: string; status: string; scheduledTime: string };

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let organization: Awaited<ReturnType<typeof world.organization>>;
let projectUuid: string;
let all: Row[];
beforeAll(async () => {
  world = await openTestSandbox();
  organization = await world.organization({ generation: '1.219', projects: 1, schedulers: 20 });
  [{ projectUuid }] = await results('GET /api/v1/org/projects');
  ({ data: all } = await results(`GET /api/v1/schedulers/${projectUuid}/list`));
});
afterAll(() => world.close());

type Role = 'admin' | 'developer' | 'editor' | 'interactive_viewer' | 'viewer' | 'member';
const call = (operation: string, body?: unknown, role: Role = 'admin') =>
  world.call(operation, { token: organization.identity(role).token, body });
async function results(operation: string, body?: unknown, role?: Role) {
  const answer = await call(operation, body, role);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.results;
}

test('a scheduler leaves out what is unset, and knows its content of four kinds', async () => {
  const [first] = all;
  expect(first).toMatchObject({ savedSqlUuid: null, appUuid: null, plainTextEmail: false, projectUuid });
  expect(first).toHaveProperty('projectSchedulerTimezone');
  const single = await results(`GET /api/v1/schedulers/${first?.schedulerUuid}`);
  expect(single).not.toHaveProperty('projectSchedulerTimezone');
  expect(Object.values(single).filter((value) => value === null).length).toBeLessThan(8);
});

describe('runs', () => {
  test('are those of the last week, latest first, with what became of each', async () => {
    const { data: runs }: { data: Run[] } = await results(`GET /api/v1/schedulers/${projectUuid}/runs`);
    expect(runs.length).toBeGreaterThan(20);
    const times = runs.map(({ scheduledTime }) => scheduledTime);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(times.every((time) => Date.parse(time) <= Date.now())).toBe(true);
    const statuses = new Set(runs.map(({ runStatus }) => runStatus));
    for (const status of ['completed', 'partial_failure', 'failed']) expect(statuses).toContain(status);
    // What a run sends to many reports completed when one of them got nothing, as does the run.
    const partly = runs.filter(({ runStatus }) => runStatus === 'partial_failure');
    expect(new Set(partly.map(({ status }) => status))).toEqual(new Set(['completed']));
    const read = ({ runId }: Run) => results(`GET /api/v1/schedulers/runs/${runId}/logs`);
    const [{ logs }, ...others] = await Promise.all(partly.map(read));
    type Batch = { failed: number; succeeded: number };
    const batches = [logs, ...others.map((each) => each.logs)]
      .flat()
      .flatMap((log: { details: { batchResult?: Batch } }) => log.details.batchResult ?? []);
    expect(batches.some(({ failed, succeeded }) => failed > 0 && succeeded > 0)).toBe(true);
    expect(logs[0]).toMatchObject({ isParent: true, task: 'handleScheduledDelivery', status: 'scheduled' });
  });

  test('are filtered by scheduler and status, and paged with a true total', async () => {
    const { data: failed, pagination } = await results(
      `GET /api/v1/schedulers/${projectUuid}/runs?statuses=failed&page=1&pageSize=2`,
    );
    expect(failed).toHaveLength(2);
    expect(pagination.totalResults).toBeGreaterThan(2);
    const one = failed[0].schedulerUuid;
    const { data: own } = await results(`GET /api/v1/schedulers/${projectUuid}/runs?schedulerUuids=${one}`);
    expect(new Set(own.map(({ schedulerUuid }: Run) => schedulerUuid))).toEqual(new Set([one]));
    expect((await call(`GET /api/v1/schedulers/${projectUuid}/runs?statuses=error`)).status).toBe(400);
    expect((await call(`GET /api/v1/schedulers/${projectUuid}/runs?sortBy=name`)).status).toBe(422);
  });

  test('are listed by developers, with details for those who manage the delivery', async () => {
    const { data: runs }: { data: Run[] } = await results(
      `GET /api/v1/schedulers/${projectUuid}/runs`,
      undefined,
      'developer',
    );
    const foreign = runs.find(
      ({ schedulerUuid }) =>
        all.find((each) => each.schedulerUuid === schedulerUuid)?.createdBy !==
        organization.identity('developer').userUuid,
    ) as Run;
    const path = `GET /api/v1/schedulers/runs/${foreign.runId}/logs`;
    expect((await call(path, undefined, 'developer')).status).toBe(403);
    expect((await call(path)).status).toBe(200);
    expect((await call(`GET /api/v1/schedulers/${projectUuid}/runs`, undefined, 'editor')).status).toBe(403);
    expect((await call('GET /api/v1/schedulers/runs/none/logs')).status).toBe(404);
  });

  test('come with the list when they are asked for', async () => {
    const { data } = await results(`GET /api/v1/schedulers/${projectUuid}/list?includeLatestRun=true`);
    expect(data.filter(({ latestRun }: { latestRun: unknown }) => latestRun).length).toBeGreaterThan(5);
    expect(all.every((each) => !('latestRun' in each))).toBe(true);
  });
});

test('developers change only their own deliveries, editors send those they can open', async () => {
  const foreign = all.find(
    ({ createdBy, format }) => createdBy !== organization.identity('developer').userUuid && format !== 'gsheets',
  );
  const path = `/api/v1/schedulers/${foreign?.schedulerUuid}`;
  expect((await call(`PATCH ${path}/enabled`, { enabled: true }, 'developer')).status).toBe(403);
  expect((await call(`PATCH ${path}/enabled`, { enabled: true })).status).toBe(200);
  const own = all.find(
    ({ createdBy, format }) => createdBy === organization.identity('editor').userUuid && format !== 'gsheets',
  );
  expect(
    (await call(`PATCH /api/v1/schedulers/${own?.schedulerUuid}/enabled`, { enabled: true }, 'editor')).status,
  ).toBe(200);
});

test('PATCH replaces all: what is left out is unset', async () => {
  const path = `/api/v1/schedulers/${all.find(({ format }) => format === 'csv')?.schedulerUuid}`;
  const { name, cron, options, format, targets } = await results(`GET ${path}`);
  const body = { name, cron, options, format, targets };
  const kept = await results(`PATCH ${path}`, { ...body, plainTextEmail: true, filters: { dimensions: {} } });
  expect(kept).toMatchObject({ plainTextEmail: true, filters: { dimensions: {} } });
  const lost = await results(`PATCH ${path}`, body);
  expect(lost).toMatchObject({ plainTextEmail: false });
  expect(lost).not.toHaveProperty('filters');
  const chat = { ...body, format: 'pdf', targets: [{ googleChatWebhook: 'https://chat.example.test/hook/1' }] };
  expect((await call(`PATCH ${path}`, chat)).status).toBe(400);
  const { targets: changed } = await results(`PATCH ${path}`, { ...chat, format: 'image' });
  expect(changed).toMatchObject([{ googleChatWebhook: 'https://chat.example.test/hook/1' }]);
});

test('deliveries get another owner, all or none, and go with a removed one', async () => {
  const { userUuid: editor } = organization.identity('editor');
  const own = all.filter(({ createdBy }) => createdBy === editor).map(({ schedulerUuid }) => schedulerUuid);
  expect(own.length).toBeGreaterThan(1);
  const reassign = (schedulerUuids: string[], role: Role) =>
    call(`PATCH /api/v1/schedulers/${projectUuid}/reassign-owner`, {
      schedulerUuids,
      newOwnerUserUuid: organization.identity(role).userUuid,
    });
  expect((await reassign([], 'developer')).status).toBe(400);
  expect((await reassign([...own, crypto.randomUUID()], 'developer')).status).toBe(404);
  expect((await reassign(own, 'viewer')).body.error.message).toMatch(/does not have permission to create/);
  const [first = '', ...rest] = own;
  expect((await reassign([first], 'developer')).body.results[0].createdBy).toBe(
    organization.identity('developer').userUuid,
  );
  const summary = `GET /api/v1/org/user/${editor}/schedulers-summary`;
  expect(await results(summary)).toMatchObject({
    totalCount: rest.length,
    byProject: [{ projectUuid, count: rest.length }],
  });
  expect((await call(summary, undefined, 'viewer')).status).toBe(403);
  const moved = await results(`PATCH /api/v1/org/user/${editor}/reassign-schedulers`, {
    newOwnerUserUuid: organization.identity('admin').userUuid,
  });
  expect(moved).toEqual({ reassignedCount: rest.length });
  expect(await results(summary)).toMatchObject({ totalCount: 0, byProject: [] });
  const { data: mine } = await results('GET /api/v1/schedulers/user-schedulers');
  expect(mine.length).toBeGreaterThanOrEqual(rest.length);
  await call(`DELETE /api/v1/org/user/${organization.identity('developer').userUuid}`);
  expect((await call(`GET /api/v1/schedulers/${first}`)).status).toBe(404);
});
