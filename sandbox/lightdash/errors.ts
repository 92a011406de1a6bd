import { randomBytes } from 'node:crypto';

/** An error in Lightdash's envelope. Names and messages are those of the recordings. */
export class LightdashError extends Error {
  readonly httpStatus: number;
  readonly statusCode: number;
  readonly data: Record<string, unknown>;

  constructor(
    statusCode: number,
    name: string,
    message: string,
    { data = {}, httpStatus = statusCode }: { data?: Record<string, unknown>; httpStatus?: number } = {},
  ) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.httpStatus = httpStatus;
    this.data = data;
  }

  toResponse(): Response {
    const { statusCode, name, message, data } = this;
    // Lightdash adds it to a 500 that a service has thrown; unreadable JSON fails before that (MalformedJson).
    const sentryEventId =
      statusCode === 500 && data !== NO_EVENT ? { sentryEventId: randomBytes(16).toString('hex') } : {};
    const error = { statusCode, name, message, data, ...sentryEventId };
    return answer(this.httpStatus, { status: 'error', error });
  }
}

const NO_EVENT = {};

/** A status whose body is its bare name: no JSON, no content type (GetAuthenticatedUser.401-none, Login.missing-fields). */
export class PlainError extends Error {
  readonly status: number;

  constructor(status: 400 | 401, text: 'Bad Request' | 'Unauthorized') {
    super(text);
    this.name = 'PlainError';
    this.status = status;
  }

  toResponse(): Response {
    // As bytes: a string would be given a content type.
    return new Response(new TextEncoder().encode(this.message), { status: this.status });
  }
}

/** A JSON answer in the headers of the recordings. */
export function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } });
}

export const unauthorized = () => new PlainError(401, 'Unauthorized');
/** A token that is unknown, expired, or not enough for a session-only operation (UpdateMe: DeleteMe.pat-refused). */
export const notAuthorized = (message = 'Failed to authorize user') =>
  new LightdashError(401, 'AuthorizationError', message);
export const forbidden = (message = "You don't have access to this resource or action") =>
  new LightdashError(403, 'ForbiddenError', message);
export const lastAdmin = () => forbidden('Organization must have at least one admin');
export const deactivated = () =>
  new LightdashError(
    403,
    'DeactivatedAccountError',
    'Your account has been deactivated. Please contact your organization administrator.',
  );
/** HTTP says 401, the body 404: how a session ends whose person was removed (docs/lightdash/server.md#s2). */
export const invalidUser = (userUuid: string) =>
  new LightdashError(404, 'InvalidUser', `Cannot find user with uuid ${userUuid}`, { httpStatus: 401 });
export const notFound = (message: string) => new LightdashError(404, 'NotFoundError', message);
export const notExists = (message: string) => new LightdashError(404, 'NotExistsError', message);
export const parameterError = (message: string) => new LightdashError(400, 'ParameterError', message);
export const paginationError = (message: string) => new LightdashError(422, 'PaginationError', message);
/** `data` names each field: `{ "body.role": { message, value } }`. */
export const validateError = (data: Record<string, { message: string; value?: unknown }>) =>
  new LightdashError(422, 'ValidateError', '', { data });
/** What Lightdash makes of malformed uuids, violated constraints and its own mistakes. */
export const unexpected = () => new LightdashError(500, 'UnexpectedServerError', 'Something went wrong.');
export const malformedJson = () =>
  new LightdashError(500, 'UnexpectedServerError', 'Something went wrong.', { data: NO_EVENT });
