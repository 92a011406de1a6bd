import { type SQL, getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Reader, Transaction } from './open';

const ROWS_PER_STATEMENT = 10_000;

/**
 * Inserts many rows with few statements. The rows travel as one JSON parameter: no limit of variables, and ten times
 * faster than a list of values. All rows need the keys of the first one.
 */
export async function insertRows<T extends SQLiteTable>(
  transaction: Transaction,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first);
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const values = sql.raw(columns.map((_, i) => `value ->> ${i}`).join(', '));
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const tuples = rows.slice(start, start + ROWS_PER_STATEMENT).map((row) =>
      columns.map(([key, column]) => {
        const value = (row as Record<string, unknown>)[key];
        return value === null || value === undefined ? null : column.mapToDriverValue(value);
      }),
    );
    await transaction.run(
      sql`insert into ${table} (${names}) select ${values} from json_each(${JSON.stringify(tuples)})`,
    );
  }
}

/**
 * The rows of a query that selects one JSON array a row (column `item`). For long lists: a result row costs the driver
 * more than all the rest, so SQLite hands over everything in one cell.
 */
export async function selectJson<T>(reader: Reader | Transaction, query: SQL): Promise<T[]> {
  const row = await reader.get<{ items: string }>(
    sql`select '[' || coalesce(group_concat(item), '') || ']' as items from (${query})`,
  );
  return JSON.parse(row.items) as T[];
}
