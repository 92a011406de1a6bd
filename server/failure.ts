import { STATUS_CODES } from 'node:http';

/** What the console itself may answer under /api, by HTTP status; the names are in Lightdash's manner. */
const NAMES = {
  400: 'ParameterError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  413: 'PayloadTooLargeError',
  500: 'UnexpectedServerError',
  502: 'BadGatewayError',
  503: 'ServiceUnavailableError',
  504: 'GatewayTimeoutError',
} as const;

/**
 * Says that a refusal of ours came before the call was passed on: a write was certainly not carried out. The browser reads it
 * (src/api/core/request.ts); it is taken off what the upstream answers (proxy-answer.ts).
 */
export const NOT_PASSED_ON = 'x-console-not-passed-on';

/** Codes of errors that come before there is a connection on which something could have been sent. */
const UNCONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** What a refusal says of a call that failed by this error: whether it was certainly not passed on. */
export function notPassedOn(error: unknown): Record<string, string> {
  return UNCONNECTED.has(codeOf(error)) ? { [NOT_PASSED_ON]: '1' } : {};
}

/** An error in Lightdash's envelope, so that the browser reads our own refusals with the same eyes as the API's. */
export function failure(status: keyof typeof NAMES, message: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    { status: 'error', error: { statusCode: status, name: NAMES[status], message, data: {} } },
    { status, headers },
  );
}

/** A short text for addresses that are not part of an API. */
export function plainFailure(status: 404 | 405 | 500, headers: Record<string, string> = {}): Response {
  return new Response(`${STATUS_CODES[status]}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  });
}

/** The innermost code of an error, never its text: that may repeat an address or a statement, which may hold a secret. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause, code } = error as NodeJS.ErrnoException;
  return cause instanceof Error ? codeOf(cause) : (code ?? error.name);
}
