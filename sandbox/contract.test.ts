import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractOperations, contractViolation } from './testing/contract';
import { implementedOperations } from './testing/operations';
import { openTestSandbox } from './testing/sandbox';

/** Of 1.219, and not there (DIFFERENCES.md). */
const NOT_THERE = ['POST /api/v1/projects/{}/code/spaces'];

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

test('each operation of the contract is implemented', () => {
  const known = new Set([...implementedOperations(world.sandbox.app), ...NOT_THERE]);
  expect(contractOperations('1.219').filter((operation) => !known.has(operation))).toEqual([]);
});

test('holding an answer against the contract finds what is wrong with it', () => {
  const violation = (body: unknown, status = 200) => {
    const text = JSON.stringify(body);
    const response = new Response(text, { status, headers: { 'content-type': 'application/json' } });
    return contractViolation('GET', '/api/v1/org', response, text);
  };
  const organization = {
    organizationUuid: 'x',
    name: 'Shop',
    createdAt: '2026-01-01T00:00:00.000Z',
    needsProject: false,
  };
  expect(violation({ status: 'ok', results: organization })).toBeUndefined();
  expect(violation({ status: 'ok', results: { ...organization, name: 7 } })).toContain('name must be string');
  expect(violation({ status: 'error' }, 500)).toContain('must have required property');
});

test('what 0.2110 lacks is an unknown address there', async () => {
  const { token } = (await world.organization({ generation: '0.2110' })).identity('admin');
  const older = new Set(contractOperations('0.2110'));
  const added = contractOperations('1.219').filter((operation) => !older.has(operation));
  expect(added.length).toBeGreaterThan(10);
  for (const operation of added) {
    const answer = await world.call(operation.replaceAll('{}', crypto.randomUUID()), { token });
    // There it asks for a scheduler of that name, which is no uuid.
    expect(answer.status, operation).toBe(operation.endsWith('/user-schedulers') ? 500 : 404);
  }
});
