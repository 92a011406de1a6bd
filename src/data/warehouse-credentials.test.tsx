import { afterEach, describe, expect, it, vi } from 'vitest';
import changed from '../../recordings/1.219/updateUserWarehouseCredentialsPreference.json';
import newer from '../../recordings/1.219/getUserWarehouseCredentialsPreference.json';
import older from '../../recordings/0.2110/getUserWarehouseCredentialsPreference.json';
import { createTestClient, ok, stubServer } from './testing';
import { run } from './testing-hooks';
import {
  areCredentialsGone,
  areCredentialsUsedIn,
  projectCredentialsQuery,
  useAssignCredentials,
  useSaveWarehouseCredentials,
  warehouseCredentialsQuery,
  wereCredentialsSaved,
} from './warehouse-credentials';

const ALL = '/api/v1/user/warehouseCredentials';
const SECRET = 'hunter2-canary';

const wire = (
  uuid: string,
  name: string,
  credentials: Record<string, unknown> = { type: 'postgres', user: 'demo' },
) => ({
  uuid,
  userUuid: 'ana',
  name,
  createdAt: '2026-11-20T19:49:22.205Z',
  updatedAt: '2026-11-20T19:49:22.205Z',
  credentials,
});

const save = (uuid: string | null, given: Parameters<ReturnType<typeof useSaveWarehouseCredentials>>[0]) =>
  run(() => useSaveWarehouseCredentials(uuid), given);

afterEach(() => {
  vi.unstubAllGlobals();
});

it('reads them by name, and keeps no secret even where an answer had one', async () => {
  stubServer({
    [`GET ${ALL}`]: ok([
      wire('b', 'My Postgres', { type: 'postgres', user: 'demo', password: SECRET }),
      wire('a', 'Ads', { type: 'bigquery' }),
    ]),
  });
  expect(await createTestClient().query(warehouseCredentialsQuery)).toEqual([
    {
      uuid: 'a',
      name: 'Ads',
      type: 'bigquery',
      user: null,
      isOtherLogin: false,
      updatedAt: '2026-11-20T19:49:22.205Z',
    },
    {
      uuid: 'b',
      name: 'My Postgres',
      type: 'postgres',
      user: 'demo',
      isOtherLogin: false,
      updatedAt: '2026-11-20T19:49:22.205Z',
    },
  ]);
});

it.each([
  ['iam', true],
  ['iam_browser', true],
  ['password', false],
])('knows whether credentials of Redshift sign in otherwise than by a password: %s', async (authenticationType, is) => {
  stubServer({ [`GET ${ALL}`]: ok([wire('a', 'R', { type: 'redshift', user: '', authenticationType })]) });
  expect(await createTestClient().query(warehouseCredentialsQuery)).toMatchObject([{ isOtherLogin: is }]);
});

describe('useSaveWarehouseCredentials', () => {
  const input = { name: ' Mine ', user: ' demo ', secret: SECRET };

  it('sends a name and a password to most warehouses', async () => {
    const server = stubServer({ [`POST ${ALL}`]: ok(wire('a', 'Mine')) });
    await save(null, { ...input, type: 'trino' });
    expect(server.calls[0]?.body).toEqual({
      name: 'Mine',
      credentials: { type: 'trino', user: 'demo', password: SECRET },
    });
  });

  it('sends a token to Databricks, and replaces what has a uuid', async () => {
    const server = stubServer({ [`PATCH ${ALL}/a`]: ok(wire('a', 'Mine')) });
    await save('a', { ...input, type: 'databricks' });
    expect(server.calls[0]?.body).toEqual({
      name: 'Mine',
      credentials: { type: 'databricks', personalAccessToken: SECRET },
    });
  });

  it('sends the fields of a key file to BigQuery', async () => {
    const server = stubServer({ [`POST ${ALL}`]: ok(wire('a', 'Mine')) });
    await save(null, { ...input, type: 'bigquery', secret: '{"client_email":"a@b.example","private_key":"k"}' });
    expect(server.calls[0]?.body).toEqual({
      name: 'Mine',
      credentials: { type: 'bigquery', keyfileContents: { client_email: 'a@b.example', private_key: 'k' } },
    });
  });

  it('sends nothing that is no key file', async () => {
    const server = stubServer({});
    await expect(save(null, { ...input, type: 'bigquery' })).rejects.toMatchObject({
      kind: 'invalid',
      outcome: 'not-sent',
    });
    expect(server.calls).toEqual([]);
  });
});

describe('after an answer was lost', () => {
  const known = [
    {
      uuid: 'a',
      name: 'Mine',
      type: 'postgres',
      user: 'demo',
      isOtherLogin: false,
      updatedAt: '2026-11-20T19:49:22.205Z',
    },
  ];

  it('new ones are known by their name, changed ones by their date, deleted ones by their absence', async () => {
    stubServer({ [`GET ${ALL}`]: ok([wire('a', 'Mine'), wire('b', 'Other')]) });
    expect(await wereCredentialsSaved(null, 'Other', known)).toBe(true);
    expect(await wereCredentialsSaved(null, 'Mine', known)).toBe(false);
    expect(await wereCredentialsSaved('a', 'Mine', known)).toBe(false);
    expect(await wereCredentialsSaved('a', 'Mine', [{ ...known[0], updatedAt: 'before' } as (typeof known)[0]])).toBe(
      true,
    );
    expect(await areCredentialsGone('a')).toBe(false);
    expect(await areCredentialsGone('c')).toBe(true);
  });
});

it('a project without any answers no results at all: null, not a failure', async () => {
  stubServer({
    'GET /api/v1/projects/p/user-credentials': ok(),
    'GET /api/v1/projects/q/user-credentials': ok(wire('a', 'Mine')),
  });
  expect(await createTestClient().query(projectCredentialsQuery('p'))).toBeNull();
  expect(await createTestClient().query(projectCredentialsQuery('q'))).toBe('a');
  expect(await areCredentialsUsedIn('p', 'a')).toBe(false);
  expect(await areCredentialsUsedIn('q', 'a')).toBe(true);
});

it.each([
  ['0.2110', older['none-set'], null],
  ['1.219', newer['none-set'], null],
  ['1.219', newer.set, newer.set.response.body.results.uuid],
])(
  'reads what %s was recorded to answer about the credentials of a project',
  async (_, { request, response }, uuid) => {
    stubServer({ [`${request.method} ${request.path}`]: { status: response.status, body: response.body } });
    const [, projectUuid = ''] = /projects\/([^/]+)/.exec(request.path) ?? [];
    expect(await createTestClient().query(projectCredentialsQuery(projectUuid))).toBe(uuid);
  },
);

it('chooses credentials for a project as it was recorded', async () => {
  const { request, response } = changed.ok;
  const line = `${request.method} ${request.path}`;
  const server = stubServer({ [line]: { status: response.status, body: response.body } });
  const [, projectUuid = '', uuid = ''] = /projects\/([^/]+)\/user-credentials\/(.+)/.exec(request.path) ?? [];
  await run(useAssignCredentials, projectUuid, uuid);
  expect(server.lines()).toEqual([line]);
});
