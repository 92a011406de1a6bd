import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

type Operation = {
  operationId: string;
  summary: string;
  security?: unknown[];
  deprecated?: boolean;
  'x-session-only'?: boolean;
  'x-since'?: string;
  'x-deprecated-since'?: string;
  'x-sunset'?: string;
  'x-replaced-by'?: string;
  'x-needs'?: string;
};
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/**
 * Writes what Orval leaves out of the contract, for the dialect and the capabilities to read: the operations that need no sign-in
 * (`security: []`), those that accept a session only (`x-session-only`), and those of newer servers (`x-since`).
 * In: paths of the OpenAPI document and of the modules to write: the names, as "METHOD /path/{parameter}", and apart from them
 * what is told of each operation, which is only for the page that shows it.
 */
export const writeOperations = (contract: string, target: string, factsTarget: string): void => {
  const { paths } = parse(readFileSync(contract, 'utf8')) as {
    paths: Record<string, Partial<Record<string, Operation>>>;
  };
  const all = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ name: `${method.toUpperCase()} ${path}`, operation }] : [];
    }),
  );
  const list = (wanted: (operation: Operation) => boolean) =>
    JSON.stringify(
      all.filter(({ operation }) => wanted(operation)).map(({ name }) => name),
      null,
      2,
    );
  const nameOf = new Map(all.map(({ name, operation }) => [operation.operationId, name]));
  const facts = all.map(({ name, operation: o }) => ({
    name,
    summary: o.summary,
    since: o['x-since'],
    deprecatedSince: o['x-deprecated-since'],
    sunset: o['x-sunset'],
    replacedBy: nameOf.get(o['x-replaced-by'] ?? ''),
    needs: o['x-needs'],
    isSessionOnly: o['x-session-only'],
  }));
  writeFileSync(
    factsTarget,
    `// Made from ${contract}; never edited.\nexport const OPERATION_FACTS = ${JSON.stringify(facts, null, 2)} as const;\n`,
  );
  writeFileSync(
    target,
    `// Made from ${contract}; never edited.\n` +
      `export const PUBLIC_OPERATIONS: readonly string[] = ${list((o) => o.security?.length === 0)};\n` +
      `/** The name of an operation. */\nexport type OperationName =\n  | ${all.map(({ name }) => `'${name}'`).join('\n  | ')};\n` +
      `export const NEWER_OPERATIONS: readonly OperationName[] = ${list((o) => o['x-since'] !== undefined)};\n` +
      `export const SESSION_ONLY_OPERATIONS: readonly string[] = ${list((o) => o['x-session-only'] === true)};\n`,
  );
};
