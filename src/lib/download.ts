import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from './csv';

/** Hands the person a file. In: its name, its content, and its media type. The address is let go of once the download began. */
export const download = (name: string, content: string | BlobPart[], type: string): void => {
  const url = URL.createObjectURL(new Blob(typeof content === 'string' ? [content] : content, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};

/** Downloads rows as CSV, safe to open in a spreadsheet. In: what they are, for the name of the file; the columns; the rows. */
export const downloadCsv = <Row>(what: string, columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): void =>
  download(csvFileName(what, new Date()), CSV_BOM + toCsv(columns, rows), 'text/csv;charset=utf-8');
