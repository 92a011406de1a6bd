import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOT_IN_THIS_VERSION, NOT_YET } from './lightdash/not-yet';
import { contractOperations, contractViolation, shapeOf } from './testing/contract';
import { implementedOperations } from './testing/operations';
import { openTestSandbox } from './testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

test('each operation of the contract is implemented, or listed as not yet', () => {
  const known = new Set([
    ...implementedOperations(world.sandbox.app),
    ...[...NOT_YET, ...NOT_IN_THIS_VERSION].map(shapeOf),
  ]);
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

test('nothing is listed as not yet that the contract does not have', () => {
  const contract = new Set(contractOperations());
  expect([...NOT_YET, ...NOT_IN_THIS_VERSION].filter((operation) => !contract.has(shapeOf(operation)))).toEqual([]);
});

test('an operation that is not there yet says so: 501 in the envelope, 401 before that', async () => {
  const admin = (await world.organization()).identity('admin');
  for (const operation of NOT_YET) {
    const call = operation.replace(/\{\w+\}/g, crypto.randomUUID());
    const answer = await world.call(call, { token: admin.token });
    expect(answer).toMatchObject({ status: 501, body: { error: { statusCode: 501, name: 'NotImplementedError' } } });
    expect(await world.call(call)).toMatchObject({ status: 401, text: 'Unauthorized' });
  }
});

test('what this version lacks is an unknown address', async () => {
  const admin = (await world.organization()).identity('admin');
  for (const operation of NOT_IN_THIS_VERSION) {
    const answer = await world.call(operation.replace(/\{\w+\}/g, crypto.randomUUID()), { token: admin.token });
    expect(answer).toMatchObject({ status: 404, body: { error: { message: 'API endpoint not found' } } });
  }
});
