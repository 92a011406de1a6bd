import { describeExpiry, type Token } from '#/domain/tokens';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '#/lib/csv';
import { download } from '#/lib/download';

/** Downloads the list of tokens as CSV, safe to open in a spreadsheet; there are no secrets in it. In: the rows as shown. */
export const exportTokens = (tokens: readonly Token[], now: number): void => {
  const columns: CsvColumn<Token>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'State', value: (token) => describeExpiry(token, now) },
    { header: 'Expires', value: ({ expiresAt }) => expiresAt },
    { header: 'Last used', value: ({ lastUsedAt }) => lastUsedAt },
    { header: 'Created', value: ({ createdAt }) => createdAt },
    { header: 'Rotated', value: ({ rotatedAt }) => rotatedAt },
    { header: 'Token UUID', value: ({ uuid }) => uuid },
  ];
  download(csvFileName('access-tokens', new Date(now)), CSV_BOM + toCsv(columns, tokens), 'text/csv;charset=utf-8');
};
