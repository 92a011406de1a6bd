import { describe, expect, it } from 'vitest';
import type { Credential } from '../core/credentials';
import { lightdashDialect } from './dialect';
import contract from './openapi.yaml?raw';
import { COOKIE, PAT } from './recorded-answers';

type Recording = {
  request: { method: string; path: string; authKind: string };
  response: { status: number; headers: Record<string, string>; body: unknown };
};

const files = import.meta.glob<Record<string, Recording>>('../../../recordings/{0.2110,1.219}/*.json', {
  import: 'default',
  eager: true,
});

/** `GET /api/v1/org` … as patterns, read from the contract's own lines. */
const operations = [...contract.matchAll(/^ {2}(\/api\/\S+):\n((?: {4,}.*\n| *\n)*)/gm)].flatMap(
  ([, path = '', body = '']) => {
    const pattern = path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+');
    return [...body.matchAll(/^ {4}(get|post|put|patch|delete):/gm)].map(
      ([, method = '']) => new RegExp(`^${method.toUpperCase()} ${pattern}$`),
    );
  },
);

const credentialOf = (kind: string): Credential | null =>
  kind === 'none' ? null : kind.startsWith('pat') ? PAT : COOKIE;

describe('the recordings', () => {
  it('finds the operations of the contract', () => {
    expect(operations.length).toBeGreaterThan(60);
  });

  it.each(['0.2110', '1.219'])('of %s are all understood: successes are data, errors have a kind', (generation) => {
    const misread: string[] = [];
    let checked = 0;
    for (const [file, cases] of Object.entries(files)) {
      if (!file.includes(`/${generation}/`)) continue;
      for (const [name, { request, response }] of Object.entries(cases)) {
        if (!operations.some((operation) => operation.test(`${request.method} ${request.path}`))) continue;
        const { status, headers, body } = response;
        const contentType = headers['content-type'] ?? '';
        if (contentType.includes('html')) continue;
        checked++;
        const text = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
        const decoded = lightdashDialect.decode(
          { status, contentType, text, headers: new Headers() },
          { ...request, credential: credentialOf(request.authKind) },
        );
        const isRight = status < 300 ? decoded.ok : !decoded.ok && decoded.failure.kind !== 'malformed';
        if (!isRight) misread.push(`${file.split('/').at(-1)} ${name}: ${status} ${JSON.stringify(decoded)}`);
      }
    }
    expect(misread).toEqual([]);
    expect(checked).toBeGreaterThan(150);
  });
});
