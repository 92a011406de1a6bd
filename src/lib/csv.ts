/** Put before a file so that Excel reads it as UTF-8. Kept apart, because other readers take it for text. */
export const CSV_BOM = '\uFEFF';

export type CsvColumn<Row> = { header: string; value: (row: Row) => string | number | null };

/**
 * A table as CSV by RFC 4180: commas, CRLF after every row, quotes where needed. Texts that a spreadsheet would run
 * as a formula get an apostrophe in front (OWASP, CSV injection), and lose their marks of direction; numbers are left alone,
 * null is an empty cell.
 */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const lines = [columns.map(({ header }) => cell(header))];
  for (const row of rows) lines.push(columns.map(({ value }) => cell(value(row))));
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The name of a download: "lightdash-members-2026-11-20.csv", with the day where the reader is. */
export function csvFileName(what: string, date: Date): string {
  const slug = what
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return `lightdash-${slug}-${local.toISOString().slice(0, 10)}.csv`;
}

/** Spreadsheets skip leading blanks and quotes, and take full-width signs for the plain ones. */
const FORMULA = /^[\s"']*[=+\-@\t\r\n＝＋－＠]/;

/** Marks of direction, which would let a name be read as another one. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A text as it stands in a cell, quotes aside. */
export function safeText(value: string): string {
  const plain = value.replace(DIRECTION, '');
  return FORMULA.test(plain) ? `'${plain}` : plain;
}

/** The text of a cell that safeText has made. */
export const plainText = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = safeText(value);
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
