import { NEWER_ATTRIBUTE_ERRORS } from './attributes';
import { NEWER_CONTENT_ERRORS } from './content';
import { NEWER_SETTINGS_ERRORS } from './settings';
import { NO_GROUP, NOT_ALLOWED, PROJECT_ROLE_LIST, type RecordedError, badRole, missing } from './shape';

const NOT_AUTHORIZED = { status: 401, name: 'AuthorizationError', message: 'Failed to authorize user' };
const NO_MANAGER = 'You do not have permission to manage this organization';

/**
 * What 1.219 answers to what 0.2110 was asked: the same, but for the two things that changed everywhere (one name for what is
 * not there, a message for refused bodies), and for these. Null: 1.219 does not refuse it any more.
 */
const CHANGED: Readonly<Record<string, Partial<RecordedError> | null>> = {
  'GetAuthenticatedUser.oauth-bearer': null,
  'ListOrganizationMembers.oauth-bearer': null,
  'Create-personal-access-token.with-pat-500': NOT_AUTHORIZED,
  'Create-personal-access-token.with-none-500': NOT_AUTHORIZED,
  'Create-personal-access-token.bad-bearer': NOT_AUTHORIZED,
  'CreateInviteLink.bad-role': badRole('body.role', `'member',${PROJECT_ROLE_LIST}`),
  'CreateInviteLink.empty-body': missing('email'),
  'GetOrganizationRoles.other-org': { status: 404, name: 'NotFoundError', message: 'Cannot find organization' },
  'GetProjectRoleAssignments.viewer-403': {
    ...NOT_ALLOWED,
    message: 'You do not have permission to manage this project',
  },
  'UpsertOrganizationUserRoleAssignment.viewer-403': { ...NOT_ALLOWED, message: NO_MANAGER },
  'UpsertProjectUserRoleAssignment.unknown-user': { message: 'Cannot find user with uuid {unknown}' },
  'UpsertProjectGroupRoleAssignment.unknown-group': NO_GROUP,
  'addProjectAccessToGroup.bad-role': badUnion('projectGroupAccess.role', [
    `should be one of the following; [${PROJECT_ROLE_LIST}]`,
    `Could not match the intersection against every type. Issues: ${JSON.stringify([
      { 'projectGroupAccess.role': { message: 'invalid object', value: 'owner' } },
    ])}`,
  ]),
  'AddSpaceUserAccess.on-nested-space': null,
  'DeleteValidationDismiss.unknown': { message: 'Validation 99999999 not found' },
};

/** What only 1.219 was asked. */
const ADDED: readonly RecordedError[] = [...NEWER_ATTRIBUTE_ERRORS, ...NEWER_CONTENT_ERRORS, ...NEWER_SETTINGS_ERRORS];

/** A value that is none of several kinds, with what is wrong with it for each. */
function badUnion(field: string, messages: readonly string[]): Partial<RecordedError> {
  const issues = messages.map((message) => ({ [field]: { message, value: 'owner' } }));
  const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
  return { status: 422, name: 'ValidateError', message: '', data: { [field]: { message, value: 'owner' } } };
}

/** The recorded errors of 1.219 from those of 0.2110. */
export function newerErrors(older: readonly RecordedError[]): RecordedError[] {
  const kept = older.flatMap((error) => {
    const change = CHANGED[error.recording];
    return change === null ? [] : { ...inNewerWords(error), ...change };
  });
  return [...kept, ...ADDED].map(inNewerWords);
}

function inNewerWords(error: RecordedError): RecordedError {
  if (error.name === 'NotExistsError') return { ...error, name: 'NotFoundError' };
  if (error.name !== 'ValidateError' || !error.data) return error;
  const reasons = Object.entries(error.data).map(
    ([field, issue]) => `${field}: ${(issue as { message: string }).message}`,
  );
  return { ...error, message: reasons.join(', ') };
}
