import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { digest, fuzzedOperations } from '../core/testing-contract';
import { lightdashDialect } from './dialect';
import contract from './openapi.yaml?raw';
import { COOKIE } from './recorded-answers';
import { RUNS } from '#/lib/testing-runs';

const dialect = lightdashDialect;
const operations = fuzzedOperations(contract);

it.each(operations)(
  'whatever comes back is data or a failure that has words: $method $path',
  ({ method, path, answers }) => {
    fc.assert(
      fc.property(answers, (received) => {
        digest(dialect, received, { method, path, credential: COOKIE });
      }),
      RUNS,
    );
  },
);

it('has found the operations', () => {
  expect(operations.length).toBeGreaterThan(60);
});
