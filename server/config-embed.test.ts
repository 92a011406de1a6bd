import { describe, expect, it } from 'vitest';
import { readEmbedOrigins } from './config-embed';
import { ConfigError } from './config-values';

const read = (text?: string) => readEmbedOrigins({ EMBED_ORIGINS: text });

describe('EMBED_ORIGINS', () => {
  it('names nobody by itself', () => {
    expect(read()).toEqual([]);
    expect(read(' ')).toEqual([]);
  });

  it('takes https, and http on this machine', () => {
    const all =
      'https://portal.example.com, https://a-b.example:8443,http://localhost:4700 ,http://127.0.0.1:4701,https://xn--mnchen-3ya.example';
    expect(read(all)).toEqual([
      'https://portal.example.com',
      'https://a-b.example:8443',
      'http://localhost:4700',
      'http://127.0.0.1:4701',
      'https://xn--mnchen-3ya.example',
    ]);
  });

  it.each([
    ['*', 'EMBED_ORIGINS holds a *; name each portal by its own origin, such as https://portal.example.com.'],
    [
      'https://*.example.com',
      'EMBED_ORIGINS holds a *; name each portal by its own origin, such as https://portal.example.com.',
    ],
    [
      'null',
      'An entry of EMBED_ORIGINS is not an http(s) address; set it to something like https://portal.example.com.',
    ],
    [
      "'self'",
      'An entry of EMBED_ORIGINS is not an http(s) address; set it to something like https://portal.example.com.',
    ],
    [
      'https://a.example,',
      'An entry of EMBED_ORIGINS is not an http(s) address; set it to something like https://portal.example.com.',
    ],
    [
      'https://a.example https://b.example',
      'An entry of EMBED_ORIGINS is not an http(s) address; set it to something like https://portal.example.com.',
    ],
    [
      'data:text/html,x',
      'An entry of EMBED_ORIGINS is not an http(s) address; set it to something like https://portal.example.com.',
    ],
    [
      'https://me:hunter2@a.example',
      'An entry of EMBED_ORIGINS holds a user name or password; leave them out, everybody signs in as themselves.',
    ],
    [
      "https://a.example;script-src'unsafe-inline'",
      'An entry of EMBED_ORIGINS has a host that no policy can name; use a host name, as in https://portal.example.com.',
    ],
    [
      'https://[2001:db8::1]',
      'An entry of EMBED_ORIGINS has a host that no policy can name; use a host name, as in https://portal.example.com.',
    ],
    ['https://a.example/', 'An entry of EMBED_ORIGINS is not written as an origin; set it to https://a.example.'],
    ['https://a.example/portal', 'An entry of EMBED_ORIGINS is not written as an origin; set it to https://a.example.'],
    ['https://A.example', 'An entry of EMBED_ORIGINS is not written as an origin; set it to https://a.example.'],
    ['https://a.example:443', 'An entry of EMBED_ORIGINS is not written as an origin; set it to https://a.example.'],
    [
      'https://münchen.example',
      'An entry of EMBED_ORIGINS is not written as an origin; set it to https://xn--mnchen-3ya.example.',
    ],
    [
      'http://portal.example.com',
      'EMBED_ORIGINS names http://portal.example.com, which is http to another machine; set it to an https origin.',
    ],
    [
      'https://a.example,https://b.example,https://a.example',
      'EMBED_ORIGINS has https://a.example twice; name each portal once.',
    ],
  ])('%s is refused', (text, sentence) => {
    expect(() => read(text)).toThrow(new ConfigError(sentence));
  });
});
