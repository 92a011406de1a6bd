import type { ServerResponse } from 'node:http';
import { plainPath } from './paths';

/** Looks at a request. @returns what logs it once its answer was sent, or its client has gone. */
export type AccessLog = (outgoing: ServerResponse) => () => void;

/** The status of a request whose client has gone before the answer, as in nginx. */
const CLIENT_GONE = 499;
const MASK = '***';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `groupAccesses`, `personal-access-tokens`, `config.json`. */
const WORDS = /^(?=.{1,32}$)[a-z]+([-_.][a-z]+)*$/i;
/** What an account is called in addresses (config-accounts.ts). */
const ACCOUNT_ID = /^[a-z][a-z0-9-]{0,30}$/;
/** `v1`, `42`. */
const NUMBER = /^v?\d{1,9}$/;
/** Files of a build, whose names are hashed. */
const FILE = /^\/(assets|lib(\/[a-z.]{1,32})?)\/[\w.-]{1,80}\.[a-z0-9]{1,11}$/i;
/** The segment after these is a secret. */
const SECRET_AFTER = new Set([
  'invite',
  'invite-links',
  'password-reset',
  'reset-password',
  'recover-password',
  'share',
  'verify-email',
]);

/**
 * Makes an access log: one line of JSON a request, `{time, method, path, status, ms, bytes}`. `bytes` counts what was sent,
 * headers included; the path has no query, and in it stands nothing that could be a secret.
 */
export function createAccessLog(write: (line: string) => void): AccessLog {
  // Many requests end in the same millisecond, and to write a date is slow.
  let [at, time] = [0, ''];
  return (outgoing) => {
    const { method, url = '', socket } = outgoing.req;
    const start = performance.now();
    const sentBefore = socket.bytesWritten;
    return () => {
      const status = outgoing.writableFinished ? outgoing.statusCode : CLIENT_GONE;
      const ms = Math.round((performance.now() - start) * 10) / 10;
      const bytes = socket.bytesWritten - sentBefore;
      if (at !== (at = Date.now())) time = new Date(at).toISOString();
      const path = loggedPath(url);
      // Needs no quoting: the parser knows all methods, and what is kept of a path is letters, digits and `-_.*/`.
      write(`{"time":"${time}","method":"${method}","path":"${path}","status":${status},"ms":${ms},"bytes":${bytes}}`);
    };
  };
}

/**
 * The path of a request target as it may be written down. Words, uuids and numbers stay; whatever else could be a token,
 * an invite code or an e-mail address becomes `***`.
 */
export function loggedPath(target: string): string {
  const [path = ''] = target.slice(0, 400).split('?', 1);
  if (FILE.test(path)) return path;
  const [first, ...segments] = path.split('/');
  if (first !== '' || segments.length > 16) return MASK;
  let shown = '';
  /** The last segment that was not empty, as a server may read it: decoded, and in small letters. */
  let before = '';
  for (const [i, segment] of segments.entries()) {
    const isKept =
      !SECRET_AFTER.has(before) &&
      (UUID.test(segment) ||
        WORDS.test(segment) ||
        NUMBER.test(segment) ||
        (i === 1 && segments[0] === 'accounts' && ACCOUNT_ID.test(segment)));
    shown += `/${isKept || segment === '' ? segment : MASK}`;
    if (segment !== '') before = (segment.includes('%') ? (plainPath(segment) ?? segment) : segment).toLowerCase();
  }
  return shown;
}

/** Writes lines to stdout, those of a moment together, for each write costs as much as an answer. */
export function toStdout(): (line: string) => void {
  let waiting = '';
  const flush = () => {
    process.stdout.write(waiting);
    waiting = '';
  };
  process.once('exit', flush);
  // The reader of the log has gone; the server continues.
  process.stdout.on('error', () => {});
  return (line) => {
    if (!waiting) setTimeout(flush, 20);
    waiting += `${line}\n`;
  };
}
