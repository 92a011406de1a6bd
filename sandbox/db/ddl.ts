import { type SQLiteTable, getTableConfig } from 'drizzle-orm/sqlite-core';

/**
 * The statements that create a table and its indexes, made from the schema, so that nothing is written twice.
 * Knows what schema.ts uses: primary keys, not null, foreign keys with their action, plain and unique indexes.
 */
export function createStatements(table: SQLiteTable): string[] {
  const { name, columns, foreignKeys, indexes, primaryKeys } = getTableConfig(table);
  const lines = columns.map((column) => {
    const key = column.primary ? ` primary key${column.getSQLType() === 'integer' ? ' autoincrement' : ''}` : '';
    return `${column.name} ${column.getSQLType()}${key}${column.notNull ? ' not null' : ''}`;
  });
  for (const key of primaryKeys) lines.push(`primary key (${names(key.columns)})`);
  for (const key of foreignKeys) {
    const { columns: own, foreignColumns, foreignTable } = key.reference();
    const action = key.onDelete ? ` on delete ${key.onDelete}` : '';
    lines.push(
      `foreign key (${names(own)}) references ${getTableConfig(foreignTable).name} (${names(foreignColumns)})${action}`,
    );
  }
  return [
    `create table if not exists ${name} (${lines.join(', ')})`,
    ...indexes.map(
      ({ config }) =>
        `create ${config.unique ? 'unique ' : ''}index if not exists ${config.name} on ${name} (${names(config.columns)})`,
    ),
  ];
}

function names(columns: readonly object[]): string {
  return columns.map((column) => ('name' in column ? column.name : '')).join(', ');
}
