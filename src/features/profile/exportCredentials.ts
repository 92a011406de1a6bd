import { warehouseName, type WarehouseCredentials } from '#/domain/warehouses';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '#/lib/csv';
import { download } from '#/lib/download';

/**
 * Downloads the list of warehouse credentials as CSV, safe to open in a spreadsheet; there are no secrets in it. In: the rows as
 * shown, and the names of the projects that use one, null while not all are known.
 */
export const exportCredentials = (
  rows: readonly WarehouseCredentials[],
  projectsUsing: (uuid: string) => readonly string[] | null,
): void => {
  const columns: CsvColumn<WarehouseCredentials>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'Warehouse', value: ({ type }) => warehouseName(type) },
    { header: 'User', value: ({ user }) => user },
    { header: 'Used in', value: ({ uuid }) => projectsUsing(uuid)?.join('; ') ?? 'Not known in full' },
    { header: 'Changed', value: ({ updatedAt }) => updatedAt },
    { header: 'Credentials UUID', value: ({ uuid }) => uuid },
  ];
  download(csvFileName('warehouse-credentials', new Date()), CSV_BOM + toCsv(columns, rows), 'text/csv;charset=utf-8');
};
