import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSettings, runtimeConfig } from './config';
import { ConfigError } from './config-values';

const ORGANIZATION = '172a2270-000f-42be-9c68-c4752c23ae51';
const OAUTH = {
  clientId: 'console-1',
  issuer: 'https://login.example.com',
  authorizationEndpoint: 'https://login.example.com/authorize',
  tokenEndpoint: 'https://login.example.com/token',
  revocationEndpoint: 'https://login.example.com/revoke',
  scopes: ['openid', 'profile'],
  issPromised: true,
};
const KATAPULT = { id: 'vm', api: 'katapult', url: 'https://api.katapult.example/core/v1', credentials: ['token'] };
const ZENML = {
  id: 'ml-one',
  api: 'zenml',
  name: 'ZenML',
  url: 'https://ml.example.com/',
  credentials: ['oauth', 'service'],
  oauth: OAUTH,
};
const SERVICE = {
  ACCOUNT_ML_ONE_CLIENT_ID: 'svc',
  ACCOUNT_ML_ONE_CLIENT_SECRET: 'hunter2hunter2',
  LIGHTDASH_ORGANIZATION: ORGANIZATION,
};
const REAL = { LIGHTDASH_URL: 'https://bi.example.com' };

const withAccounts = (...accounts: unknown[]) => ({ ...REAL, ACCOUNTS: JSON.stringify(accounts) });

describe('the accounts', () => {
  it('are the three of the sandbox, unless somebody says otherwise', () => {
    const { accounts, oauth } = runtimeConfig(readSettings({}), 'b1');
    expect(accounts.map(({ id, credentials, hint }) => ({ id, credentials, hint }))).toEqual([
      { id: 'workspace', credentials: ['token'], hint: 'workspace-demo-token' },
      { id: 'zenml', credentials: ['oauth', 'service'], hint: null },
      { id: 'katapult', credentials: ['token'], hint: 'katapult-demo-token' },
    ]);
    expect(accounts[1]?.oauth).toMatchObject({
      authorizationEndpoint: '/sandbox/zenml/authorize',
      tokenEndpoint: '/accounts/zenml/oauth/token',
      issPromised: true,
    });
    expect(oauth).toMatchObject({ clientId: 'lightdash-console', authorizationEndpoint: '/api/v1/oauth/authorize' });
    expect(readSettings({ ACCOUNTS: '[]' }).accounts).toEqual([]);
    expect(readSettings(REAL).accounts).toEqual([]);
  });

  it('are given to the browser without their addresses and secrets', () => {
    const settings = readSettings({ ...withAccounts(KATAPULT, ZENML), ...SERVICE });
    const config = runtimeConfig(settings, 'b1');
    expect(config.accounts).toEqual([
      { id: 'vm', api: 'katapult', name: 'Katapult', credentials: ['token'], oauth: null, hint: null },
      {
        id: 'ml-one',
        api: 'zenml',
        name: 'ZenML',
        credentials: ['oauth', 'service'],
        oauth: {
          ...OAUTH,
          tokenEndpoint: '/accounts/ml-one/oauth/token',
          revocationEndpoint: '/accounts/ml-one/oauth/revoke',
        },
        hint: null,
      },
    ]);
    for (const hidden of [
      'katapult.example',
      'ml.example',
      'example.com/token',
      'example.com/revoke',
      'svc',
      'hunter2',
      ORGANIZATION,
    ]) {
      expect(JSON.stringify(config)).not.toContain(hidden);
    }
    expect(inspect(settings, { depth: 9 })).not.toContain('hunter2');
  });

  it('may be reached over http on this machine, elsewhere where that is allowed', () => {
    const urlOf = (...accounts: unknown[]) => readSettings(withAccounts(...accounts)).accounts[0]?.url.href;
    expect(urlOf({ ...KATAPULT, url: 'http://127.0.0.1:8080' })).toBe('http://127.0.0.1:8080/');
    expect(urlOf({ ...KATAPULT, url: 'http://katapult.internal', allowHttp: true })).toBe('http://katapult.internal/');
  });

  it('may come from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-test-'));
    const file = join(folder, 'accounts.json');
    writeFileSync(file, JSON.stringify([KATAPULT]));
    expect(readSettings({ ...REAL, ACCOUNTS_FILE: file }).accounts).toMatchObject([{ id: 'vm' }]);
    writeFileSync(file, '');
    expect(() => readSettings({ ...REAL, ACCOUNTS_FILE: file })).toThrow('ACCOUNTS_FILE is not JSON;');
    expect(() => readSettings({ ...REAL, ACCOUNTS_FILE: file, ACCOUNTS: '[]' })).toThrow('both set');
    rmSync(folder, { recursive: true });
    expect(() => readSettings({ ...REAL, ACCOUNTS_FILE: file })).toThrow("ACCOUNTS_FILE can't be read (ENOENT);");
  });

  it('with oauth may lack what is optional', () => {
    const { revocationEndpoint: _one, scopes: _two, issPromised: _three, ...least } = OAUTH;
    const [account] = runtimeConfig(
      readSettings(withAccounts({ ...ZENML, credentials: ['oauth'], oauth: least })),
      'b1',
    ).accounts;
    expect(account?.oauth).toMatchObject({ revocationEndpoint: null, scopes: [], issPromised: false });
  });

  it('with service know their token endpoint from either place', () => {
    const { oauth: _none, ...bare } = { ...ZENML, credentials: ['service'] };
    const endpoint = { ACCOUNT_ML_ONE_TOKEN_ENDPOINT: 'https://auth.example.com/token' };
    const [own] = readSettings({ ...withAccounts(bare), ...SERVICE, ...endpoint }).accounts;
    expect(own?.service).toMatchObject({
      organizationUuid: ORGANIZATION,
      tokenUrl: new URL('https://auth.example.com/token'),
    });
    const [shared] = readSettings({ ...withAccounts(ZENML), ...SERVICE }).accounts;
    expect(shared?.service?.tokenUrl.href).toBe(OAUTH.tokenEndpoint);
    expect(
      runtimeConfig(readSettings({ ...withAccounts({ ...ZENML, credentials: ['service'] }), ...SERVICE }), 'b1')
        .accounts[0]?.oauth,
    ).toBeNull();
  });
});

const oauth = (change: Record<string, unknown>) => [
  { ...ZENML, credentials: ['oauth'], oauth: { ...OAUTH, ...change } },
];
const EXAMPLE = '[{"id": "katapult", "api": "katapult", "url": "https://api.example.com", "credentials": ["token"]}]';

describe('a mistake is reported in one sentence', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '{', `ACCOUNTS is not JSON; write it like ${EXAMPLE}.`],
    ['no array', {}, `ACCOUNTS is not a JSON array; write it like ${EXAMPLE}.`],
    ['no object', ['zenml'], `ACCOUNTS: entry 1 is no object; write it like those of ${EXAMPLE}.`],
    [
      'an id',
      [{ ...KATAPULT, id: 'My account' }],
      'ACCOUNTS: entry 1 has no usable id; an id is a small letter and up to 30 small letters, digits and hyphens after it.',
    ],
    ['an id twice', [KATAPULT, KATAPULT], 'ACCOUNTS has the id "vm" twice; give each account its own.'],
    [
      'an unknown api',
      [{ ...KATAPULT, api: 'zen' }],
      'ACCOUNTS: "vm" has no known api; set it to workspace, zenml or katapult.',
    ],
    [
      'an unknown key',
      [{ ...KATAPULT, clientSecret: 'x' }],
      'ACCOUNTS: "vm" has "clientSecret", which is unknown; an account has id, api, name, url, allowHttp, credentials, tokenInQuery, oauth, and secrets are in variables of their own.',
    ],
    [
      'no url',
      [{ ...KATAPULT, url: undefined }],
      'ACCOUNTS: "vm": url is not an http(s) address; set it to something like https://api.example.com/v1.',
    ],
    [
      'a bad url',
      [{ ...KATAPULT, url: 'file:///etc/passwd' }],
      'ACCOUNTS: "vm": url is not an http(s) address; set it to something like https://api.example.com/v1.',
    ],
    [
      'userinfo',
      [{ ...KATAPULT, url: 'https://me:hunter2@a.example' }],
      'ACCOUNTS: "vm": url holds a user name or password; leave them out, everybody signs in as themselves.',
    ],
    [
      'a query',
      [{ ...KATAPULT, url: 'https://a.example/?a=1' }],
      'ACCOUNTS: "vm": url has more than an origin and a path; leave out what follows.',
    ],
    [
      'http',
      [{ ...KATAPULT, url: 'http://api.example.com/v1' }],
      'ACCOUNTS: "vm": url is http to another machine, where tokens can be read on the way; set it to an https address, or add "allowHttp": true.',
    ],
    [
      'allowHttp',
      [{ ...KATAPULT, allowHttp: 'yes' }],
      'ACCOUNTS: "vm" has an allowHttp that is neither true nor false.',
    ],
    [
      'a name',
      [{ ...KATAPULT, name: 'a\nb' }],
      'ACCOUNTS: "vm" has a name that can\'t be shown; write up to 60 characters.',
    ],
    [
      'no credentials',
      [{ ...KATAPULT, credentials: [] }],
      'ACCOUNTS: "vm" has no credentials; name at least one of token.',
    ],
    [
      'a foreign credential',
      [{ ...KATAPULT, credentials: ['oauth'] }],
      'ACCOUNTS: "vm" names a credential that the katapult API does not take; use token.',
    ],
    [
      'a foreign credential',
      [{ ...ZENML, credentials: ['oauth', 'token'] }],
      'ACCOUNTS: "ml-one" names a credential that the zenml API does not take; use oauth or service.',
    ],
    [
      'tokenInQuery',
      [{ ...KATAPULT, tokenInQuery: true }],
      'ACCOUNTS: "vm" has tokenInQuery, which the workspace API alone knows; leave it out.',
    ],
    [
      'tokenInQuery',
      [{ ...KATAPULT, api: 'workspace', tokenInQuery: 'yes' }],
      'ACCOUNTS: "vm" has a tokenInQuery that is neither true nor false.',
    ],
    [
      'no oauth',
      [{ ...ZENML, credentials: ['oauth'], oauth: undefined }],
      'ACCOUNTS: "ml-one" takes oauth but does not say where; add "oauth" with clientId, issuer, authorizationEndpoint and tokenEndpoint.',
    ],
    [
      'an oauth',
      [{ ...ZENML, oauth: [] }],
      'ACCOUNTS: "ml-one" has an oauth that is no object; write it as {"clientId": …, "issuer": …, "authorizationEndpoint": …, "tokenEndpoint": …}.',
    ],
    [
      'a secret',
      oauth({ clientSecret: 'x' }),
      'ACCOUNTS: "ml-one" has "clientSecret" in its oauth, which is unknown; a client of a browser has no secret, and only clientId, issuer, authorizationEndpoint, tokenEndpoint, revocationEndpoint, scopes, issPromised.',
    ],
    [
      'no client',
      oauth({ clientId: undefined }),
      'ACCOUNTS: "ml-one" has no oauth.clientId; copy the one that was registered for the console.',
    ],
    [
      'no endpoint',
      oauth({ tokenEndpoint: undefined }),
      'ACCOUNTS: "ml-one" has no oauth.tokenEndpoint; it is in the metadata of its authorization server.',
    ],
    [
      'no issuer',
      oauth({ issuer: undefined }),
      'ACCOUNTS: "ml-one" has no oauth.issuer; it is in the metadata of its authorization server.',
    ],
    [
      'http',
      oauth({ authorizationEndpoint: 'http://login.example.com/authorize' }),
      'ACCOUNTS: "ml-one": oauth.authorizationEndpoint is http to another machine; set it to an https address.',
    ],
    [
      'scopes',
      oauth({ scopes: 'read write' }),
      'ACCOUNTS: "ml-one" has oauth.scopes that are no list of scopes; write them as ["read", "write"].',
    ],
    [
      'issPromised',
      oauth({ issPromised: 1 }),
      'ACCOUNTS: "ml-one" has an oauth.issPromised that is neither true nor false.',
    ],
  ])('%s', (_what, accounts, sentence) => {
    const text = typeof accounts === 'string' ? accounts : JSON.stringify(accounts);
    expect(() => readSettings({ ...REAL, ACCOUNTS: text })).toThrow(new ConfigError(sentence));
  });

  it('but http on this machine is none', () => {
    const local = oauth({ authorizationEndpoint: 'http://127.0.0.1:9/a', tokenEndpoint: 'http://localhost:9/t' });
    expect(readSettings(withAccounts(...local)).accounts).toHaveLength(1);
  });

  it.each<[Record<string, string>, string]>([
    [
      { ACCOUNT_ML_ONE_CLIENT_ID: '' },
      'ACCOUNTS: "ml-one" takes service, which needs ACCOUNT_ML_ONE_CLIENT_ID; set it to what its API has given you.',
    ],
    [
      { ACCOUNT_ML_ONE_CLIENT_SECRET: '' },
      'ACCOUNTS: "ml-one" takes service, which needs ACCOUNT_ML_ONE_CLIENT_SECRET; set it to what its API has given you.',
    ],
    [
      { LIGHTDASH_ORGANIZATION: '' },
      'ACCOUNTS: "ml-one" takes service, which needs LIGHTDASH_ORGANIZATION; set it to the uuid of the organization whose admins may use it.',
    ],
    [
      { LIGHTDASH_ORGANIZATION: 'Jaffle' },
      'LIGHTDASH_ORGANIZATION is no uuid; copy the one that Lightdash shows of the organization.',
    ],
    [
      { ACCOUNT_ML_ONE_TOKEN_ENDPOINT: 'http://a.example/t' },
      'ACCOUNT_ML_ONE_TOKEN_ENDPOINT is http to another machine; set it to an https address.',
    ],
    [
      { ACCOUNTS: JSON.stringify([{ ...ZENML, credentials: ['service'], oauth: undefined }]) },
      'ACCOUNTS: "ml-one" takes service, but nothing says where tokens are made; set ACCOUNT_ML_ONE_TOKEN_ENDPOINT, or add "oauth".',
    ],
  ])('of a service account: %j', (change, sentence) => {
    expect(() => readSettings({ ...withAccounts(ZENML), ...SERVICE, ...change })).toThrow(new ConfigError(sentence));
  });
});

describe('signing in at Lightdash by OAuth', () => {
  it('is on where a client is named', () => {
    expect(readSettings({ ...REAL, LIGHTDASH_OAUTH_CLIENT_ID: 'mcp-1' }).oauth).toEqual({
      clientId: 'mcp-1',
      issuer: 'https://bi.example.com',
      authorizationEndpoint: 'https://bi.example.com/api/v1/oauth/authorize',
      tokenEndpoint: '/api/v1/oauth/token',
      revocationEndpoint: '/api/v1/oauth/revoke',
      scopes: ['read', 'write'],
      issPromised: false,
    });
    expect(readSettings(REAL).oauth).toBeNull();
  });

  it.each<[Record<string, string>, string]>([
    [{ LIGHTDASH_URL: '' }, 'LIGHTDASH_OAUTH_CLIENT_ID needs LIGHTDASH_URL; the sandbox has a client of its own.'],
    [
      { LIGHTDASH_URL: 'http://bi.example.com' },
      'LIGHTDASH_OAUTH_CLIENT_ID needs a LIGHTDASH_URL (or LIGHTDASH_PUBLIC_URL) with https; over http everybody on the way could sign in.',
    ],
    [
      { LIGHTDASH_OAUTH_CLIENT_ID: 'a b' },
      'LIGHTDASH_OAUTH_CLIENT_ID is no client id; copy the one that Lightdash has registered for the console.',
    ],
  ])('is refused with %j', (change, sentence) => {
    expect(() => readSettings({ ...REAL, LIGHTDASH_OAUTH_CLIENT_ID: 'mcp-1', ...change })).toThrow(
      new ConfigError(sentence),
    );
  });
});
