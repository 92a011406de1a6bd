import { FAILED, NOT_ALLOWED, NO_PROJECT, type RecordedError } from './shape';

const VALIDATE = '/api/v1/projects/{project}/validate';
const MOVE = 'POST /api/v2/content/{project}/move';
const DASHBOARDS = 'PATCH /api/v1/projects/{project}/dashboards';
const chartTo = (targetSpaceUuid: string | null) => ({
  item: { uuid: '{chart}', contentType: 'chart', source: 'dbt_explore' },
  action: { type: 'move', targetSpaceUuid },
});

/** Of validation, charts and dashboards. */
export const CONTENT_ERRORS: readonly RecordedError[] = [
  { recording: 'GetLatestValidationResults.viewer-403', as: 'viewer', call: `GET ${VALIDATE}`, ...NOT_ALLOWED },
  { recording: 'ValidateProject.viewer-403', as: 'viewer', call: `POST ${VALIDATE}`, body: {}, ...NOT_ALLOWED },
  {
    recording: 'DeleteValidationDismiss.unknown',
    as: 'admin',
    call: `DELETE ${VALIDATE}/99999999`,
    status: 404,
    name: 'NotFoundError',
    message: 'Validation with id 99999999 not found',
  },
];

/** The same of what only 1.219 was asked. */
export const NEWER_CONTENT_ERRORS: readonly RecordedError[] = [
  { recording: 'ValidateProject.as-member', as: 'member', call: `POST ${VALIDATE}`, body: {}, ...NOT_ALLOWED },
  {
    recording: 'ValidateProject.bad-target',
    as: 'admin',
    call: `POST ${VALIDATE}`,
    body: { validationTargets: ['moons'] },
    status: 422,
    name: 'ValidateError',
    message: '',
    data: {
      'validationTargets.$0': {
        message: "should be one of the following; ['apps','charts','dashboards','tables']",
        value: 'moons',
      },
    },
  },
  { recording: 'DeleteValidationDismiss.malformed', as: 'admin', call: `DELETE ${VALIDATE}/nope`, ...FAILED },
  {
    recording: 'DeleteValidationDismiss.viewer-403',
    as: 'viewer',
    call: `DELETE ${VALIDATE}/{unknown}`,
    ...NOT_ALLOWED,
  },
  {
    recording: 'ListChartsInProject.member',
    as: 'member',
    call: 'GET /api/v1/projects/{project}/charts',
    ...NOT_ALLOWED,
  },
  {
    recording: 'ListChartsInProject.unknown-project',
    as: 'admin',
    call: 'GET /api/v1/projects/{unknown}/charts',
    ...NO_PROJECT,
  },
  {
    recording: 'updateDashboards.unknown',
    as: 'admin',
    call: DASHBOARDS,
    body: [{ uuid: '{unknown}', name: 'n', spaceUuid: '{space}' }],
    status: 404,
    name: 'NotFoundError',
    message: 'Dashboard not found',
  },
  {
    recording: 'updateDashboards.viewer-403',
    as: 'viewer',
    call: DASHBOARDS,
    body: [{ uuid: '{dashboard}', name: 'n', spaceUuid: '{space}' }],
    status: 403,
    name: 'ForbiddenError',
    message: "You don't have access to some of the dashboards you are trying to update.",
  },
  {
    recording: 'Move-content.401-none',
    as: 'none',
    call: MOVE,
    body: chartTo('{space}'),
    status: 401,
    message: 'Unauthorized',
  },
  {
    recording: 'Move-content.as-viewer',
    as: 'viewer',
    call: MOVE,
    body: chartTo('{space}'),
    status: 403,
    name: 'ForbiddenError',
    message: "You don't have access to update this Chart",
  },
  {
    recording: 'Move-content.chart-to-root',
    as: 'admin',
    call: MOVE,
    body: chartTo(null),
    status: 400,
    name: 'ParameterError',
    message: 'You cannot move a chart outside of a space',
  },
  {
    recording: 'Move-content.unknown-target',
    as: 'admin',
    call: MOVE,
    body: chartTo('{unknown}'),
    status: 404,
    name: 'NotFoundError',
    message: "Couldn't find access context for space {unknown}",
  },
];
