import { describe, expect, it } from 'vitest';
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
    });
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
    ['SANDBOX_PROJECTS', '0', 'SANDBOX_PROJECTS is "0"; set it to a whole number from 1 to 500.'],
    ['SANDBOX_SPACES', 'many', 'SANDBOX_SPACES is "many"; set it to a whole number from 0 to 10000.'],
    ['SANDBOX_SCHEDULERS', '99999', 'SANDBOX_SCHEDULERS is "99999"; set it to a whole number from 0 to 10000.'],
    [
      'HOST',
      'http://x',
      'HOST is "http://x", which is neither an IP address nor a host name; use 127.0.0.1 for this machine only or 0.0.0.0 for every network.',
    ],
    ['DATA_DIR', 'a\0b', 'DATA_DIR holds a NUL character; set it to the path of a folder.'],
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
  ])('refuses %s=%s in one sentence', (name, value, sentence) => {
    expect(() => readSettings({ [name]: value })).toThrow(new ConfigError(sentence));
  });
});

describe('runtimeConfig', () => {
  it('tells the browser which backend it has, and nothing else', () => {
    expect(runtimeConfig(readSettings({}), 'b1')).toMatchObject({ backend: 'sandbox', lightdashUrl: null, version: '0.1.0' });
    expect(runtimeConfig(readSettings({ LIGHTDASH_URL: 'https://bi.example.com' }), 'b1')).toEqual({
      backend: 'lightdash',
      lightdashUrl: 'https://bi.example.com',
      version: '0.1.0',
      build: 'b1',
      oauth: null,
      accounts: [],
      embedOrigins: [],
    });
  });
});
