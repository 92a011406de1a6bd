import type { Cause, Finding } from '#/domain/validation';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';

type Line = { cause: Cause; finding: Finding };

/**
 * Downloads the findings of root causes as CSV, by who changed the content last. In: the causes as shown; the people that the list is
 * narrowed to, none for everybody; whether everything was read.
 */
export const exportFindings = (causes: readonly Cause[], owners: readonly string[], isWhole: boolean): void => {
  const lines = causes
    .flatMap((cause) => cause.findings.map((finding): Line => ({ cause, finding })))
    .filter(({ finding }) => owners.length === 0 || owners.includes(finding.changedBy))
    .toSorted((a, b) => a.finding.changedBy.localeCompare(b.finding.changedBy));
  const columns: CsvColumn<Line>[] = [
    { header: 'Changed last by', value: ({ finding }) => finding.changedBy },
    { header: 'Project', value: ({ cause }) => cause.projectName },
    { header: 'Kind', value: ({ finding }) => finding.kind },
    { header: 'Name', value: ({ finding }) => finding.name },
    { header: 'Root cause', value: ({ cause }) => cause.what },
    { header: 'Breaks something', value: ({ cause }) => (cause.isWarning ? 'no, only a warning' : 'yes') },
    { header: 'Error', value: ({ finding }) => finding.error },
    { header: 'Views', value: ({ finding }) => finding.views },
    {
      header: 'Schedulers',
      value: ({ cause, finding }) =>
        cause.schedulers
          .filter(({ contentUuid }) => contentUuid === finding.contentUuid)
          .map(({ name, ownerName }) => `${name} (${ownerName})`)
          .join('; '),
    },
    { header: 'Found', value: ({ finding }) => finding.foundAt },
    { header: 'Content UUID', value: ({ finding }) => finding.contentUuid },
  ];
  downloadCsv(isWhole ? 'findings' : 'findings-not-all', columns, lines);
};
