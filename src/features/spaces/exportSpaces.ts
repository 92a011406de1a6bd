import { pathOf, type PlacedSpace } from '#/domain/spaces';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '#/lib/csv';
import { download } from '#/lib/download';
import { originName, privacyName } from './words';

const COLUMNS: CsvColumn<PlacedSpace>[] = [
  { header: 'Project', value: ({ projectName }) => projectName },
  { header: 'Inside', value: pathOf },
  { header: 'Space', value: ({ name }) => name },
  { header: 'Visibility', value: ({ privacy }) => privacyName(privacy) },
  { header: 'Access', value: originName },
  { header: 'Charts', value: ({ charts }) => charts },
  { header: 'Dashboards', value: ({ dashboards }) => dashboards },
  { header: 'People granted directly', value: ({ grantedUserUuids }) => grantedUserUuids.length },
  { header: 'Project UUID', value: ({ projectUuid }) => projectUuid },
  { header: 'Space UUID', value: ({ uuid }) => uuid },
];

/** Downloads spaces as CSV, safe to open in a spreadsheet. In: the rows as shown. */
export const exportSpaces = (rows: readonly PlacedSpace[]): void =>
  download(csvFileName('spaces', new Date()), CSV_BOM + toCsv(COLUMNS, rows), 'text/csv;charset=utf-8');
