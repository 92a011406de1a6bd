import type { ApiRequest } from '../core/request';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Keep = readonly (string | readonly [field: string, keep: Keep])[];

/** What is kept of an answer, field by field: whatever else a server lets slip, such as a secret, gets no further. */
const only = (keep: Keep, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((each) => only(keep, each));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    keep.flatMap((entry) => {
      const [field, inner] = typeof entry === 'string' ? [entry, null] : entry;
      return Object.hasOwn(value, field) ? [[field, inner ? only(inner, value[field]) : value[field]]] : [];
    }),
  );
};

const CREDENTIALS: Keep = [
  'uuid',
  'userUuid',
  'name',
  'createdAt',
  'updatedAt',
  'project',
  ['credentials', ['type', 'user']],
];

/** The reads whose answers are about secrets, by path. */
const KEPT: readonly [path: RegExp, keep: Keep][] = [
  [
    /^\/api\/v1\/user\/me\/personal-access-tokens$/,
    ['uuid', 'description', 'createdAt', 'rotatedAt', 'lastUsedAt', 'expiresAt'],
  ],
  [/^\/api\/v1\/user\/warehouseCredentials$/, CREDENTIALS],
  [/^\/api\/v1\/projects\/[^/]+\/user-credentials$/, CREDENTIALS],
];

/**
 * Drops secrets from what a read answers, before anything is cached. In: the request and its answer. Out: the answer. What a
 * write answers, such as a new token, goes to the one who asked, and no further.
 */
export const scrub = ({ method, url }: Pick<ApiRequest, 'method' | 'url'>, answer: unknown): unknown => {
  const kept = method === 'GET' ? KEPT.find(([path]) => path.test(url)) : undefined;
  return kept ? only(kept[1], answer) : answer;
};
