import { isIP } from 'node:net';
import { version } from '../package.json';
import type { SandboxSizes } from '../sandbox/index';
import { GENERATIONS, type Generation } from '../sandbox/lightdash/generation';
import { type AccountConfig, accountConfig, type AccountSettings, readAccounts } from './config-accounts';
import { readEmbedOrigins } from './config-embed';
import { readAllowedHosts } from './config-hosts';
import { type OAuthClient, readLightdashOAuth } from './config-oauth';
import { refuseUnknownNames } from './config-names';
import { type Environment, httpUrl, readInteger, readSwitch, refuse } from './config-values';

/** What the browser is told at start: in the page itself, or as /config.json. Holds no secret. */
export interface RuntimeConfig {
  backend: 'sandbox' | 'lightdash';
  /** Where people reach Lightdash's own pages. */
  lightdashUrl: string | null;
  version: string;
  /** Names the build that this page came from; another one has another name. */
  build: string;
  /** Signing in at Lightdash by OAuth; null where it is off. */
  oauth: OAuthClient | null;
  accounts: AccountConfig[];
  /** The portals that may frame the console and call its server from their own pages. Only the page for frames is told. */
  embedOrigins: string[];
}

/** Everything the server reads from its environment. */
export interface Settings {
  host: string;
  port: number;
  dataDir: string;
  /** The Lightdash that we stand in front of; null means the embedded sandbox. */
  lightdashUrl: URL | null;
  /** The same Lightdash as browsers reach it. */
  lightdashPublicUrl: URL | null;
  /** How large the sandbox's demo organization is made when the data folder is new; it has defaults of its own. */
  sizes: Partial<SandboxSizes>;
  /** Which Lightdash the sandbox speaks; its own choice where nothing is said. */
  generation: Generation | undefined;
  /** Whether the sandbox has switches for tests. */
  sandboxSwitches: boolean;
  oauth: OAuthClient | null;
  accounts: AccountSettings[];
  embedOrigins: string[];
  /** The names under which browsers may ask for the console, beside addresses and localhost. */
  allowedHosts: string[];
  /** Where the assets of former builds are kept; null where they are not. */
  keepAssetsDir: string | null;
  /** Whether each request is written to stdout. */
  accessLog: boolean;
  /** How long the server goes on as before once it is told to stop, so that balancers may notice. */
  stopDelayMs: number;
}

/**
 * Reads and checks the settings; an empty variable counts as absent.
 *
 * @throws ConfigError naming the variable, what is wrong with it and what to do.
 */
export function readSettings(env: Environment): Settings {
  const lightdashUrl = readLightdashUrl(env);
  const lightdashPublicUrl = readLightdashPublicUrl(env, lightdashUrl);
  const accounts = readAccounts(env, lightdashUrl);
  refuseUnknownNames(env, accounts);
  const host = readHost(env);
  return {
    host,
    port: readInteger(env, 'PORT', 1, 65_535) ?? 4600,
    dataDir: readPath(env, 'DATA_DIR') ?? '.data',
    lightdashUrl,
    lightdashPublicUrl,
    sizes: readSizes(env),
    generation: readGeneration(env),
    sandboxSwitches: readSwitch(env, 'SANDBOX_SWITCHES', { '1': true, '0': false }) ?? false,
    oauth: readLightdashOAuth(env, lightdashPublicUrl),
    accounts,
    embedOrigins: readEmbedOrigins(env),
    allowedHosts: readAllowedHosts(env, host),
    keepAssetsDir: readPath(env, 'KEEP_ASSETS_DIR') ?? null,
    accessLog: readSwitch(env, 'ACCESS_LOG', { on: true, off: false }) ?? true,
    stopDelayMs: (readInteger(env, 'STOP_DELAY', 0, 300) ?? 0) * 1_000,
  };
}

/** The part of the settings that the browser may know. In: the settings, and the name of the build that is served. */
export function runtimeConfig(settings: Settings, build: string): RuntimeConfig {
  return {
    backend: settings.lightdashUrl ? 'lightdash' : 'sandbox',
    lightdashUrl: settings.lightdashPublicUrl?.origin ?? null,
    version,
    build,
    oauth: settings.oauth,
    accounts: settings.accounts.map(accountConfig),
    embedOrigins: settings.embedOrigins,
  };
}

function readHost(env: Environment): string {
  const host = env.HOST?.trim() || '127.0.0.1';
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host);
  if (isIP(host) === 0 && !isName)
    refuse(
      `HOST is "${host}", which is neither an IP address nor a host name; use 127.0.0.1 for this machine only or 0.0.0.0 for every network.`,
    );
  return host;
}

function readPath(env: Environment, name: string): string | undefined {
  const path = env[name] || undefined;
  if (path?.includes('\0')) refuse(`${name} holds a NUL character; set it to the path of a folder.`);
  return path;
}

function readSizes(env: Environment): Partial<SandboxSizes> {
  const sizes = {
    members: readInteger(env, 'SANDBOX_MEMBERS', 10, 100_000),
    groups: readInteger(env, 'SANDBOX_GROUPS', 0, 5_000),
    projects: readInteger(env, 'SANDBOX_PROJECTS', 1, 500),
    spaces: readInteger(env, 'SANDBOX_SPACES', 0, 10_000),
    schedulers: readInteger(env, 'SANDBOX_SCHEDULERS', 0, 10_000),
  };
  return Object.fromEntries(Object.entries(sizes).filter(([, size]) => size !== undefined));
}

function readGeneration(env: Environment): Generation | undefined {
  const asked = env.SANDBOX_GENERATION || undefined;
  const found = GENERATIONS.find((generation) => generation === asked);
  if (asked && !found) refuse(`SANDBOX_GENERATION is "${asked}"; set it to one of ${GENERATIONS.join(', ')}.`);
  return found;
}

function readLightdashUrl(env: Environment): URL | null {
  const url = readOrigin(env, 'LIGHTDASH_URL', 'https://app.lightdash.cloud, or leave it out for the sandbox');
  const isDemo = readSwitch(env, 'DEMO', { '1': true, '0': false });
  if (!url && isDemo === false)
    refuse(
      'LIGHTDASH_URL is missing; set it to the origin of your Lightdash, or set DEMO=1 to try the console on made-up data.',
    );
  if (url && isDemo) refuse('DEMO is 1 and LIGHTDASH_URL is set; leave one of them out.');
  return url;
}

/** Inside a cluster the console may reach Lightdash by a name that browsers don't know. */
function readLightdashPublicUrl(env: Environment, lightdashUrl: URL | null): URL | null {
  const example = 'https://lightdash.example.com, or leave it out where it is LIGHTDASH_URL';
  const url = readOrigin(env, 'LIGHTDASH_PUBLIC_URL', example);
  if (url && !lightdashUrl) refuse('LIGHTDASH_PUBLIC_URL needs LIGHTDASH_URL; the sandbox has no pages of its own.');
  return url ?? lightdashUrl;
}

function readOrigin(env: Environment, name: string, example: string): URL | null {
  const text = env[name]?.trim();
  if (!text) return null;
  const url = httpUrl(name, text, example);
  if (url.pathname !== '/' || url.search || url.hash)
    refuse(`${name} has more than an origin; set it to ${url.origin}.`);
  return url;
}
