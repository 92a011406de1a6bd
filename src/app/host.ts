import type { FailureKind } from '#/api/core/failure';
import type { EndedCall } from '#/api/core/home';
import type { GetToken } from '#/api/core/host';
import type { Pending } from '#/ui/pending';
import type { Problem } from '#/ui/problem';

/**
 * What happens in an embedded console, for the page around it. `path` is that of an operation of an API behind our server. No
 * event holds a secret.
 */
export type ConsoleEvent =
  | { type: 'signed-in'; userUuid: string; organizationUuid: string }
  | { type: 'saved'; method: string; path: string }
  | { type: 'failed'; kind: FailureKind; status: number; method: string; path: string }
  | { type: 'pending'; pending: Pending };

/** Hears each path of the console that was gone to, from its `/` on; `replace`: in the place of the former one. */
export type OnNavigate = (path: string, how: { replace: boolean }) => void;

/** The page around an embedded console: it provides credentials and receives events. */
export type Host = {
  getToken: GetToken;
  onNavigate?: OnNavigate | undefined;
  onEvent?: ((event: ConsoleEvent) => void) | undefined;
};

/** Reported when the host gave a credential that was refused. */
export const HOST_REFUSED: Problem = {
  title: 'The portal could not sign you in',
  message: 'Lightdash does not accept the token that it gave. Try again, or tell whoever runs the portal.',
  canRetry: true,
};

/** Calls a listener of the host's. One that fails is the host's own error, and reported as such. */
export const safeNotify =
  <Args extends unknown[]>(listener: ((...args: Args) => void) | undefined) =>
  (...args: Args): void => {
    if (listener) queueMicrotask(() => listener(...args));
  };

/** What a call is to the host: a change that was saved, or a failure. Null for reads, and for calls that were aborted. */
export const eventOf = ({ method, path, failure }: EndedCall): ConsoleEvent | null => {
  if (failure)
    return failure.kind === 'aborted'
      ? null
      : { type: 'failed', kind: failure.kind, status: failure.status, method, path };
  return method === 'GET' ? null : { type: 'saved', method, path };
};
