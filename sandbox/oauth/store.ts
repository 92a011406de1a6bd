import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Transaction } from '../db/open';
import { type OAuthApi, oauthCodes, oauthTokens } from '../db/oauth-schema';
import { users } from '../db/schema';
import type { Backend } from '../lightdash/http';
import { digest, newSecret } from '../lightdash/secrets';
import type { AuthorizationServer } from './servers';

/** Short, as RFC 6749 (section 4.1.2) wants it: the browser is on its way back already. */
const CODE_MS = 60 * 1000;
const ACCESS_MS = 60 * 60 * 1000;
const REFRESH_MS = 14 * 24 * 60 * 60 * 1000;

/** What a token is good for. `userUuid` is null for a service account, which is nobody. */
export type Grant = { api: OAuthApi; organizationUuid: string; userUuid: string | null; scope: string };
export type Token = Grant & { isLive: boolean };
/** What a token endpoint answers with (RFC 6749, section 5.1). */
export type TokenAnswer = {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token?: string;
  scope: string;
};

type Code = Pick<typeof oauthCodes.$inferSelect, 'api' | 'userUuid' | 'redirectUri' | 'challenge' | 'scope'>;
export type RedeemedCode = Code & { organizationUuid: string; isLive: boolean };

/** Writes down what a person said yes to. Out: the code that stands for it. */
export async function issueCode({ db, now }: Backend, code: Code): Promise<string> {
  const secret = newSecret();
  const endsAt = after(now(), CODE_MS);
  await db.write(async (transaction) => {
    await transaction.delete(oauthCodes).where(lt(oauthCodes.endsAt, now().toISOString()));
    await transaction.insert(oauthCodes).values({ ...code, codeHash: digest(secret), endsAt });
  });
  return secret;
}

/** Takes a code out of circulation, whatever becomes of it. Out: what it stood for, undefined for one that is not known. */
export async function redeemCode({ db, now }: Backend, api: OAuthApi, code: string): Promise<RedeemedCode | undefined> {
  const which = and(eq(oauthCodes.codeHash, digest(code)), eq(oauthCodes.api, api));
  return db.write(async (transaction) => {
    const [row] = await transaction
      .select({ code: oauthCodes, organizationUuid: users.organizationUuid })
      .from(oauthCodes)
      .innerJoin(users, eq(users.uuid, oauthCodes.userUuid))
      .where(which);
    if (!row) return undefined;
    await transaction.delete(oauthCodes).where(which);
    return { ...row.code, organizationUuid: row.organizationUuid, isLive: row.code.endsAt > now().toISOString() };
  });
}

/** Makes an access token, and a refresh token unless it is for a service account (RFC 6749, section 4.4.3). */
export async function issueTokens(
  { db, now }: Backend,
  server: AuthorizationServer,
  grant: Grant,
): Promise<TokenAnswer> {
  return db.write((transaction) => insertTokens(transaction, server, grant, now()));
}

/**
 * Exchanges a refresh token for a new pair; the old one is spent, the old access token lives on to its end, as in Lightdash
 * (docs/lightdash/sign-in.md#a4). Out: undefined when it is unknown, spent, revoked or over.
 */
export async function rotate(
  { db, now }: Backend,
  server: AuthorizationServer,
  refresh: string,
): Promise<TokenAnswer | undefined> {
  const which = and(eq(oauthTokens.refreshHash, digest(refresh)), eq(oauthTokens.api, server.api));
  return db.write(async (transaction) => {
    const [row] = await transaction.select().from(oauthTokens).where(which);
    if (!row?.refreshEndsAt || row.refreshEndsAt <= now().toISOString()) return undefined;
    await transaction.update(oauthTokens).set({ refreshEndsAt: null }).where(which);
    return insertTokens(transaction, server, row, now());
  });
}

/** Ends a refresh token; the access token stays good. */
export async function revokeRefresh({ db }: Backend, api: OAuthApi, refresh: string): Promise<void> {
  const which = and(eq(oauthTokens.refreshHash, digest(refresh)), eq(oauthTokens.api, api));
  await db.write((transaction) => transaction.update(oauthTokens).set({ refreshEndsAt: null }).where(which));
}

/** Ends a pair, named by either of its tokens (RFC 7009, section 2.1). */
export async function revokePair({ db }: Backend, api: OAuthApi, token: string): Promise<void> {
  await db.write((transaction) => transaction.delete(oauthTokens).where(either(api, token)));
}

/** What an access token is good for, and whether it still is; undefined for one that was never made. */
export async function findAccessToken({ db, now }: Backend, api: OAuthApi, token: string): Promise<Token | undefined> {
  const [row] = await db.read
    .select()
    .from(oauthTokens)
    .where(and(eq(oauthTokens.accessHash, digest(token)), eq(oauthTokens.api, api)));
  return row && { ...row, isLive: row.endsAt > now().toISOString() };
}

/** Whose organization is meant by a code or a token, spent ones included; undefined when it is not known. */
export async function organizationOf({ db }: Backend, api: OAuthApi, secret: string): Promise<string | undefined> {
  const [token] = await db.read.select().from(oauthTokens).where(either(api, secret));
  if (token) return token.organizationUuid;
  const [code] = await db.read
    .select({ organizationUuid: users.organizationUuid })
    .from(oauthCodes)
    .innerJoin(users, eq(users.uuid, oauthCodes.userUuid))
    .where(and(eq(oauthCodes.codeHash, digest(secret)), eq(oauthCodes.api, api)));
  return code?.organizationUuid;
}

/** Makes every access token of an organization old, on request the refresh tokens too. Out: how many. */
export async function expireTokens(
  { db, now }: Backend,
  { api, organizationUuid, refresh }: { api: OAuthApi; organizationUuid: string; refresh: boolean },
): Promise<number> {
  const over = now().toISOString();
  return db.write(async (transaction) => {
    const rows = await transaction
      .update(oauthTokens)
      .set({ endsAt: over, ...(refresh ? { refreshEndsAt: null } : {}) })
      .where(and(eq(oauthTokens.api, api), eq(oauthTokens.organizationUuid, organizationUuid)))
      .returning({ endsAt: oauthTokens.endsAt });
    return rows.length;
  });
}

async function insertTokens(
  transaction: Transaction,
  { api, accessPrefix, refreshPrefix }: AuthorizationServer,
  { organizationUuid, userUuid, scope }: Omit<Grant, 'api'>,
  at: Date,
): Promise<TokenAnswer> {
  const access = accessPrefix + newSecret();
  const refresh = userUuid === null ? undefined : refreshPrefix + newSecret();
  // Spent pairs are kept for a while: who still uses them is known by them, and can be counted and troubled.
  const past = new Date(at.getTime() - ACCESS_MS).toISOString();
  const isForgotten = or(isNull(oauthTokens.refreshEndsAt), lt(oauthTokens.refreshEndsAt, past));
  await transaction.delete(oauthTokens).where(and(lt(oauthTokens.endsAt, past), isForgotten));
  await transaction
    .insert(oauthTokens)
    .values({
      api,
      organizationUuid,
      userUuid,
      scope,
      accessHash: digest(access),
      endsAt: after(at, ACCESS_MS),
      ...(refresh === undefined ? {} : { refreshHash: digest(refresh), refreshEndsAt: after(at, REFRESH_MS) }),
    });
  return {
    access_token: access,
    token_type: 'Bearer',
    // Lightdash rounds the rest of the life down (OAuthToken.ok).
    expires_in: ACCESS_MS / 1000 - 1,
    ...(refresh === undefined ? {} : { refresh_token: refresh }),
    scope,
  };
}

function either(api: OAuthApi, token: string) {
  const hash = digest(token);
  return and(eq(oauthTokens.api, api), or(eq(oauthTokens.accessHash, hash), eq(oauthTokens.refreshHash, hash)));
}

function after(at: Date, ms: number): string {
  return new Date(at.getTime() + ms).toISOString();
}
