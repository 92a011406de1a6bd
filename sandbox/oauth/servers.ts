/**
 * What the sandbox's two authorization servers say of themselves. No imports: the server's configuration reads it too, before
 * any database is loaded.
 */
export type AuthorizationServer = {
  api: 'lightdash' | 'zenml';
  /** Shown to people. */
  name: string;
  /** A name, not an address: the sandbox does not know under which origin it will be reached. */
  issuer: string;
  /** Its only public client: the console. */
  clientId: string;
  scopes: readonly string[];
  /** Paths of our own origin, as the browser sees them. */
  authorizationPath: string;
  tokenPath: string;
  revocationPath: string;
  accessPrefix: string;
  refreshPrefix: string;
};

/** Lightdash's: prefixes and lives as in docs/lightdash/sign-in.md#a4. */
export const LIGHTDASH: AuthorizationServer = {
  api: 'lightdash',
  name: 'Lightdash',
  issuer: 'https://lightdash.sandbox.invalid',
  clientId: 'lightdash-console',
  scopes: ['read', 'write'],
  authorizationPath: '/api/v1/oauth/authorize',
  tokenPath: '/api/v1/oauth/token',
  revocationPath: '/api/v1/oauth/revoke',
  accessPrefix: 'ldapp_',
  refreshPrefix: 'ldref_',
};

/** ZenML Pro's; token and revocation are behind the pass of linked accounts. */
export const ZENML: AuthorizationServer = {
  api: 'zenml',
  name: 'ZenML Pro',
  issuer: 'https://zenml.sandbox.invalid',
  clientId: 'lightdash-console',
  scopes: ['profile'],
  authorizationPath: '/sandbox/zenml/authorize',
  tokenPath: '/accounts/zenml/oauth/token',
  revocationPath: '/accounts/zenml/oauth/revoke',
  accessPrefix: 'zenat_',
  refreshPrefix: 'zenrt_',
};

const SERVICE_CLIENT = 'console-of-';

/**
 * The client credentials of an organization's shared service account at ZenML. Published like every secret of the sandbox, and
 * good for invented data only.
 */
export function serviceClient(organizationUuid: string): { clientId: string; clientSecret: string } {
  return { clientId: SERVICE_CLIENT + organizationUuid, clientSecret: `sandbox-secret-${organizationUuid}` };
}

/** Whose service account a client id stands for; undefined when it stands for none. */
export function organizationOfServiceClient(clientId: string): string | undefined {
  return clientId.startsWith(SERVICE_CLIENT) ? clientId.slice(SERVICE_CLIENT.length) : undefined;
}
