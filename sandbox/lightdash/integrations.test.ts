import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

test.each(['0.2110', '1.219'])(
  'Slack shows its channels to everybody where it is connected, on %s',
  async (generation) => {
    const without = await world.organization({ generation });
    const channels = async (token: string) => (await world.call('GET /api/v1/slack/channels', { token })).body.results;
    expect(await channels(without.identity('viewer').token)).toBeUndefined();
    const { identity } = await world.organization({ generation, schedulers: 30, hasSlack: true });
    const shown: { id: string; name: string }[] = await channels(identity('viewer').token);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.some(({ id }) => id.endsWith('404'))).toBe(false);
    const asked = await world.call(`GET /api/v1/slack/channels?search=nobody&includeChannelIds=${shown[1]?.id},C0`, {
      token: identity('viewer').token,
    });
    expect(asked.body.results).toEqual([shown[1]]);
    const cookie = await world.signIn(identity('viewer'));
    expect((await world.call('GET /api/v1/slack', { cookie })).body.results.slackTeamName).toMatch(/^Test/);
  },
);

test.each(['0.2110', '1.219'])(
  'a short link leads its own organization where it was made for, on %s',
  async (generation) => {
    const { identity } = await world.organization({ generation });
    const body = { path: '/members', params: '?role=admin' };
    const made = await world.call('POST /api/v1/share', { token: identity('viewer').token, body });
    expect(made.status).toBe(201);
    const path = `GET /api/v1/share/${made.body.results.nanoid}`;
    expect((await world.call(path, { token: identity('admin').token })).body.results).toMatchObject({
      ...body,
      url: '/members?role=admin',
    });
    const stranger = (await world.organization({ generation })).identity('admin');
    expect((await world.call(path, { token: stranger.token })).status).toBe(404);
    const foreign = { path: 'https://evil.example', params: '' };
    const answer = await world.call('POST /api/v1/share', { token: stranger.token, body: foreign });
    expect(answer.status).toBe(generation === '1.219' ? 400 : 201);
  },
);

test.each(['0.2110', '1.219'])('what is set of Slack is replaced as a whole, on %s', async (generation) => {
  const { identity } = await world.organization({ generation, hasSlack: true });
  const cookie = await world.signIn(identity('admin'));
  const set = async () => (await world.call('GET /api/v1/slack', { cookie })).body.results;
  expect(await set()).toMatchObject({ notificationChannel: expect.any(String), aiRequireOAuth: true });
  const body = { notificationChannel: null, appProfilePhotoUrl: 'https://example.com/a.png', unfurlsEnabled: false };
  const write = (sent: object) => world.call('PUT /api/v1/slack/custom-settings', { cookie, body: sent });
  expect((await write({ notificationChannel: null })).status).toBe(422);
  expect((await write(body)).status).toBe(200);
  const now = await set();
  expect(now).toMatchObject({ notificationChannel: null, appProfilePhotoUrl: body.appProfilePhotoUrl });
  expect(now).not.toHaveProperty('aiRequireOAuth');
  // The older one knows nothing of it.
  expect(now.unfurlsEnabled).toBe(generation === '1.219' ? false : undefined);
  const without = await world.signIn((await world.organization({ generation })).identity('admin'));
  expect((await world.call('PUT /api/v1/slack/custom-settings', { cookie: without, body })).status).toBe(422);
});

test('a key pair is another each time, and made for a session only', async () => {
  const viewer = (await world.organization()).identity('viewer');
  const cookie = await world.signIn(viewer);
  const make = async () => (await world.call('POST /api/v1/ssh/key-pairs', { cookie })).body.results.publicKey;
  const [one, other] = [await make(), await make()];
  for (const call of ['POST /api/v1/ssh/key-pairs', 'GET /api/v1/gitlab/repos/list', 'GET /api/v1/slack'])
    expect((await world.call(call, { token: viewer.token })).status, call).toBe(401);
  expect(one).toMatch(/^ssh-rsa AAAAB3NzaC1yc2E/);
  expect(other).not.toBe(one);
});
