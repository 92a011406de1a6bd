import { randomBytes } from 'node:crypto';
import type { RuntimeConfig } from './config';
import { pagePolicy } from './headers';
import type { Web } from './web';

/** Vite writes it into every tag that needs a nonce; the same text stands in vite.config.ts (held together by a test). */
export const NONCE_MARK = '__CSP_NONCE__';

/** Around the picture of a place that is not known. */
const PICTURE = /<!--picture-->[^]*<!--picture-->/;

/** Where a page names the code that its script has fetched when that is due. */
const CODE_MARK = '<!--code-->';

/** Where a page wants the runtime configuration. */
export const CONFIG_MARK = '<!--config-->';

interface PageOptions {
  /** The name of the built file, for the sentence of what is wrong with it. */
  name: string;
  html: string;
  config: Omit<RuntimeConfig, 'embedOrigins'>;
  /** The origins whose pages may frame it. */
  framedBy?: readonly string[];
  /** What each place needs besides. */
  preloads?: Web['preloads'];
  /** What is seen of each place before its code has come. */
  pictures?: Web['pictures'];
}

/**
 * Prepares a page.
 *
 * @returns a function that makes one answer, with a nonce of its own. In: the host and the path that were asked for; the path, so that
 *   the browser fetches the code and the styles of its place at once, and not only when the console's own code has run.
 * @throws Error when a mark is missing, for such a page would be broken or unprotected in every answer.
 */
export function createPage(options: PageOptions): (host: string, path?: string) => Response {
  const { name, html, config, framedBy = [], preloads = {}, pictures = {} } = options;
  const hasCode = Object.values(preloads).some((files) => files.some((file) => file.endsWith('.js')));
  for (const mark of [NONCE_MARK, CONFIG_MARK, ...(hasCode ? [CODE_MARK] : [])]) {
    if (!html.includes(mark)) throw new Error(`The built ${name} has no ${mark} mark; run \`npm run build\`.`);
  }
  // A function as replacement: in a string, `$&` and its like would be expanded.
  const template = html.replace(CONFIG_MARK, () => configBlock(config));
  const places = [...new Set([...Object.keys(preloads), ...Object.keys(pictures)])].map((place) => ({
    // A parameter is any one part of a path.
    pattern: new RegExp(`^${place.replace(/:\w+/g, '[^/]+')}/?$`),
    page: pageOf(template, preloads[place] ?? [], pictures[place] ?? ''),
  }));
  const other = pageOf(template, [], '');
  return (host, path = '/') => {
    const nonce = randomBytes(18).toString('base64');
    const page = places.find(({ pattern }) => pattern.test(path))?.page ?? other;
    return new Response(page.replaceAll(NONCE_MARK, nonce), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': pagePolicy(nonce, host, framedBy),
      },
    });
  };
}

/** The page of one place. In: what it needs besides, and what is seen of it. Style sheets come behind that: it does not wait for them. */
function pageOf(template: string, files: readonly string[], picture: string): string {
  const linksTo = (rel: string, suffix: string) =>
    files
      .filter((file) => file.endsWith(suffix))
      .map((file) => `<link rel="${rel}" href="/${file}" nonce="${NONCE_MARK}">`)
      .join('');
  return template
    .replace(PICTURE, () => picture)
    .replace(CODE_MARK, () => linksTo('modulepreload', '.js'))
    .replace('</body>', () => `${linksTo('stylesheet', '.css')}</body>`);
}

/**
 * The configuration as a JSON data block, which the browser does not run.
 * Escaped so that no value can close the element or open a comment.
 */
export function configBlock(config: object): string {
  const json = JSON.stringify(config).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<script type="application/json" id="console-config">${json}</script>`;
}
