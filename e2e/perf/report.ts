import { loadavg } from 'node:os';

/** Of an even number of values the upper one in the middle; NaN of none. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Prints what was measured, with the load of the machine: times in milliseconds, if nothing else is said. */
export const report = (name: string, values: readonly number[], unit = 'ms'): void =>
  console.log(
    `${name.padEnd(58)} median ${median(values).toFixed(1)} ${unit}  (min ${Math.min(...values).toFixed(1)}, max ${Math.max(...values).toFixed(1)}, n ${values.length}, load ${loadavg()[0]?.toFixed(1)})`,
  );
