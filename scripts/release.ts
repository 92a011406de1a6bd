/**
 * Prepares a release, or prints what is new in one.
 *
 *     npm run release -- 1.2.3
 *     npm run --silent release -- notes 1.2.3
 *
 * Nothing leaves this machine: the last lines say what to type for that.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { version as current } from '../package.json';
import { closeUnreleased, isAfter, sectionOf } from './changelog';
import { run } from './run';

const CHANGELOG = 'CHANGELOG.md';

async function output(program: string, ...args: string[]): Promise<string> {
  const { code, output: text } = await run(program, args, { capture: true });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${text}`);
  return text.trim();
}

async function prepare(version: string): Promise<void> {
  if (await output('git', 'tag', '--list', `v${version}`))
    throw new Error(`The tag v${version} is there already; take the next version.`);
  // The first release has the version that package.json was made with.
  if (version !== current && !isAfter(version, current)) throw new Error(`${version} does not come after ${current}.`);
  if (await output('git', 'status', '--porcelain'))
    throw new Error('The work tree has changes; commit them or put them away first.');
  const today = new Date().toISOString().slice(0, 10);
  const changelog = closeUnreleased(readFileSync(CHANGELOG, 'utf8'), version, today);
  await output('npm', 'version', version, '--no-git-tag-version', '--allow-same-version', '--ignore-scripts');
  writeFileSync(CHANGELOG, changelog);
  console.log(`${CHANGELOG}, package.json and package-lock.json say ${version}. Look at them, then:

    git commit --all --message "Release ${version}"
    git tag --sign v${version} --message "Release ${version}"
    git push --atomic origin HEAD v${version}`);
}

function notes(version: string): void {
  const text = sectionOf(readFileSync(CHANGELOG, 'utf8'), version);
  if (!text) throw new Error(`${CHANGELOG} says nothing of ${version}.`);
  console.log(text);
}

const [first = '', second = ''] = process.argv.slice(2);
try {
  if (first === 'notes') notes(second);
  else await prepare(first);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
