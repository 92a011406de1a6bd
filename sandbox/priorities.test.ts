import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { shapeOf } from './testing/contract';
import { implementedOperations } from './testing/operations';
import { openTestSandbox } from './testing/sandbox';

/**
 * What an admin's console is for (docs/lightdash/operations.json): each operation is in the contract, called by the code, and
 * answered by the sandbox; or it is said there why the console does without.
 */
const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Listed {
  priority: 'P0' | 'P1';
  operation: string;
  /** Of another API than Lightdash's, whose stand-in has tests of its own. */
  api?: 'zenml' | 'workspace' | 'katapult';
  /** Why the console does without it. */
  without?: string;
}
const LISTED = JSON.parse(read('docs/lightdash/operations.json')) as Listed[];
const wanted = LISTED.filter(({ without }) => without === undefined);

interface Described {
  operationId?: string;
  'x-since'?: string;
  'x-session-only'?: boolean;
}
/** The operations of a contract, as `GET /api/v1/groups/{}`. */
function contractOf(api: string): ReadonlyMap<string, Described> {
  const { paths } = parse(read(`src/api/${api}/openapi.yaml`)) as { paths: Record<string, Record<string, Described>> };
  return new Map(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, described]) => [shapeOf(`${method.toUpperCase()} ${path}`), described] as const,
      ),
    ),
  );
}
const contracts = new Map(['lightdash', 'zenml', 'workspace', 'katapult'].map((api) => [api, contractOf(api)]));
const described = ({ operation, api }: Listed) => contracts.get(api ?? 'lightdash')?.get(shapeOf(operation));
const idOf = (listed: Listed) => described(listed)?.operationId;

/** What the code imports, for use and not as a type, from the modules that are made of the contracts; knip sees that it is used. */
const imported = new Set(
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\/gen\/|\.test\.|testing/.test(file))
    .flatMap((file) => [...read(join('src', file)).matchAll(/import \{([^}]*)\} from '[^']*\/gen\/[^']*'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim().replace(/ as .*/, ''))),
);
function isCalled(listed: Listed): boolean {
  const id = idOf(listed);
  if (id === undefined) return false;
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return [id, `use${name}`, `get${name}QueryOptions`, `get${name}MutationOptions`].some((each) => imported.has(each));
}

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

describe('the operations that the console is for', () => {
  test('are listed once each', () => {
    const shapes = LISTED.map(({ operation, api }) => `${api ?? 'lightdash'} ${shapeOf(operation)}`);
    expect(new Set(shapes).size).toBe(shapes.length);
    expect(LISTED.filter(({ priority }) => priority === 'P0').length).toBeGreaterThanOrEqual(60);
    expect(LISTED.filter(({ priority }) => priority === 'P1').length).toBeGreaterThanOrEqual(50);
  });

  test('are in the contracts', () => {
    expect(wanted.filter((each) => idOf(each) === undefined)).toEqual([]);
  });

  test('are called', () => {
    expect(wanted.filter((each) => !isCalled(each))).toEqual([]);
  });

  test('are no longer excused once they are called', () => {
    expect(LISTED.filter((each) => each.without !== undefined && isCalled(each))).toEqual([]);
  });

  // On 0.2110 those are unknown that the contract says are newer, and on both a token is refused by those for a session alone.
  test.each(['0.2110', '1.219'])('are answered by the sandbox as by %s', async (generation) => {
    const known = new Set(implementedOperations(world.sandbox.app));
    const here = wanted.filter(({ api }) => api === undefined);
    expect(here.filter(({ operation }) => !known.has(shapeOf(operation)))).toEqual([]);
    const { token } = (await world.organization({ generation })).identity('admin');
    for (const listed of here) {
      const { operation } = listed;
      const { 'x-since': since, 'x-session-only': isForSessions = false } = described(listed) ?? {};
      const isUnknown = generation === '0.2110' && since !== undefined;
      const body = operation.startsWith('GET') ? undefined : {};
      const { status, text } = await world.call(
        operation.replace(/\{\w+\}/g, () => crypto.randomUUID()),
        { token, body },
      );
      expect(status, operation).not.toBe(501);
      expect(text.includes('API endpoint not found'), operation).toBe(isUnknown);
      // Making a token by a token was 500 (Create-personal-access-token.with-pat-500).
      const refusal = generation === '0.2110' && operation.endsWith('/personal-access-tokens') ? 500 : 401;
      expect(status === refusal, `${operation} by token: ${status}`).toBe(isForSessions);
    }
  });
});
