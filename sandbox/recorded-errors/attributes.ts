import { FAILED, NOT_ALLOWED, type RecordedError } from './shape';

const REGION = {
  name: 'region_rec',
  description: 'Sales region',
  attributeDefault: null,
  users: [{ userUuid: '{viewer}', value: 'EMEA' }],
  groups: [{ groupUuid: '{group}', value: 'APAC' }],
};

/** Of user attributes. */
export const ATTRIBUTE_ERRORS: readonly RecordedError[] = [
  {
    recording: 'createUserAttribute.duplicate',
    given: [{ call: 'POST /api/v1/org/attributes', body: REGION }],
    as: 'admin',
    call: 'POST /api/v1/org/attributes',
    body: REGION,
    ...FAILED,
  },
  {
    recording: 'createUserAttribute.viewer-403',
    as: 'viewer',
    call: 'POST /api/v1/org/attributes',
    body: REGION,
    ...NOT_ALLOWED,
  },
  { recording: 'getUserAttributes.viewer-403', as: 'viewer', call: 'GET /api/v1/org/attributes', ...NOT_ALLOWED },
  {
    recording: 'updateUserAttribute.unknown',
    as: 'admin',
    call: 'PUT /api/v1/org/attributes/{unknown}',
    body: REGION,
    ...FAILED,
  },
];

/** The same of what only 1.219 was asked. */
export const NEWER_ATTRIBUTE_ERRORS: readonly RecordedError[] = [
  {
    recording: 'createUserAttribute.unknown-group',
    as: 'admin',
    call: 'POST /api/v1/org/attributes',
    body: { name: 'rec_unknown_g', users: [], groups: [{ groupUuid: '{unknown}', values: ['x'] }] },
    ...FAILED,
  },
  { recording: 'getUserAttributes.developer', as: 'developer', call: 'GET /api/v1/org/attributes', ...NOT_ALLOWED },
  {
    recording: 'updateUserAttribute.malformed-uuid',
    as: 'admin',
    call: 'PUT /api/v1/org/attributes/nope',
    body: REGION,
    ...FAILED,
  },
  {
    recording: 'updateUserAttribute.viewer-403',
    as: 'viewer',
    call: 'PUT /api/v1/org/attributes/{unknown}',
    body: REGION,
    ...NOT_ALLOWED,
  },
  {
    recording: 'removeUserAttribute.viewer-403',
    as: 'viewer',
    call: 'DELETE /api/v1/org/attributes/{unknown}',
    ...NOT_ALLOWED,
  },
];
