import type { OAuthClient } from '../api/core/oauth';

/** Tells an authorization server that a refresh token is not needed any more. Out: whether it has heard that. */
export const revoke = async (client: OAuthClient, refresh: string): Promise<{ confirmed: boolean }> => {
  const { revokeToken } = await import('../api/core/oauth');
  const confirmed = await revokeToken(client, refresh, { origin: location.origin }).then(
    () => true,
    () => false,
  );
  return { confirmed };
};
