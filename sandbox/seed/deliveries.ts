import type { Transaction } from '../db/open';
import { insertRows } from '../db/bulk';
import { type RunStatus, type TargetKind, schedulerLogs, schedulerTargets, schedulers } from '../db/schema';
import { DAY, before } from './dates';
import type { Person } from './people';
import type { Content, Setting } from './structure';
import { DELIVERY_NAMES, nameAt } from './vocabulary';

type Scheduler = typeof schedulers.$inferInsert;
type Target = typeof schedulerTargets.$inferInsert;
type Log = typeof schedulerLogs.$inferInsert;
/** A rhythm as cron, and as a question to a moment on the clock of the place. */
type Rhythm = { cron: string; runsAt(clock: Clock): boolean };
type Clock = { time: number; weekday: number; day: number; hour: number; minute: number };

const HALF_HOUR = 30 * 60 * 1000;
const WORKDAY = (clock: Clock) => clock.weekday >= 1 && clock.weekday <= 5;
const at = (clock: Clock, hour: number, minute = 0) => clock.hour === hour && clock.minute === minute;
const RHYTHMS: readonly Rhythm[] = [
  { cron: '0 9 * * 1', runsAt: (clock) => at(clock, 9) && clock.weekday === 1 },
  { cron: '30 6 * * *', runsAt: (clock) => at(clock, 6, 30) },
  { cron: '0 7 * * 1-5', runsAt: (clock) => at(clock, 7) && WORKDAY(clock) },
  { cron: '0 8 1 * *', runsAt: (clock) => at(clock, 8) && clock.day === 1 },
  { cron: '0 */6 * * *', runsAt: (clock) => clock.minute === 0 && clock.hour % 6 === 0 },
  { cron: '30 16 * * 5', runsAt: (clock) => at(clock, 16, 30) && clock.weekday === 5 },
  { cron: '0 12 1,15 * *', runsAt: (clock) => at(clock, 12) && (clock.day === 1 || clock.day === 15) },
  { cron: '0 * * * *', runsAt: (clock) => clock.minute === 0 },
];
const TIMEZONES = [
  'UTC',
  'Europe/Berlin',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'America/New_York',
  'America/Sao_Paulo',
  'Pacific/Auckland',
];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const FAILURES: Record<TargetKind | 'gsheets', readonly string[]> = {
  email: ['Failed to send email after 3 attempts. Connection timeout', 'Mailbox unavailable'],
  slack: ['An API error occurred: channel_not_found', 'Slack app is not configured'],
  msteams: ['Microsoft Teams webhook answered 410 Gone'],
  gsheets: ['Google Sheets: the caller does not have permission'],
};
const QUERY_FAILURES = ['Query timed out after 300 s', 'Field "payments_total_revenue" is not in the model any more'];
const CHILD_TASKS: Record<TargetKind | 'gsheets', string> = {
  email: 'sendEmailNotification',
  slack: 'sendSlackNotification',
  msteams: 'sendMsTeamsNotification',
  gsheets: 'uploadGsheets',
};

/**
 * Scheduled deliveries with their targets and the runs of the last week, and those still to come today. One in nine runs
 * fails, wholly or for one target; of every ten schedulers one is the account editor's, one belongs to a deactivated person,
 * one is switched off.
 */
export async function seedDeliveries(
  transaction: Transaction,
  setting: Setting,
  count: number,
  content: { charts: Content[]; dashboards: Content[] },
): Promise<void> {
  const { accounts, people, random } = setting;
  if (content.charts.length === 0) return;
  const gone = people.filter((person) => !person.isActive);
  const able = [...accounts, ...people].filter(
    (person) => person.isActive && !person.isPending && person.role !== 'member',
  );
  const editor = accounts.find((account) => account.role === 'editor');
  const rows: Scheduler[] = [];
  const targets: Target[] = [];
  const logs: Log[] = [];
  const clocks = new Map<string, Clock[]>();
  for (let i = 0; i < count; i += 1) {
    const owner = i % 10 === 1 && editor ? editor : random.pick(i % 10 === 4 && gone.length > 0 ? gone : able);
    const onDashboard = content.dashboards.length > 0 && random.chance(0.3);
    const item = random.pick(onDashboard ? content.dashboards : content.charts);
    const { scheduler, rhythm } = inventScheduler(setting, i, owner, item, onDashboard);
    const own = scheduler.format === 'gsheets' ? [] : inventTargets(setting, scheduler);
    const timezone = scheduler.timezone ?? 'UTC';
    const clock = clocks.get(timezone) ?? clockOf(timezone, setting.now);
    clocks.set(timezone, clock);
    rows.push(scheduler);
    targets.push(...own);
    // Lightdash skips the schedulers of people who cannot sign in, silently.
    if (!scheduler.enabled || !owner.isActive) continue;
    for (const moment of clock.filter(rhythm.runsAt)) logs.push(...inventRun(setting, scheduler, own, moment.time));
  }
  await insertRows(transaction, schedulers, rows);
  await insertRows(transaction, schedulerTargets, targets);
  await insertRows(transaction, schedulerLogs, logs);
}

function inventScheduler({ now, random }: Setting, i: number, owner: Person, item: Content, onDashboard: boolean) {
  const isAlert = !onDashboard && random.chance(0.25);
  const rhythm = RHYTHMS[i % RHYTHMS.length] ?? random.pick(RHYTHMS);
  const format = random.pick(isAlert ? (['image'] as const) : (['csv', 'xlsx', 'image', 'image', 'gsheets'] as const));
  const created = before(now, (10 + random.integer(360)) * DAY);
  const uuid = random.uuid();
  const scheduler: Scheduler = {
    uuid,
    projectUuid: item.projectUuid,
    name: nameAt(DELIVERY_NAMES, i),
    message: random.chance(0.3) ? 'Hi team, numbers below. *Questions* → #data' : null,
    cron: rhythm.cron,
    timezone: random.chance(0.25) ? null : random.pick(TIMEZONES),
    format,
    options:
      format === 'gsheets'
        ? {
            gdriveId: `sheet-${i}`,
            gdriveName: `Sheet ${i}`,
            gdriveOrganizationName: '',
            url: `https://docs.example.test/spreadsheets/d/sheet-${i}`,
          }
        : format === 'image'
          ? { withPdf: random.chance(0.3) }
          : { limit: random.pick(['table', 'all']), formatted: random.chance(0.5) },
    thresholds: isAlert ? [{ fieldId: 'payments_total_revenue', operator: 'greaterThan', value: 1000 }] : null,
    notificationFrequency: isAlert ? 'once' : null,
    enabled: i % 10 !== 7,
    includeLinks: random.chance(0.9),
    savedChartUuid: onDashboard ? null : item.uuid,
    dashboardUuid: onDashboard ? item.uuid : null,
    createdBy: owner.uuid,
    createdAt: created,
    updatedAt: created,
  };
  return { scheduler, rhythm };
}

function inventTargets({ accounts, people, random }: Setting, scheduler: Scheduler): Target[] {
  return Array.from({ length: 1 + random.integer(3) }, () => {
    const kind = random.pick(['email', 'email', 'slack', 'msteams'] as const);
    const value = {
      email: () =>
        random.chance(0.15)
          ? `board.${random.integer(90)}@auditors.example`
          : random.pick([...accounts, ...people]).email,
      slack: () => `C0${10_000_000 + random.integer(89_999_999)}`,
      msteams: () => `https://teams.example.test/webhook/${100_000 + random.integer(899_999)}`,
    }[kind]();
    return {
      uuid: random.uuid(),
      schedulerUuid: scheduler.uuid,
      kind,
      value,
      createdAt: scheduler.createdAt,
      updatedAt: scheduler.updatedAt,
    };
  });
}

function inventRun(
  { organizationUuid, now, random }: Setting,
  scheduler: Scheduler,
  targets: Target[],
  time: number,
): Log[] {
  const jobGroup = random.uuid();
  const scheduledTime = new Date(time).toISOString();
  const details = { projectUuid: scheduler.projectUuid, organizationUuid, createdByUserUuid: scheduler.createdBy };
  const row = (task: string, jobId: string, status: RunStatus, delay: number, more: Partial<Log> = {}): Log => ({
    schedulerUuid: scheduler.uuid,
    task,
    jobId,
    jobGroup,
    scheduledTime,
    createdAt: new Date(time + delay).toISOString(),
    status,
    target: null,
    targetType: null,
    details,
    ...more,
  });
  const parent = (status: RunStatus, delay: number, error?: string) =>
    row('handleScheduledDelivery', jobGroup, status, delay, error ? { details: { ...details, error } } : {});
  if (time > now.getTime()) return [parent('scheduled', -DAY / 2)];
  const begun = [parent('scheduled', -DAY / 2), parent('started', 900)];
  if (random.chance(0.04)) return [...begun, parent('error', 31_000, random.pick(QUERY_FAILURES))];
  const receivers: { kind: TargetKind | 'gsheets'; value: string | null }[] =
    scheduler.format === 'gsheets' ? [{ kind: 'gsheets', value: null }] : targets;
  const children = receivers.map(({ kind, value }) => {
    const failure = random.chance(0.04) ? random.pick(FAILURES[kind]) : undefined;
    return row(CHILD_TASKS[kind], random.uuid(), failure ? 'error' : 'completed', 4_000 + random.integer(9_000), {
      target: value,
      targetType: kind,
      details: failure ? { ...details, error: failure } : details,
    });
  });
  return [...begun, parent('completed', 3_500), ...children];
}

/** Every half hour from a week ago to the end of today, as the clocks of the zone show it. */
function clockOf(timeZone: string, now: Date): Clock[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const start = Math.ceil((now.getTime() - 7 * DAY) / HALF_HOUR) * HALF_HOUR;
  const end = Math.ceil(now.getTime() / DAY) * DAY;
  return Array.from({ length: Math.ceil((end - start) / HALF_HOUR) }, (_, i) => {
    const time = start + i * HALF_HOUR;
    const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    return {
      time,
      weekday: WEEKDAYS.indexOf(part.weekday ?? ''),
      day: Number(part.day),
      hour: Number(part.hour),
      minute: Number(part.minute),
    };
  });
}
