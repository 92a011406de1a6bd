import { eq } from 'drizzle-orm';
import { type AccountApi, type TokenState, accountTokens } from '../db/accounts-schema';
import type { Transaction } from '../db/open';
import type { Backend } from '../lightdash/http';
import { digest, newSecret } from '../lightdash/secrets';

/** Which states each API has an answer for. */
export const TOKEN_STATES: Readonly<Record<AccountApi, readonly TokenState[]>> = {
  workspace: ['live', 'expired', 'no-user', 'service-account', 'rate-limited', 'unsuccessful'],
  zenml: ['live', 'expired', 'missing-scope', 'service-account', 'password-account', 'rate-limited'],
  katapult: ['live', 'expired', 'wrong-network', 'missing-scope', 'no-user', 'bad-capabilities', 'rate-limited'],
};

/** Tokens of the demo organization's admin, always the same, so that connecting by hand can be tried. */
const DEMO_TOKENS = { workspace: 'workspace-demo-token', katapult: 'katapult-demo-token' } as const;

export type AccountToken = typeof accountTokens.$inferSelect;
type NewToken = Pick<AccountToken, 'api' | 'organizationUuid' | 'userUuid'> &
  Partial<Pick<AccountToken, 'state' | 'warnings'>>;

/** Makes a token. Out: the token itself, which is stored as a digest. */
export async function issueToken({ db }: Backend, token: NewToken): Promise<string> {
  const secret = `${token.api}-${newSecret()}`;
  await db.write((transaction) => insertToken(transaction, secret, token));
  return secret;
}

/** Writes the demo's tokens, for a person of the demo. */
export async function seedDemoTokens(
  transaction: Transaction,
  owner: Pick<NewToken, 'organizationUuid' | 'userUuid'>,
): Promise<void> {
  for (const api of ['workspace', 'katapult'] as const)
    await insertToken(transaction, DEMO_TOKENS[api], { ...owner, api });
}

/** The token of a secret, whatever its state; undefined for one that the API does not know. */
export async function findToken({ db }: Backend, api: AccountApi, secret: string): Promise<AccountToken | undefined> {
  const [token] = await db.read
    .select()
    .from(accountTokens)
    .where(eq(accountTokens.tokenHash, digest(secret)));
  return token?.api === api ? token : undefined;
}

/** Puts a token into another state. */
export async function changeState({ db }: Backend, secret: string, state: TokenState): Promise<void> {
  await db.write((transaction) =>
    transaction
      .update(accountTokens)
      .set({ state })
      .where(eq(accountTokens.tokenHash, digest(secret))),
  );
}

async function insertToken(transaction: Transaction, secret: string, token: NewToken): Promise<void> {
  await transaction
    .insert(accountTokens)
    .values({ state: 'live', warnings: false, ...token, tokenHash: digest(secret) });
}
