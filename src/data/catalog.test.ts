import { expect, test } from 'vitest';
import { catalogFieldsQuery } from './catalog';

test('a field asks for whatever is required of it, and for whatever one of several is enough', () => {
  const field = { name: 'email', label: 'Email', type: 'field', tableName: 'customers', tableLabel: 'Customers' };
  const read = catalogFieldsQuery('shop').select([
    { ...field, requiredAttributes: { pii: 'true' }, anyAttributes: { region: ['emea'], country: 'de' } },
    { ...field, name: 'id', label: '', tableLabel: '', requiredAttributes: {} },
    { name: 'count', label: 'Count', type: 'field', tableName: 'customers' },
  ]);
  expect(read).toEqual([
    { table: 'Customers', tableName: 'customers', name: 'Email', asks: ['pii', 'region', 'country'] },
    { table: 'customers', tableName: 'customers', name: 'id', asks: [] },
    { table: 'customers', tableName: 'customers', name: 'Count', asks: [] },
  ]);
});
