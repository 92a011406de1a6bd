import { describe, expect, it } from 'vitest';
import { isWarehouseType, loginKind, readKeyfile, warehouseName, WAREHOUSE_TYPES } from './warehouses';

it('names the warehouses, and keeps the raw name of one it does not know', () => {
  expect(WAREHOUSE_TYPES.map(warehouseName)).toEqual([
    'BigQuery',
    'ClickHouse',
    'Databricks',
    'PostgreSQL',
    'Redshift',
    'Snowflake',
    'Trino',
  ]);
  expect(warehouseName('duckdb')).toBe('duckdb');
  expect(isWarehouseType('toString')).toBe(false);
});

it('knows by what one signs in', () => {
  expect(WAREHOUSE_TYPES.filter((type) => loginKind(type) === 'password')).toEqual([
    'clickhouse',
    'postgres',
    'redshift',
    'snowflake',
    'trino',
  ]);
  expect(loginKind('bigquery')).toBe('keyfile');
  expect(loginKind('databricks')).toBe('token');
});

describe('readKeyfile', () => {
  it('reads the key file of a service account', () => {
    const fields = { type: 'service_account', client_email: 'a@b.example', private_key: 'key' };
    expect(readKeyfile(JSON.stringify(fields))).toEqual(fields);
  });

  it.each(['', 'no json', 'null', '[]', '"text"', '{}', '{"private_key":"k"}', '{"private_key":1,"client_email":"a"}'])(
    'refuses %s',
    (text) => {
      expect(readKeyfile(text)).toBeNull();
    },
  );
});
