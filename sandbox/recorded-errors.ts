/**
 * What Lightdash 0.2110.12 answers when things go wrong, one entry for each recorded error of an operation that the sandbox
 * has. Kept here so that the project needs nothing else; a test compares it with the recordings where they are at hand.
 *
 * Words in braces stand for something in an organization of a test (see recorded-errors.test.ts).
 */
export type Credential =
  | 'admin'
  | 'developer'
  | 'editor'
  | 'viewer'
  | 'member'
  | 'none'
  | 'dead cookie'
  | 'token as Bearer'
  | 'token without scheme';
export type RecordedRequest = { as: Credential; call: string; query?: Record<string, string>; body?: unknown };
export type RecordedError = RecordedRequest & {
  /** Calls of the admin that come first. */
  given?: Omit<RecordedRequest, 'as'>[];
  /** File name of the recording, without `.json`. */
  recording: string;
  status: number;
  /** Absent where the answer is plain text: then `message` is the text. */
  name?: string;
  message: string;
  /** Of 422: what is said of each field. */
  data?: Record<string, unknown>;
};

const NOT_ALLOWED = {
  status: 403,
  name: 'ForbiddenError',
  message: "You don't have access to this resource or action",
};
const ONLY_ADMIN = { status: 403, name: 'ForbiddenError', message: 'Organization must have at least one admin' };
const FAILED = { status: 500, name: 'UnexpectedServerError', message: 'Something went wrong.' };
const PLAIN_401 = { status: 401, message: 'Unauthorized' };
const NO_MEMBER = { status: 404, name: 'NotFoundError', message: 'No matching member found in organization' };
const NO_GROUP = { status: 404, name: 'NotFoundError', message: 'No group found' };
const NO_ENDPOINT = { status: 404, name: 'NotFoundError', message: 'API endpoint not found' };
const NO_PROJECT = { status: 404, name: 'NotExistsError', message: 'Cannot find project with id: {unknown}' };
const NO_USER = 'Cannot find user with uuid';

const INVITATION = { email: 'new.hire@jaffleshop.example', role: 'viewer', expiresAt: '2099-12-20T19:49:21.758Z' };

export const RECORDED_ERRORS: readonly RecordedError[] = [
  // Signing in
  {
    recording: 'Login.missing-fields',
    as: 'none',
    call: 'POST /api/v1/login',
    body: {},
    status: 400,
    message: 'Bad Request',
  },
  {
    recording: 'Login.wrong-password',
    as: 'none',
    call: 'POST /api/v1/login',
    body: { email: '{adminEmail}', password: 'wrong' },
    status: 401,
    name: 'AuthorizationError',
    message: 'Email and password not recognized',
  },
  // Credentials
  { recording: 'GetAuthenticatedUser.401-none', as: 'none', call: 'GET /api/v1/user', ...PLAIN_401 },
  { recording: 'GetAuthenticatedUser.401-bad-cookie', as: 'dead cookie', call: 'GET /api/v1/user', ...PLAIN_401 },
  {
    recording: 'GetAuthenticatedUser.401-pat-as-bearer',
    as: 'token as Bearer',
    call: 'GET /api/v1/user',
    ...PLAIN_401,
  },
  { recording: 'GetAuthenticatedUser.oauth-bearer', as: 'token as Bearer', call: 'GET /api/v1/user', ...PLAIN_401 },
  {
    recording: 'GetAuthenticatedUser.401-pat-no-scheme',
    as: 'token without scheme',
    call: 'GET /api/v1/user',
    ...PLAIN_401,
  },
  {
    recording: 'GetAuthenticatedUser.401-pat-of-deleted-user',
    given: [{ call: 'DELETE /api/v1/org/user/{viewer}' }],
    as: 'viewer',
    call: 'GET /api/v1/user',
    status: 401,
    name: 'AuthorizationError',
    message: 'Failed to authorize user',
  },
  { recording: 'GetAccount.401-none', as: 'none', call: 'GET /api/v1/user/account', ...PLAIN_401 },
  { recording: 'GetMyOrganization.401-none', as: 'none', call: 'GET /api/v1/org', ...PLAIN_401 },
  {
    recording: 'ListOrganizationMembers.oauth-bearer',
    as: 'token as Bearer',
    call: 'GET /api/v1/org/users',
    ...PLAIN_401,
  },
  // Addresses and bodies
  { recording: 'UnknownEndpoint.404', as: 'admin', call: 'GET /api/v1/nope', ...NO_ENDPOINT },
  { recording: 'UnknownEndpoint.404-v2', as: 'admin', call: 'GET /api/v2/nope', ...NO_ENDPOINT },
  {
    recording: 'ListSchedulers.user-schedulers-not-there',
    as: 'admin',
    call: 'GET /api/v1/schedulers/user/me/schedulers',
    ...NO_ENDPOINT,
  },
  {
    recording: 'MalformedJson.truncated-json',
    as: 'admin',
    call: 'POST /api/v1/org/groups',
    body: '{"name": ',
    ...FAILED,
  },
  // Members
  {
    recording: 'ListOrganizationMembers.page-negative',
    as: 'admin',
    call: 'GET /api/v1/org/users',
    query: { page: '-1', pageSize: '50' },
    status: 422,
    name: 'PaginationError',
    message: 'page should be greater than 0',
  },
  {
    recording: 'ListOrganizationMembers.page-not-number',
    as: 'admin',
    call: 'GET /api/v1/org/users',
    query: { page: 'abc', pageSize: '50' },
    status: 422,
    name: 'ValidateError',
    message: '',
    data: { page: { message: 'invalid float number', value: 'abc' } },
  },
  {
    recording: 'GetOrganizationMemberByUuid.malformed-uuid',
    as: 'admin',
    call: 'GET /api/v1/org/users/not-a-uuid',
    status: 422,
    name: 'ValidateError',
    message: '',
    data: {
      userUuid: {
        message: "Not match in '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}'",
        value: 'not-a-uuid',
      },
    },
  },
  {
    recording: 'GetOrganizationMemberByUuid.unknown',
    as: 'admin',
    call: 'GET /api/v1/org/users/{unknown}',
    ...NO_MEMBER,
  },
  {
    recording: 'GetOrganizationMemberByEmail.unknown',
    as: 'admin',
    call: 'GET /api/v1/org/users/email/{unknownEmail}',
    ...NO_MEMBER,
  },
  {
    recording: 'UpdateOrganizationMember.unknown',
    as: 'admin',
    call: 'PATCH /api/v1/org/users/{unknown}',
    body: { role: 'viewer' },
    ...NO_MEMBER,
  },
  {
    recording: 'UpdateOrganizationMember.malformed-uuid',
    as: 'admin',
    call: 'PATCH /api/v1/org/users/not-a-uuid',
    body: { role: 'viewer' },
    ...FAILED,
  },
  {
    recording: 'UpdateOrganizationMember.as-viewer-403',
    as: 'viewer',
    call: 'PATCH /api/v1/org/users/{editor}',
    body: { role: 'admin' },
    ...NOT_ALLOWED,
  },
  {
    recording: 'UpdateOrganizationMember.demote-last-admin',
    as: 'admin',
    call: 'PATCH /api/v1/org/users/{admin}',
    body: { role: 'viewer' },
    ...ONLY_ADMIN,
  },
  {
    recording: 'DeleteOrganizationMember.last-admin-self',
    as: 'admin',
    call: 'DELETE /api/v1/org/user/{admin}',
    ...ONLY_ADMIN,
  },
  {
    recording: 'DeleteOrganizationMember.again',
    given: [{ call: 'DELETE /api/v1/org/user/{viewer}' }],
    as: 'admin',
    call: 'DELETE /api/v1/org/user/{viewer}',
    status: 404,
    name: 'NotFoundError',
    message: `${NO_USER} {viewer}`,
  },
  {
    recording: 'DeleteOrganizationMember.unknown',
    as: 'admin',
    call: 'DELETE /api/v1/org/user/{unknown}',
    status: 404,
    name: 'NotFoundError',
    message: `${NO_USER} {unknown}`,
  },
  // Invitations
  {
    recording: 'CreateInviteLink.existing-member',
    as: 'admin',
    call: 'POST /api/v1/invite-links',
    body: { ...INVITATION, email: '{viewerEmail}' },
    status: 400,
    name: 'ParameterError',
    message: 'Email is already used by a user in your organization',
  },
  {
    recording: 'CreateInviteLink.bad-email',
    as: 'admin',
    call: 'POST /api/v1/invite-links',
    body: { ...INVITATION, email: 'nope' },
    status: 500,
    name: 'SmptError',
    message: 'Failed to send email after 1 attempts. No recipients defined',
  },
  {
    recording: 'CreateInviteLink.bad-role',
    as: 'admin',
    call: 'POST /api/v1/invite-links',
    body: { ...INVITATION, role: 'owner' },
    ...FAILED,
  },
  { recording: 'CreateInviteLink.empty-body', as: 'admin', call: 'POST /api/v1/invite-links', body: {}, ...FAILED },
  {
    recording: 'CreateInviteLink.editor-403',
    as: 'editor',
    call: 'POST /api/v1/invite-links',
    body: INVITATION,
    ...NOT_ALLOWED,
  },
  // Groups
  {
    recording: 'CreateGroupInOrganization.duplicate-name',
    given: [{ call: 'POST /api/v1/org/groups', body: { name: 'Recorder group' } }],
    as: 'admin',
    call: 'POST /api/v1/org/groups',
    body: { name: 'Recorder group' },
    status: 409,
    name: 'AlreadyExistsError',
    message: 'Group name already exists',
  },
  {
    recording: 'CreateGroupInOrganization.missing-name',
    as: 'admin',
    call: 'POST /api/v1/org/groups',
    body: {},
    status: 422,
    name: 'ValidateError',
    message: '',
    data: {
      body: {
        message:
          'Could not match the intersection against every type. Issues: [{"body.name":{"message":"\'name\' is required"}}]',
        value: {},
      },
    },
  },
  { recording: 'getGroup.malformed-uuid', as: 'admin', call: 'GET /api/v1/groups/nope', ...FAILED },
  { recording: 'getGroupMembers.unknown', as: 'admin', call: 'GET /api/v1/groups/{unknown}/members', ...NO_GROUP },
  {
    recording: 'updateGroup.unknown',
    as: 'admin',
    call: 'PATCH /api/v1/groups/{unknown}',
    body: { name: 'x' },
    ...NO_GROUP,
  },
  { recording: 'deleteGroup.viewer-403', as: 'viewer', call: 'DELETE /api/v1/groups/{group}', ...NOT_ALLOWED },
  {
    recording: 'deleteGroup.again',
    given: [{ call: 'DELETE /api/v1/groups/{group}' }],
    as: 'admin',
    call: 'DELETE /api/v1/groups/{group}',
    ...NO_GROUP,
  },
  {
    recording: 'addUserToGroup.viewer-403',
    as: 'viewer',
    call: 'PUT /api/v1/groups/{group}/members/{editor}',
    ...NOT_ALLOWED,
  },
  // Roles
  {
    recording: 'GetOrganizationRoles.other-org',
    as: 'admin',
    call: 'GET /api/v2/orgs/{unknown}/roles',
    ...NOT_ALLOWED,
  },
  {
    recording: 'UpsertOrganizationUserRoleAssignment.viewer-403',
    as: 'viewer',
    call: 'POST /api/v2/orgs/{organization}/roles/assignments/user/{editor}',
    body: { roleId: 'admin' },
    ...NOT_ALLOWED,
  },
  // Projects and what is in them
  { recording: 'GetProject.malformed-uuid', as: 'admin', call: 'GET /api/v1/projects/nope', ...FAILED },
  { recording: 'GetProject.member-403', as: 'member', call: 'GET /api/v1/projects/{project}', ...NOT_ALLOWED },
  {
    recording: 'GetProjectAccessList.unknown',
    as: 'admin',
    call: 'GET /api/v1/projects/{unknown}/access',
    ...NO_PROJECT,
  },
  {
    recording: 'GetProjectGroupAccesses.viewer-403',
    as: 'viewer',
    call: 'GET /api/v1/projects/{project}/groupAccesses',
    ...NOT_ALLOWED,
  },
  {
    recording: 'GetProjectRoleAssignments.viewer-403',
    as: 'viewer',
    call: 'GET /api/v2/projects/{project}/roles/assignments',
    ...NOT_ALLOWED,
  },
  {
    recording: 'ListSpacesInProject.unknown-project',
    as: 'admin',
    call: 'GET /api/v1/projects/{unknown}/spaces',
    ...NO_PROJECT,
  },
  {
    recording: 'ListSchedulers.viewer-403',
    as: 'viewer',
    call: 'GET /api/v1/schedulers/{project}/list',
    ...NOT_ALLOWED,
  },
  {
    recording: 'ListSchedulers.sort-createdAt-500',
    as: 'admin',
    call: 'GET /api/v1/schedulers/{project}/list',
    query: { sortBy: 'createdAt' },
    ...FAILED,
  },
  {
    recording: 'ListSchedulers.bad-sort',
    as: 'admin',
    call: 'GET /api/v1/schedulers/{project}/list',
    query: { sortBy: 'cron', sortDirection: 'asc' },
    status: 422,
    name: 'ValidateError',
    message: '',
    data: {
      sortBy: {
        message:
          'Could not match the union against any of the items. Issues: [{"sortBy":{"message":"should be one of the following; [\'name\']","value":"cron"}},{"sortBy":{"message":"should be one of the following; [\'createdAt\']","value":"cron"}}]',
        value: 'cron',
      },
    },
  },
];
