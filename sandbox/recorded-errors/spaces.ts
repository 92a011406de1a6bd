import { type RecordedError, NOT_ALLOWED, FAILED, NO_PROJECT, badRole, missing } from './shape';

const SPACES = '/api/v1/projects/{project}/spaces';
const NEW_SPACE = {
  call: `POST ${SPACES}`,
  body: { name: 'Recorder space', isPrivate: true },
  keep: { space: 'uuid' },
};
const NEW_CHILD = {
  call: `POST ${SPACES}`,
  body: { name: 'Recorder child', parentSpaceUuid: '{space}' },
  keep: { child: 'uuid' },
};

/** Of spaces and the grants on them. */
export const SPACE_ERRORS: readonly RecordedError[] = [
  {
    recording: 'ListSpacesInProject.unknown-project',
    as: 'admin',
    call: 'GET /api/v1/projects/{unknown}/spaces',
    ...NO_PROJECT,
  },
  { recording: 'CreateSpaceInProject.missing-name', as: 'admin', call: `POST ${SPACES}`, body: {}, ...missing('name') },
  {
    recording: 'CreateSpaceInProject.unknown-parent',
    as: 'admin',
    call: `POST ${SPACES}`,
    body: { name: 'Orphan', parentSpaceUuid: '{unknown}' },
    status: 404,
    name: 'NotFoundError',
    message: 'Space with spaceUuid {unknown} does not exist',
  },
  {
    recording: 'CreateSpaceInProject.viewer-403',
    as: 'viewer',
    call: `POST ${SPACES}`,
    body: { name: 'Nope' },
    ...NOT_ALLOWED,
  },
  {
    recording: 'GetSpace.unknown',
    as: 'admin',
    call: `GET ${SPACES}/{unknown}`,
    status: 404,
    name: 'NotFoundError',
    message: 'space with spaceUuid {unknown} does not exist',
  },
  { recording: 'GetSpace.malformed-uuid', as: 'admin', call: `GET ${SPACES}/nope`, ...FAILED },
  {
    recording: 'UpdateSpace.missing-name',
    given: [NEW_SPACE],
    as: 'admin',
    call: `PATCH ${SPACES}/{space}`,
    body: { isPrivate: true },
    ...missing('name'),
  },
  {
    recording: 'UpdateSpace.viewer-403',
    given: [NEW_SPACE],
    as: 'viewer',
    call: `PATCH ${SPACES}/{space}`,
    body: { name: 'x' },
    ...NOT_ALLOWED,
  },
  {
    recording: 'DeleteSpace.viewer-403',
    given: [NEW_SPACE],
    as: 'viewer',
    call: `DELETE ${SPACES}/{space}`,
    ...NOT_ALLOWED,
  },
  {
    recording: 'AddSpaceUserAccess.bad-role',
    given: [NEW_SPACE],
    as: 'admin',
    call: `POST ${SPACES}/{space}/share`,
    body: { userUuid: '{viewer}', spaceRole: 'owner' },
    ...badRole('body.spaceRole', "'viewer','editor','admin'"),
  },
  {
    recording: 'AddSpaceUserAccess.on-nested-space',
    given: [NEW_SPACE, NEW_CHILD],
    as: 'admin',
    call: `POST ${SPACES}/{child}/share`,
    body: { userUuid: '{viewer}', spaceRole: 'viewer' },
    status: 403,
    name: 'ForbiddenError',
    message: "Can't change user access to a nested space",
  },
  {
    recording: 'AddSpaceGroupAccess.unknown-group',
    given: [NEW_SPACE],
    as: 'admin',
    call: `POST ${SPACES}/{space}/group/share`,
    body: { groupUuid: '{unknown}', spaceRole: 'viewer' },
    ...FAILED,
  },
];
