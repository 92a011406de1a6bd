import type { Asked, Notice, Received } from '../core/dialect';
import { redact } from '../core/redact';

const LONGEST = 200;
/** Code 299 only: 110 "Response is Stale" and the like come from caches (RFC 9111, before its section 5.5). */
const WARNING = /^\s*299\s+\S+\s+"((?:[^"\\]|\\.)*)"/;

const dayOf = (value: string): string => {
  // RFC 9745: an `@` and seconds; older servers send an HTTP date, or only "true".
  const at = value.startsWith('@') ? Number(value.slice(1)) * 1000 : Date.parse(value);
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString().slice(0, 10) : '';
};

/**
 * What the headers of an answer say beside its data: `Deprecation` (RFC 9745) with `Sunset` (RFC 8594), and `Warning: 299`. In:
 * the answer and its request. Out: notices, dates as YYYY-MM-DD, texts masked. Source: docs/lightdash/server.md#s7.
 */
export const noticesOf = ({ headers }: Pick<Received, 'headers'>, { method, path }: Asked): Notice[] => {
  const notices: Notice[] = [];
  const deprecation = headers.get('deprecation');
  const sunset = dayOf(headers.get('sunset') ?? '');
  if ((deprecation && deprecation !== 'false') || sunset) {
    const since = dayOf(deprecation ?? '');
    const text = [since && `Deprecated since ${since}.`, sunset && `Goes away on ${sunset}.`].filter(Boolean).join(' ');
    notices.push({
      kind: 'deprecated',
      method,
      path,
      text: text || 'Deprecated.',
      ...(since && { since }),
      ...(sunset && { until: sunset }),
    });
  }
  const warning = WARNING.exec(headers.get('warning') ?? '')?.[1];
  if (warning)
    notices.push({ kind: 'warning', method, path, text: redact(warning.replace(/\\(.)/g, '$1')).slice(0, LONGEST) });
  return notices;
};

/** How many different notices are kept: there are not many operations. */
const KEPT = 50;
let kept: readonly Notice[] = [];
const listeners = new Set<() => void>();

/** Names of things in a path are not part of what is announced. */
const operationOf = ({ method, path }: Notice): string =>
  `${method} ${path.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, '…')}`;

/** Remembers a notice, once an operation. */
export const addNotice = (notice: Notice): void => {
  const operation = operationOf(notice);
  if (kept.length >= KEPT || kept.some((known) => known.kind === notice.kind && operationOf(known) === operation))
    return;
  kept = [...kept, { ...notice, path: operation.slice(notice.method.length + 1) }];
  for (const listener of listeners) listener();
};

/** Forgets all notices, for the next console on the page. */
export const forgetNotices = (): void => {
  kept = [];
};

/** The notices since the page was loaded, and how to subscribe to more. */
export const notices = {
  current: () => kept,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
