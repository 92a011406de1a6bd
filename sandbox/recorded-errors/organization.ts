import { type RecordedError, NOT_ALLOWED, ONLY_ADMIN, FAILED, NO_GROUP } from './shape';

const NO_MEMBER = { status: 404, name: 'NotFoundError', message: 'No matching member found in organization' };
const NO_USER = 'Cannot find user with uuid';
const INVITATION = { email: 'new.hire@jaffleshop.example', role: 'viewer', expiresAt: '2099-12-20T19:49:21.758Z' };

/** Of members, invitations, groups and roles. */
export const ORGANIZATION_ERRORS: readonly RecordedError[] = [
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
];
