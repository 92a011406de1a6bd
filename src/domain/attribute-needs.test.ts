import { expect, test } from 'vitest';
import { askingFor, askingInWords, type CatalogField } from './attribute-needs';

const fields = (tableName: string, asks: Record<string, string[]>): CatalogField[] =>
  Object.entries(asks).map(([name, each]) => ({ table: tableName.toUpperCase(), tableName, name, asks: each }));

test('finds the tables whose fields ask for an attribute, a joined table once', () => {
  const orders = fields('orders', { Id: ['region'], Amount: ['region', 'pii'] });
  const customers = fields('customers', { Id: [], Email: ['pii'], Name: ['pii'] });
  expect(askingFor([...orders, ...customers, ...orders], 'pii')).toEqual([
    { table: 'CUSTOMERS', fields: ['Email', 'Name'], of: 3 },
    { table: 'ORDERS', fields: ['Amount'], of: 2 },
  ]);
  expect(askingFor([...customers, ...orders], 'region')).toEqual([
    { table: 'ORDERS', fields: ['Id', 'Amount'], of: 2 },
  ]);
  // Names are compared as they are written.
  expect(askingFor(orders, 'Region')).toEqual([]);
  expect(askingFor([], 'region')).toEqual([]);
});

test('says whether every field of a table asks, and names some where not', () => {
  const said = (names: string[], of: number, project: string | null = null) =>
    askingInWords({ table: 'Orders', fields: names, of }, project);
  expect(said(['A', 'B'], 2)).toBe('Orders: all 2 fields');
  expect(said(['A'], 1, 'Shop')).toBe('Orders (Shop): its one field');
  expect(said(['A', 'B'], 7)).toBe('Orders: 2 of 7 fields (A, B)');
  expect(said(['A', 'B', 'C', 'D'], 7)).toBe('Orders: 4 of 7 fields (A, B, C, …)');
});
