import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Database } from '../db/open';
import type { Identity } from './identity';
import { answer, paginationError, unexpected, validateError } from './errors';
import type { Generation } from './generation';

/** What every part of the sandbox works with. */
export type Backend = {
  db: Database;
  now: () => Date;
  log: (line: string) => void;
  /** What is spoken where the organization is not known yet, and by organizations that ask for nothing else. */
  generation: Generation;
  /** Organizations for tests whose server has no way to send e-mail. */
  withoutEmail?: Set<string>;
};

/** The node bindings are absent when the app is called directly, as in tests. */
export type ApiEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: {
    identity?: Identity;
    generation?: Generation;
    body: unknown;
    openedSession?: string;
    /** Whose trouble befalls the call, where something else than the caller says so: a code, a token of a linked account. */
    organizationUuid?: string;
  };
};
export type ApiContext = Context<ApiEnv>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The pattern that Lightdash's validation quotes. */
const UUID_V4 = '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}';

/** The usual success: results in the envelope. */
export function ok(results: unknown, status = 200): Response {
  return answer(status, { status: 'ok', results });
}

/** A success without results. */
export function done(status: 200 | 201 = 200): Response {
  return answer(status, { status: 'ok' });
}

/** A success without a body: nothing had to be done. */
export function nothingToDo(): Response {
  return new Response(null, { status: 204 });
}

/** A uuid of the path; malformed ones break Lightdash's SQL: 500 (getGroup.malformed-uuid). */
export function pathUuid(c: ApiContext, name: string): string {
  return requireUuid(c.req.param(name));
}

/** A uuid of a path that Lightdash's validation looks at: 422 for anything that is none. */
export function validUuid(c: ApiContext, name: string): string {
  const value = c.req.param(name) ?? '';
  if (new RegExp(`^${UUID_V4}$`).test(value)) return value.toLowerCase();
  throw validateError({ [name]: { message: `Not match in '${UUID_V4}'`, value } });
}

/** The same for a uuid that came in a body. */
export function requireUuid(value: unknown): string {
  if (typeof value !== 'string' || !UUID.test(value)) throw unexpected();
  return value.toLowerCase();
}

/** The body as an object; anything else is an empty one. */
export function bodyOf(c: ApiContext): Record<string, unknown> {
  const body = c.get('body');
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** A number of the query; absent is undefined, words are 422 (ListOrganizationMembers.page-not-number). */
export function queryNumber(c: ApiContext, name: string): number | undefined {
  const text = c.req.query(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw validateError({ [name]: { message: 'invalid float number', value: text } });
  }
  return value;
}

/** A value of a closed list; anything else is 422 in the words of GrantProjectAccessToUser.bad-role. */
export function requireOneOf<T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  if (value === undefined) throw validateError({ [field]: { message: `'${field.split('.').pop()}' is required` } });
  const list = allowed.map((candidate) => `'${candidate}'`).join(',');
  throw validateError({ [field]: { message: `should be one of the following; [${list}]`, value } });
}

export type Page = { page: number; pageSize: number };
export type Pagination = Page & { totalPageCount: number; totalResults: number };

/**
 * The page asked for. Undefined (everything) unless both numbers are there and positive; negative ones are refused
 * (ListOrganizationMembers.page-only, page-zero, page-negative).
 */
export function pageOf(c: ApiContext): Page | undefined {
  const page = queryNumber(c, 'page');
  const pageSize = queryNumber(c, 'pageSize');
  if (page !== undefined && page < 0) throw paginationError('page should be greater than 0');
  if (pageSize !== undefined && pageSize < 0) throw paginationError('pageSize should be greater than 0');
  return page && pageSize ? { page, pageSize } : undefined;
}

/** What an answer says of its page. */
export function paginationOf({ page, pageSize }: Page, totalResults: number): Pagination {
  return { page, pageSize, totalPageCount: Math.ceil(totalResults / pageSize), totalResults };
}

/** The words of a search, in lower case. Lightdash splits at spaces and takes each row that has any of the words. */
export function searchWords(c: ApiContext): string[] {
  return (c.req.query('searchQuery') ?? '').toLowerCase().split(' ').filter(Boolean);
}
