import { afterEach, expect, it, vi } from 'vitest';
import { noting, useRecentChanges } from './journal';
import { isProjectSet, projectSettingsChange, useSaveProjectSettings, type ProjectSettings } from './project-settings';
import { createTestClient, ok, refusal, stubServer } from './testing';
import { renderDataHook, run } from './testing-hooks';

afterEach(() => vi.unstubAllGlobals());

const PROJECT = '/api/v1/projects/p1';
const seen: ProjectSettings = {
  upstream: null,
  zone: 'UTC',
  failure: { recipients: false, withContact: false, contact: '' },
};
const wanted = { upstream: 'p2', failure: { recipients: true, withContact: true, contact: 'ops@x.example' } };

/** A server with one project as the change has left it, which keeps what is written. In: what somebody else has set since. */
const setUp = async (others: object = {}) => {
  let stored = {
    upstreamProjectUuid: 'p2',
    schedulerTimezone: 'UTC',
    schedulerFailureNotifyRecipients: true,
    schedulerFailureIncludeContact: true,
    schedulerFailureContactOverride: 'ops@x.example' as string | null,
    ...others,
  };
  const take = ({ body }: { body: unknown }) => {
    stored = { ...stored, ...(body as object) };
    return ok();
  };
  const server = stubServer({
    [`GET ${PROJECT}`]: () => ok(stored),
    [`PATCH ${PROJECT}/metadata`]: take,
    [`PATCH ${PROJECT}/schedulerSettings`]: take,
  });
  const client = createTestClient();
  const change = projectSettingsChange({ uuid: 'p1', name: 'Jaffle' }, seen, wanted, (uuid) => `project ${uuid}`);
  await noting(client, change).run(async () => {});
  const { result } = renderDataHook(() => useRecentChanges('projects'), client);
  return { server, entry: result.current[0] };
};

it('notes what was changed of the settings of a project, and writes back how they were', async () => {
  const { server, entry } = await setUp();
  expect(entry).toMatchObject({
    what: 'Settings of Jaffle',
    parts: [
      'Recipients hear of failures: yes.',
      'They are told whom to ask: yes.',
      'Whom to ask: ops@x.example.',
      'And 1 more.',
    ],
  });
  expect(await entry?.undo?.()).toMatchObject({ title: 'Undone' });
  expect(server.calls.flatMap(({ method, body }) => (method === 'PATCH' ? [body] : []))).toEqual([
    { upstreamProjectUuid: null },
    {
      schedulerFailureNotifyRecipients: false,
      schedulerFailureIncludeContact: false,
      schedulerFailureContactOverride: null,
    },
  ]);
});

it('writes nothing back where somebody else has changed it since, and says what it is now', async () => {
  const { server, entry } = await setUp({ upstreamProjectUuid: 'p3' });
  const told = await entry?.undo?.();
  expect(told).toMatchObject({ title: 'Not undone' });
  expect(told?.message).toContain('Promotes to: project p3.');
  expect(server.lines()).toEqual([`GET ${PROJECT}`]);
});

const wire = (others: object = {}) =>
  ok({
    upstreamProjectUuid: null,
    schedulerTimezone: 'UTC',
    schedulerFailureNotifyRecipients: false,
    schedulerFailureIncludeContact: false,
    schedulerFailureContactOverride: null,
    ...others,
  });

it('sends only what differs of who hears of failures, whatever others have set of the rest', async () => {
  const server = stubServer({
    [`GET ${PROJECT}`]: wire({ schedulerFailureContactOverride: 'theirs@x.example' }),
    [`PATCH ${PROJECT}/schedulerSettings`]: ok(),
  });
  await run(
    () => useSaveProjectSettings('p1'),
    { failure: { recipients: true } },
    seen,
    () => {},
  );
  expect(server.calls.at(-1)?.body).toEqual({ schedulerFailureNotifyRecipients: true });
});

it('writes nothing where somebody else has changed the same', async () => {
  const server = stubServer({ [`GET ${PROJECT}`]: wire({ upstreamProjectUuid: 'p3' }) });
  const saving = run(
    () => useSaveProjectSettings('p1'),
    { upstream: 'p2' },
    seen,
    () => {},
  );
  await expect(saving).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
  expect(server.lines()).toEqual([`GET ${PROJECT}`]);
});

it('says which half is saved where the other could not be', async () => {
  stubServer({
    [`GET ${PROJECT}`]: wire(),
    [`PATCH ${PROJECT}/metadata`]: ok(),
    [`PATCH ${PROJECT}/schedulerSettings`]: refusal(400, 'ParameterError'),
  });
  const half = vi.fn();
  await expect(run(() => useSaveProjectSettings('p1'), wanted, seen, half)).rejects.toMatchObject({
    kind: 'conflict',
    detail: 'half-written',
    serverMessage: 'Where it promotes to is saved; who hears of failures could not be',
  });
  expect(half).toHaveBeenCalledOnce();
  stubServer({ [`GET ${PROJECT}`]: wire({ upstreamProjectUuid: 'p2' }) });
  await expect(isProjectSet('p1', wanted)).rejects.toMatchObject({ kind: 'conflict' });
});
