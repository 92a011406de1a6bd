import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

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
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

type Encoding = (typeof ENCODINGS)[number]['name'];
type Bytes = Uint8Array<ArrayBuffer>;

interface WebFile {
  type: string;
  immutable: boolean;
  etag: string;
  plain: Bytes;
  encoded: Partial<Record<Encoding, Bytes>>;
}

/** The built console: its page, and every other file by the address it is served under. */
export interface Web {
  html: string;
  files: ReadonlyMap<string, WebFile>;
}

/**
 * Reads dist/web into memory. What is not in the map does not exist for the server, so no address, however spelt, can
 * reach another file; and a build that runs meanwhile does not mix two versions.
 *
 * @throws Error when the folder has not been built.
 */
export async function readWeb(dir: string): Promise<Web> {
  const names = await listFiles(dir);
  if (!names.includes('index.html')) throw new Error(`${join(dir, 'index.html')} is missing; run \`npm run build\`.`);
  const present = new Set(names);
  const variants = new Set(names.flatMap((name) => ENCODINGS.map(({ suffix }) => name + suffix)));
  const files = new Map<string, WebFile>();
  for (const name of names) {
    if (name === 'index.html' || variants.has(name)) continue;
    files.set(`/${name}`, await readWebFile(dir, name, present));
  }
  return { html: await readFile(join(dir, 'index.html'), 'utf8'), files };
}

/** Answers with a file of the build in the best encoding that the client takes, or with 304 when it has it already. */
export function serveFile(file: WebFile, request: Request): Response {
  const headers = new Headers({
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  const offered = ENCODINGS.filter(({ name }) => file.encoded[name]);
  if (offered.length > 0) headers.set('vary', 'accept-encoding');
  if (!file.immutable) {
    headers.set('etag', file.etag);
    if (matchesEtag(request.headers.get('if-none-match'), file.etag)) return new Response(null, { status: 304, headers });
  }
  const accepts = acceptedEncodings(request.headers.get('accept-encoding'));
  const encoding = offered.find(({ name }) => accepts(name))?.name;
  const body = (encoding && file.encoded[encoding]) ?? file.plain;
  if (encoding) headers.set('content-encoding', encoding);
  headers.set('content-length', String(body.byteLength));
  return new Response(request.method === 'HEAD' ? null : body, { headers });
}

/** Names relative to `dir`, with forward slashes. Leaves out links and everything hidden, such as .vite/manifest.json. */
async function listFiles(dir: string, prefix = ''): Promise<string[]> {
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

async function readWebFile(dir: string, name: string, present: ReadonlySet<string>): Promise<WebFile> {
  const read = (file: string) => readFile(join(dir, file)) as Promise<Bytes>;
  const plain = await read(name);
  const encoded: WebFile['encoded'] = {};
  for (const encoding of ENCODINGS) {
    if (present.has(name + encoding.suffix)) encoded[encoding.name] = await read(name + encoding.suffix);
  }
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    // Vite puts the content's hash into the names of this folder.
    immutable: name.startsWith('assets/'),
    // Weak, because one tag stands for all encodings.
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    encoded,
  };
}

function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || opaque(tag) === opaque(etag));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}

/** Reads Accept-Encoding (RFC 9110, 12.5.3): `q=0` refuses, `*` stands for what is not named. */
function acceptedEncodings(header: string | null): (encoding: string) => boolean {
  const weights = new Map<string, number>();
  for (const item of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    if (name) weights.set(name, q ? Number(q.slice(2)) : 1);
  }
  return (encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
}
