export type Credential =
  | 'admin'
  | 'developer'
  | 'editor'
  | 'viewer'
  | 'member'
  | 'admin session'
  | 'member session'
  | 'none'
  | 'dead cookie'
  | 'token as Bearer'
  | 'token without scheme';
export type RecordedRequest = { as: Credential; call: string; query?: Record<string, string>; body?: unknown };
/** A call that comes first, by the admin unless it says otherwise; `keep` gives words to fields of its results. */
type Preparation = Omit<RecordedRequest, 'as'> & { as?: Credential; keep?: Record<string, string> };
export type RecordedError = RecordedRequest & {
  given?: readonly Preparation[];
  /** File name of the recording, without `.json`. */
  recording: string;
  status: number;
  /** Absent where the answer is plain text: then `message` is the text. */
  name?: string;
  message: string;
  /** Of 422: what is said of each field. */
  data?: Record<string, unknown>;
};

export const NOT_ALLOWED = {
  status: 403,
  name: 'ForbiddenError',
  message: "You don't have access to this resource or action",
};
export const ONLY_ADMIN = { status: 403, name: 'ForbiddenError', message: 'Organization must have at least one admin' };
export const FAILED = { status: 500, name: 'UnexpectedServerError', message: 'Something went wrong.' };
export const NO_ENDPOINT = { status: 404, name: 'NotFoundError', message: 'API endpoint not found' };
export const NO_GROUP = { status: 404, name: 'NotFoundError', message: 'No group found' };
export const NO_PROJECT = { status: 404, name: 'NotExistsError', message: 'Cannot find project with id: {unknown}' };
const INVALID = { status: 422, name: 'ValidateError', message: '' };

/** A field that is none of a closed list. */
export function badRole(field: string, allowed: string) {
  const message = `should be one of the following; [${allowed}]`;
  return { ...INVALID, data: { [field]: { message, value: 'owner' } } };
}

/** Fields that are not there. */
export function missing(...fields: string[]) {
  const data = Object.fromEntries(fields.map((field) => [`body.${field}`, { message: `'${field}' is required` }]));
  return { ...INVALID, data };
}

export const PROJECT_ROLE_LIST = "'viewer','interactive_viewer','editor','developer','admin'";
