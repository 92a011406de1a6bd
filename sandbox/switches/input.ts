import { GENERATIONS, type Generation } from '../lightdash/generation';
import type { Fault, FaultOrder } from './trouble';

/** A body or query that a switch cannot work with: 400 with this sentence. */
export class BadSwitch extends Error {}

type Input = Record<string, unknown>;

/** The body of a request as an object. */
export async function inputOf(request: { text(): Promise<string> }): Promise<Input> {
  const text = await request.text();
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  } catch {
    // Told below, like every other body that is no object.
  }
  throw new BadSwitch('the body must be a JSON object');
}

/** A text, or the fallback; without fallback it is demanded. */
export function textOf(input: Input, key: string, fallback?: string): string {
  const value = input[key] ?? fallback;
  if (typeof value !== 'string' || value === '') throw new BadSwitch(`${key} must be a text`);
  return value;
}

/** A whole number up to the highest, or the fallback. */
export function countOf(input: Input, key: string, fallback: number | undefined, highest: number, lowest = 0): number {
  const value = input[key] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < lowest || value > highest) {
    throw new BadSwitch(`${key} must be a whole number from ${lowest} to ${highest}`);
  }
  return value;
}

/** Which Lightdash an organization for tests speaks, or the fallback. */
export function generationOf(input: Input, fallback: Generation): Generation {
  const value = input.generation ?? fallback;
  const found = GENERATIONS.find((generation) => generation === value);
  if (!found) throw new BadSwitch(`generation must be one of ${GENERATIONS.join(', ')}`);
  return found;
}

/** The order of POST /sandbox/faults. */
export function faultOrderOf(input: Input): FaultOrder {
  return {
    organizationUuid: textOf(input, 'organizationUuid'),
    method: input.method === undefined ? undefined : textOf(input, 'method').toUpperCase(),
    path: patternOf(textOf(input, 'path')),
    times: countOf(input, 'times', 1, 1_000_000, 1),
    fault: faultOf(input.fault),
  };
}

function faultOf(value: unknown): Fault {
  const fault = (typeof value === 'object' && value !== null ? value : {}) as Input;
  switch (fault.kind) {
    case 'status': {
      const { body, contentType, headers } = fault;
      return {
        kind: 'status',
        status: countOf(fault, 'status', undefined, 599, 200),
        ...(body === undefined ? {} : { body }),
        ...(typeof contentType === 'string' ? { contentType } : {}),
        ...(typeof headers === 'object' && headers !== null ? { headers: headers as Record<string, string> } : {}),
      };
    }
    case 'drop':
      if (fault.when === 'before' || fault.when === 'after') return { kind: 'drop', when: fault.when };
      throw new BadSwitch("when must be 'before' or 'after'");
    case 'delay':
      return { kind: 'delay', ms: countOf(fault, 'ms', undefined, 600_000) };
    case 'truncate':
    case 'html':
      return { kind: fault.kind };
    default:
      throw new BadSwitch('fault.kind must be status, drop, delay, truncate or html');
  }
}

function patternOf(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new BadSwitch('path must be a regular expression');
  }
}
