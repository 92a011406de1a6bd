import type { ApiContext } from './http';

type Deprecation = { operations: readonly string[]; since: string; sunset: string; hint: string };

const MEMBERS_IN_GROUP = 'Use PATCH /api/v1/groups/{groupUuid} with the full member set instead.';
const ASSIGNMENTS = 'Use ProjectRoleAssignments instead.';
const JUNE = { since: '2026-06-10', sunset: '2026-09-10' };

/** What 1.219 announces to remove, of the operations that are here (recordings of 1.219, DIFFERENCES 3). All still answer. */
const DEPRECATIONS: readonly Deprecation[] = [
  {
    operations: ['GET /api/v1/org/users/{}', 'GET /api/v1/org/users/email/{}'],
    ...JUNE,
    hint: 'Use the GET /api/v1/org/users list endpoint instead.',
  },
  {
    operations: ['PATCH /api/v1/org/users/{}'],
    since: '2025-08-27',
    sunset: '2025-11-27',
    hint: 'Use the /api/v2/org/assignments/user/{userId} endpoint instead.',
  },
  {
    operations: ['PUT /api/v1/groups/{}/members/{}', 'DELETE /api/v1/groups/{}/members/{}'],
    ...JUNE,
    hint: MEMBERS_IN_GROUP,
  },
  {
    operations: ['GET /api/v1/groups/{}/members'],
    ...JUNE,
    hint: 'Use GET /api/v1/groups/{groupUuid}?includeMembers=N instead.',
  },
  {
    operations: [
      'POST /api/v1/groups/{}/projects/{}',
      'PATCH /api/v1/groups/{}/projects/{}',
      'DELETE /api/v1/groups/{}/projects/{}',
    ],
    since: '2025-08-26',
    sunset: '2025-11-26',
    hint: ASSIGNMENTS,
  },
  {
    operations: ['PATCH /api/v1/projects/{}/access/{}'],
    since: '2025-08-26',
    sunset: '2025-11-26',
    hint: 'Use ProjectRolesController.UpdateProjectUserRoleAssignment instead.',
  },
  {
    operations: ['DELETE /api/v1/projects/{}/access/{}'],
    since: '2025-08-26',
    sunset: '2025-11-26',
    hint: 'Use ProjectRolesController.DeleteProjectUserRoleAssignment instead.',
  },
  {
    operations: ['GET /api/v1/projects/{}/user/{}'],
    ...JUNE,
    hint: 'Use GET /api/v2/projects/{projectId}/roles/assignments instead.',
  },
  {
    operations: ['POST /api/v2/orgs/{}/roles/{}/scopes'],
    ...JUNE,
    hint: 'Use PATCH /api/v2/orgs/{orgUuid}/roles/{roleUuid} with scopes.add instead.',
  },
  {
    operations: ['DELETE /api/v2/orgs/{}/roles/{}/scopes/{}'],
    ...JUNE,
    hint: 'Use PATCH /api/v2/orgs/{orgUuid}/roles/{roleUuid} with scopes.remove instead.',
  },
  {
    operations: ['GET /api/v1/schedulers/{}/logs'],
    ...JUNE,
    hint: 'Use GET /api/v1/schedulers/{projectUuid}/runs instead.',
  },
  { operations: ['GET /api/v1/projects/{}/chart-summaries'], since: '2024-12-09', sunset: '2025-03-09', hint: '' },
  {
    operations: ['GET /api/v1/schedulers/{}/jobs'],
    ...JUNE,
    hint: 'This endpoint will be removed; there is no replacement.',
  },
];

const PATTERNS = DEPRECATIONS.flatMap((deprecation) =>
  deprecation.operations.map((operation) => ({
    pattern: new RegExp(`^${operation.replaceAll('{}', '[^/]+')}$`),
    deprecation,
  })),
);

/** Puts the three headers on an answer of an operation that is to go; a 401 has none. */
export function announceRemoval(c: ApiContext): void {
  if (c.res.status === 401) return;
  const found = PATTERNS.find(({ pattern }) => pattern.test(`${c.req.method} ${c.req.path}`));
  if (!found) return;
  const { since, sunset, hint } = found.deprecation;
  const end = new Date(sunset).toUTCString();
  c.header('deprecation', new Date(since).toUTCString());
  c.header('sunset', end);
  c.header('warning', `299 - "This API endpoint is deprecated and will be removed after ${end}.${hint && ` ${hint}`}"`);
}
