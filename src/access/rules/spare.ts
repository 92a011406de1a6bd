import type { Effect, Spare } from './sources';

/** Whether the source at a place of the path stays. */
type Keeps = (position: number) => boolean;

/** How a world is judged, and how it is without some of its sources. */
type Judging<World, Standing> = {
  standing: (world: World) => Standing;
  without: (world: World, keeps: Keeps) => World;
  /** Whether two come to the same for the person. */
  same: (a: Standing, b: Standing) => boolean;
};

/**
 * Marks the sources that count without being needed: without one of them alone, everything is as it is. In: a world, what its
 * sources do in the order of the path, and how it is judged. Out: the same effects, those marked by whether they would be
 * enough without the others that are marked.
 */
export function markSpare<World, Standing>(
  world: World,
  effects: readonly Effect[],
  { standing, without, same }: Judging<World, Standing>,
): Effect[] {
  const all = standing(world);
  const isSameWith = (keeps: Keeps) => same(all, standing(without(world, keeps)));
  const spares = new Set<number>();
  for (const [position, effect] of effects.entries()) {
    if (counts(effect) && isSameWith((each) => each !== position)) spares.add(position);
  }
  const spareOf = (position: number): Spare =>
    isSameWith((each) => each === position || !spares.has(each)) ? 'enough' : 'more';
  return effects.map((effect, position) =>
    counts(effect) && spares.has(position) ? { ...effect, spare: spareOf(position) } : effect,
  );
}

function counts(effect: Effect): effect is Extract<Effect, { effect: 'wins' | 'contributes' }> {
  return effect.effect === 'wins' || effect.effect === 'contributes';
}
