import type { AccountSettings } from './config-accounts';
import { variablePrefix } from './config-service';
import { ConfigError, type Environment } from './config-values';

/** All variables that begin like ours and are ours. */
const NAMES = [
  'ACCOUNTS',
  'ACCOUNTS_FILE',
  'EMBED_ORIGINS',
  'LIGHTDASH_OAUTH_CLIENT_ID',
  'LIGHTDASH_ORGANIZATION',
  'LIGHTDASH_PUBLIC_URL',
  'LIGHTDASH_URL',
];
const OF_SERVICE = ['CLIENT_ID', 'CLIENT_SECRET', 'TOKEN_ENDPOINT'];
const LIKE_OURS = /^(ACCOUNTS?|EMBED|LIGHTDASH)(_|$)/i;
/** What Kubernetes and Docker links tell each container of the services beside it, one of which may well be called "lightdash". */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)?)$/;
/** Ours, too, though others' may begin alike. Short ones (HOST, PORT, DEMO) are not here: many a word is like them. */
const OTHER_NAMES = [
  'ACCESS_LOG',
  'ALLOWED_HOSTS',
  'DATA_DIR',
  'KEEP_ASSETS_DIR',
  'SANDBOX_GENERATION',
  'SANDBOX_GROUPS',
  'SANDBOX_MEMBERS',
  'SANDBOX_PROJECTS',
  'SANDBOX_SCHEDULERS',
  'SANDBOX_SPACES',
  'SANDBOX_SWITCHES',
  'STOP_DELAY',
];
/** As many slips of the finger are taken for a slip; what differs more is another word. */
const MAX_SLIPS = 3;

/**
 * Refuses variables that begin like ours, or look like one of ours, and are not: a misspelt one would be ignored in silence. Empty
 * ones count as absent.
 *
 * @throws ConfigError with the name that may have been meant. It never repeats the value.
 */
export function refuseUnknownNames(env: Environment, accounts: readonly AccountSettings[]): void {
  const ofAccounts = accounts
    .filter(({ credentials }) => credentials.includes('service'))
    .flatMap(({ id }) => OF_SERVICE.map((name) => variablePrefix(id) + name));
  const known = [...NAMES, ...ofAccounts];
  for (const [name, value] of Object.entries(env)) {
    if (!value || SERVICE_LINK.test(name) || known.includes(name) || OTHER_NAMES.includes(name)) continue;
    const beginsLikeOurs = LIKE_OURS.test(name);
    const meant = beginsLikeOurs ? closest(name.toUpperCase(), known) : mistaken(name.toUpperCase());
    if (!beginsLikeOurs && !meant) continue;
    const advice = meant ? `did you mean ${meant}?` : 'leave it out, or look it up in docs/configuration.md.';
    throw new ConfigError(
      `${name} is not a variable of the console${name.startsWith('ACCOUNT_') ? ' or of any account that takes service' : ''}; ${advice}`,
    );
  }
}

function closest(name: string, known: readonly string[]): string | null {
  const [best] = known
    .map((candidate) => ({ candidate, slips: slipsBetween(name, candidate) }))
    .sort((a, b) => a.slips - b.slips);
  return best && best.slips <= MAX_SLIPS ? best.candidate : null;
}

/** The variable of which this is a slip: two letters of a long name, one of a shorter. */
function mistaken(name: string): string | null {
  const maxSlips = (candidate: string) => (candidate.length < 10 ? 1 : 2);
  const isNear = (candidate: string) =>
    Math.abs(candidate.length - name.length) <= 2 && slipsBetween(name, candidate) <= maxSlips(candidate);
  return [...NAMES, ...OTHER_NAMES].find(isNear) ?? null;
}

/** How many letters have to be put in, left out or exchanged (Levenshtein). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const exchanged = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
