/**
 * Which Lightdash is spoken: a property of the organization, read once per request (app.ts). Where nobody is known yet, as
 * for health, it is the one of the whole sandbox. What differs stands in three kinds of places: `newer/` has the operations
 * that 1.219 alone has or does wholly otherwise, the rest asks `isNewer` where a row is presented or a right is checked, and
 * deprecations.ts and errors-of-generation.ts look at each answer that goes out.
 */
export const GENERATIONS = ['0.2110', '1.219'] as const;
export type Generation = (typeof GENERATIONS)[number];

/** Spoken where nobody has said another one. */
export const DEFAULT_GENERATION: Generation = '1.219';

/** The versions of the recordings: what this sandbox imitates. */
export const VERSIONS: Record<Generation, string> = { '0.2110': '0.2110.12', '1.219': '1.219.0' };

/** Whether it is today's Lightdash. */
export function isNewer(generation: Generation): boolean {
  return generation === '1.219';
}

/** The generation that this request is answered in. */
export function generationOf(c: { get: (variable: 'generation') => Generation | undefined }): Generation {
  return c.get('generation') ?? DEFAULT_GENERATION;
}
