import type { TargetKind, schedulers } from '../db/schedulers-schema';
import { isTimezone } from '#/domain/schedule/cron';
import { parseCron } from '#/domain/schedule/cron-fields';
import { parameterError, unexpected } from './errors';
import { type Generation, isNewer } from './generation';
import { type TargetInput, targetsOf } from './scheduler-targets';

type Scheduler = typeof schedulers.$inferSelect;
type Settings = Pick<
  Scheduler,
  | 'name'
  | 'message'
  | 'cron'
  | 'timezone'
  | 'format'
  | 'options'
  | 'thresholds'
  | 'notificationFrequency'
  | 'includeLinks'
  | 'plainTextEmail'
  | 'appState'
  | 'filters'
  | 'parameters'
  | 'customViewportWidth'
  | 'selectedTabs'
>;

const FORMATS: readonly Scheduler['format'][] = ['csv', 'xlsx', 'image', 'gsheets'];
const NEWER_FORMATS: readonly Scheduler['format'][] = [...FORMATS, 'pdf'];
/** What a PDF cannot be sent to. */
const CHATS: readonly TargetKind[] = ['msteams', 'googlechat'];
const FREQUENCIES: readonly NonNullable<Scheduler['notificationFrequency']>[] = ['always', 'once'];

/**
 * The scheduler that a body describes as a whole: what it leaves out is lost. Checked in Lightdash's order: time rule and
 * targets have texts of their own (updateScheduler.bad-cron), everything else that is missing is 500 (updateScheduler.empty-body).
 */
export function schedulerInput(
  body: Record<string, unknown>,
  generation: Generation,
): { settings: Settings; targets: TargetInput[] } {
  const { cron, name, options } = body;
  if (typeof cron !== 'string') throw unexpected();
  if (!isAllowedRule(cron)) throw parameterError('Frequency not allowed, custom input is limited to hourly');
  const timezone = timezoneOf(body.timezone);
  if (!Array.isArray(body.targets)) throw parameterError('Targets is required and must be an array');
  const format = (isNewer(generation) ? NEWER_FORMATS : FORMATS).find((candidate) => candidate === body.format);
  if (typeof name !== 'string' || !format || !isObject(options)) throw unexpected();
  const settings: Settings = {
    name,
    message: typeof body.message === 'string' ? body.message : null,
    cron,
    timezone,
    format,
    options,
    thresholds: Array.isArray(body.thresholds) ? body.thresholds : null,
    notificationFrequency: FREQUENCIES.find((candidate) => candidate === body.notificationFrequency) ?? null,
    includeLinks: body.includeLinks !== false,
    plainTextEmail: body.plainTextEmail === true,
    appState: isObject(body.appState) ? body.appState : null,
    filters: Array.isArray(body.filters) || (isNewer(generation) && isObject(body.filters)) ? body.filters : null,
    parameters: isObject(body.parameters) ? body.parameters : null,
    customViewportWidth: typeof body.customViewportWidth === 'number' ? body.customViewportWidth : null,
    selectedTabs: Array.isArray(body.selectedTabs) ? body.selectedTabs : null,
  };
  const targets = targetsOf(body.targets);
  if (format === 'pdf' && targets.some(({ kind }) => CHATS.includes(kind))) {
    throw parameterError('PDF format is not supported for this destination');
  }
  return { settings, targets };
}

/** Undefined and null mean the project's time zone; a text that names none is refused. */
export function timezoneOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' || !isTimezone(value)) throw parameterError('Timezone string is not valid');
  return value;
}

/** Five fields, with a single minute in the first (CreateChartScheduler.every-minute). */
function isAllowedRule(cron: string): boolean {
  return /^\d+(\s+\S+){4}$/.test(cron.trim()) && !('reason' in parseCron(cron));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
