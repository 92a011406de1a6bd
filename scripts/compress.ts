import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = new Set(['.css', '.ico', '.js', '.json', '.svg', '.txt', '.webmanifest']);

/**
 * Puts a `.br` and a `.gz` file beside each text file below a folder, where that is smaller. Not for pages: they differ
 * with each answer, by their nonce.
 */
export async function compress(dir: string): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)) && !entry.parentPath.includes('.vite'))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(files.map(compressFile));
}

/** Brotli at its strongest: a build happens once, a download often. */
export function brotli(content: Uint8Array): Promise<Buffer> {
  return promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
    },
  });
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file);
  const variants = { '.br': await brotli(content), '.gz': await promisify(gzip)(content, { level: 9 }) };
  for (const [suffix, bytes] of Object.entries(variants)) {
    if (bytes.byteLength < content.byteLength) await writeFile(file + suffix, bytes);
  }
}
