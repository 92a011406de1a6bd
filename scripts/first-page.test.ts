import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NONCE_MARK } from '../vite.config';
import { firstPage } from './first-page';

const html = readFileSync('index.html', 'utf8').replace(
  '</head>',
  '    <link rel="stylesheet" href="/a.css">\n  </head>',
);

describe('the first page', () => {
  it('has the script with its nonce behind what is seen, and the style sheets, which it would wait for, behind both', () => {
    const page = firstPage(html, 'f("$&")', '<div>$&</div>');
    const links = '<link rel="modulepreload" href="/b.js">';
    const named = firstPage(html.replace('</head>', `    ${links}\n  </head>`), '', '');
    expect(named).toMatch(
      /<template id="code">\s*<link rel="modulepreload" href="\/b\.js">\s*<!--code--><\/template>\s*<\/head>/,
    );
    expect(named.split('modulepreload')).toHaveLength(2);
    const order = ['<style>', '<div>$&</div>', `<script nonce="${NONCE_MARK}">f("$&")</script>`, 'href="/a.css"'];
    expect(order.map((text) => page.split(text).length)).toEqual([2, 2, 2, 2]);
    const at = order.map((text) => page.indexOf(text));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it('refuses a page without a place for it, and what would end its element', () => {
    expect(() => firstPage('\n</head><!--picture-->', 'f()', '')).toThrow('<!--first-->');
    expect(() => firstPage('\n</head><!--first-->', 'f()', '')).toThrow('<!--picture-->');
    expect(() => firstPage('</head><!--first--><!--picture-->', 'f()', '')).toThrow('head');
    expect(() => firstPage(html, 'f("</script>")', '')).toThrow('element');
  });

  it('has the colours of the console', () => {
    const tokens = readFileSync('src/app/tokens.css', 'utf8');
    const colours = html.match(/--[\w-]+: (light-dark\(.*\)|7px);/g) ?? [];
    expect(colours.length).toBeGreaterThan(8);
    for (const colour of colours) expect(tokens).toContain(colour);
  });
});
