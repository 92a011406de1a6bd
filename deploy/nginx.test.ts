import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INERT_HEADERS, pagePolicy } from '../server/headers';
import { MAX_BODY_BYTES } from '../server/proxy';
import { read } from './test-support';

/** The headers that a configuration adds. */
const headersIn = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/add_header (\S+) "([^"]*)"/g)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );

describe('the nginx configurations', () => {
  it('send the headers that the server sends', () => {
    const { 'strict-transport-security': overTls, ...headers } = {
      ...headersIn(read('nginx/headers.conf')),
      ...headersIn(read('nginx/inert.conf')),
    };
    expect(headers).toEqual(INERT_HEADERS);
    expect(overTls).toMatch(/^max-age=\d+$/);
  });

  it('give the page the server’s policy, with a nonce for each answer', () => {
    expect(headersIn(read('nginx/static.conf'))['content-security-policy']).toBe(
      pagePolicy('$request_id', 'console.example.com', []),
    );
  });

  it('forget no header where a block has one of its own', () => {
    for (const file of readdirSync(join(import.meta.dirname, 'nginx')).filter((name) => name !== 'front.conf')) {
      for (const block of read(`nginx/${file}`).split(/^\s*(?:location|server) .*\{$/m)) {
        if (block.includes('add_header Cache-Control'))
          expect(block).toMatch(/include lightdash-console\/(headers|inert)\.conf;/);
      }
    }
  });

  it('take bodies as large as the server does, and write no addresses down', () => {
    for (const file of ['front.conf', 'static.conf']) {
      const text = read(`nginx/${file}`);
      expect(text.match(/^\s*access_log .*$/gm)?.map((line) => line.trim())).toEqual([
        'access_log off;',
        'access_log off;',
      ]);
    }
    for (const file of ['front.conf', 'lightdash.conf']) {
      expect(read(`nginx/${file}`)).toContain(`client_max_body_size ${MAX_BODY_BYTES / 1024 / 1024}m;`);
    }
  });
});
