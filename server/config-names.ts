import type { AccountSettings } from './config-accounts';
import { variablePrefix } from './config-service';
import { type Environment, refuse } from './config-values';

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
/**
 * Refuses variables that begin like ours, or look like one of ours, and are not: a misspelt one would be ignored in silence. Empty
 * ones count as absent.
 *
 * What begins like ours may differ by three letters from what was meant; other long names by two, short ones by one.
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
    const meant = beginsLikeOurs
      ? nearest(name, known, () => 3)
      : nearest(name, [...NAMES, ...OTHER_NAMES], ({ length }) => (length < 10 ? 1 : 2));
    if (!beginsLikeOurs && !meant) continue;
    const advice = meant ? `did you mean ${meant}?` : 'leave it out, or look it up in docs/configuration.md.';
    refuse(
      `${name} is not a variable of the console${name.startsWith('ACCOUNT_') ? ' or of any account that takes service' : ''}; ${advice}`,
    );
  }
}

/** The candidate from which a name differs least, if that is little enough for a slip. */
function nearest(name: string, candidates: string[], maxSlips: (candidate: string) => number): string | undefined {
  return candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(name.toUpperCase(), candidate) }))
    .filter(({ candidate, slips }) => slips <= maxSlips(candidate))
    .sort((a, b) => a.slips - b.slips)[0]?.candidate;
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
