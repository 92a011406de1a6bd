import { expect, it } from 'vitest';
import type { Scheduler } from '#/domain/schedule/types';
import { concernedBy } from './zone-change';

it('which schedulers a time zone rewrites is said only when all of the project have been read', () => {
  const own = { timezone: 'Europe/Rome' } as Scheduler;
  const without = { timezone: null } as Scheduler;
  expect(concernedBy({ data: undefined, isError: false })).toEqual({
    concerned: null,
    reason: 'Reading which schedulers it rewrites.',
  });
  expect(concernedBy({ data: undefined, isError: true })).toEqual({
    concerned: null,
    reason: 'The schedulers that it rewrites could not be read.',
  });
  expect(concernedBy({ data: [own, without], isError: true })).toEqual({ concerned: [without] });
});
