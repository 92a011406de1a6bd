import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newestChange, writeStamp } from './files';
import { writeOperations } from './gen-operations';
import { isStarted, run } from './run';

const API = 'src/api';
const CONFIG = 'orval.config.ts';

/** Written when a generation has succeeded, so that one which was interrupted is repeated. */
const stampOf = (api: string) => join(API, api, 'gen', '.stamp');

/**
 * Generates the API clients from the contracts (src/api/<x>/openapi.yaml) when one of them is newer; silent otherwise.
 *
 * @throws Error when Orval refuses a contract.
 */
export async function gen(): Promise<void> {
  const begun = new Date();
  const stale = staleContracts();
  if (stale.length === 0) return;
  for (const api of stale) rmSync(stampOf(api), { force: true });
  // The others are left alone: Orval empties the folder of whatever it makes, which may be in use.
  const command = ['node_modules/orval/dist/bin/orval.mjs', '--quiet', '--project', ...stale];
  const { code, output } = await run(process.execPath, command, { capture: true });
  if (code !== 0) throw new Error(`Orval failed:\n${output}`);
  for (const api of stale) {
    const made = (name: string) => join(API, api, 'gen', name);
    writeOperations(join(API, api, 'openapi.yaml'), made('operations.ts'), made('operation-facts.ts'));
    writeStamp(stampOf(api), begun);
  }
  console.log(`Generated from ${stale.map((api) => join(API, api, 'openapi.yaml')).join(', ')}.`);
}

/** The APIs whose contract is newer than what was generated from it. */
export function staleContracts(): string[] {
  return contracts().filter(
    (api) =>
      newestChange([stampOf(api)]) <
      newestChange([join(API, api, 'openapi.yaml'), CONFIG, 'scripts/gen-operations.ts', 'package-lock.json']),
  );
}

function contracts(): string[] {
  return readdirSync(API).filter((api) => existsSync(join(API, api, 'openapi.yaml')));
}

if (isStarted(import.meta.filename)) await gen();
