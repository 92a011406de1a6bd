import { relativeDate } from '../../lib/dates';
import { count } from '../../lib/text';
import type { Fault } from './ailments';
import type { Ailment } from './severity';
import type { Scheduler } from './types';

/** A scheduler that is on and sends what a validation found broken: what that means for it as far as its runs tell. */
export type BrokenSent = { scheduler: Scheduler; fault: Fault; state: 'fails' | 'lacks' | 'failed' | 'ran' };

/**
 * Those that are on and send what validations found broken. In: what was found by chart, dashboard or data app; what is known to be
 * wrong with each. Out: in the order of the schedulers.
 */
export const brokenSent = (
  schedulers: readonly Scheduler[],
  faults: ReadonlyMap<string, Fault>,
  ailmentsOf: (scheduler: Scheduler) => readonly Ailment[],
): BrokenSent[] =>
  schedulers.flatMap((scheduler): BrokenSent[] => {
    const fault = faults.get(scheduler.content?.uuid ?? '');
    if (!scheduler.isEnabled || !fault) return [];
    const kinds = ailmentsOf(scheduler).map(({ kind }) => kind);
    const isAhead = kinds.includes('broken-content');
    const ahead = scheduler.content?.kind === 'chart' ? 'fails' : 'lacks';
    return [{ scheduler, fault, state: isAhead ? ahead : kinds.includes('failing') ? 'failed' : 'ran' }];
  });

/** "2 will fail, 1 has failed already. The oldest finding is by a validation 3 days ago." In: at least one. */
export const brokenInWords = (broken: readonly BrokenSent[], now: Date): string => {
  const said = (state: BrokenSent['state'], one: string, many: string) => {
    const { length } = broken.filter((each) => each.state === state);
    return length > 0 ? [count(length, one, many)] : [];
  };
  const [oldest = ''] = broken.map(({ fault }) => fault.foundAt).toSorted();
  const states = [
    ...said('fails', 'will fail', 'will fail'),
    ...said('lacks', 'may lack a part', 'may lack a part'),
    ...said('failed', 'has failed already', 'have failed already'),
    ...said('ran', 'has been sent since', 'have been sent since'),
  ];
  return `${states.join(', ')}. ${broken.length > 1 ? 'The oldest finding is' : 'Found'} by a validation ${relativeDate(oldest, now)}.`;
};
