import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkContract, type Contract } from './check-contract';
import { readRecordings } from './recordings';

const contractWith = (change: (yaml: string) => string = (yaml) => yaml) =>
  parse(change(readFileSync('src/api/lightdash/openapi.yaml', 'utf8'))) as Contract;
const recordings = readRecordings('recordings');
const failuresOf = (contract: Contract) => checkContract(contract, recordings).failures.join('\n');

test('a wrong type, a status that is missing, and one field too many demanded are found', () => {
  const contract = contractWith((yaml) =>
    yaml.replace('version: { type: string, example: 1.219.0', 'version: { type: integer, example: 1'),
  );
  delete contract.paths['/api/v1/org/groups']?.post?.responses['201'];
  contract.components.schemas.Pagination = { allOf: [{ required: ['cursor'] }] } as never;
  const failures = failuresOf(contract);
  expect(failures).toContain('GET /api/v1/health: Health.ok (1.219) does not fit');
  expect(failures).toContain('CreateGroupInOrganization.ok (0.2110) answers 201, which is not described');
  expect(failures).toContain("must have required property 'cursor'");
});

test('an end that servers announce and the contract does not, and a replacement that is not there, are found', () => {
  const contract = contractWith();
  const logs = contract.paths['/api/v1/schedulers/{projectUuid}/logs']?.get;
  if (!logs) throw new Error('The contract has lost its logs.');
  delete logs['x-sunset'];
  logs['x-replaced-by'] = 'listNothing';
  const failures = failuresOf(contract);
  expect(failures).toMatch(/announces the end on 2026-09-10, the contract none/);
  expect(failures).toContain('is replaced by listNothing, which is not there');
});

test('properties that are described nowhere are counted', () => {
  const contract = contractWith();
  const before = checkContract(contract, recordings);
  contract.components.schemas.Scheduler = { type: 'object' } as never;
  const after = checkContract(contract, recordings);
  expect(before.named).toBe(before.seen);
  expect(after.failures.at(-1)).toContain('recorded properties are described, too few');
  expect([...after.unnamed].some((name) => name.endsWith('.schedulerUuid'))).toBe(true);
});

test('an operation that was never recorded says why, and no other says that', () => {
  const contract = contractWith();
  const rotate = contract.paths['/api/v1/service-accounts/{serviceAccountUuid}/rotate']?.patch;
  const health = contract.paths['/api/v1/health']?.get;
  if (!rotate || !health) throw new Error('The contract has lost what this test changes.');
  delete rotate['x-unrecorded'];
  health['x-unrecorded'] = 'Nobody asked.';
  expect(failuresOf(contract)).toBe(
    'GET /api/v1/health: is said to be unrecorded, and was recorded\n' +
      'PATCH /api/v1/service-accounts/{serviceAccountUuid}/rotate: was never recorded, and does not say why',
  );
});
