import { type RecordedError, NOT_ALLOWED, FAILED, NO_PROJECT } from './shape';

const SCHEDULER = '/api/v1/schedulers/{scheduler}';
const NO_SCHEDULER = { status: 404, name: 'NotFoundError', message: 'Scheduler not found' };

/** Of scheduled deliveries. */
export const SCHEDULER_ERRORS: readonly RecordedError[] = [
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
  {
    recording: 'getSchedulerLogs.viewer-403',
    as: 'viewer',
    call: 'GET /api/v1/schedulers/{project}/logs',
    ...NOT_ALLOWED,
  },
  {
    recording: 'getSchedulerLogs.org-editor-403',
    as: 'editor',
    call: 'GET /api/v1/schedulers/{project}/logs',
    query: { page: '1', pageSize: '3' },
    ...NOT_ALLOWED,
  },
  {
    recording: 'getSchedulerLogs.unknown-project',
    as: 'admin',
    call: 'GET /api/v1/schedulers/{unknown}/logs',
    ...NO_PROJECT,
  },
  { recording: 'getScheduler.unknown', as: 'admin', call: 'GET /api/v1/schedulers/{unknown}', ...NO_SCHEDULER },
  { recording: 'getScheduler.malformed-uuid', as: 'admin', call: 'GET /api/v1/schedulers/nope', ...FAILED },
  {
    recording: 'updateScheduler.bad-cron',
    as: 'admin',
    call: `PATCH ${SCHEDULER}`,
    body: { name: 'R', cron: 'x', format: 'csv', options: {}, targets: [] },
    status: 400,
    name: 'ParameterError',
    message: 'Frequency not allowed, custom input is limited to hourly',
  },
  { recording: 'updateScheduler.empty-body', as: 'admin', call: `PATCH ${SCHEDULER}`, body: {}, ...FAILED },
  {
    recording: 'updateSchedulerEnabled.bad-body',
    as: 'admin',
    call: `PATCH ${SCHEDULER}/enabled`,
    body: { enabled: 'maybe' },
    status: 422,
    name: 'ValidateError',
    message: '',
    data: { 'body.enabled': { message: 'invalid boolean value', value: 'maybe' } },
  },
  {
    recording: 'updateSchedulerEnabled.viewer-403',
    as: 'viewer',
    call: `PATCH ${SCHEDULER}/enabled`,
    body: { enabled: false },
    ...NOT_ALLOWED,
  },
  {
    recording: 'deleteScheduler.again',
    given: [{ call: `DELETE ${SCHEDULER}` }],
    as: 'admin',
    call: `DELETE ${SCHEDULER}`,
    ...NO_SCHEDULER,
  },
  {
    recording: 'sendScheduler.empty-body',
    as: 'admin',
    call: 'POST /api/v1/schedulers/send',
    body: {},
    status: 400,
    name: 'ParameterError',
    message: 'You must give a name to this scheduled delivery',
  },
  {
    recording: 'getSchedulerJobStatus.unknown',
    as: 'admin',
    call: 'GET /api/v1/schedulers/job/999999/status',
    status: 404,
    name: 'NotFoundError',
    message: 'Job not found',
  },
  {
    recording: 'updateSchedulerSettings.bad-timezone',
    as: 'admin',
    call: 'PATCH /api/v1/projects/{project}/schedulerSettings',
    body: { schedulerTimezone: 'Mars/Olympus' },
    ...FAILED,
  },
  {
    recording: 'updateSchedulerSettings.viewer-403',
    as: 'viewer',
    call: 'PATCH /api/v1/projects/{project}/schedulerSettings',
    body: { schedulerTimezone: 'UTC' },
    ...NOT_ALLOWED,
  },
];
