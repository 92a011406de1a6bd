import type { IncomingMessage, ServerResponse } from 'node:http';
import { remembered } from './remembered';
import { type Encoding, ENCODINGS, type WebFile } from './web';

/**
 * Answers a GET or HEAD with a file of the build, in the best encoding that the client takes, or with 304 when it has it
 * already. Straight on Node's response, for files are most of what we serve.
 *
 * @param portals the origins whose pages may load what is shared.
 */
export function sendFile(
  file: WebFile,
  { method, headers }: IncomingMessage,
  outgoing: ServerResponse,
  portals: ReadonlySet<string>,
): void {
  const { origin } = headers;
  if (file.isShared && origin !== undefined && portals.has(origin))
    outgoing.setHeader('access-control-allow-origin', origin);
  if (file.etag && matchesEtag(headers['if-none-match'], file.etag)) {
    outgoing.writeHead(304, file.unchanged).end();
    return;
  }
  const accepted = acceptedEncodings(String(headers['accept-encoding'] ?? ''));
  const variant = file.variants.find(({ encoding }) => encoding === null || accepted.has(encoding)) ?? file.variants[0];
  outgoing.writeHead(200, variant.headers).end(method === 'HEAD' ? undefined : variant.body);
}

function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || opaque(tag) === opaque(etag));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}

/** Reads Accept-Encoding (RFC 9110, 12.5.3): `q=0` refuses, `*` stands for what is not named. */
const acceptedEncodings = remembered((header: string): ReadonlySet<Encoding> => {
  const weights = new Map<string, number>();
  for (const item of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    if (name) weights.set(name, q ? Number(q.slice(2)) : 1);
  }
  return new Set(
    ENCODINGS.filter(({ name }) => (weights.get(name) ?? weights.get('*') ?? 0) > 0).map(({ name }) => name),
  );
});
