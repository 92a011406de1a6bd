import { FAILED, NOT_ALLOWED, type RecordedError, missing } from './shape';

const NOT_AUTHORIZED = { status: 401, name: 'AuthorizationError', message: 'Failed to authorize user' };
const NO_SSO = { ...NOT_ALLOWED, message: 'Per-organization SSO settings are not enabled for this organization' };
const NOT_INSTALLED = { status: 404, name: 'NotFoundError', message: 'Installation not found' };
const NO_SLACK = { status: 422, name: 'MissingConfigError', message: 'Slack is not configured' };
const DOMAINS = 'PATCH /api/v1/org/allowedEmailDomains';
const NO_DOMAINS = { emailDomains: [], role: 'viewer', projects: [] };

/** A value that fits none of the types of a field that may be left out. */
function notOneOf(field: string, value: unknown, messages: readonly string[]) {
  const name = `body.${field}`;
  const issues = [...messages, 'invalid undefined value'].map((message) => ({ [name]: { message, value } }));
  const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
  return { status: 422, name: 'ValidateError', message: '', data: { [name]: { message, value } } };
}

/** Of the organization's own settings, both generations. */
export const SETTINGS_ERRORS: readonly RecordedError[] = [
  {
    recording: 'UpdateMyOrganization.pat-refused',
    as: 'admin',
    call: 'PATCH /api/v1/org',
    body: { name: 'Jaffle Shop' },
    ...NOT_AUTHORIZED,
  },
  {
    recording: 'UpdateMyOrganization.viewer-403',
    as: 'member session',
    call: 'PATCH /api/v1/org',
    body: { name: 'Hacked' },
    ...NOT_ALLOWED,
  },
  {
    recording: 'UpdateMyOrganization.wrong-type',
    as: 'admin session',
    call: 'PATCH /api/v1/org',
    body: { name: 42 },
    ...notOneOf('name', 42, ['invalid string value']),
  },
  {
    recording: 'UpdateOrganizationEmailDomains.public-provider',
    as: 'admin session',
    call: DOMAINS,
    body: { ...NO_DOMAINS, emailDomains: ['gmail.com'] },
    status: 400,
    name: 'ParameterError',
    message: 'gmail.com is not allowed as organization email(s)',
  },
  {
    recording: 'UpdateOrganizationEmailDomains.viewer-403',
    as: 'member session',
    call: DOMAINS,
    body: NO_DOMAINS,
    ...NOT_ALLOWED,
  },
  {
    recording: 'updateProjectMetadata.viewer-403',
    as: 'viewer',
    call: 'PATCH /api/v1/projects/{project}/metadata',
    body: { upstreamProjectUuid: null },
    ...NOT_ALLOWED,
  },
  { recording: 'getSlackInstallation.pat-refused', as: 'admin', call: 'GET /api/v1/slack', ...NOT_AUTHORIZED },
  {
    recording: 'configurationGithubAppForOrganization.pat-refused',
    as: 'admin',
    call: 'GET /api/v1/github/config',
    ...NOT_AUTHORIZED,
  },
  {
    recording: 'configurationGithubAppForOrganization.not-installed',
    as: 'admin session',
    call: 'GET /api/v1/github/config',
    ...NOT_INSTALLED,
  },
  {
    recording: 'getGitlabProjects.not-installed',
    as: 'admin session',
    call: 'GET /api/v1/gitlab/repos/list',
    ...NOT_INSTALLED,
  },
  {
    recording: 'getGdriveAccessToken.not-installed',
    as: 'admin session',
    call: 'GET /api/v1/gdrive/get-access-token',
    status: 404,
    name: 'NotExistsError',
    message: 'Cannot find user with refresh token',
  },
  {
    recording: 'getShareUrl.unknown',
    as: 'admin',
    call: 'GET /api/v1/share/nope',
    status: 404,
    name: 'NotFoundError',
    message: 'Shared link does not exist',
  },
  {
    recording: 'GetServiceAccounts.not-licensed',
    as: 'admin',
    call: 'GET /api/v1/service-accounts',
    status: 422,
    name: 'MissingConfigError',
    message: "Unable to initialize service 'serviceAccountService' - no factory or provider.",
  },
];

/** What only 1.219 was asked. */
export const NEWER_SETTINGS_ERRORS: readonly RecordedError[] = [
  {
    recording: 'UpdateCustomSettings.not-installed',
    as: 'admin session',
    call: 'PUT /api/v1/slack/custom-settings',
    body: { notificationChannel: null, appProfilePhotoUrl: null },
    ...NO_SLACK,
  },
  {
    recording: 'UpdateCustomSettings.pat',
    as: 'admin',
    call: 'PUT /api/v1/slack/custom-settings',
    body: { notificationChannel: null, appProfilePhotoUrl: null },
    ...NO_SLACK,
  },
  { recording: 'UpdateMyOrganization.empty-body', as: 'admin session', call: 'PATCH /api/v1/org', body: {}, ...FAILED },
  {
    recording: 'UpdateMyOrganization.unknown-default-project',
    as: 'admin session',
    call: 'PATCH /api/v1/org',
    body: { defaultProjectUuid: '{unknown}' },
    ...FAILED,
  },
  {
    recording: 'UpdateOrganizationEmailDomains.missing-fields',
    as: 'admin session',
    call: DOMAINS,
    body: {},
    ...missing('role', 'emailDomains', 'projects'),
  },
  {
    recording: 'UpdateOrganizationEmailDomains.pat-refused',
    as: 'admin',
    call: DOMAINS,
    body: NO_DOMAINS,
    ...NOT_AUTHORIZED,
  },
  {
    recording: 'updateProjectMetadata.malformed',
    as: 'admin',
    call: 'PATCH /api/v1/projects/{project}/metadata',
    body: { upstreamProjectUuid: 'nope' },
    ...FAILED,
  },
  { recording: 'GetOrganizationSettings.viewer', as: 'viewer', call: 'GET /api/v1/org/settings', ...NOT_ALLOWED },
  {
    recording: 'UpdateOrganizationSettings.viewer-403',
    as: 'viewer',
    call: 'PATCH /api/v1/org/settings',
    body: { oidcLinkingEnabled: true },
    ...NOT_ALLOWED,
  },
  {
    recording: 'UpdateOrganizationSettings.bad-type',
    as: 'admin',
    call: 'PATCH /api/v1/org/settings',
    body: { oidcLinkingEnabled: 'yes' },
    ...notOneOf('oidcLinkingEnabled', 'yes', ['invalid boolean value', 'should be one of the following; [null]']),
  },
  { recording: 'ListVerifiedDomains.viewer', as: 'viewer', call: 'GET /api/v1/org/domains', ...NO_SSO },
  { recording: 'GetGoogleSsoConfig.admin', as: 'admin', call: 'GET /api/v1/org/sso/google', ...NO_SSO },
  {
    recording: 'UpdateImpersonationSettings.missing-body',
    as: 'admin',
    call: 'PATCH /api/v1/org/impersonation',
    body: {},
    ...missing('impersonationEnabled'),
  },
  {
    recording: 'UpdateImpersonationSettings.viewer-403',
    as: 'viewer',
    call: 'PATCH /api/v1/org/impersonation',
    body: { impersonationEnabled: true },
    ...NOT_ALLOWED,
  },
];
