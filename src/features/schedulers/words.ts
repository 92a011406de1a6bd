import { AILMENT_KINDS, AILMENT_NAMES } from '#/domain/schedule/severity';
import type { ContentKind, RunStatus, ScheduleFormat, Scheduler, Target, TargetKind } from '#/domain/schedule/types';
import { count, listOf } from '#/lib/text';

/** Formats that the console knows, in the words of Lightdash's own form. */
const FORMAT_NAMES: Readonly<Record<ScheduleFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel',
  image: 'Image',
  gsheets: 'Google Sheets',
  pdf: 'PDF',
};

/** A format in words; one that a newer server added keeps its raw name. */
export const formatName = (format: string): string =>
  Object.hasOwn(FORMAT_NAMES, format) ? FORMAT_NAMES[format as ScheduleFormat] : format;

const CONTENT_NAMES: Readonly<Record<ContentKind, string>> = {
  chart: 'chart',
  dashboard: 'dashboard',
  sqlChart: 'SQL chart',
  app: 'data app',
};

/** What is delivered, within a sentence. */
export const contentInSentence = (kind: ContentKind): string => CONTENT_NAMES[kind];

/** The same at the beginning of one. */
export const contentName = (kind: ContentKind): string =>
  CONTENT_NAMES[kind].charAt(0).toUpperCase() + CONTENT_NAMES[kind].slice(1);

export const TARGET_NAMES: Readonly<Record<TargetKind, string>> = {
  email: 'E-mail',
  slack: 'Slack',
  msteams: 'Teams',
  googlechat: 'Google Chat',
  gsheets: 'Google Sheets',
};

export const RUN_NAMES: Readonly<Record<RunStatus, string>> = {
  failed: 'Failed',
  partial: 'Partly failed',
  running: 'Running',
  completed: 'Delivered',
  scheduled: 'To come',
};

/**
 * How things stand, for a filter; the ailments have names of their own in domain/schedule. `on`: nothing is known to hurt, but
 * its runs or its owner have not been read.
 */
export const STATES = [...AILMENT_KINDS, 'well', 'on', 'off'] as const;
export type State = (typeof STATES)[number];

export const STATE_NAMES: Readonly<Record<State, string>> = {
  ...AILMENT_NAMES,
  well: 'On, all well',
  on: 'On',
  off: 'Off',
};

/** What kinds of target it has; the sheet of a Google Sheets delivery is its only one. */
export const targetKinds = ({ format, targets }: Pick<Scheduler, 'format' | 'targets'>): TargetKind[] =>
  format === 'gsheets' ? ['gsheets'] : [...new Set(targets.map(({ kind }) => kind))];

/** A target as it may be shown: an address, a channel's id, or the mask of a webhook. */
export const targetText = (target: Target): string =>
  target.kind === 'email' ? target.recipient : target.kind === 'slack' ? target.channel : target.masked;

const several: Readonly<Record<Target['kind'], [one: string, many: string]>> = {
  email: ['e-mail', 'e-mails'],
  slack: ['Slack channel', 'Slack channels'],
  msteams: ['Teams channel', 'Teams channels'],
  googlechat: ['Google Chat room', 'Google Chat rooms'],
};

/** "2 e-mails and 1 Slack channel"; "nowhere" without targets. */
export const targetsInWords = ({ format, targets }: Pick<Scheduler, 'format' | 'targets'>): string => {
  if (format === 'gsheets') return 'Google sheet';
  const parts = (['email', 'slack', 'msteams', 'googlechat'] as const).flatMap((kind) => {
    const n = targets.filter((target) => target.kind === kind).length;
    return n > 0 ? count(n, ...several[kind]) : [];
  });
  return parts.length > 0 ? listOf(parts) : 'nowhere';
};

/** The place in the name of a time zone: "America/Sao_Paulo" → "Sao Paulo". */
export const zonePlace = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');

/** A span of time as people say it: "4 s", "2 min 5 s". */
export const durationInWords = (milliseconds: number): string => {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
};
