import { createContext, useContext } from 'react';
import type { OAuthClient } from '../api/core/oauth';
import { createRequester } from '../api/core/request';

/**
 * The configuration that the server gives the console, in a JSON block of index.html or, where there is none
 * (`npm run dev`, static hosting), in `/config.json`. No secrets. The server's side of it: server/config.ts.
 */
export type RuntimeConfig = {
  /** `sandbox` has demo identities; `lightdash` is a real server behind our proxy. */
  backend: 'sandbox' | 'lightdash';
  /** Where Lightdash's own pages are, for links to them; null in the sandbox. */
  lightdashUrl: string | null;
  version: string;
  /** Names the build that this page came from (see app/stale.ts). */
  build: string;
  /** The console as an OAuth2 client of Lightdash; null where one cannot sign in that way. */
  oauth: OAuthClient | null;
  /** The linked accounts of this console. */
  accounts: readonly AccountConfig[];
  /** The origins of the portals that may embed the console; messages of others are ignored. In embed.html only. */
  embedOrigins?: readonly string[];
};

/** One linked account: an API of another system, reached through our server under `/accounts/<id>/…`. */
export type AccountConfig = {
  /** `[a-z][a-z0-9-]{0,30}`. */
  id: string;
  api: 'workspace' | 'zenml' | 'katapult';
  /** How people call it, such as "ZenML Pro". */
  name: string;
  /** By which kinds of credential it can be connected. */
  credentials: readonly ('token' | 'oauth' | 'service')[];
  oauth: OAuthClient | null;
  /** In the sandbox: which token to try; else null. */
  hint: string | null;
};

const fetchOwn = createRequester({
  dialect: {
    name: 'The console’s server',
    reach: ['/config.json', '/version.json'],
    authorize: () => ({}),
    decode: ({ status, text }) =>
      status === 200 ? { ok: true, data: JSON.parse(text) } : { ok: false, failure: { kind: 'malformed' } },
  },
  credentials: { get: () => Promise.resolve(null) },
});

/** The runtime configuration. Throws when neither the page nor the server has one. */
export const readConfig = async (): Promise<RuntimeConfig> => {
  const embedded = document.getElementById('console-config')?.textContent;
  return (embedded ? JSON.parse(embedded) : await fetchOwn({ method: 'GET', url: '/config.json' })) as RuntimeConfig;
};

/** The build that the server has now; null where it does not say, as on static hosting. Throws ApiFailure. */
export const readBuild = async (): Promise<string | null> => {
  const { build } = (await fetchOwn({ method: 'GET', url: '/version.json' })) as { build?: unknown };
  return typeof build === 'string' ? build : null;
};

/** The same below a host, from where a person cannot leave for an authorization server and come back. */
export const withoutRedirects = (config: RuntimeConfig): RuntimeConfig => ({
  ...config,
  oauth: null,
  accounts: config.accounts.map((account) => ({
    ...account,
    oauth: null,
    credentials: account.credentials.filter((by) => by !== 'oauth'),
  })),
});

export const ConfigContext = createContext<RuntimeConfig>({
  backend: 'lightdash',
  lightdashUrl: null,
  version: '',
  build: '',
  oauth: null,
  accounts: [],
});

/** The runtime configuration, below <App>. */
export const useConfig = (): RuntimeConfig => useContext(ConfigContext);

/** The address of one of Lightdash's own pages, or null where there is no such site to link to. In: a path. */
export const useLightdashLink = (): ((path: string) => string | null) => {
  const { lightdashUrl } = useConfig();
  return (path) => (lightdashUrl ? new URL(path, lightdashUrl).href : null);
};
