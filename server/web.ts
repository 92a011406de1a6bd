import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { INERT_HEADERS } from './headers';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Best first. Both are made at build time (scripts/compress.ts). */
export const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/**
 * The addresses whose names hold a hash of the content, so that they never change: what Vite puts into /assets, and the parts of
 * the library in a folder below /lib. Plain names: no dot in front, nothing encoded.
 */
export const HASHED = /^\/(assets|lib\/\w[\w.-]{0,63})\/\w[\w.-]{0,199}$/;

export type Encoding = (typeof ENCODINGS)[number]['name'];

/** A file in one encoding, as it is answered. */
interface Variant {
  encoding: Encoding | null;
  /** In pairs, as Node takes them with the least work. */
  headers: string[];
  body: Buffer;
}

/** A file of the build. */
export interface WebFile {
  /** Null where the name says it all: such a file never changes. */
  etag: string | null;
  /** Whether portals load it from their own pages. */
  isShared: boolean;
  /** The headers of an answer that says nothing has changed. */
  unchanged: Readonly<Record<string, string>>;
  /** Best first; the last one, which is in no encoding, suits everybody. */
  variants: readonly [...Variant[], Variant];
}

/** The built console: its pages, and every other file by the address it is served under. */
export interface Web {
  /** The console's own page. */
  html: string;
  /** The page for frames; null in a build without it. */
  frameHtml: string | null;
  /** By the path of a place (`/members/:userUuid`): the files that its page needs besides, as scripts/build.ts found them. */
  preloads: Readonly<Record<string, readonly string[]>>;
  /** In the same way: what is seen of it before its code has come, as HTML (scripts/first-page.ts). */
  pictures: Readonly<Record<string, string>>;
  /** Names the build: another one has other pages. */
  build: string;
  files: ReadonlyMap<string, WebFile>;
}

const PAGES = ['index.html', 'embed.html'];

/**
 * Reads dist/web, and dist/lib as /lib, into memory. What is not in the map does not exist for the server, so no address,
 * however spelt, can reach another file; and a build that runs meanwhile does not mix two versions.
 *
 * @throws Error when the folder has not been built.
 */
export async function readWeb(webDir: string, libDir: string): Promise<Web> {
  const html = await readText(join(webDir, 'index.html'));
  if (html === null) throw new Error(`${join(webDir, 'index.html')} is missing; run \`npm run build\`.`);
  const frameHtml = await readText(join(webDir, 'embed.html'));
  const files = new Map([...(await readFolder(webDir, '/')), ...(await readFolder(libDir, '/lib/'))]);
  const readMade = async (name: string): Promise<unknown> =>
    JSON.parse((await readText(join(webDir, '.vite', name))) ?? '{}');
  const preloads = (await readMade('preloads.json')) as Web['preloads'];
  const pictures = (await readMade('pictures.json')) as Web['pictures'];
  return { html, frameHtml, preloads, pictures, build: hash(html + (frameHtml ?? '')).slice(0, 12), files };
}

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

async function readFolder(dir: string, prefix: string): Promise<(readonly [string, WebFile])[]> {
  const names = await listFiles(dir);
  const others = new Set([...PAGES, ...names.flatMap((name) => ENCODINGS.map(({ suffix }) => name + suffix))]);
  const plain = names.filter((name) => !others.has(name));
  return Promise.all(
    plain.map(async (name) => [prefix + name, await readWebFile(join(dir, name), prefix + name)] as const),
  );
}

/** Names relative to a folder, with forward slashes. Leaves out links and everything hidden, such as .vite/manifest.json. */
export async function listFiles(dir: string, prefix = ''): Promise<string[]> {
  const entries = await readdir(join(dir, prefix), { withFileTypes: true }).catch(() => []);
  const nested = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => {
      const name = prefix + entry.name;
      if (entry.isDirectory()) return listFiles(dir, `${name}/`);
      return entry.isFile() ? [name] : [];
    });
  return (await Promise.all(nested)).flat();
}

/**
 * Reads one file and its encoded variants beside it.
 *
 * @param address where it is served.
 * @throws Error when it can't be read.
 */
export async function readWebFile(path: string, address: string): Promise<WebFile> {
  const plain = await readFile(path);
  const isImmutable = HASHED.test(address);
  const isShared = address.startsWith('/lib/');
  // Weak, because one tag stands for all encodings.
  const etag = isImmutable ? null : `W/"${hash(plain).slice(0, 22)}"`;
  const encoded = await Promise.all(
    ENCODINGS.map(async ({ name, suffix }) => ({ name, body: await readFile(path + suffix).catch(() => null) })),
  );
  const vary = [...(encoded.some(({ body }) => body) ? ['accept-encoding'] : []), ...(isShared ? ['origin'] : [])];
  const unchanged: Record<string, string> = {
    ...INERT_HEADERS,
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'cache-control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(vary.length > 0 ? { vary: vary.join(', ') } : {}),
    ...(etag ? { etag } : {}),
    ...(isShared ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
  };
  const variant = (encoding: Encoding | null, body: Buffer): Variant => ({
    encoding,
    body,
    headers: Object.entries({
      ...unchanged,
      ...(encoding ? { 'content-encoding': encoding } : {}),
      'content-length': String(body.byteLength),
    }).flat(),
  });
  const better = encoded.flatMap(({ name, body }) => (body ? [variant(name, body)] : []));
  return { etag, isShared, unchanged, variants: [...better, variant(null, plain)] };
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}
