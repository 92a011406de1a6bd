import { readFileSync } from 'node:fs';
import { serviceClient } from '../sandbox/oauth/servers';
import { type OAuthClient, type OAuthSettings, readAccountOAuth, sandboxZenml } from './config-oauth';
import { readService, type ServiceSettings } from './config-service';
import { type Environment, httpUrl, isSecret, refuse } from './config-values';

export type AccountApi = 'workspace' | 'zenml' | 'katapult';
type AccountCredential = 'token' | 'oauth' | 'service';

/** A linked account, as the browser is told of it. */
export interface AccountConfig {
  id: string;
  api: AccountApi;
  /** Shown to people. */
  name: string;
  credentials: AccountCredential[];
  oauth: OAuthClient | null;
  /** The token to paste in the demo; null outside of it. */
  hint: string | null;
}

/** A linked account, as the server knows it. */
export interface AccountSettings extends Omit<AccountConfig, 'oauth'> {
  /** The API, with the prefix of its paths; in the sandbox a name only, since its own app answers. */
  url: URL;
  inSandbox: boolean;
  /** The bearer is moved into `access_token` on the way to the API (src/api/workspace/openapi.yaml). */
  tokenInQuery: boolean;
  oauth: OAuthSettings | null;
  service: ServiceSettings | null;
}

const APIS: Readonly<
  Record<AccountApi, { name: string; credentials: readonly AccountCredential[]; sandboxHint: string | null }>
> = {
  workspace: { name: 'Workspace', credentials: ['token'], sandboxHint: 'workspace-demo-token' },
  zenml: { name: 'ZenML Pro', credentials: ['oauth', 'service'], sandboxHint: null },
  katapult: { name: 'Katapult', credentials: ['token'], sandboxHint: 'katapult-demo-token' },
};
const NAMES = Object.keys(APIS) as AccountApi[];
const KEYS = ['id', 'api', 'name', 'url', 'allowHttp', 'credentials', 'tokenInQuery', 'oauth'];
const EXAMPLE = '[{"id": "katapult", "api": "katapult", "url": "https://api.example.com", "credentials": ["token"]}]';

/**
 * The linked accounts: those of ACCOUNTS or ACCOUNTS_FILE; without either the three of the sandbox, or none before a real
 * Lightdash.
 *
 * @throws ConfigError
 */
export function readAccounts(env: Environment, lightdashUrl: URL | null): AccountSettings[] {
  const written = readWritten(env);
  if (!written) return lightdashUrl ? [] : NAMES.map(sandboxAccount);
  const accounts = written.entries.map((entry, i) => readAccount(env, written.variable, entry, i + 1));
  const ids = accounts.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) refuse(`${written.variable} has the id "${twice}" twice; give each account its own.`);
  return accounts;
}

/** The part of an account that the browser may know: no address of the API, no client credentials. */
export function accountConfig({ id, api, name, credentials, oauth, hint }: AccountSettings): AccountConfig {
  return { id, api, name, credentials, oauth: credentials.includes('oauth') ? (oauth?.client ?? null) : null, hint };
}

function sandboxAccount(api: AccountApi): AccountSettings {
  const { name, credentials, sandboxHint } = APIS[api];
  const endpoint = (path: string) => new URL(path, `http://${api}.sandbox.invalid`);
  const oauth = api === 'zenml' ? sandboxZenml(endpoint) : null;
  const service = oauth && { organizationUuid: null, tokenUrl: oauth.tokenUrl, client: serviceClient };
  return {
    id: api,
    api,
    name,
    credentials: [...credentials],
    url: endpoint('/'),
    inSandbox: true,
    tokenInQuery: false,
    oauth,
    service,
    hint: sandboxHint,
  };
}

/** @returns the entries, and which variable they come from; null when neither is set. */
function readWritten(env: Environment): { variable: string; entries: unknown[] } | null {
  const file = env.ACCOUNTS_FILE?.trim();
  const variable = file ? 'ACCOUNTS_FILE' : 'ACCOUNTS';
  if (file && env.ACCOUNTS?.trim()) refuse('ACCOUNTS and ACCOUNTS_FILE are both set; leave one of them out.');
  const text = file ? readFile(file) : env.ACCOUNTS?.trim();
  if (!text) return null;
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    refuse(`${variable} is not JSON; write it like ${EXAMPLE}.`);
  }
  if (!Array.isArray(entries)) refuse(`${variable} is not a JSON array; write it like ${EXAMPLE}.`);
  return { variable, entries };
}

function readFile(path: string): string {
  try {
    // An empty file is a mistake rather than "no accounts", which is [].
    return readFileSync(path, 'utf8') || ' ';
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    refuse(`ACCOUNTS_FILE can't be read (${code}); set it to the path of a JSON file.`);
  }
}

function readAccount(env: Environment, variable: string, value: unknown, position: number): AccountSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(`${variable}: entry ${position} is no object; write it like those of ${EXAMPLE}.`);
  const entry = value as Record<string, unknown>;
  const { id } = entry;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{0,30}$/.test(id))
    refuse(
      `${variable}: entry ${position} has no usable id; an id is a small letter and up to 30 small letters, digits and hyphens after it.`,
    );
  const what = `${variable}: "${id}"`;
  const foreign = Object.keys(entry).find((key) => !KEYS.includes(key));
  if (foreign !== undefined)
    refuse(
      `${what} has "${foreign}", which is unknown; an account has ${KEYS.join(', ')}, and secrets are in variables of their own.`,
    );
  const api = NAMES.find((name) => name === entry.api);
  if (!api) refuse(`${what} has no known api; set it to ${either(NAMES)}.`);
  const credentials = readCredentials(what, api, entry.credentials);
  const { tokenInQuery = false, name = APIS[api].name } = entry;
  if (typeof name !== 'string' || !/^\P{Cc}{1,60}$/u.test(name) || name.trim() === '')
    refuse(`${what} has a name that can't be shown; write up to 60 characters.`);
  if (typeof tokenInQuery !== 'boolean') refuse(`${what} has a tokenInQuery that is neither true nor false.`);
  if (tokenInQuery && api !== 'workspace')
    refuse(`${what} has tokenInQuery, which the workspace API alone knows; leave it out.`);
  const url = readUrl(what, entry.url, entry.allowHttp);
  const oauth = entry.oauth === undefined ? null : readAccountOAuth(what, id, entry.oauth);
  if (credentials.includes('oauth') && !oauth)
    refuse(
      `${what} takes oauth but does not say where; add "oauth" with clientId, issuer, authorizationEndpoint and tokenEndpoint.`,
    );
  const service = credentials.includes('service') ? readService(env, what, id, oauth) : null;
  return { id, api, name, credentials, url, inSandbox: false, tokenInQuery, oauth, service, hint: null };
}

function readCredentials(what: string, api: AccountApi, value: unknown): AccountCredential[] {
  const possible = APIS[api].credentials;
  if (!Array.isArray(value) || value.length === 0)
    refuse(`${what} has no credentials; name at least one of ${possible.join(', ')}.`);
  return [...new Set(value as unknown[])].map((wanted) => {
    const found = possible.find((kind) => kind === wanted);
    if (!found) refuse(`${what} names a credential that the ${api} API does not take; use ${either(possible)}.`);
    return found;
  });
}

function readUrl(what: string, value: unknown, allowHttp: unknown = false): URL {
  const url = httpUrl(`${what}: url`, value, 'https://api.example.com/v1');
  if (url.search || url.hash) refuse(`${what}: url has more than an origin and a path; leave out what follows.`);
  if (typeof allowHttp !== 'boolean') refuse(`${what} has an allowHttp that is neither true nor false.`);
  if (!allowHttp && !isSecret(url))
    refuse(
      `${what}: url is http to another machine, where tokens can be read on the way; set it to an https address, or add "allowHttp": true.`,
    );
  return url;
}

function either(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
