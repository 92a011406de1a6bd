import { listOf } from '#/lib/text';

const SHOWN = 3;

/** "Weekly, Daily, Sales and 2 more". */
export const namesOf = (schedulers: readonly { name: string }[]): string =>
  listOf([
    ...schedulers.slice(0, SHOWN).map(({ name }) => name),
    ...(schedulers.length > SHOWN ? [`${schedulers.length - SHOWN} more`] : []),
  ]);

/** Which schedulers stay with their owners, and why, each reason once with those that it is of; empty without any. */
export const keptInWords = (kept: readonly { name: string; reason: string }[]): string =>
  [...new Set(kept.map(({ reason }) => reason))]
    .map((each) => `Not transferred: ${namesOf(kept.filter(({ reason }) => reason === each))}. ${each}`)
    .join(' ');
