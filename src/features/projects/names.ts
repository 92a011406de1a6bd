const WAREHOUSES: ReadonlyMap<string, string> = new Map([
  ['bigquery', 'BigQuery'],
  ['postgres', 'PostgreSQL'],
  ['redshift', 'Redshift'],
  ['snowflake', 'Snowflake'],
  ['databricks', 'Databricks'],
  ['trino', 'Trino'],
  ['clickhouse', 'ClickHouse'],
]);

/** A kind of warehouse as its makers write it; an unknown one as the API does, a missing one as a dash. */
export const warehouseName = (warehouse: string | null): string => (warehouse === null ? '–' : (WAREHOUSES.get(warehouse) ?? warehouse));

/** A type of project in the product's words. */
export const projectType = (type: string): string => (type === 'preview' ? 'Preview' : 'Production');
