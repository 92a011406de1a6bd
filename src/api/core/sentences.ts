import { HALF_WRITTEN, HOST_REFUSAL, isFailure, NOT_MAILED, NOT_SHOWN, WRITTEN, type ApiFailure } from './failure';

/** A failure in a person's words: what happened, and what to do about it. `canRetry` says whether trying again may help. */
export type Problem = { title: string; message: string; canRetry: boolean };

/** Where one signs in to the console itself; the other APIs are connected to it. */
const OURS = 'Lightdash';

/** The server's own sentences that deserve better words; the rest are shown as they are when they are short and plain. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['Organization must have at least one admin', 'This person is the only admin. Make somebody else an admin first.'],
  [
    "You don't have access to this resource or action",
    'Your role does not allow this. An admin of the organization can do it or change your role.',
  ],
  [
    'Cannot grant permissions exceeding your own',
    'This role allows more than your own role does, so you cannot give it. Somebody who is allowed all of it can.',
  ],
  ['Group name already exists', 'A group with this name exists already. Choose another name.'],
  ['Email is already used by a user in your organization', 'This person is already a member of the organization.'],
  ['Email and password not recognized', 'The e-mail or the password is not right.'],
]);

/** Markup, JSON, control characters, stack frames and places in code: nothing of these is for a person. */
const RAW = /[<>{}[\]\p{Cc}]|\bat \S+ ?\(|:\d+:\d+|\.[cm]?[jt]sx?:\d/u;

/** A text from outside as a whole sentence, or null when it is not one. */
const sentence = (text: string): string | null => {
  const trimmed = text.trim();
  if (trimmed.length > 200 || RAW.test(trimmed) || !/\p{L}{2}/u.test(trimmed)) return null;
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[!?…]$/.test(begun) ? begun : `${begun.replace(/[\s.,:;]+$/, '')}.`;
};

const said = (failure: ApiFailure, otherwise: string): string =>
  KNOWN.get(failure.serverMessage.trim()) ?? sentence(failure.serverMessage) ?? otherwise;

const waitFor = (seconds: number | null): string => {
  if (seconds === null || seconds <= 0 || seconds > 86_400) return 'Wait a moment and try again.';
  const inMinutes = seconds > 120;
  const count = Math.ceil(inMinutes ? seconds / 60 : seconds);
  return `Try again in ${count} ${inMinutes ? 'minute' : 'second'}${count === 1 ? '' : 's'}.`;
};

const slowDown = ({ api, permittedPerMinute }: ApiFailure): string =>
  permittedPerMinute === null
    ? 'The server asks us to slow down.'
    : `${api} permits ${permittedPerMinute} calls a minute.`;

/** The detail of a failure if it is an address or a scope, otherwise the given word. */
const detailOf = ({ detail }: ApiFailure, otherwise: string): string =>
  detail && detail.length <= 100 && !RAW.test(detail) ? detail : otherwise;

/** The titles of conflicts by their detail. */
const CONFLICTS: ReadonlyMap<string, string> = new Map([
  [WRITTEN, 'Not as it was written'],
  [NOT_SHOWN, 'This cannot be checked'],
  [HALF_WRITTEN, 'Only half of it is saved'],
  [NOT_MAILED, 'Invited, but not mailed'],
]);

const problemOf = (failure: ApiFailure): Problem => {
  const { kind, api } = failure;
  switch (kind) {
    case 'unauthorized':
      if (failure.code === HOST_REFUSAL)
        return {
          title: 'The portal could not sign you in',
          message: said(failure, 'It gave no token.'),
          canRetry: true,
        };
      return api === OURS
        ? { title: 'You are signed out', message: 'Your sign-in has ended. Sign in again to go on.', canRetry: false }
        : {
            title: 'The connection has ended',
            message: `${api} does not take the credential any more. Connect again to go on.`,
            canRetry: false,
          };
    case 'session-only':
      return {
        title: 'This needs a signed-in session',
        message: `${api} does not allow this with an access token. Sign in with e-mail and password to do it.`,
        canRetry: false,
      };
    case 'bad-credentials':
      return {
        title: api === OURS ? 'Sign-in failed' : 'Not connected',
        message: said(failure, 'That was not accepted. Check it and try again.'),
        canRetry: false,
      };
    case 'forbidden':
      return {
        title: 'Not allowed',
        message:
          failure.detail === 'or-gone'
            ? 'Your role does not allow this, or it has been deleted meanwhile. Reload and look again.'
            : said(failure, 'Your role does not allow this.'),
        canRetry: false,
      };
    case 'deactivated':
      return {
        title: 'This account is deactivated',
        message: 'Ask an admin of the organization to activate it again.',
        canRetry: false,
      };
    case 'no-identity':
      return {
        title: 'This token belongs to nobody',
        message: `${api} knows no person behind it. Connect with a token that a person has made for themselves.`,
        canRetry: false,
      };
    case 'address-refused':
      return {
        title: 'Refused from this network',
        message: `${api} does not take this token from ${detailOf(failure, 'here')}. Allow that address in the token’s settings, or connect with another token.`,
        canRetry: false,
      };
    case 'scope-missing':
      return {
        title: 'The token may not do this',
        message: `It lacks ${detailOf(failure, 'a permission')}. Grant that in ${api}, or connect with a token that has it.`,
        canRetry: false,
      };
    case 'service-account-refused':
      return {
        title: 'Not for service accounts',
        message: `${api} tells this to people only. Connect with a token of your own.`,
        canRetry: false,
      };
    case 'not-found':
      return { title: 'Not found', message: 'It may have been removed, or the address is wrong.', canRetry: false };
    case 'no-such-operation':
      return {
        title: 'This server cannot do that',
        message: `Its version of ${api} does not have this function.`,
        canRetry: false,
      };
    case 'conflict':
      return {
        title: CONFLICTS.get(failure.detail) ?? 'This does not go together',
        message: said(failure, 'Somebody else changed it meanwhile. Reload and look again.'),
        canRetry: failure.detail === NOT_SHOWN,
      };
    case 'invalid':
      return {
        title: `${api} did not accept this`,
        message: said(failure, sentence(Object.values(failure.fields)[0] ?? '') ?? 'Check what you entered.'),
        canRetry: false,
      };
    case 'rate-limited':
      return {
        title: 'Too many requests',
        message: `${slowDown(failure)} ${waitFor(failure.retryAfter)}`,
        canRetry: true,
      };
    case 'server':
      return {
        title: 'The server failed',
        message: `${api} could not carry this out. If it happens again, tell whoever runs it.`,
        canRetry: true,
      };
    case 'unavailable':
      return {
        title: `${api} is not available`,
        message: `It may be restarting. ${waitFor(failure.retryAfter)}`,
        canRetry: true,
      };
    case 'not-implemented':
      return { title: 'Not available here', message: 'This server does not do this yet.', canRetry: false };
    case 'not-available':
      return {
        title: 'Not available on this server',
        message:
          failure.detail === 'licence'
            ? `This needs an Enterprise licence of ${api}, which the server does not have.`
            : said(failure, 'Whoever runs the server has not switched it on.'),
        canRetry: false,
      };
    case 'timeout':
      return {
        title: 'No answer in time',
        message: 'The server took too long. Try again, or look at the network.',
        canRetry: true,
      };
    case 'network':
      return {
        title: 'The server cannot be reached',
        message: 'The connection failed. Check the network and try again.',
        canRetry: true,
      };
    case 'offline':
      return { title: 'You are offline', message: 'Connect to the network and try again.', canRetry: true };
    case 'aborted':
      return { title: 'Stopped', message: 'The request was cancelled.', canRetry: true };
    case 'malformed':
      return {
        title: 'An answer we cannot read',
        message: `Something between here and ${api} answered in its place, perhaps a sign-in page of your network. ${api === OURS ? 'Reload the page.' : 'Try again.'}`,
        canRetry: true,
      };
    case 'blocked':
      return { title: 'Not sent', message: 'The address is outside of what this console may call.', canRetry: false };
  }
};

/** What became of the answer to a write that may have been carried out. */
const lostAnswer = ({ kind, api }: ApiFailure): string => {
  switch (kind) {
    case 'timeout':
      return 'No answer came in time, so it may or may not have been carried out.';
    case 'network':
      return 'The connection broke before the server confirmed it.';
    case 'offline':
      return 'You went offline before the server confirmed it.';
    case 'aborted':
      return 'The request was stopped before the server confirmed it.';
    case 'server':
      return 'The server failed on the way, so it may or may not have been carried out.';
    case 'unavailable':
      return `${api} became unavailable before it confirmed it.`;
    case 'malformed':
      return 'The answer could not be read, so it confirms nothing.';
    default:
      return 'The server has not confirmed it.';
  }
};

/**
 * Puts anything thrown into words. In: an error of any kind. Out: a Problem; for a write whose answer was lost it says that
 * it is not known whether it was saved. Raw bodies, stacks and tokens never get here (see failure.ts, redact.ts).
 */
export const describeFailure = (error: unknown): Problem => {
  if (!isFailure(error)) {
    return {
      title: 'Something went wrong in the console',
      message: 'Reload the page. What you saved is safe.',
      canRetry: true,
    };
  }
  if (error.outcome !== 'unknown') return problemOf(error);
  return {
    title: 'Not known whether this was saved',
    message: `${lostAnswer(error)} Check the current state before you try again.`,
    canRetry: false,
  };
};

/**
 * A failure as one line of a list of results. `unknown` marks a write that may have been carried out, `lost` one to which the
 * server did not answer at all, `over` one that was refused because the session is over, `again` a check that shows nothing, after which
 * the write can be sent again.
 */
export const explainRow = (
  error: unknown,
): { text: string; unknown: boolean; lost: boolean; over: boolean; again: boolean } => {
  const { title, message } = describeFailure(error);
  const unknown = isFailure(error) && error.outcome === 'unknown';
  const lost = unknown || isFailure(error, 'network', 'offline', 'timeout', 'unavailable');
  const over = isFailure(error, 'unauthorized');
  return { text: `${title}. ${message}`, unknown, lost, over, again: isFailure(error) && error.detail === NOT_SHOWN };
};
