import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainPath } from './paths';

/** Notes a request down once its answer has been sent, or nobody waits for it any more. */
export type AccessLog = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** What a client has not waited for; as nginx says it. */
const CLIENT_GONE = 499;
const MASK = '***';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `groupAccesses`, `personal-access-tokens`, `config.json`. */
const WORDS = /^(?=.{1,32}$)[a-z]+([-_.][a-z]+)*$/i;
/** What an account is called in addresses (config-accounts.ts). */
const ACCOUNT_ID = /^[a-z][a-z0-9-]{0,30}$/;
/** `v1`, `42`. */
const NUMBER = /^v?\d{1,9}$/;
/** The names of files that a build has hashed. */
const FILE = /^[\w.-]{1,80}\.[a-z0-9]{1,11}$/i;
/** What follows these lets somebody in. */
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
  return (incoming, outgoing) => {
    const { method, url = '', socket } = incoming;
    const start = performance.now();
    const sentBefore = socket.bytesWritten;
    outgoing.once('close', () => {
      const status = outgoing.writableFinished ? outgoing.statusCode : CLIENT_GONE;
      const ms = Math.round((performance.now() - start) * 10) / 10;
      const bytes = socket.bytesWritten - sentBefore;
      write(JSON.stringify({ time: new Date().toISOString(), method, path: loggedPath(url), status, ms, bytes }));
    });
  };
}

/**
 * The path of a request target as it may be written down. Words, uuids and numbers stay; whatever else could be a token,
 * an invite code or an e-mail address becomes `***`.
 */
export function loggedPath(target: string): string {
  const [path = ''] = target.slice(0, 400).split('?', 1);
  const [first, ...segments] = path.split('/');
  if (first !== '' || segments.length > 16) return MASK;
  const isFolderOfFiles = segments[0] === 'assets' || segments[0] === 'lib';
  const shown = segments.map((segment, i) => {
    if (segment === '') return segment;
    if (SECRET_AFTER.has(before(segments, i))) return MASK;
    if (i === 1 && segments[0] === 'accounts' && ACCOUNT_ID.test(segment)) return segment;
    const isKept =
      UUID.test(segment) || WORDS.test(segment) || NUMBER.test(segment) || (isFolderOfFiles && FILE.test(segment));
    return isKept ? segment : MASK;
  });
  return `/${shown.join('/')}`;
}

/** The segment before another one as a server may read it: decoded, in small letters, and past empty ones. */
function before(segments: readonly string[], i: number): string {
  const name = segments.slice(0, i).findLast((segment) => segment !== '') ?? '';
  return (plainPath(name) ?? name).toLowerCase();
}

/** Writes lines to stdout, those of one turn of the event loop together. */
export function toStdout(): (line: string) => void {
  let waiting = '';
  const flush = () => {
    process.stdout.write(waiting);
    waiting = '';
  };
  process.once('exit', flush);
  // Whoever read it has gone: the server works on.
  process.stdout.on('error', () => {});
  return (line) => {
    if (!waiting) setImmediate(flush);
    waiting += `${line}\n`;
  };
}
