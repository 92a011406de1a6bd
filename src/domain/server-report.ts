import { shortDate } from '../lib/dates';
import { hasSession, type Me } from './permissions';

/** What the contract knows of an operation. Dates are days: "2026-09-10". */
type OperationFacts = {
  name: string;
  summary: string;
  /** The generation that brought it. */
  since?: string;
  deprecatedSince?: string;
  sunset?: string;
  replacedBy?: string | undefined;
  /** A licence, or the name of a switch. */
  needs?: string;
  isSessionOnly?: boolean;
};

/** What is known of it on this server: how it fared, and the dates that its answers announced. */
type Evidence = {
  seen: 'works' | 'absent' | 'licence' | 'switched-off' | 'session-only' | undefined;
  announced: { since?: string; until?: string } | undefined;
  server: { isNewer: boolean | undefined; hasLicence: boolean | undefined; me: Pick<Me, 'credential'> };
};

/** In the order in which they want attention. */
export const OPERATION_STATES = [
  'past',
  'going',
  'absent',
  'licence',
  'switched-off',
  'session',
  'works',
  'untried',
] as const;
type OperationState = (typeof OPERATION_STATES)[number];

const STATE_NAMES: Record<OperationState, string> = {
  past: 'Past its end',
  going: 'About to go',
  absent: 'Not on this server',
  licence: 'Needs a licence',
  'switched-off': 'Switched off',
  session: 'Needs a session',
  works: 'Works',
  untried: 'Not called yet',
};

export const operationStateName = (state: OperationState): string => STATE_NAMES[state];

export type OperationReport = {
  name: string;
  summary: string;
  state: OperationState;
  /** What more there is to say: the dates of its end, the generation that has it. Empty for nothing. */
  detail: string;
  /** The operation that does its work, where there is one; it stands in for this one, or this one for it. */
  instead: string;
  /** Whether the console has called it here, and it answered. */
  isUsed: boolean;
};

/**
 * How an operation stands on a server. What has come back from it counts more than what the server announces, and that more than
 * what the contract knows; nothing is said to work that has not been seen to. In: today as a day.
 */
export function reportOn(
  facts: OperationFacts,
  { seen, announced, server }: Evidence,
  today = new Date().toISOString().slice(0, 10),
): OperationReport {
  const { name, summary, replacedBy = '' } = facts;
  const since = announced?.since ?? (server.isNewer ? facts.deprecatedSince : undefined);
  const until = announced?.until ?? (server.isNewer ? facts.sunset : undefined);
  const report = (state: OperationState, detail = '') => ({
    name,
    summary,
    state,
    detail,
    instead: replacedBy,
    isUsed: seen === 'works',
  });
  if (seen === 'absent' || (facts.since && server.isNewer === false && seen !== 'works'))
    return report('absent', facts.since ? `Came with ${facts.since}` : '');
  if (seen === 'licence' || (facts.needs === 'licence' && server.hasLicence === false)) return report('licence');
  if (seen === 'switched-off') return report('switched-off');
  if (seen === 'session-only' || (facts.isSessionOnly && !hasSession(server.me)))
    return report('session', 'Not with this sign-in');
  if (since || until) {
    const dates = [since && `Deprecated since ${shortDate(since)}`, until && `until ${shortDate(until)}`];
    return report(until && until < today ? 'past' : 'going', dates.filter(Boolean).join(', '));
  }
  return seen === 'works' ? report('works') : report('untried');
}

/** The operations that the console has called here and whose end is announced or has passed. */
export const leanedOn = (operations: readonly OperationReport[]): OperationReport[] =>
  operations.filter(({ state, isUsed }) => isUsed && (state === 'past' || state === 'going'));

/** Facts and operations as a text to pass on, say to whoever runs the server. */
export const serverAsText = (
  facts: readonly (readonly [name: string, value: string])[],
  operations: readonly OperationReport[],
): string =>
  [
    ...facts.map(([name, value]) => `${name}: ${value}`),
    '',
    ...operations.map(({ name, state, detail, instead }) =>
      [name, STATE_NAMES[state], detail, instead && `see ${instead}`].filter(Boolean).join(' · '),
    ),
  ].join('\n');
