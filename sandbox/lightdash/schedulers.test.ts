import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

const NOON = new Date('2026-11-18T12:00:00.000Z');
const MINUTE = 60_000;

let clock = NOON;
const pass = (ms: number) => {
  clock = new Date(clock.getTime() + ms);
};

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let setting: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
  world = await openTestSandbox({ now: () => clock });
});
beforeEach(async () => {
  clock = NOON;
  setting = await setUp();
});
afterAll(() => world.close());

type Role = 'admin' | 'developer' | 'editor' | 'interactive_viewer' | 'viewer';
type Log = { task: string; jobId: string; jobGroup: string; status: string; scheduledTime: string; details: object };

async function setUp(options: { generation?: string } = {}) {
  const organization = await world.organization({ projects: 1, spaces: 12, schedulers: 20, members: 40, ...options });
  const { identity } = organization;
  const call = (operation: string, body?: unknown, role: Role = 'admin') =>
    world.call(operation, { token: identity(role).token, ...(body === undefined ? {} : { body }) });
  const results = async (operation: string, body?: unknown) => (await call(operation, body)).body.results;
  const [{ projectUuid }] = await results('GET /api/v1/org/projects');
  const list = (await results(`GET /api/v1/schedulers/${projectUuid}/list`)).data;
  const logs = (query = '') => results(`GET /api/v1/schedulers/${projectUuid}/logs?page=1&pageSize=5000${query}`);
  /** One that is on, of a person who is active, and whose content is whole. */
  const [healthy] = list.filter(
    ({ enabled, createdBy, format }: { enabled: boolean; createdBy: string; format: string }) =>
      enabled && createdBy === identity('editor').userUuid && format !== 'gsheets',
  );
  const path = `/api/v1/schedulers/${healthy.schedulerUuid}`;
  return { ...organization, call, results, projectUuid, list, logs, healthy, path };
}

/** The scheduler as a client sends it back. */
const whole = (scheduler: Record<string, unknown>, change: Record<string, unknown>) => ({ ...scheduler, ...change });

describe('changing a scheduler', () => {
  test('replaces it as a whole: targets not listed go, new ones come', async () => {
    const { results, healthy, path } = setting;
    const first = await results(
      `PATCH ${path}`,
      whole(healthy, {
        targets: [{ recipient: 'a@shop.example' }, { channel: 'C999999' }, { webhook: 'https://t.test/1' }],
      }),
    );
    // CreateDashboardScheduler.ok: Slack, then mail, then Teams.
    expect(first.targets.map(Object.keys).map((keys: string[]) => keys.at(-1))).toEqual([
      'channel',
      'recipient',
      'webhook',
    ]);
    const [, mail] = first.targets;
    pass(MINUTE);
    const second = await results(
      `PATCH ${path}`,
      whole(healthy, {
        name: 'Renamed',
        message: undefined,
        cron: '15 10 * * *',
        timezone: undefined,
        targets: [{ ...mail, recipient: 'b@shop.example' }],
      }),
    );
    expect(second).toMatchObject({
      name: 'Renamed',
      message: null,
      cron: '15 10 * * *',
      updatedAt: clock.toISOString(),
    });
    expect(second).not.toHaveProperty('timezone');
    expect(second.targets).toEqual([{ ...mail, recipient: 'b@shop.example', updatedAt: clock.toISOString() }]);
    expect(await results(`GET ${path}`)).toEqual(second);
  });

  test('refuses what Lightdash refuses', async () => {
    const { call, healthy, path } = setting;
    const refusal = async (change: object) =>
      (await call(`PATCH ${path}`, whole(healthy, { ...change }))).body.error.message;
    const tooOften = 'Frequency not allowed, custom input is limited to hourly';
    for (const cron of ['* * * * *', '*/5 * * * *', '0,30 9 * * *', '0 9 * *', '0 25 * * *', 'every day']) {
      expect(await refusal({ cron })).toBe(tooOften);
    }
    expect(await refusal({ timezone: 'Mars/Olympus' })).toBe('Timezone string is not valid');
    expect(await refusal({ targets: undefined })).toBe('Targets is required and must be an array');
    expect(await refusal({ options: null })).toBe('Something went wrong.');
    expect(await refusal({ targets: [{ pigeon: 'Gerald' }] })).toBe('Something went wrong.');
  });

  test('of 0.2110 is for owners, editors and up; to read one it takes only the uuid', async () => {
    const { call, path, list, identity } = await setUp({ generation: '0.2110' });
    const foreign = list.find(
      ({ createdBy, format }: { createdBy: string; format: string }) =>
        createdBy !== identity('interactive_viewer').userUuid && format !== 'gsheets',
    ).schedulerUuid;
    for (const role of ['viewer', 'interactive_viewer'] as const) {
      expect((await call(`GET ${path}`, undefined, role)).status).toBe(200);
      for (const operation of [
        `PATCH /api/v1/schedulers/${foreign}/enabled`,
        `POST /api/v1/schedulers/${foreign}/send`,
      ]) {
        expect((await call(operation, { enabled: true }, role)).status).toBe(403);
      }
      expect((await call(`DELETE /api/v1/schedulers/${foreign}`, undefined, role)).status).toBe(403);
      expect((await call(`GET /api/v1/schedulers/${foreign}/jobs`, undefined, role)).status).toBe(403);
    }
    expect((await call(`PATCH /api/v1/schedulers/${foreign}/enabled`, { enabled: true }, 'editor')).status).toBe(200);
  });
});

test('jobs are those of today; switching off drops them, switching on brings the later ones back', async () => {
  const { results, healthy, path } = setting;
  await results(`PATCH ${path}`, whole(healthy, { cron: '30 * * * *', timezone: 'UTC' }));
  const jobs = async () => (await results(`GET ${path}/jobs`)).map(({ date }: { date: string }) => date.slice(11, 16));
  const afternoon = [
    '12:30',
    '13:30',
    '14:30',
    '15:30',
    '16:30',
    '17:30',
    '18:30',
    '19:30',
    '20:30',
    '21:30',
    '22:30',
    '23:30',
  ];
  expect(await jobs()).toEqual(afternoon);
  expect(await results(`PATCH ${path}/enabled`, { enabled: false })).toMatchObject({ enabled: false });
  expect(await jobs()).toEqual([]);
  pass(149 * MINUTE);
  expect(await results(`PATCH ${path}/enabled`, { enabled: true })).toMatchObject({ enabled: true });
  expect(await jobs()).toEqual(afternoon.slice(2));
  pass(12 * 60 * MINUTE);
  expect(await jobs()).toHaveLength(22);
});

describe('sending', () => {
  const follow = async (jobId: string, steps: readonly number[]) => {
    const seen: string[] = [];
    for (const ms of steps) {
      pass(ms);
      seen.push((await setting.results(`GET /api/v1/schedulers/job/${jobId}/status`)).status);
    }
    return seen;
  };

  test.each([
    { generation: '0.2110', batched: '', error: 'channel_not_found' },
    { generation: '1.219', batched: 'Batch', error: 'All Slack deliveries failed' },
  ])('goes its way by the clock, and shows in the log of $generation', async ({ generation, batched, error }) => {
    setting = await setUp({ generation });
    const { results, call, healthy, path, identity, logs } = setting;
    await results(
      `PATCH ${path}`,
      whole(healthy, { targets: [{ recipient: 'a@shop.example' }, { channel: 'C01404' }] }),
    );
    const { jobId } = await results(`POST ${path}/send`);
    expect(jobId).toMatch(/^\d+$/);
    expect(await follow(jobId, [0, 500, 1000])).toEqual(['scheduled', 'started', 'completed']);
    const status = (role: Role) => call(`GET /api/v1/schedulers/job/${jobId}/status`, undefined, role);
    expect((await status('admin')).body.results.details).toMatchObject({
      createdByUserUuid: identity('admin').userUuid,
    });
    expect([(await status('developer')).status, (await status('viewer')).status]).toEqual([200, 403]);
    pass(MINUTE);
    const run = (await logs()).data.logs.filter(({ jobGroup }: Log) => jobGroup === jobId);
    expect(Object.fromEntries(run.map(({ task, status: ended }: Log) => [task, ended]))).toEqual({
      handleScheduledDelivery: 'completed',
      [`sendEmail${batched}Notification`]: 'completed',
      [`sendSlack${batched}Notification`]: 'error',
    });
    expect(run.find(({ status: ended }: Log) => ended === 'error').details.error).toContain(error);
  });

  test('of broken content ends with an error; of something not stored it works as well', async () => {
    const { results, call, list, healthy, logs } = setting;
    const { logs: failed } = (await logs('&statuses=error')).data;
    const broken = failed.find(
      ({ task, details }: Log) =>
        task === 'handleScheduledDelivery' && /no longer exists/.test(JSON.stringify(details)),
    );
    const { jobId } = await results(`POST /api/v1/schedulers/${broken.schedulerUuid}/send`);
    expect(await follow(jobId, [0, 500, 1000])).toEqual(['scheduled', 'started', 'error']);
    const sound = { ...healthy, name: 'Try it', targets: [{ recipient: 'a@shop.example' }] };
    const unsaved = await results('POST /api/v1/schedulers/send', sound);
    expect(await follow(unsaved.jobId, [400, 2000])).toEqual(['started', 'completed']);
    const refusal = async (change: object) =>
      (await call('POST /api/v1/schedulers/send', { ...sound, ...change })).body.error.message;
    expect(await refusal({ targets: [] })).toBe(
      'You must specify at least 1 destination before sending a scheduled delivery',
    );
    expect(await refusal({ savedChartUuid: null, dashboardUuid: null })).toBe(
      'Missing savedChartUuid and dashboardUuid on scheduler',
    );
    expect(await refusal({ savedChartUuid: crypto.randomUUID() })).toBe('Saved query not found');
    expect(list).toHaveLength(20);
  });
});

describe('the log', () => {
  test('has a week of runs, one row a group and task, newest first, page by page', async () => {
    const { logs, results, projectUuid, list } = setting;
    const { data } = await logs();
    expect(data.schedulers).toHaveLength(list.length);
    const rows: Log[] = data.logs;
    expect(new Set(rows.map(({ jobGroup, task }) => `${jobGroup} ${task}`)).size).toBe(rows.length);
    const times = rows.map(({ scheduledTime }) => scheduledTime);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(Date.parse(times.at(-1) ?? '')).toBeGreaterThan(NOON.getTime() - 7 * 24 * 60 * MINUTE);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['scheduled', 'completed', 'error']));
    for (const { status, scheduledTime } of rows)
      expect(status === 'scheduled').toBe(scheduledTime >= NOON.toISOString());
    // Ten unless asked otherwise; beyond the end everything but the rows is still there (getSchedulerLogs.page-beyond-end).
    const unasked = await results(`GET /api/v1/schedulers/${projectUuid}/logs`);
    expect(unasked.pagination).toMatchObject({ page: 1, pageSize: 10, totalResults: rows.length });
    expect(unasked.data.logs).toEqual(rows.slice(0, 10));
    const beyond = await results(`GET /api/v1/schedulers/${projectUuid}/logs?page=9999&pageSize=50`);
    expect([beyond.data.logs, beyond.data.schedulers.length]).toEqual([[], list.length]);
  });

  test('is filtered: statuses choose rows, the other filters schedulers', async () => {
    const { logs, list, identity } = setting;
    const errors = (await logs('&statuses=error')).data;
    expect(errors.schedulers).toHaveLength(list.length);
    expect(errors.logs.length).toBeGreaterThan(5);
    expect(errors.logs.every(({ status, details }: Log) => status === 'error' && 'error' in details)).toBe(true);
    const own = (await logs(`&createdByUserUuids=${identity('editor').userUuid}`)).data;
    expect(own.users).toEqual([expect.objectContaining({ userUuid: identity('editor').userUuid })]);
    const teams = (await logs('&destinations=msteams')).data;
    expect(
      teams.schedulers.every(({ targets }: { targets: object[] }) => targets.some((target) => 'webhook' in target)),
    ).toBe(true);
    const found = (await logs('&searchQuery=revenue')).data;
    expect(found.schedulers.map(({ name }: { name: string }) => name)).toEqual(['Monday revenue', 'Monday revenue 2']);
    expect(found.charts.length + found.dashboards.length).toBeGreaterThan(0);
  });

  test('goes on while days pass: what was queued has run, the next day is queued', async () => {
    const { logs } = setting;
    pass(10 * 24 * 60 * MINUTE);
    const rows: Log[] = (await logs()).data.logs;
    const days = new Set(rows.map(({ scheduledTime }) => scheduledTime.slice(0, 10)));
    expect([...days].toSorted().slice(-3)).toEqual(['2026-11-26', '2026-11-27', '2026-11-28']);
    expect(rows.some(({ status }) => status === 'scheduled')).toBe(true);
  });
});

test('another time zone of the project rewrites the rules of those without one of their own', async () => {
  const { call, results, projectUuid, list, healthy, path } = setting;
  await results(`PATCH ${path}`, whole(healthy, { cron: '0 9 * * 1', timezone: undefined }));
  const other = list.find(
    ({ timezone, schedulerUuid }: { timezone?: string; schedulerUuid: string }) =>
      timezone && schedulerUuid !== healthy.schedulerUuid,
  );
  const settings = `PATCH /api/v1/projects/${projectUuid}/schedulerSettings`;
  expect((await call(settings, { schedulerTimezone: 'Asia/Tokyo' }, 'developer')).body).toEqual({ status: 'ok' });
  expect(await results(`GET /api/v1/projects/${projectUuid}`)).toMatchObject({ schedulerTimezone: 'Asia/Tokyo' });
  expect((await results(`GET ${path}`)).cron).toBe('0 18 * * 1');
  expect((await results(`GET /api/v1/schedulers/${other.schedulerUuid}`)).cron).toBe(other.cron);
  expect((await call(settings, {})).status).toBe(200);
  const older = await setUp({ generation: '0.2110' });
  const oldSettings = `PATCH /api/v1/projects/${older.projectUuid}/schedulerSettings`;
  expect((await older.call(oldSettings, {})).status).toBe(422);
});
