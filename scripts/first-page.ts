import { readFileSync, writeFileSync } from 'node:fs';
import { build, runnerImport, type Rolldown } from 'vite';
import { ALIASES, NONCE_MARK } from '../vite.config';

const PAGE = 'dist/web/index.html';
/** Where index.html wants what leaves with the page. */
const FIRST_MARK = '<!--first-->';

/** The script that sends the first calls of the place that the page is at (src/app/first), in one line. */
async function firstScript(): Promise<string> {
  const quiet = { configFile: false, logLevel: 'warn', resolve: { alias: ALIASES } } as const;
  // Through Vite, because loaders import the data layer as the browser does.
  const { module } = await runnerImport<{ firstCalls: object }>('./src/app/first/first-calls.ts', quiet);
  const [{ output }] = (await build({
    ...quiet,
    define: { FIRST_CALLS: JSON.stringify(module.firstCalls) },
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: 'src/app/first/main.ts', formats: ['iife'], name: 'first' },
    },
  })) as [Rolldown.RolldownOutput];
  return output[0].code.trim();
}

/** Puts a script into a page. Throws where the page has no place for it, or the script could end its element. */
export function withFirstScript(html: string, script: string): string {
  if (!html.includes(FIRST_MARK)) throw new Error(`index.html has no ${FIRST_MARK} mark.`);
  if (/<\/script|<!--/i.test(script)) throw new Error('The first script holds what would end its element.');
  return html.replace(FIRST_MARK, () => `<script nonce="${NONCE_MARK}">${script}</script>`);
}

/** Finishes the built index.html: what the first sight of a place needs of data is asked for by the page itself. */
export async function finishFirstPage(): Promise<void> {
  writeFileSync(PAGE, withFirstScript(readFileSync(PAGE, 'utf8'), await firstScript()));
}
