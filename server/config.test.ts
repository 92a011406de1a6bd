import { describe, expect, it } from 'vitest';
import { version } from '../package.json';
import { readSettings, runtimeConfig } from './config';
import { ConfigError } from './config-values';

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 4600,
      dataDir: '.data',
      lightdashUrl: null,
      sizes: {},
      sandboxSwitches: false,
      allowedHosts: [],
    });
  });

  it.each([
    [{}, []],
    [{ HOST: '0.0.0.0' }, []],
    [{ HOST: 'Console.example.com' }, ['console.example.com']],
    [{ ALLOWED_HOSTS: 'a.example.com, B.example.com' }, ['a.example.com', 'b.example.com']],
    [{ HOST: 'console', ALLOWED_HOSTS: 'a.example.com' }, ['a.example.com']],
    [{ HOST: 'console', ALLOWED_HOSTS: ' ' }, ['console']],
  ])('is known under the names that %j says', (env, names) => {
    expect(readSettings(env).allowedHosts).toEqual(names);
  });

  it.each([
    '*',
    '*.example.com',
    'a.example.com:443',
    'https://a.example.com',
    'a.example.com,,b',
    'a b',
    '.',
    '-a',
    'a_b',
  ])('takes no "%s" for the name of a host', (text) => {
    expect(() => readSettings({ ALLOWED_HOSTS: text })).toThrow(/^ALLOWED_HOSTS holds ".*", which is no host name;/);
  });

  it('takes what is set, and counts an empty variable as absent', () => {
    const settings = readSettings({
      HOST: '0.0.0.0',
      PORT: '8080',
      DATA_DIR: '/var/lib/console',
      LIGHTDASH_URL: 'https://app.lightdash.cloud/',
      SANDBOX_MEMBERS: '100000',
      SANDBOX_GROUPS: '',
    });
    expect(settings).toMatchObject({ host: '0.0.0.0', port: 8080, dataDir: '/var/lib/console' });
    expect(settings.lightdashUrl?.href).toBe('https://app.lightdash.cloud/');
    expect(settings.sizes).toEqual({ members: 100_000 });
  });

  it.each([
    ['PORT', 'abc', 'PORT is "abc"; set it to a whole number from 1 to 65535.'],
    ['PORT', '0', 'PORT is "0"; set it to a whole number from 1 to 65535.'],
    ['PORT', '70000', 'PORT is "70000"; set it to a whole number from 1 to 65535.'],
    ['PORT', '80.5', 'PORT is "80.5"; set it to a whole number from 1 to 65535.'],
    ['SANDBOX_MEMBERS', '-5', 'SANDBOX_MEMBERS is "-5"; set it to a whole number from 10 to 100000.'],
    ['SANDBOX_GROUPS', '1e9', 'SANDBOX_GROUPS is "1e9"; set it to a whole number from 0 to 5000.'],
    ['SANDBOX_GENERATION', '2', 'SANDBOX_GENERATION is "2"; set it to one of 0.2110, 1.219.'],
    ['SANDBOX_PROJECTS', '0', 'SANDBOX_PROJECTS is "0"; set it to a whole number from 1 to 500.'],
    ['SANDBOX_SPACES', 'many', 'SANDBOX_SPACES is "many"; set it to a whole number from 0 to 10000.'],
    ['SANDBOX_SCHEDULERS', '99999', 'SANDBOX_SCHEDULERS is "99999"; set it to a whole number from 0 to 10000.'],
    [
      'HOST',
      'http://x',
      'HOST is "http://x", which is neither an IP address nor a host name; use 127.0.0.1 for this machine only or 0.0.0.0 for every network.',
    ],
    ['DATA_DIR', 'a\0b', 'DATA_DIR holds a NUL character; set it to the path of a folder.'],
    ['DEMO', 'yes', 'DEMO is "yes"; set it to 0 or 1.'],
    ['ACCESS_LOG', 'toString', 'ACCESS_LOG is "toString"; set it to on or off.'],
    ['STOP_DELAY', '5s', 'STOP_DELAY is "5s"; set it to a whole number from 0 to 300.'],
    [
      'LIGHTDASH_URL',
      'app.lightdash.cloud',
      'LIGHTDASH_URL is not an http(s) address; set it to something like https://app.lightdash.cloud, or leave it out for the sandbox.',
    ],
    [
      'LIGHTDASH_URL',
      'ftp://app.lightdash.cloud',
      'LIGHTDASH_URL is not an http(s) address; set it to something like https://app.lightdash.cloud, or leave it out for the sandbox.',
    ],
    [
      'LIGHTDASH_URL',
      'https://me:hunter2@app.lightdash.cloud',
      'LIGHTDASH_URL holds a user name or password; leave them out, everybody signs in as themselves.',
    ],
    [
      'LIGHTDASH_URL',
      'https://app.lightdash.cloud/api/v1?x=1',
      'LIGHTDASH_URL has more than an origin; set it to https://app.lightdash.cloud.',
    ],
    [
      'LIGHTDASH_PUBLIC_URL',
      'https://bi.example.com/x',
      'LIGHTDASH_PUBLIC_URL has more than an origin; set it to https://bi.example.com.',
    ],
    [
      'LIGHTDASH_PUBLIC_URL',
      'https://bi.example.com',
      'LIGHTDASH_PUBLIC_URL needs LIGHTDASH_URL; the sandbox has no pages of its own.',
    ],
  ])('refuses %s=%s in one sentence', (name, value, sentence) => {
    expect(() => readSettings({ [name]: value })).toThrow(new ConfigError(sentence));
  });
});

describe('a Lightdash that the server reaches by another name', () => {
  const settings = readSettings({
    LIGHTDASH_URL: 'http://lightdash:8080',
    LIGHTDASH_PUBLIC_URL: 'https://bi.example.com',
    LIGHTDASH_OAUTH_CLIENT_ID: 'console',
  });

  it('is called by the one, and shown and signed in to by the other', () => {
    expect(settings.lightdashUrl?.origin).toBe('http://lightdash:8080');
    const { lightdashUrl, oauth } = runtimeConfig(settings, 'b1');
    expect(lightdashUrl).toBe('https://bi.example.com');
    expect(oauth).toMatchObject({
      issuer: 'https://bi.example.com',
      authorizationEndpoint: 'https://bi.example.com/api/v1/oauth/authorize',
    });
  });
});

describe('DEMO', () => {
  it('decides what a missing LIGHTDASH_URL means', () => {
    expect(readSettings({ DEMO: '1' }).lightdashUrl).toBeNull();
    expect(readSettings({ DEMO: '' }).lightdashUrl).toBeNull();
    expect(readSettings({ DEMO: '0', LIGHTDASH_URL: 'https://bi.example.com' }).lightdashUrl?.host).toBe(
      'bi.example.com',
    );
    expect(() => readSettings({ DEMO: '0' })).toThrow(
      new ConfigError(
        'LIGHTDASH_URL is missing; set it to the origin of your Lightdash, or set DEMO=1 to try the console on made-up data.',
      ),
    );
    expect(() => readSettings({ DEMO: '1', LIGHTDASH_URL: 'https://bi.example.com' })).toThrow(
      new ConfigError('DEMO is 1 and LIGHTDASH_URL is set; leave one of them out.'),
    );
  });
});

describe('a name that is nearly ours', () => {
  const REAL = { LIGHTDASH_URL: 'https://bi.example.com' };

  it.each([
    ['LIGHTDASH_URI', 'LIGHTDASH_URI is not a variable of the console; did you mean LIGHTDASH_URL?'],
    ['lightdash_url', 'lightdash_url is not a variable of the console; did you mean LIGHTDASH_URL?'],
    [
      'LIGHTDASH_ORGANISATION',
      'LIGHTDASH_ORGANISATION is not a variable of the console; did you mean LIGHTDASH_ORGANIZATION?',
    ],
    ['EMBED_ORIGIN', 'EMBED_ORIGIN is not a variable of the console; did you mean EMBED_ORIGINS?'],
    [
      'EMBED_PORTALS',
      'EMBED_PORTALS is not a variable of the console; leave it out, or look it up in docs/configuration.md.',
    ],
    ['ACCOUNT', 'ACCOUNT is not a variable of the console; did you mean ACCOUNTS?'],
    ['ACCOUNTS_FLE', 'ACCOUNTS_FLE is not a variable of the console; did you mean ACCOUNTS_FILE?'],
    [
      'LIGHTDASH_SECRET',
      'LIGHTDASH_SECRET is not a variable of the console; leave it out, or look it up in docs/configuration.md.',
    ],
    ['KEEP_ASSET_DIR', 'KEEP_ASSET_DIR is not a variable of the console; did you mean KEEP_ASSETS_DIR?'],
    ['STOPDELAY', 'STOPDELAY is not a variable of the console; did you mean STOP_DELAY?'],
    ['STOP_DELYA', 'STOP_DELYA is not a variable of the console; did you mean STOP_DELAY?'],
    ['access_log', 'access_log is not a variable of the console; did you mean ACCESS_LOG?'],
    ['DATADIR', 'DATADIR is not a variable of the console; did you mean DATA_DIR?'],
    ['SANDBOX_MEMBER', 'SANDBOX_MEMBER is not a variable of the console; did you mean SANDBOX_MEMBERS?'],
    ['LIGTHDASH_URL', 'LIGTHDASH_URL is not a variable of the console; did you mean LIGHTDASH_URL?'],
    ['EMBEDORIGINS', 'EMBEDORIGINS is not a variable of the console; did you mean EMBED_ORIGINS?'],
    [
      'ACCOUNT_ML_CLIENT_ID',
      'ACCOUNT_ML_CLIENT_ID is not a variable of the console or of any account that takes service; leave it out, or look it up in docs/configuration.md.',
    ],
  ])('%s is refused, without its value', (name, sentence) => {
    expect(() => readSettings({ ...REAL, [name]: 'hunter2' })).toThrow(new ConfigError(sentence));
  });

  it('is compared with those of the accounts', () => {
    const ACCOUNTS = JSON.stringify([
      { id: 'ml-one', api: 'zenml', url: 'https://ml.example.com', credentials: ['service'] },
    ]);
    const service = {
      LIGHTDASH_ORGANIZATION: '172a2270-000f-42be-9c68-c4752c23ae51',
      ACCOUNT_ML_ONE_CLIENT_ID: 'a',
      ACCOUNT_ML_ONE_CLIENT_SECRET: 'b',
      ACCOUNT_ML_ONE_TOKEN_ENDPOINT: 'https://ml.example.com/token',
    };
    expect(readSettings({ ...REAL, ACCOUNTS, ...service }).accounts).toHaveLength(1);
    expect(() => readSettings({ ...REAL, ACCOUNTS, ...service, ACCOUNT_ML_ONE_TOKEN_ENDPIONT: 'x' })).toThrow(
      'ACCOUNT_ML_ONE_TOKEN_ENDPIONT is not a variable of the console or of any account that takes service; did you mean ACCOUNT_ML_ONE_TOKEN_ENDPOINT?',
    );
  });

  it('is looked for among all names of ours that are long enough', () => {
    const read = new Set<string>();
    readSettings(new Proxy<Record<string, string>>({}, { get: (_env, name) => void read.add(String(name)) }));
    const long = [...read].filter((name) => name.length >= 8);
    for (const name of long)
      expect(() => readSettings({ [`${name.slice(0, -1)}X`]: '1' })).toThrow(`did you mean ${name}?`);
    expect(long.length).toBeGreaterThan(12);
  });

  it.each([
    'PATH',
    'HOME',
    'HOSTNAME',
    'HOSTS',
    'PORTS',
    'TZ',
    'LANG',
    'LC_ALL',
    'USER',
    'SHELL',
    'TERM',
    'PWD',
    'OLDPWD',
    'LOGNAME',
    'TMPDIR',
    'EDITOR',
    'DISPLAY',
    'DEBUG',
    'CI',
    'NODE_ENV',
    'NODE_OPTIONS',
    'NODE_EXTRA_CA_CERTS',
    'npm_config_cache',
    'npm_package_name',
    'npm_lifecycle_event',
    'INIT_CWD',
    'COLOR',
    'XDG_DATA_DIRS',
    'XDG_DATA_HOME',
    'XDG_CONFIG_DIRS',
    'DATABASE_URL',
    'DATA',
    'LOG_DIR',
    'CACHE_DIR',
    'STATE_DIR',
    'APP_DATA',
    'LOG_LEVEL',
    'ERROR_LOG',
    'RESTART_DELAY',
    'START_DELAY',
    'HTTP_PROXY',
    'https_proxy',
    'NO_PROXY',
    'SSL_CERT_DIR',
    'KUBERNETES_SERVICE_HOST',
    'KUBERNETES_PORT',
    'POD_NAME',
    'DISCOUNTS',
    'SANDBOX_ID',
    'SANDBOX_URL',
    'CORS_ORIGINS',
    'ALLOWED_ORIGINS',
    'DEMO_MODE',
    'HOST_IP',
    'PORT_HTTP',
    'HOSTTYPE',
    'MACHTYPE',
    'PS1',
    '_',
    'SHLVL',
    'CHROME_DEVEL_SANDBOX',
    'DYNO',
    'WEB_CONCURRENCY',
    'MAIL',
    'SSH_AUTH_SOCK',
  ])('is not what %s is', (name) => {
    expect(readSettings({ [name]: '1' }).port).toBe(4600);
  });

  it('may be empty, or be what Kubernetes says of a service beside us', () => {
    const links = {
      LIGHTDASH_URI: '',
      LIGHTDASH_PORT: 'tcp://10.0.0.1:8080',
      LIGHTDASH_PORT_8080_TCP: 'tcp://10.0.0.1:8080',
      LIGHTDASH_PORT_8080_TCP_ADDR: '10.0.0.1',
      LIGHTDASH_SERVICE_HOST: '10.0.0.1',
      LIGHTDASH_SERVICE_PORT: '8080',
      LIGHTDASH_SERVICE_PORT_HTTP: '8080',
      LIGHTDASH_CONSOLE_SERVICE_HOST: '10.0.0.2',
    };
    expect(readSettings({ ...REAL, ...links }).lightdashUrl?.host).toBe('bi.example.com');
  });
});

describe('runtimeConfig', () => {
  it('gives the browser the kind of its backend, and nothing else', () => {
    expect(runtimeConfig(readSettings({}), 'b1')).toMatchObject({ backend: 'sandbox', lightdashUrl: null, version });
    expect(runtimeConfig(readSettings({ LIGHTDASH_URL: 'https://bi.example.com' }), 'b1')).toEqual({
      backend: 'lightdash',
      lightdashUrl: 'https://bi.example.com',
      version,
      build: 'b1',
      oauth: null,
      accounts: [],
      embedOrigins: [],
    });
  });
});
