import { QueryClient } from '@tanstack/react-query';
import { vi } from 'vitest';
import { createMutationCache } from './mutation-cache';

type Call = {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  headers: Record<string, string>;
  credentials: string;
};
type Answer = { status: number; body: unknown };
type Handler = (call: Call) => Answer | Promise<Answer>;

export const ok = (results?: unknown, status = 200): Answer => ({
  status,
  body: results === undefined ? { status: 'ok' } : { status: 'ok', results },
});

export const refusal = (status: number, name: string, message = 'no'): Answer => ({
  status,
  body: { status: 'error', error: { statusCode: status, name, message, data: {} } },
});

export const noSuchOperation = refusal(404, 'NotFoundError', 'API endpoint not found');

/**
 * Stands in for the network: operations as `GET /api/v1/org/users`, with what they answer. What is not listed answers as
 * Lightdash answers an unknown operation. Out: the calls made so far, as `GET /api/v1/user` and in full.
 */
export const stubServer = (operations: Record<string, Answer | Handler>) => {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const call: Call = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      headers: Object.fromEntries(new Headers(init.headers)),
      credentials: init.credentials ?? '',
    };
    calls.push(call);
    const operation = operations[`${call.method} ${call.path}`] ?? noSuchOperation;
    const { status, body } = typeof operation === 'function' ? await operation(call) : operation;
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  });
  return { calls, lines: () => calls.map(({ method, path }) => `${method} ${path}`) };
};

/** Puts an empty storage in place of the browser's. Out: what is in it; a token must never be. */
export const stubStorage = (name: 'localStorage' | 'sessionStorage'): Map<string, string> => {
  const items = new Map<string, string>();
  vi.stubGlobal(name, {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });
  return items;
};

export const createTestClient = (): QueryClient =>
  new QueryClient({
    mutationCache: createMutationCache(),
    defaultOptions: {
      queries: { retry: false, networkMode: 'always' },
      mutations: { networkMode: 'always', gcTime: 0 },
    },
  });

/** A member as the server sends one. */
export const wireMember = (userUuid: string, fields: Record<string, unknown> = {}) => ({
  userUuid,
  organizationUuid: 'org',
  firstName: 'Ana',
  lastName: userUuid,
  email: `${userUuid}@jaffle.example`,
  role: 'viewer',
  isActive: true,
  isPending: false,
  isInviteExpired: false,
  userCreatedAt: '2026-01-01T00:00:00.000Z',
  userUpdatedAt: '2026-01-02T00:00:00.000Z',
  ...fields,
});

/** The signed-in person as the server sends one. */
export const wireUser = (userUuid: string) => ({
  userUuid,
  organizationUuid: 'org',
  organizationName: 'Jaffle Shop',
  firstName: 'Ana',
  lastName: 'Silva',
  email: `${userUuid}@jaffle.example`,
  role: 'admin',
  abilityRules: [],
});
