import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readSettings } from '../server/config';
import { send, startWithEcho } from '../server/test-support';

/** What the files of this folder say of the server has to be true of it: their tests ask it. */

/** A file of this folder. */
export const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

/** The names of all variables that the server reads. */
export const KNOWN_VARIABLES: ReadonlySet<string> = variablesRead();

function variablesRead(): Set<string> {
  const names = new Set<string>();
  const noting = (values: Record<string, string>) =>
    new Proxy(values, { get: (target, name) => (names.add(String(name)), target[String(name)]) });
  readSettings(noting({}));
  readSettings(noting({ LIGHTDASH_URL: 'https://lightdash.example.com' }));
  return names;
}

const dockerfile = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ');

/** The stages of the Dockerfile, without comments; the last one is the image. */
export const STAGES: readonly string[] = dockerfile.split(/^(?=FROM )/m).slice(1);

/** The values of an instruction in the last stage. */
export function instruction(name: string): string[] {
  const lines = (STAGES.at(-1) ?? '').matchAll(new RegExp(`^${name} (.*)$`, 'gm'));
  return [...lines].map(([, value = '']) => value.trim());
}

/** What the image sets. */
export const IMAGE_ENV: Readonly<Record<string, string>> = Object.fromEntries(
  instruction('ENV').flatMap((line) => line.split(/\s+/).map((pair) => pair.split('=', 2) as [string, string])),
);

/** Fails unless the server answers these paths with 200 and JSON, without a credential. */
export async function expectAnswers(paths: readonly string[]): Promise<void> {
  const running = await startWithEcho();
  try {
    for (const path of paths) {
      const { status, headers } = await send(running.port, path);
      expect(`${path}: ${status} ${headers['content-type']}`).toBe(`${path}: 200 application/json`);
    }
  } finally {
    await running.close();
  }
}
