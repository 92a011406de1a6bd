import { hostCredential, type Credential } from './credentials';
import { isRecord } from './envelope';
import { ApiFailure, HOST_REFUSAL } from './failure';

/** A credential that the page around the console hands in. `expiresAt` in milliseconds since 1970; null where it is not known. */
export type HostToken = {
  token: string;
  scheme: 'ApiKey' | 'Bearer';
  expiresAt: number | null;
  /** A name for the token that reveals nothing of it: the host gets it back when the token has to be renewed. */
  tokenId: string;
};

/** `initial`: the first one; `expiring`: the present one will be over soon; `rejected`: it is over, or the server refused it. */
export type TokenReason = 'initial' | 'expiring' | 'rejected';

/** What a host does when the console needs a credential. Rejects when it has none to give. */
export type GetToken = (asked: { reason: TokenReason; tokenId?: string }) => Promise<HostToken>;

/** Where the credential of an embedded console comes from. All of it throws an ApiFailure of kind `unauthorized` when there is none. */
export type HostLink = {
  first(): Promise<Credential>;
  /** As `renewBy` of the credential store wants it; null when the host has no successor for an expired one. */
  renew(old: Credential, why: 'due' | 'dead'): Promise<Credential | null>;
};

/** What the link depends on; tests pass their own clock. */
export type HostLinkOptions = { now?: () => number; patienceMs?: number };

/** How long a host may take to answer. */
const PATIENCE_MS = 10_000;

const PRINTABLE = /^[\x21-\x7e]+$/;

const noToken = (serverMessage: string): ApiFailure =>
  new ApiFailure({ kind: 'unauthorized', outcome: 'not-sent', code: HOST_REFUSAL, serverMessage });

const isHostToken = (answer: unknown): answer is HostToken =>
  isRecord(answer) &&
  typeof answer.token === 'string' &&
  PRINTABLE.test(answer.token) &&
  (answer.scheme === 'ApiKey' || answer.scheme === 'Bearer') &&
  (answer.expiresAt === null || Number.isFinite(answer.expiresAt)) &&
  typeof answer.tokenId === 'string';

const inTime = <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noToken('The portal did not answer in time')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/**
 * Asks the host for credentials: one question at a time, bounded in time, every answer looked at before it is used. What a host
 * says when it refuses is not shown to anybody. In: the host's function.
 */
export const createHostLink = (
  getToken: GetToken,
  { now = Date.now, patienceMs = PATIENCE_MS }: HostLinkOptions = {},
): HostLink => {
  const ids = new WeakMap<Credential, string>();
  let open: Promise<Credential> | null = null;

  const question = async (reason: TokenReason, old?: Credential): Promise<Credential> => {
    const tokenId = old && ids.get(old);
    const askedAt = now();
    const asked = new Promise<unknown>((resolve) =>
      resolve(getToken(tokenId === undefined ? { reason } : { reason, tokenId })),
    );
    const answer = await inTime(asked, patienceMs).catch((error: unknown) => {
      throw error instanceof ApiFailure ? error : noToken('The portal gave no token');
    });
    if (!isHostToken(answer)) throw noToken('The portal gave a token that cannot be used');
    // An end that is past is no reason to refuse a token: where this machine's clock is ahead, every fresh one would be. Lightdash decides.
    const expiresAt = answer.expiresAt !== null && answer.expiresAt > now() ? answer.expiresAt : null;
    const credential = hostCredential({ ...answer, expiresAt }, askedAt);
    if (reason === 'rejected' && credential.headers.authorization === old?.headers.authorization)
      throw noToken('The portal gave the refused token again');
    ids.set(credential, answer.tokenId);
    return credential;
  };

  const ask = (reason: TokenReason, old?: Credential): Promise<Credential> => {
    open ??= question(reason, old).finally(() => {
      open = null;
    });
    return open;
  };

  return {
    first: () => ask('initial'),
    renew: (old, why) => (why === 'dead' ? ask('rejected', old).catch(() => null) : ask('expiring', old)),
  };
};
