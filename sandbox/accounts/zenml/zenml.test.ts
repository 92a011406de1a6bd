import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsOf } from '../../testing/accounts';
import { openTestSandbox } from '../../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let zenml: (
  operation: string,
  options?: { token?: string; body?: unknown },
) => ReturnType<ReturnType<typeof accountsOf>>;
beforeAll(async () => {
  world = await openTestSandbox();
  const account = accountsOf(world.sandbox);
  zenml = (operation, options) => account('zenml', operation, options);
});
afterAll(() => world.close());

const ME = '/users/me';

/** A token of an organization of its own, and how to use it. */
async function setUp(state = 'live', organizationUuid?: string) {
  const organization = organizationUuid ?? (await world.organization()).organizationUuid;
  const made = await world.call('POST /sandbox/accounts/tokens', {
    body: { api: 'zenml', state, organizationUuid: organization },
  });
  const { token } = made.body;
  return {
    organization,
    token,
    me: () => zenml(`GET ${ME}`, { token }),
    change: (body: unknown) => zenml(`PATCH ${ME}`, { token, body }),
  };
}

test('the user is the person of the token, by another provider', async () => {
  const { me } = await setUp();
  const { status, body } = await me();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: 'David Attenborough',
    oauth_provider: 'google',
    is_service_account: false,
    password: null,
  });
  expect(body.username).toBe(body.email);
});

test('nothing is answered without a valid token', async () => {
  expect(await zenml(`GET ${ME}`)).toMatchObject({ status: 401, body: { detail: 'Not authenticated' } });
  expect((await zenml(`GET ${ME}`, { token: 'nonsense' })).status).toBe(401);
  for (const [state, status] of [
    ['expired', 401],
    ['missing-scope', 403],
    ['rate-limited', 429],
  ] as const) {
    const { me, change } = await setUp(state);
    expect((await me()).status).toBe(status);
    expect((await change({ name: 'Mallory' })).status).toBe(status);
  }
});

test('changes are kept, and only those that were sent', async () => {
  const { me, change } = await setUp();
  const before = (await me()).body;
  const changed = await change({
    name: 'Dave 🦜',
    company: null,
    job_title: 'Narrator',
    avatar_url: '/icon.svg',
    metadata: { a: 1 },
  });
  const after = {
    ...before,
    name: 'Dave 🦜',
    company: null,
    job_title: 'Narrator',
    avatar_url: '/icon.svg',
    metadata: { a: 1 },
  };
  expect(changed).toMatchObject({ status: 200, body: after });
  expect((await me()).body).toEqual(after);
  expect((await change({})).body).toEqual(after);
});

test('what would make the user mightier is ignored', async () => {
  const { me, change } = await setUp();
  const answer = await change({
    is_superuser: true,
    is_active: false,
    is_onboarded: false,
    password: 'hunter2',
    surprise: 1,
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { is_superuser: false, is_active: true, is_onboarded: false, password: null },
  });
  expect((await me()).text).not.toContain('hunter2');
});

describe('the model refuses', () => {
  test.each([
    [{ name: '' }, 'name', 'string_too_short'],
    [{ name: 'x'.repeat(51) }, 'name', 'string_too_long'],
    [{ company: 7 }, 'company', 'string_type'],
    [{ job_title: [] }, 'job_title', 'string_type'],
    [{ avatar_url: {} }, 'avatar_url', 'string_type'],
    [{ username: 'white space' }, 'username', 'string_pattern_mismatch'],
    [{ username: '' }, 'username', 'string_too_short'],
    [{ email: 'nobody' }, 'email', 'value_error'],
    [{ email: 'nobody@' }, 'email', 'value_error'],
    [{ email: 1 }, 'email', 'string_type'],
    [{ metadata: 'x' }, 'metadata', 'dict_type'],
    [{ is_active: 'yes' }, 'is_active', 'bool_type'],
  ])('%j', async (body, field, type) => {
    const { me, change } = await setUp();
    const before = (await me()).body;
    const { status, body: refusal } = await change(body);
    expect(status).toBe(422);
    expect(refusal.detail).toMatchObject([{ loc: ['body', field], type, msg: expect.any(String) }]);
    expect((await me()).body).toEqual(before);
  });

  test('several fields at once, bodies that are none, and 50 characters are not too many', async () => {
    const { change } = await setUp();
    const { body } = await change({ name: '', company: '' });
    expect(body.detail).toHaveLength(2);
    expect((await change('{')).body.detail[0].type).toBe('json_invalid');
    expect((await change('[]')).body.detail[0]).toMatchObject({ loc: ['body'], type: 'model_attributes_type' });
    expect((await change({ name: '🦜'.repeat(50) })).status).toBe(200);
  });
});

describe('the account decides', () => {
  test('one of another provider keeps its username and address', async () => {
    const { me, change } = await setUp();
    const { username, email } = (await me()).body;
    const refused = await change({ name: 'Dave', username: 'dave' });
    expect(refused).toMatchObject({
      status: 400,
      body: { detail: 'The username of an OAuth2 user account cannot be changed' },
    });
    expect((await change({ email: 'dave@example.com' })).body.detail).toContain('email');
    expect((await me()).body.name).toBe('David Attenborough');
    // What stays as it is, and nothing, is no change.
    expect((await change({ username, email })).status).toBe(200);
    expect((await change({ username: null, email: null })).body).toMatchObject({ username, email });
  });

  test('one with a password may have others, but nobody else’s username', async () => {
    const { organization, change } = await setUp('password-account');
    const changed = await change({ username: 'dave', email: 'dave@example.com' });
    expect(changed).toMatchObject({
      status: 200,
      body: { username: 'dave', email: 'dave@example.com', oauth_provider: null },
    });
    const { me } = await setUp('live', organization);
    const taken = (await me()).body.username;
    expect(await change({ username: taken })).toMatchObject({ status: 409, body: { detail: expect.any(String) } });
    expect((await change({ username: 'dave' })).status).toBe(200);
  });

  test('one of a service is that of the organization, and stays as it is', async () => {
    const { organization, me, change } = await setUp('service-account');
    expect((await me()).body).toMatchObject({ is_service_account: true, organization_id: organization, email: null });
    expect((await change({ name: 'Robot' })).status).toBe(400);
  });
});

test('unknown addresses and methods are answered as FastAPI does', async () => {
  const { token } = await setUp();
  expect(await zenml('GET /users', { token })).toMatchObject({ status: 404, body: { detail: 'Not Found' } });
  expect(await zenml(`DELETE ${ME}`, { token })).toMatchObject({ status: 405, body: { detail: 'Method Not Allowed' } });
});

test('two first calls at once meet one user', async () => {
  const { me } = await setUp();
  const [first, second] = await Promise.all([me(), me()]);
  expect(first.body.id).toBe(second.body.id);
});
