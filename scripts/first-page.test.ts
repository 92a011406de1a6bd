import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NONCE_MARK } from '../vite.config';
import { withFirstScript } from './first-page';

it('finds its place in index.html, and carries the nonce', () => {
  const html = withFirstScript(readFileSync('index.html', 'utf8'), 'f("$&")');
  expect(html).toContain(`<script nonce="${NONCE_MARK}">f("$&")</script>`);
  // Before whatever the script would wait for.
  expect(html.indexOf('f("$&")')).toBeLessThan(html.indexOf('<style'));
});

it('refuses a page without a place for it, and what would end its element', () => {
  expect(() => withFirstScript('<head></head>', 'f()')).toThrow('mark');
  expect(() => withFirstScript('<!--first-->', 'f("</script>")')).toThrow('element');
});
