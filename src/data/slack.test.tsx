import { afterEach, expect, it, vi } from 'vitest';
import { useGetSlackInstallation } from '../api/lightdash/gen/integrations/integrations';
import { isSlackSet, useSaveSlack } from './slack';
import { ok, refusal, stubServer } from './testing';
import { renderDataHook, run } from './testing-hooks';

afterEach(() => vi.unstubAllGlobals());

const SET = {
  notificationChannel: 'C1',
  slackChannelProjectMappings: [{ slackChannelId: 'C1', projectUuid: 'p', availableTags: null }],
  aiThreadAccessConsent: true,
  aiRequireOAuth: false,
  aiMultiAgentChannelId: 'C2',
  aiMultiAgentProjectUuids: ['p'],
  unfurlsEnabled: true,
  aiAgentsEnabled: true,
};
const INSTALLED = { slackTeamName: 'Jaffle', createdAt: '2026-01-01T00:00:00.000Z', scopes: [], ...SET };

/** A Slack that replaces what is set as Lightdash does; `keeps` false: that takes a write and keeps nothing of it; `answer`: to a write. */
const stubSlack = (keeps = true, more = {}, answer = ok()) => {
  let set: object = SET;
  const server = stubServer({
    'GET /api/v1/slack': () =>
      ok({
        ...INSTALLED,
        ...Object.fromEntries(Object.keys(SET).map((name) => [name])),
        ...set,
        ...more,
        token: 'xoxb',
      }),
    'PUT /api/v1/slack/custom-settings': ({ body }) => {
      if (keeps) set = body as object;
      return answer;
    },
  });
  return { ...server, written: () => server.calls.flatMap(({ method, body }) => (method === 'PUT' ? [body] : [])) };
};

it('sends back what it does not change, for the server replaces everything', async () => {
  const { written } = stubSlack();
  await run(useSaveSlack, { notificationChannel: null, unfurlsEnabled: false }, INSTALLED);
  expect(written()).toEqual([{ ...SET, appProfilePhotoUrl: null, notificationChannel: null, unfurlsEnabled: false }]);
  expect(await isSlackSet({ notificationChannel: null })).toBe(true);
  expect(await isSlackSet({ notificationChannel: 'C1' })).toBe(false);
});

it('does not write over what somebody else has set meanwhile', async () => {
  const { written } = stubSlack();
  await expect(
    run(useSaveSlack, { notificationChannel: null }, { ...INSTALLED, aiRequireOAuth: true }),
  ).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
  expect(written()).toEqual([]);
});

it('has what is out of date read again after a conflict, so that one can go on from there', async () => {
  const { lines } = stubSlack();
  const { result } = renderDataHook(() => ({ read: useGetSlackInstallation(), save: useSaveSlack() }));
  await vi.waitFor(() => expect(result.current.read.data).toBeDefined());
  const stale = { ...INSTALLED, aiRequireOAuth: true };
  const before = lines().length;
  await expect(result.current.save({ notificationChannel: null }, stale)).rejects.toMatchObject({ kind: 'conflict' });
  await vi.waitFor(() => expect(lines().slice(before)).toEqual(Array(2).fill('GET /api/v1/slack')));
});

it('does not write where more is set than it knows, for that would be lost', async () => {
  const { written } = stubSlack(true, { digestEnabled: true });
  await expect(run(useSaveSlack, { notificationChannel: null }, INSTALLED)).rejects.toMatchObject({
    kind: 'not-available',
    outcome: 'not-sent',
  });
  expect(written()).toEqual([]);
});

it('says so where Lightdash takes it and does not keep it', async () => {
  stubSlack(false);
  await expect(run(useSaveSlack, { notificationChannel: 'C3' }, INSTALLED)).rejects.toMatchObject({ kind: 'conflict' });
});

const REFUSALS = [
  ['of a scope that is missing', refusal(400, 'SlackError', 'missing_scope')],
  ['of a post that failed', refusal(500, 'UnexpectedServerError')],
] as const;

it.each(REFUSALS)('is saved where Slack alone refused, because %s', async (_why, answer) => {
  stubSlack(true, {}, answer);
  const { result } = renderDataHook(() => ({ read: useGetSlackInstallation(), save: useSaveSlack() }));
  await vi.waitFor(() => expect(result.current.read.data).toBeDefined());
  expect(await result.current.save({ notificationChannel: 'C3' }, INSTALLED)).toBe(false);
  await vi.waitFor(() => expect(result.current.read.data?.notificationChannel).toBe('C3'));
});

it.each(REFUSALS)('is refused where nothing was stored: %s', async (_why, answer) => {
  stubSlack(false, {}, answer);
  await expect(run(useSaveSlack, { notificationChannel: 'C3' }, INSTALLED)).rejects.toMatchObject({
    status: answer.status,
    outcome: 'rejected',
  });
});
