import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractOperations, contractViolation, shapeOf } from './testing/contract';
import { implementedOperations } from './testing/operations';
import { openTestSandbox } from './testing/sandbox';

/** Operations of the contract that 0.2110 does not have: like every unknown address they are 404, and clients fall back. */
const NOT_IN_THIS_VERSION = ['GET /api/v1/projects/{projectUuid}/spaces/{spaceUuid}/access'];

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

test('each operation of the contract is implemented', () => {
  const known = new Set([...implementedOperations(world.sandbox.app), ...NOT_IN_THIS_VERSION.map(shapeOf)]);
  expect(contractOperations().filter((operation) => !known.has(operation))).toEqual([]);
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

test('what this version lacks is an unknown address', async () => {
  const admin = (await world.organization()).identity('admin');
  for (const operation of NOT_IN_THIS_VERSION) {
    const answer = await world.call(operation.replace(/\{\w+\}/g, crypto.randomUUID()), { token: admin.token });
    expect(answer).toMatchObject({ status: 404, body: { error: { message: 'API endpoint not found' } } });
  }
});
