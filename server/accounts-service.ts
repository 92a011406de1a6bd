import { createHash } from 'node:crypto';
import { AccountFailure, type AccountProblem } from './accounts-failure';
import type { Received } from './accounts-send';
import type { ServiceSettings } from './config-service';
import { createGate, inTurn } from './gate';

/** Sends to the account's API within the limits; throws AccountFailure. */
type Ask = (request: Request) => Promise<Received>;

interface ServiceOptions {
  name: string;
  settings: ServiceSettings;
  /** Asks Lightdash who a caller is (GET /api/v1/user); throws AccountFailure. */
  askLightdash: (caller: Headers) => Promise<Received>;
  now: () => number;
}

interface ServiceToken {
  access: string;
  endsAt: number;
}

/** A token is not used in its last moments, for the call takes time too. */
const MARGIN_MS = 30_000;
/** How long an answer about a caller holds. A right that is lost still works for this long. */
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 1_000;
const REFUSALS: ReadonlySet<AccountProblem> = new Set(['lightdash_unauthorized', 'service_not_allowed']);
const CREDENTIALS = ['authorization', 'cookie'];
/** Several callers share the question: it continues when one of them has gone. */
const NEVER = new AbortController().signal;
/** Where the token endpoint does not say (RFC 6749, section 5.1). */
const DEFAULT_SECONDS = 300;

/**
 * The shared service account of an API. Out: a function that makes the call with the account's own token, on behalf of a
 * caller whom Lightdash has confirmed as an admin of the configured organization a moment ago.
 *
 * Tokens are kept to their end, one for each organization; one is made at a time, however many callers wait for it.
 */
export function createService({ name, settings, askLightdash, now }: ServiceOptions) {
  const confirm = createConfirmations((caller) => confirmedOrganization(caller, settings, askLightdash), now);
  const tokens = new Map<string, Promise<ServiceToken>>();

  const tokenOf = async (organizationUuid: string, ask: Ask, rejected?: ServiceToken): Promise<ServiceToken> => {
    const known = tokens.get(organizationUuid);
    const token = await known;
    if (token && token !== rejected && token.endsAt > now()) return token;
    // All calls that waited for the same dead token have begun by now.
    const begun = tokens.get(organizationUuid);
    if (begun && begun !== known) return begun;
    const fresh = makeToken(organizationUuid, ask);
    tokens.set(organizationUuid, fresh);
    fresh.catch(() => {
      if (tokens.get(organizationUuid) === fresh) tokens.delete(organizationUuid);
    });
    return fresh;
  };

  const makeToken = async (organizationUuid: string, ask: Ask): Promise<ServiceToken> => {
    const { clientId, clientSecret } = settings.client(organizationUuid);
    // Basic is what every server takes (RFC 6749, section 2.3.1).
    const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
    const request = new Request(settings.tokenUrl, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const { status, body } = await ask(request);
    const answer = jsonOf(body);
    if (status !== 200 || typeof answer.access_token !== 'string') throw unavailable();
    const seconds = typeof answer.expires_in === 'number' ? answer.expires_in : DEFAULT_SECONDS;
    return { access: answer.access_token, endsAt: now() + seconds * 1000 - MARGIN_MS };
  };

  const unavailable = () =>
    new AccountFailure('service_unavailable', `The shared service account of ${name} is not accepted at the moment.`);

  /**
   * @param caller the headers of the caller's own request.
   * @param ask sends to the account's API.
   * @param requestWith makes the request with an authorization.
   * @throws AccountFailure `service_not_allowed` for everybody but admins.
   */
  return async (caller: Headers, ask: Ask, requestWith: (authorization: string) => Request): Promise<Received> => {
    const organizationUuid = await confirm(caller);
    const first = await tokenOf(organizationUuid, ask);
    const answer = await ask(requestWith(`Bearer ${first.access}`));
    if (answer.status !== 401) return answer;
    const second = await tokenOf(organizationUuid, ask, first);
    const again = await ask(requestWith(`Bearer ${second.access}`));
    // A 401 would tell the browser that its own credential is dead.
    if (again.status === 401) throw unavailable();
    return again;
  };
}

/**
 * Asks about a caller once for all the calls of a moment, whatever the answer. Few are asked about at a time: anybody can make up
 * a credential, and each of them is a question to Lightdash.
 *
 * @returns a function that throws GateFull, and what `ask` throws.
 */
function createConfirmations(
  ask: (caller: Headers) => Promise<string>,
  now: () => number,
): (caller: Headers) => Promise<string> {
  const gate = createGate({ limit: 16, maxWaiting: 64 });
  const answers = new Map<string, { organization: Promise<string>; until: number }>();
  return (caller) => {
    const key = createHash('sha256');
    for (const name of CREDENTIALS) key.update(`${caller.get(name) ?? ''}\0`);
    const id = key.digest('base64');
    const known = answers.get(id);
    if (known && known.until > now()) return known.organization;
    for (const [old, { until }] of answers) if (until <= now() || answers.size > MAX_REMEMBERED) answers.delete(old);
    const organization = inTurn(gate, NEVER, () => ask(caller));
    const answer = { organization, until: Number.POSITIVE_INFINITY };
    answers.set(id, answer);
    const remember = (error?: unknown) => {
      const isAnswer = error === undefined || (error instanceof AccountFailure && REFUSALS.has(error.problem));
      answer.until = isAnswer ? now() + REMEMBERED_MS : 0;
    };
    organization.then(() => remember(), remember);
    return organization;
  };
}

/** The organization in whose name the caller may ask. Only what Lightdash itself says of exactly this credential counts. */
async function confirmedOrganization(
  caller: Headers,
  settings: ServiceSettings,
  askLightdash: ServiceOptions['askLightdash'],
): Promise<string> {
  const headers = new Headers({ accept: 'application/json' });
  for (const name of CREDENTIALS) {
    const value = caller.get(name);
    if (value !== null) headers.set(name, value);
  }
  const { status, body } = await askLightdash(headers);
  if (status === 401) throw new AccountFailure('lightdash_unauthorized', 'Lightdash does not know who asks.');
  if (status === 403) throw new AccountFailure('service_not_allowed', 'Lightdash does not let this person in.');
  if (status !== 200) throw new AccountFailure('upstream_unreachable', 'Lightdash could not say who asks.');
  const { role, organizationUuid } = objectOf(jsonOf(body).results);
  const isTheirs = settings.organizationUuid === null || organizationUuid === settings.organizationUuid;
  if (role !== 'admin' || typeof organizationUuid !== 'string' || !isTheirs) {
    throw new AccountFailure(
      'service_not_allowed',
      'Only admins of the organization may use the shared service account.',
    );
  }
  return organizationUuid;
}

function jsonOf(body: Uint8Array): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
