import { statusName } from '#/domain/members';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';
import { statesOf, type Row } from './rows';
import { contentInSentence, formatName, RUN_NAMES, STATE_NAMES, targetText } from './words';

const COLUMNS: CsvColumn<Row>[] = [
  { header: 'Name', value: ({ scheduler }) => scheduler.name },
  { header: 'Kind', value: ({ scheduler }) => (scheduler.isAlert ? 'Alert' : 'Delivery') },
  {
    header: 'State',
    value: (row) =>
      statesOf(row)
        .map((state) => STATE_NAMES[state])
        .join('; '),
  },
  { header: 'What hurts', value: ({ ailments }) => ailments.map(({ sentence }) => sentence).join(' ') },
  { header: 'Project', value: ({ projectName }) => projectName },
  { header: 'Delivers', value: ({ scheduler }) => scheduler.content?.name ?? '' },
  { header: 'Content', value: ({ scheduler }) => (scheduler.content ? contentInSentence(scheduler.content.kind) : '') },
  { header: 'Format', value: ({ scheduler }) => formatName(scheduler.format) },
  { header: 'Targets', value: ({ scheduler }) => scheduler.targets.map(targetText).join('; ') },
  { header: 'Schedule', value: ({ rule }) => rule },
  { header: 'Time rule', value: ({ scheduler }) => scheduler.cron },
  { header: 'Time zone', value: ({ zone }) => zone },
  { header: 'Next runs', value: ({ next }) => next.map((date) => date.toISOString()).join('; ') },
  { header: 'Owner', value: ({ scheduler }) => scheduler.ownerName },
  { header: 'Owner’s state', value: ({ ownerStatus }) => (ownerStatus ? statusName(ownerStatus) : null) },
  { header: 'Last run', value: ({ last }) => last?.scheduledFor ?? null },
  { header: 'Last result', value: ({ last }) => (last ? RUN_NAMES[last.status] : null) },
  {
    header: 'Runs in seven days',
    value: ({ runs, days }) => (runs ? days.reduce((sum, each) => sum + each.runs, 0) : null),
  },
  {
    header: 'Failed in seven days',
    value: ({ runs, days }) => (runs ? days.reduce((sum, each) => sum + each.failures, 0) : null),
  },
  { header: 'Scheduler UUID', value: ({ scheduler }) => scheduler.uuid },
];

/** Downloads schedulers as CSV, safe to open in a spreadsheet; webhooks stay masked. In: the rows as shown. */
export const exportSchedulers = (rows: readonly Row[]): void => downloadCsv('schedulers', COLUMNS, rows);
