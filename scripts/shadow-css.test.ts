import { describe, expect, it } from 'vitest';
import { shadowModule } from './shadow-css';

const cssOf = (text: string, file = 'look.css') =>
  JSON.parse(/^addStyles\((".*")\);$/m.exec(shadowModule(file, text))?.[1] ?? '""') as string;

describe('a style sheet of the library', () => {
  it.each([
    [':root { --a: 1 }', '[data-console]{--a:1}'],
    [":root[data-mantine-color-scheme='dark'] { --a: 1 }", '[data-console][data-mantine-color-scheme=dark]{--a:1}'],
    [":host([data-mantine-color-scheme='dark']) { --a: 1 }", '[data-console][data-mantine-color-scheme=dark]{--a:1}'],
    ['html, body, #root { height: 100% }', '[data-console],[data-console],[data-console]{height:100%}'],
    ['body > p { margin: 0 }', '[data-console]>p{margin:0}'],
    ['tbody, .body, #rooted { margin: 0 }', 'tbody,.body,#rooted{margin:0}'],
  ])('says of its page what %s says of the page', (text, expected) => {
    expect(cssOf(text)).toBe(expected);
  });

  it('names classes as its module does, and those that they are made of', () => {
    const module = shadowModule('a.module.css', '.place { color: red } .find { composes: place; margin: 0 }');
    const names = JSON.parse(/^export default (.*);$/m.exec(module)?.[1] ?? '') as Record<string, string>;
    expect(names.find?.split(' ')).toHaveLength(2);
    expect(names.find).toContain(names.place);
    expect(cssOf('.place { color: red }', 'a.module.css')).toContain(`.${names.place}{`);
  });

  it('fails the build where it cannot be read', () => {
    expect(() => shadowModule('a.css', '.a { color: red } }')).toThrow(SyntaxError);
  });
});
