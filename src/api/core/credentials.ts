/** How the person, or the page that embeds us, proved who they are. `service` is our server's own account, not a person's. */
export type CredentialKind = 'session' | 'token' | 'demo' | 'oauth' | 'service' | 'host';

/**
 * What one request carries. `cookies` says whether the browser may attach its own; the secret of a header credential lives
 * in `headers`, and what renews it in `refresh`, and nowhere else. Within a tab two credentials are the same only if they
 * are the same object; between tabs `id`, a random name that reveals nothing of the secret, identifies it.
 */
export type Credential = {
  readonly kind: CredentialKind;
  readonly id: string;
  readonly cookies: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** When it expires, in milliseconds since 1970 by this machine's clock, and its whole lifetime; absent where they are not known. */
  readonly lifetime?: { readonly endsAt: number; readonly ms: number };
  /** The refresh token of an OAuth2 credential. */
  readonly refresh?: string;
};

/**
 * Where a credential comes from and how it is renewed. `get` is asked before every request; after an answer that says the
 * credential is dead it is asked again with `rejected`, and may answer with a new one (the request is replayed once), with
 * null (the refusal stands), or throw an ApiFailure (it could not be renewed for a reason that will pass).
 */
export type CredentialSource = { get(asked: { rejected?: Credential }): Promise<Credential | null> };

/** A name for a credential. Not `randomUUID`, which only a secure context has. */
const newId = (): string => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-');

/** The browser's own session cookie: the server set it, scripts cannot read it. Also what a demo sign-in leaves behind. */
export const cookieCredential = (kind: 'session' | 'demo'): Credential => ({
  kind,
  id: newId(),
  cookies: true,
  headers: {},
});

/**
 * A personal access token. In: the token, and the scheme of its API: Lightdash wants `ApiKey` (docs/lightdash/sign-in.md#a1), the
 * linked accounts `Bearer` (seeds 002 and 004).
 */
export const tokenCredential = (token: string, scheme: 'ApiKey' | 'Bearer' = 'ApiKey'): Credential => ({
  kind: 'token',
  id: newId(),
  cookies: false,
  headers: { authorization: `${scheme} ${token}` },
});

/** What a host hands in. In: the token, and the time when it was asked for. */
export const hostCredential = (
  { token, scheme, expiresAt }: { token: string; scheme: string; expiresAt: number | null },
  askedAt: number,
): Credential => ({
  kind: 'host',
  id: newId(),
  cookies: false,
  headers: { authorization: `${scheme} ${token}` },
  ...(expiresAt === null ? {} : { lifetime: { endsAt: expiresAt, ms: expiresAt - askedAt } }),
});

/** What a token endpoint answered (RFC 6749, section 5.1); `expiresIn` in seconds, null where it does not say. */
export type Tokens = { access: string; refresh: string | null; expiresIn: number | null };

/**
 * A bearer token that knows when it dies. In: the tokens, and the time when they were asked for: the life of a token counts
 * from when the server made it, which was not earlier, so that its clock does not matter.
 */
export const oauthCredential = ({ access, refresh, expiresIn }: Tokens, askedAt: number): Credential => ({
  kind: 'oauth',
  id: newId(),
  cookies: false,
  headers: { authorization: `Bearer ${access}` },
  ...(expiresIn === null ? {} : { lifetime: { endsAt: askedAt + expiresIn * 1000, ms: expiresIn * 1000 } }),
  ...(refresh === null ? {} : { refresh }),
});

/** Renewal begins this long before the end, or a tenth of the life where that is longer. */
const AHEAD_MS = 60_000;

/**
 * Whether a credential should be renewed, and whether it is dead already. A short life is not spent on renewals: at most the
 * second half of it counts as its end. In: the time in milliseconds.
 */
export const ageOf = ({ lifetime }: Credential, now: number): { isDue: boolean; isOver: boolean } => {
  if (!lifetime) return { isDue: false, isOver: false };
  const ahead = Math.min(Math.max(AHEAD_MS, lifetime.ms / 10), lifetime.ms / 2);
  return { isDue: now >= lifetime.endsAt - ahead, isOver: now >= lifetime.endsAt };
};
