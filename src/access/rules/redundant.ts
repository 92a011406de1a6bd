import type { Effect, Redundancy } from './sources';

/** Whether the source at a place of the path stays. */
type Keeps = (position: number) => boolean;

/** How a completion is judged, and how it is without some of its sources. */
type Judging<Completion, Outcome> = {
  outcome: (completion: Completion) => Outcome;
  without: (completion: Completion, keeps: Keeps) => Completion;
  /** Whether two come to the same for the person. */
  same: (a: Outcome, b: Outcome) => boolean;
};

/**
 * Marks the sources that count without being needed: without one of them alone, everything is as it is. In: a completion, what its sources
 * do in the order of the path, and how it is judged. Out: the same effects, those marked by whether they would be
 * enough without the others that are marked.
 */
export function markRedundant<Completion, Outcome>(
  completion: Completion,
  effects: readonly Effect[],
  { outcome, without, same }: Judging<Completion, Outcome>,
): Effect[] {
  const all = outcome(completion);
  const isSameWith = (keeps: Keeps) => same(all, outcome(without(completion, keeps)));
  const redundantAt = new Set<number>();
  for (const [position, effect] of effects.entries()) {
    if (counts(effect) && isSameWith((each) => each !== position)) redundantAt.add(position);
  }
  const redundancyOf = (position: number): Redundancy =>
    isSameWith((each) => each === position || !redundantAt.has(each)) ? 'enough' : 'more';
  return effects.map((effect, position) =>
    counts(effect) && redundantAt.has(position) ? { ...effect, redundant: redundancyOf(position) } : effect,
  );
}

function counts(effect: Effect): effect is Extract<Effect, { effect: 'wins' | 'contributes' }> {
  return effect.effect === 'wins' || effect.effect === 'contributes';
}
