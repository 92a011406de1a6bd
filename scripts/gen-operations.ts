import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

type Operation = { security?: unknown[]; 'x-session-only'?: boolean };
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/**
 * Writes what the contract says about signing in, which Orval leaves out, for the dialect to read: the operations that need
 * no sign-in (`security: []`) and those that accept a session only (`x-session-only`).
 * In: paths of the OpenAPI document and of the module to write. Each entry is "METHOD /path/{parameter}".
 */
export const writeOperations = (contract: string, target: string): void => {
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
  writeFileSync(
    target,
    `// Made from ${contract}; never edited.\n` +
      `export const PUBLIC_OPERATIONS: readonly string[] = ${list((o) => o.security?.length === 0)};\n` +
      `export const SESSION_ONLY_OPERATIONS: readonly string[] = ${list((o) => o['x-session-only'] === true)};\n`,
  );
};
