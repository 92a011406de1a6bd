/** How often a property is tried out: 300 times, or as often as PROPERTY_RUNS says (`npm run test:long`). */
export const RUNS = { numRuns: Number(import.meta.env.PROPERTY_RUNS ?? 300) };
