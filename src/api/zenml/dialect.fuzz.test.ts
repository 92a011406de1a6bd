import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenCredential } from '../core/credentials';
import { digest, fuzzedOperations } from '../core/testing-contract';
import { zenmlDialect } from './dialect';
import contract from './openapi.yaml?raw';
import { RUNS } from '#/lib/testing-runs';

const dialect = zenmlDialect('/accounts/zenml');
const credential = tokenCredential('canary', 'Bearer');

describe('whatever comes back', () => {
  it.each(fuzzedOperations(contract))(
    'is data or a failure that has words: $method $path',
    ({ method, path, answers }) => {
      const ended = { data: 0, failure: 0 };
      fc.assert(
        fc.property(answers, (received) => {
          const decoded = digest(dialect, received, { method, path: `/accounts/zenml${path}`, credential });
          ended[decoded.ok ? 'data' : 'failure']++;
        }),
        RUNS,
      );
      // Both ways are gone often enough to mean something.
      expect(Math.min(ended.data, ended.failure)).toBeGreaterThan(20);
    },
  );
});
