import type { OAuthSettings } from './config-oauth';
import { type Environment, httpUrl, isSecret, refuse } from './config-values';

/** Client credentials of our own, and who may use them. */
export interface ServiceSettings {
  /** The organization whose admins may; null in the sandbox: each the service account of the own one. */
  organizationUuid: string | null;
  tokenUrl: URL;
  /** The client credentials for an organization. A function, so that printing the settings prints no secret. */
  client: (organizationUuid: string) => { clientId: string; clientSecret: string };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads what the `service` credential of an account needs: ACCOUNT_<ID>_CLIENT_ID and _CLIENT_SECRET, LIGHTDASH_ORGANIZATION,
 * and the token endpoint, that of `oauth` or ACCOUNT_<ID>_TOKEN_ENDPOINT.
 *
 * @param what begins the sentences, e.g. `ACCOUNTS: "zenml"`.
 * @throws ConfigError
 */
export function readService(env: Environment, what: string, id: string, oauth: OAuthSettings | null): ServiceSettings {
  const prefix = variablePrefix(id);
  const secret = (name: string): string => {
    const value = env[prefix + name];
    if (!value) refuse(`${what} takes service, which needs ${prefix}${name}; set it to what its API has given you.`);
    return value;
  };
  const client = { clientId: secret('CLIENT_ID'), clientSecret: secret('CLIENT_SECRET') };
  const organizationUuid = env.LIGHTDASH_ORGANIZATION?.trim();
  if (!organizationUuid)
    refuse(
      `${what} takes service, which needs LIGHTDASH_ORGANIZATION; set it to the uuid of the organization whose admins may use it.`,
    );
  if (!UUID.test(organizationUuid))
    refuse('LIGHTDASH_ORGANIZATION is no uuid; copy the one that Lightdash shows of the organization.');
  return {
    organizationUuid: organizationUuid.toLowerCase(),
    tokenUrl: readTokenUrl(env, what, `${prefix}TOKEN_ENDPOINT`, oauth),
    client: () => client,
  };
}

/** How the variables of an account begin. */
export function variablePrefix(id: string): string {
  return `ACCOUNT_${id.toUpperCase().replaceAll('-', '_')}_`;
}

function readTokenUrl(env: Environment, what: string, name: string, oauth: OAuthSettings | null): URL {
  const text = env[name]?.trim();
  if (!text) {
    if (oauth) return oauth.tokenUrl;
    refuse(`${what} takes service, but nothing says where tokens are made; set ${name}, or add "oauth".`);
  }
  const url = httpUrl(name, text, 'https://login.example.com/oauth/token');
  if (!isSecret(url)) refuse(`${name} is http to another machine; set it to an https address.`);
  return url;
}
