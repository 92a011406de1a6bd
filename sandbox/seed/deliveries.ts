import { eq } from 'drizzle-orm';
import type { Transaction } from '../db/open';
import { insertRows } from '../db/bulk';
import { projects } from '../db/schema';
import { schedulerTargets, schedulers } from '../db/schedulers-schema';
import { endOfDay, momentsBetween, planRuns } from '../deliveries/plan';
import { readPlans } from '../deliveries/queue';
import { DAY, before } from './dates';
import type { NewerContent } from './newer';
import type { Person } from './people';
import type { Content } from './spaces';
import type { Setting } from './structure';
import { DELIVERY_NAMES, nameAt } from './vocabulary';

type Scheduler = typeof schedulers.$inferInsert;
type Target = typeof schedulerTargets.$inferInsert;

/** What is the matter with a scheduler. */
type Trait = 'failing' | 'partly failing' | 'silent' | 'outside' | 'off' | 'switched off' | 'sheet lost' | 'moody';

/** Of every twenty schedulers, these; the others are well. */
const TRAITS: Readonly<Record<number, Trait>> = {
  2: 'failing',
  3: 'partly failing',
  4: 'silent',
  5: 'outside',
  7: 'off',
  9: 'switched off',
  11: 'moody',
  13: 'sheet lost',
  16: 'moody',
  18: 'partly failing',
};
const ROUND = 20;
const RHYTHMS = [
  '0 9 * * 1',
  '30 6 * * *',
  '0 7 * * 1-5',
  '0 8 1 * *',
  '0 */6 * * *',
  '30 16 * * 5',
  '0 12 1,15 * *',
  '0 * * * *',
];
/** Of schedulers that something is the matter with: each has run this week. */
const DAILY = '30 6 * * *';
const TIMEZONES = [
  'UTC',
  'Europe/Berlin',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'America/New_York',
  'America/Sao_Paulo',
  'Pacific/Auckland',
];
const MISHAPS = ['Query timed out after 300 s', 'Timed out waiting for the headless browser'];
/** One in so many runs of a moody scheduler goes wrong. */
const MOODINESS = 4;

/**
 * Scheduled deliveries with their targets, the runs of the last week and those still to come today. Of every ten one is
 * the account editor's; what is the matter with some is in TRAITS.
 */
export async function seedDeliveries(
  transaction: Transaction,
  setting: Setting,
  count: number,
  content: { charts: Content[]; dashboards: Content[] } & NewerContent,
): Promise<void> {
  const { accounts, people, random, now, organizationUuid } = setting;
  const whole = {
    charts: content.charts.filter(({ fault }) => !fault),
    dashboards: content.dashboards.filter(({ fault }) => !fault),
  };
  const broken = content.charts.filter(({ fault }) => fault);
  if (whole.charts.length === 0) return;
  const gone = people.filter((person) => !person.isActive);
  const able = [...accounts, ...people].filter(
    (person) => person.isActive && !person.isPending && person.role !== 'member',
  );
  const editor = accounts.find((account) => account.role === 'editor');
  const rows: Scheduler[] = [];
  const targets: Target[] = [];
  /** Up to when a scheduler that is off has run. */
  const stopped = new Map<string, Date>();
  const moody = new Set<string>();
  for (let i = 0; i < count; i += 1) {
    const trait = TRAITS[i % ROUND];
    const owner = i % 10 === 1 && editor ? editor : random.pick(trait === 'silent' && gone.length > 0 ? gone : able);
    const isBroken = (trait === 'failing' || trait === 'switched off') && broken.length > 0;
    const onDashboard = !isBroken && whole.dashboards.length > 0 && random.chance(0.3);
    const item = random.pick(isBroken ? broken : onDashboard ? whole.dashboards : whole.charts);
    const scheduler = inventScheduler(setting, { i, trait, owner, item, onDashboard });
    rows.push(scheduler);
    if (scheduler.format !== 'gsheets') targets.push(...inventTargets(setting, scheduler, trait));
    makeNewer(setting, content, i, scheduler, targets);
    if (trait === 'moody') moody.add(scheduler.uuid);
    if (trait === 'off' || trait === 'switched off') {
      const stop = new Date(now.getTime() - (trait === 'off' ? 2 + random.integer(3) : 1 + random.float()) * DAY);
      stopped.set(scheduler.uuid, stop);
      // That was its last change.
      scheduler.updatedAt = stop.toISOString();
    }
  }
  await insertRows(transaction, schedulers, rows);
  await insertRows(transaction, schedulerTargets, targets);

  const from = new Date(now.getTime() - 7 * DAY);
  const end = endOfDay(now);
  const plans = await readPlans(transaction, eq(projects.organizationUuid, organizationUuid));
  const inactive = new Set(gone.map(({ uuid }) => uuid));
  const known = new Map<string, number[]>();
  const timesOf = (cron: string, timezone: string) => {
    const key = `${cron} ${timezone}`;
    const times = known.get(key) ?? momentsBetween(cron, timezone, from, end);
    known.set(key, times);
    return times;
  };
  const runs = plans.flatMap(({ uuid, plan }) => {
    // Lightdash skips the schedulers of people who cannot sign in, silently.
    if (inactive.has(plan.scheduler.createdBy)) return [];
    const stop = stopped.get(uuid)?.getTime() ?? end.getTime();
    const times = timesOf(plan.scheduler.cron, plan.timezone).filter((time) => time <= stop);
    const moments = times.map((time, i) => ({
      time,
      mishap: moody.has(uuid) && i % MOODINESS === 1 ? random.pick(MISHAPS) : undefined,
    }));
    return { plan, moments };
  });
  await planRuns(transaction, runs, from);
}

/** On 1.219 some deliver a SQL chart or an app, some as PDF or plain text, and some to Google Chat. */
function makeNewer(
  { random }: Setting,
  { sqlCharts, apps }: NewerContent,
  i: number,
  scheduler: Scheduler,
  targets: Target[],
): void {
  if (sqlCharts.length === 0 || apps.length === 0) return;
  const turn = i % ROUND;
  const move = ({ uuid, projectUuid }: Content, key: 'savedSqlUuid' | 'appUuid') =>
    Object.assign(scheduler, { projectUuid, savedChartUuid: null, dashboardUuid: null, [key]: uuid });
  if (turn === 8) move(random.pick(sqlCharts), 'savedSqlUuid');
  if (turn === 14) move(random.pick(apps), 'appUuid');
  if (turn === 6) scheduler.plainTextEmail = true;
  if (turn === 17 && scheduler.format !== 'gsheets') {
    const value = `https://chat.example.test/v1/spaces/${100_000 + random.integer(899_999)}`;
    const { uuid: schedulerUuid, createdAt, updatedAt } = scheduler;
    targets.push({ uuid: random.uuid(), schedulerUuid, kind: 'googlechat', value, createdAt, updatedAt });
  }
  const own = targets.filter(({ schedulerUuid }) => schedulerUuid === scheduler.uuid);
  if (turn === 15 && own.length > 0 && own.every(({ kind }) => kind === 'email' || kind === 'slack')) {
    Object.assign(scheduler, { format: 'pdf', options: {} });
  }
}

function inventScheduler(
  { now, random }: Setting,
  {
    i,
    trait,
    owner,
    item,
    onDashboard,
  }: { i: number; trait: Trait | undefined; owner: Person; item: Content; onDashboard: boolean },
): Scheduler {
  const isAlert = !onDashboard && !trait && random.chance(0.25);
  const format =
    trait === 'sheet lost'
      ? 'gsheets'
      : random.pick(
          isAlert
            ? (['image'] as const)
            : trait
              ? (['csv', 'xlsx', 'image'] as const)
              : (['csv', 'xlsx', 'image', 'image', 'gsheets'] as const),
        );
  const sheet = `${trait === 'sheet lost' ? 'revoked-' : ''}sheet-${i}`;
  const created = before(now, (10 + random.integer(360)) * DAY);
  return {
    uuid: random.uuid(),
    projectUuid: item.projectUuid,
    name: nameAt(DELIVERY_NAMES, i),
    message: random.chance(0.3) ? 'Hi team, numbers below. *Questions* → #data' : null,
    cron: trait && trait !== 'outside' ? DAILY : (RHYTHMS[i % RHYTHMS.length] ?? DAILY),
    timezone: random.chance(0.25) ? null : random.pick(TIMEZONES),
    format,
    options:
      format === 'gsheets'
        ? {
            gdriveId: sheet,
            gdriveName: `Sheet ${i}`,
            gdriveOrganizationName: '',
            url: `https://docs.example.test/spreadsheets/d/${sheet}`,
          }
        : format === 'image'
          ? { withPdf: random.chance(0.3) }
          : { limit: random.pick(['table', 'all']), formatted: random.chance(0.5) },
    thresholds: isAlert ? [{ fieldId: 'payments_total_revenue', operator: 'greaterThan', value: 1000 }] : null,
    notificationFrequency: isAlert ? 'once' : null,
    enabled: trait !== 'off' && trait !== 'switched off',
    includeLinks: random.chance(0.9),
    plainTextEmail: false,
    savedChartUuid: onDashboard ? null : item.uuid,
    dashboardUuid: onDashboard ? item.uuid : null,
    savedSqlUuid: null,
    appUuid: null,
    createdBy: owner.uuid,
    createdAt: created,
    updatedAt: created,
    plannedUntil: endOfDay(now).toISOString(),
  };
}

function inventTargets({ accounts, people, random, domain }: Setting, scheduler: Scheduler, trait?: Trait): Target[] {
  const target = (kind: Target['kind'], value: string): Target => ({
    uuid: random.uuid(),
    schedulerUuid: scheduler.uuid,
    kind,
    value,
    createdAt: scheduler.createdAt,
    updatedAt: scheduler.updatedAt,
  });
  const inside = [...accounts, ...people].filter(({ email }) => !email.includes('partner-agency'));
  const usual = Array.from({ length: 1 + random.integer(trait === 'partly failing' ? 2 : 3) }, () =>
    random.pick([
      () => target('email', random.pick(inside).email),
      () => target('email', random.pick(inside).email),
      () => target('slack', `C0${10_000_000 + random.integer(9_999_999) * 9 + 1}`.replace(/404$/, '405')),
      () => target('msteams', `https://teams.example.test/webhook/${100_000 + random.integer(899_999)}`),
    ])(),
  );
  if (trait === 'outside') return [...usual, target('email', `board.${random.integer(90)}@auditors.example`)];
  if (trait !== 'partly failing') return usual;
  const lost = random.pick([
    () => target('email', `gone.${random.integer(900)}@${domain}`),
    () => target('slack', `C0${10_000 + random.integer(89_999)}404`),
    () => target('msteams', `https://teams.example.test/webhook/${100_000 + random.integer(899_999)}/gone`),
  ])();
  return [...usual, lost];
}
