import { readFileSync, writeFileSync } from 'node:fs';
import { build, runnerImport, type Rolldown } from 'vite';
import { ALIASES, NONCE_MARK } from '../vite.config';
import type { Preloads } from './places';

const PAGE = 'dist/web/index.html';
/** Where index.html wants what leaves with the page, and the picture of its place; where a server adds the code of that (server/page.ts). */
const FIRST_MARK = '<!--first-->';
const PICTURE_MARK = '<!--picture-->';
const CODE_MARK = '<!--code-->';
const STYLESHEET = /\n *<link rel="stylesheet"[^>]*>/g;
const HEAD_END = /\n *<\/head>/;
const PRELOAD = /\n *<link rel="modulepreload"[^>]*>/g;
/** What a list is made of (vite.config.ts). */
const LIST = /\/list-[^/]*\.css$/;

const QUIET = { configFile: false, logLevel: 'warn', resolve: { alias: ALIASES } } as const;

/** What src/app/first/build.ts has for us. */
interface First {
  firstCalls: object;
  pictures: (lists: ReadonlySet<string>) => Record<string, string>;
}

/** The script that sends the first calls of the place that the page is at, in one line. */
async function firstScript(calls: object): Promise<string> {
  const [{ output }] = (await build({
    ...QUIET,
    define: { FIRST_CALLS: JSON.stringify(calls) },
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: 'src/app/first/main.ts', formats: ['iife'], name: 'first' },
    },
  })) as [Rolldown.RolldownOutput];
  return output[0].code.trim();
}

/**
 * Puts the script, and the picture of a place that is not known, into a page, and its style sheets behind both: what is above them is
 * shown without waiting for them. What the page would have fetched ahead goes into a template, for the script to do so at the right
 * time (src/app/first). Throws where the page has no place for one of these, or the script could end its element.
 */
export function firstPage(html: string, script: string, picture: string): string {
  if (!HEAD_END.test(html)) throw new Error('index.html has no head that ends in a line of its own.');
  for (const mark of [FIRST_MARK, PICTURE_MARK])
    if (!html.includes(mark)) throw new Error(`index.html has no ${mark} mark.`);
  if (/<\/script|<!--/i.test(script)) throw new Error('The first script holds what would end its element.');
  const sheets = html.match(STYLESHEET)?.join('') ?? '';
  const code = html.match(PRELOAD)?.join('') ?? '';
  return html
    .replace(STYLESHEET, '')
    .replace(PRELOAD, '')
    .replace(HEAD_END, () => `\n    <template id="code">${code}${CODE_MARK}</template>\n  </head>`)
    .replace(FIRST_MARK, () => `<script nonce="${NONCE_MARK}">${script}</script>`)
    .replace(PICTURE_MARK, () => `${PICTURE_MARK}${picture}${PICTURE_MARK}`)
    .replace(/\n *<\/body>/, () => `${sheets}\n  </body>`);
}

/**
 * Finishes the built index.html, so that a place is seen, and its data asked for, before any code of ours has come. Out: the picture of
 * each place, for a server that knows which one is asked for.
 */
export async function finishFirstPage(preloads: Preloads): Promise<Record<string, string>> {
  // Through Vite, because loaders import the data layer as the browser does.
  const { module } = await runnerImport<First>('./src/app/first/build.ts', QUIET);
  const lists = Object.entries(preloads).flatMap(([path, files]) =>
    files.some((file) => LIST.test(file)) ? [path] : [],
  );
  const pictures = module.pictures(new Set(lists));
  writeFileSync(PAGE, firstPage(readFileSync(PAGE, 'utf8'), await firstScript(module.firstCalls), pictures['/'] ?? ''));
  return pictures;
}
