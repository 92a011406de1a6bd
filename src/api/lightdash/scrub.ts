import { maskWebhook } from '../../lib/webhook';
import type { ApiRequest } from '../core/request';
import type { SlackInstallation } from './gen/model/slackInstallation';
import type { SlackSettings } from './gen/model/slackSettings';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Keep = readonly (string | readonly [field: string, keep: Keep])[];

/** The fields of answers that are kept. Anything else that a server sends, such as a secret, is dropped. */
const only = (keep: Keep, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((each) => only(keep, each));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    keep.flatMap((entry) => {
      const [field, inner] = typeof entry === 'string' ? [entry, null] : entry;
      return Object.hasOwn(value, field) ? [[field, inner ? only(inner, value[field]) : value[field]]] : [];
    }),
  );
};

const CREDENTIALS: Keep = [
  'uuid',
  'userUuid',
  'name',
  'createdAt',
  'updatedAt',
  'project',
  ['credentials', ['type', 'user', 'authenticationType']],
];

/** All that is set for Slack: whatever of it is not sent back with a write is lost. */
export const SLACK_SET = [
  'notificationChannel',
  'appProfilePhotoUrl',
  'slackChannelProjectMappings',
  'aiThreadAccessConsent',
  'aiRequireOAuth',
  'aiMultiAgentChannelId',
  'aiMultiAgentProjectUuids',
  'unfurlsEnabled',
  'aiAgentsEnabled',
] as const satisfies readonly (keyof SlackSettings & keyof SlackInstallation)[];

const SLACK: readonly string[] = [
  ...SLACK_SET,
  'organizationUuid',
  'slackTeamName',
  'createdAt',
  'scopes',
  'hasRequiredScopes',
  'appName',
];

/** The names of fields that the console does not know, without what is in them: who would write all back has to stop. */
export type WithUnknown = { unknownFields?: readonly string[] };

const slackOf = (answer: unknown): unknown => {
  if (!isRecord(answer)) return answer;
  const unknownFields = Object.keys(answer).filter((name) => name !== 'token' && !SLACK.includes(name));
  return { ...(only(SLACK, answer) as object), ...(unknownFields.length > 0 && { unknownFields }) };
};

const WEBHOOKS: ReadonlySet<string> = new Set(['webhook', 'googleChatWebhook']);

/** The address of a webhook is a secret, because it lets anybody write to its channel: everywhere in an answer a mask replaces it. */
const masked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(masked);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [
      field,
      WEBHOOKS.has(field) && typeof each === 'string' ? maskWebhook(each) : masked(each),
    ]),
  );
};

const keeping = (keep: Keep) => (answer: unknown) => only(keep, answer);

/** The reads whose answers hold secrets, by path, and what is left of those. */
const SCRUBBED: readonly [path: RegExp, left: (answer: unknown) => unknown][] = [
  [
    /^\/api\/v1\/user\/me\/personal-access-tokens$/,
    keeping(['uuid', 'description', 'createdAt', 'rotatedAt', 'lastUsedAt', 'expiresAt']),
  ],
  [/^\/api\/v1\/user\/warehouseCredentials$/, keeping(CREDENTIALS)],
  [/^\/api\/v1\/projects\/[^/]+\/user-credentials$/, keeping(CREDENTIALS)],
  // Whether there is a token is all that is asked.
  [/^\/api\/v1\/gdrive\/get-access-token$/, () => ''],
  [/^\/api\/v1\/slack$/, slackOf],
  [/^\/api\/v1\/oauth\/clients$/, keeping(['clientId', 'clientName', 'createdAt', 'redirectUris', 'scopes'])],
  [
    /^\/api\/v1\/service-accounts$/,
    keeping('uuid description createdAt expiresAt lastUsedAt rotatedAt scopes roleUuid projectAccessCount'.split(' ')),
  ],
  [/^\/api\/v1\/schedulers\/[^/]+(\/list)?$/, masked],
];

/**
 * Drops secrets from what a read answers, before anything is cached. In: the request and its answer. Out: the answer. What a
 * write answers, such as a new token, goes to the one who asked, and no further.
 */
export const scrub = ({ method, url }: Pick<ApiRequest, 'method' | 'url'>, answer: unknown): unknown => {
  const left = method === 'GET' ? SCRUBBED.find(([path]) => path.test(url))?.[1] : undefined;
  return left ? left(answer) : answer;
};
