import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsOf } from '../testing/accounts';
import { openTestSandbox } from '../testing/sandbox';

type Account = ReturnType<typeof accountsOf>;

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let account: Account;
beforeAll(async () => {
  world = await openTestSandbox();
  account = accountsOf(world.sandbox);
});
afterAll(() => world.close());

const READ = {
  workspace: 'GET /api/workspace/account/profile',
  zenml: 'GET /users/me',
  katapult: 'GET /users/current',
} as const;
type Api = keyof typeof READ;

/** An organization, and its tokens. */
async function setUp() {
  const organization = await world.organization();
  const { organizationUuid } = organization;
  const token = async (api: Api, state?: string, more: object = {}): Promise<string> => {
    const made = await world.call('POST /sandbox/accounts/tokens', { body: { api, state, organizationUuid, ...more } });
    return made.body.token;
  };
  return { ...organization, token };
}

const read = async (api: Api, state?: string, more: object = {}) => {
  const { token } = await setUp();
  return account(api, READ[api], { token: await token(api, state, more) });
};

describe('Katapult', () => {
  test('returns the user, the organizations and the token used', async () => {
    const { name, token } = await setUp();
    const { status, body } = await account('katapult', READ.katapult, { token: await token('katapult') });
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ first_name: 'David', last_name: 'Attenborough' });
    expect(body.organizations).toHaveLength(2);
    expect(body.organizations[0]).toMatchObject({ name });
    expect(body.api_token_id).toMatch(/^apitoken_\w{8,}$/);
  });

  test.each([
    ['expired', 403, 'invalid_api_token', {}],
    ['wrong-network', 403, 'unauthorized_network_for_api_token', { ip_address: '203.0.113.7' }],
    ['missing-scope', 403, 'scope_not_granted', { scopes: ['users:read'] }],
    ['bad-capabilities', 403, 'invalid_capabilities_token', {}],
    ['no-user', 404, 'no_user_associated_with_identity', {}],
    ['rate-limited', 429, 'rate_limit_reached', { total_permitted: 60 }],
  ])('answers a token that is %s with %i %s', async (state, status, code, detail) => {
    expect(await read('katapult', state)).toMatchObject({ status, body: { code, detail } });
  });

  test('knows no other tokens', async () => {
    const { token, identity } = await setUp();
    expect(await account('katapult', READ.katapult)).toMatchObject({
      status: 400,
      body: { code: 'missing_api_token' },
    });
    for (const other of ['nonsense', await token('workspace'), identity('admin').token]) {
      const answer = await account('katapult', READ.katapult, { token: other });
      expect(answer).toMatchObject({ status: 403, body: { code: 'invalid_api_token' } });
    }
    expect((await account('katapult', 'GET /organizations', { token: await token('katapult') })).status).toBe(404);
  });
});

describe('the workspace', () => {
  test('returns the profile in its envelope', async () => {
    const { status, body } = await read('workspace');
    expect(status).toBe(200);
    expect(body).toMatchObject({ Success: true, Errors: null, Warnings: null });
    expect(body.Data).toMatchObject({ FirstName: 'David', LastName: 'Attenborough', UserType: 1 });
  });

  test('puts warnings beside the data', async () => {
    const { body } = await read('workspace', 'live', { warnings: true });
    expect(body.Data.FirstName).toBe('David');
    expect(body.Warnings).toMatchObject([{ Code: 'PasswordExpiresSoon' }]);
  });

  test('refuses in the envelope, also with 200', async () => {
    const missing = await read('workspace', 'no-user');
    expect(missing).toMatchObject({ status: 404, body: { Success: false, Errors: [{ Code: 'UserNotFound' }] } });
    const locked = await read('workspace', 'unsuccessful');
    expect(locked).toMatchObject({ status: 200, body: { Success: false, Errors: [{ Code: 'ProfileLocked' }] } });
  });

  test('refuses by problem documents before that', async () => {
    const service = await read('workspace', 'service-account');
    expect(service).toMatchObject({
      status: 403,
      body: { status: 403, detail: expect.stringContaining('Service accounts') },
    });
    const expired = await read('workspace', 'expired');
    expect([expired.status, expired.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
    expect((await read('workspace', 'rate-limited')).headers.get('retry-after')).toBe('5');
    expect((await account('workspace', READ.workspace)).status).toBe(401);
    expect((await account('workspace', 'GET /api/workspace/users')).status).toBe(404);
  });

  test('takes a token in the address too', async () => {
    const { token } = await setUp();
    const secret = await token('workspace');
    expect((await account('workspace', `${READ.workspace}?access_token=${secret}`)).status).toBe(200);
    expect((await account('workspace', `${READ.workspace}?access_token=nonsense`)).status).toBe(401);
  });
});

describe('switches', () => {
  const makeToken = (options: Parameters<typeof world.call>[1]) => world.call('POST /sandbox/accounts/tokens', options);

  test('make tokens for the person who is signed in', async () => {
    const { identity } = await setUp();
    const cookie = await world.signIn(identity('viewer'));
    const { body } = await makeToken({ cookie, body: { api: 'workspace' } });
    const answer = await account('workspace', READ.workspace, { token: body.token });
    expect(answer.body.Data).toMatchObject({ Email: identity('viewer').email, UserType: 0 });
  });

  test('put a token into another state', async () => {
    const { token } = await setUp();
    const secret = await token('katapult');
    const change = (body: object) => world.call('PATCH /sandbox/accounts/tokens', { body });
    expect((await change({ api: 'katapult', token: secret, state: 'expired' })).status).toBe(200);
    expect((await account('katapult', READ.katapult, { token: secret })).status).toBe(403);
    await change({ api: 'katapult', token: secret, state: 'live' });
    expect((await account('katapult', READ.katapult, { token: secret })).status).toBe(200);
    expect((await change({ api: 'katapult', token: 'nonsense', state: 'live' })).status).toBe(404);
    expect((await change({ api: 'katapult', token: secret })).status).toBe(400);
  });

  test('refuse what no API knows', async () => {
    const { organizationUuid } = await setUp();
    for (const body of [
      { organizationUuid },
      { organizationUuid, api: 'lightdash' },
      { organizationUuid, api: 'zenml', state: 'wrong-network' },
      { organizationUuid, api: 'workspace', state: 7 },
      { organizationUuid, api: 'workspace', warnings: 'many' },
      { organizationUuid: crypto.randomUUID(), api: 'workspace' },
      { api: 'workspace' },
    ]) {
      expect((await makeToken({ body })).status, JSON.stringify(body)).toBe(400);
    }
  });

  test('the demo has tokens that are always the same', async () => {
    const katapult = await account('katapult', READ.katapult, { token: 'katapult-demo-token' });
    expect(katapult.body.organizations[0].name).toBe('Jaffle Shop');
    const workspace = await account('workspace', READ.workspace, { token: 'workspace-demo-token' });
    expect(workspace.body.Data.Email).toBe('demo@lightdash.com');
  });

  test('injected faults hit the organization of the token', async () => {
    const [calm, troubled] = [await setUp(), await setUp()];
    for (const api of ['workspace', 'zenml', 'katapult'] as const) {
      const [path = ''] = READ[api].split(' ').slice(1);
      const order = (fault: object) =>
        world.call('POST /sandbox/faults', {
          body: { organizationUuid: troubled.organizationUuid, path: `${path}$`, fault },
        });
      const token = await troubled.token(api);
      await order({ kind: 'html' });
      expect((await account(api, READ[api], { token: await calm.token(api) })).status).toBe(200);
      const struck = await account(api, READ[api], { token });
      expect(struck.headers.get('content-type')).toContain('text/html');
      await order({ kind: 'truncate' });
      await expect(account(api, READ[api], { token })).rejects.toThrow('JSON');
      await order({ kind: 'status', status: 503 });
      expect((await account(api, READ[api], { token })).status).toBe(503);
      expect((await account(api, READ[api], { token })).status).toBe(200);
    }
  });
});
