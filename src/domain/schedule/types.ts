import type { MemberStatus } from '../members';

/** What a delivery contains. `gsheets` writes into a Google sheet and has no targets. Newer servers add `pdf`. */
export type ScheduleFormat = 'csv' | 'xlsx' | 'image' | 'gsheets' | 'pdf';

/** Where a delivery goes. `uuid` is missing as long as the target is not stored. */
export type Target =
  | { kind: 'email'; uuid?: string | undefined; recipient: string }
  | { kind: 'slack'; uuid?: string | undefined; channel: string }
  /** The address of a webhook is a secret, since it lets anybody write to the channel: only a mask is kept, see maskWebhook. */
  | { kind: 'msteams' | 'googlechat'; uuid?: string | undefined; masked: string };

export type TargetKind = Target['kind'] | 'gsheets';

/** What a scheduler delivers; the last two since 1.219. */
export type ContentKind = 'chart' | 'dashboard' | 'sqlChart' | 'app';

/** A scheduled delivery, or an alert: that is sent only when its condition holds. */
export type Scheduler = {
  uuid: string;
  name: string;
  projectUuid: string;
  format: ScheduleFormat;
  cron: string;
  /** Null: the time zone of the project. */
  timezone: string | null;
  /** That of the project, where a list has it (1.219). */
  projectZone?: string | undefined;
  isEnabled: boolean;
  isAlert: boolean;
  ownerUuid: string;
  ownerName: string;
  content: { kind: ContentKind; uuid: string; name: string } | null;
  targets: Target[];
  /** ISO. */
  createdAt: string;
  /** ISO. */
  updatedAt: string;
  /** Of an alert: after `once` the server switches it off. */
  notificationFrequency: 'always' | 'once';
  /** Its last run in seven days, where a list tells it (1.219); null without one. */
  latestRun?: Run | null;
};

/**
 * The state of the person a scheduler belongs to. Whom the list of members does not have is not known: it leaves out service accounts,
 * whose schedulers run, and those of a member who was removed are gone with them (docs/lightdash/schedulers.md#d8).
 */
export type OwnerStatus = MemberStatus;

/** From the first to the last state of a job. */
export const LOG_STATUSES = ['scheduled', 'started', 'completed', 'error'] as const;

export type LogStatus = (typeof LOG_STATUSES)[number];

/** One status of one job, as the server logs it. A webhook in `target` has to be masked before. */
export type LogRow = {
  task: string;
  schedulerUuid: string | null;
  jobId: string;
  jobGroup: string | null;
  /** ISO. */
  scheduledTime: string;
  /** ISO: when this status came. */
  createdAt: string;
  status: LogStatus;
  target: string | null;
  targetType: TargetKind | null;
  error: string | null;
  /** Of a task for all targets of a kind (1.219): how each fared. It may report completed though some failed. */
  recipients?: readonly RecipientResult[] | undefined;
  /** What is missing in what was sent (1.219). */
  parts?: readonly MissingPart[] | undefined;
};

/** How one recipient of a batch fared. A webhook in `target` has to be masked before. */
export type RecipientResult = { target: string; error: string | null };

/** A part that failed though the rest was sent; a chart of a dashboard has a name. */
type MissingPart = { name: string | null; error: string | null };

/** Worst first. */
export const RUN_STATUSES = ['failed', 'partial', 'running', 'completed', 'scheduled'] as const;

export type RunStatus = (typeof RUN_STATUSES)[number];

/** How one target of a run fared. */
export type TargetResult = {
  jobId: string;
  task: string;
  kind: TargetKind | null;
  /** Null where the log does not say it: failed jobs often don't. */
  target: string | null;
  status: LogStatus;
  error: string | null;
};

/** One delivery with everything that was done for it. */
export type Run = {
  /** The job group; the job where there is none. */
  id: string;
  schedulerUuid: string | null;
  status: RunStatus;
  /** ISO. */
  scheduledFor: string;
  /** ISO; null as long as nothing has begun. */
  startedAt: string | null;
  /** ISO; null as long as it goes on. */
  endedAt: string | null;
  /** Milliseconds; null as long as it goes on. */
  duration: number | null;
  /** What the server says went wrong before anything could be sent. Show it by errorInWords only. */
  error: string | null;
  results: TargetResult[];
  /** What was missing in what was sent. */
  parts: readonly MissingPart[];
  /** The list has the outcome only (1.219); the result of each target is read separately. */
  isSummary?: boolean;
};
