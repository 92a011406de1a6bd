import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INERT_HEADERS, pagePolicy } from '../server/headers';
import { MAX_BODY_BYTES } from '../server/proxy';
import { NOT_HANDED_BACK } from '../server/proxy-answer';
import { read } from './test-support';

/** The headers that a configuration adds. */
const headersIn = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/add_header (\S+) "([^"]*)"/g)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );

/** Who may read an answer across origins (Fetch standard, 3.3.3): the server keeps back whatever begins like this. */
const CROSS_ORIGIN = [
  'allow-credentials',
  'allow-headers',
  'allow-methods',
  'allow-origin',
  'expose-headers',
  'max-age',
].map((name) => `access-control-${name}`);

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

  it('keep back what the server keeps back of Lightdash’s headers, and what is theirs to say', () => {
    const kept = [...read('nginx/lightdash.conf').matchAll(/^proxy_hide_header (\S+);$/gm)].map(([, name = '']) =>
      name.toLowerCase(),
    );
    // Of itself nginx hands on no Server. Cookies pass, under our own domain.
    const others = NOT_HANDED_BACK.filter((name) => name !== 'server' && name !== 'set-cookie');
    expect(kept).toEqual(expect.arrayContaining([...others, ...CROSS_ORIGIN]));
    expect(kept).toEqual(expect.arrayContaining(Object.keys(headersIn(read('nginx/headers.conf')))));
  });

  it('say that what is sent compressed depends on who asks', () => {
    expect(read('nginx/static.conf')).toMatch(/^ {4}gzip_vary on;$/m);
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
