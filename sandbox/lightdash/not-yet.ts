/**
 * Operations of the contract that the sandbox answers with 501 until their page is built. A test compares this list and
 * the routes with openapi.yaml: together they are the whole contract.
 */
export const NOT_YET: readonly string[] = [
  'POST /api/v1/user/me/personal-access-tokens',
  'DELETE /api/v1/user/me/personal-access-tokens/{personalAccessTokenUuid}',
  'PATCH /api/v1/user/me/personal-access-tokens/{personalAccessTokenUuid}/rotate',
  'POST /api/v2/orgs/{orgUuid}/roles',
  'GET /api/v2/orgs/{orgUuid}/roles/{roleUuid}',
  'PATCH /api/v2/orgs/{orgUuid}/roles/{roleUuid}',
  'DELETE /api/v2/orgs/{orgUuid}/roles/{roleUuid}',
  'POST /api/v2/orgs/{orgUuid}/roles/{roleUuid}/duplicate',
  'POST /api/v2/orgs/{orgUuid}/roles/{roleUuid}/scopes',
  'DELETE /api/v2/orgs/{orgUuid}/roles/{roleUuid}/scopes/{scopeName}',
  'PATCH /api/v1/projects/{projectUuid}/schedulerSettings',
  'GET /api/v1/schedulers/{projectUuid}/logs',
  'POST /api/v1/schedulers/send',
  'GET /api/v1/schedulers/job/{jobId}/status',
  'GET /api/v1/schedulers/{schedulerUuid}',
  'PATCH /api/v1/schedulers/{schedulerUuid}',
  'DELETE /api/v1/schedulers/{schedulerUuid}',
  'PATCH /api/v1/schedulers/{schedulerUuid}/enabled',
  'GET /api/v1/schedulers/{schedulerUuid}/jobs',
  'POST /api/v1/schedulers/{schedulerUuid}/send',
];

/** Operations of the contract that 0.2110 does not have: like every unknown address they are 404, and clients fall back. */
export const NOT_IN_THIS_VERSION: readonly string[] = ['GET /api/v1/projects/{projectUuid}/spaces/{spaceUuid}/access'];
