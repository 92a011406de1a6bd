import type { OAuthApi } from '../db/oauth-schema';

/** What happened at a token endpoint on behalf of an organization. */
type OAuthCount = { exchanged: number; refreshed: number; refused: number; revoked: number; service: number };

/** What the sandbox's authorization servers keep in memory: counts, and how old Lightdash pretends to be. */
export type OAuthState = {
  count(api: OAuthApi, organizationUuid: string, what: keyof OAuthCount): void;
  countsOf(organizationUuid: string): Record<OAuthApi, OAuthCount>;
  /** Whether the organization's Lightdash takes a bearer everywhere, as newer ones do (Lightdash PR #21091). */
  takesBearer(organizationUuid: string): boolean;
  setBearer(organizationUuid: string, taken: boolean): void;
};

/** Counts from zero, and every Lightdash a newer one. */
export function createOAuthState(): OAuthState {
  const counts = new Map<string, Record<OAuthApi, OAuthCount>>();
  const older = new Set<string>();
  const none = (): OAuthCount => ({ exchanged: 0, refreshed: 0, refused: 0, revoked: 0, service: 0 });
  const countsOf = (organizationUuid: string) => counts.get(organizationUuid) ?? { lightdash: none(), zenml: none() };
  return {
    count(api, organizationUuid, what) {
      const now = countsOf(organizationUuid);
      now[api][what] += 1;
      counts.set(organizationUuid, now);
    },
    countsOf,
    takesBearer: (organizationUuid) => !older.has(organizationUuid),
    setBearer: (organizationUuid, taken) => void (taken ? older.delete(organizationUuid) : older.add(organizationUuid)),
  };
}
