import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform, type Selector, type SelectorComponent } from 'lightningcss';
import type { Plugin } from 'vite';

/** The element in the shadow root that stands for the page: see src/embed/stand.ts. */
const PAGE: SelectorComponent = { type: 'attribute', name: 'data-console' };

const STYLES = fileURLToPath(new URL('../src/embed/styles.ts', import.meta.url));
const PREFIX = '\0shadow-css:';
const BROWSERS = { chrome: 123 << 16, edge: 123 << 16, firefox: 120 << 16, safari: (17 << 16) | (5 << 8) };

/** In a shadow root there is no page: what is said of it, by any of its names, is said of the element that stands for it. */
const onPage = (component: SelectorComponent): Selector => {
  if (component.type === 'type' && ['html', 'body'].includes(component.name)) return [PAGE];
  if (component.type === 'id' && component.name === 'root') return [PAGE];
  if (component.type !== 'pseudo-class') return [component];
  if (component.kind === 'root') return [PAGE];
  return component.kind === 'host' ? [PAGE, ...(component.selectors ?? [])] : [component];
};

/**
 * Makes a style sheet into a module that hands its text over, to be adopted by the shadow root; never a style element, which a
 * strict policy would refuse. In: the file and its text. Out: JavaScript; the default export of a CSS module are its class names.
 *
 * @throws SyntaxError when it cannot be read.
 */
export function shadowModule(file: string, text: string): string {
  const { code, exports } = transform({
    filename: file,
    code: Buffer.from(text),
    minify: true,
    targets: BROWSERS,
    cssModules: file.endsWith('.module.css') ? { pattern: '[hash]-[local]' } : false,
    visitor: { Selector: (selector) => selector.flatMap(onPage) },
  });
  const names = Object.entries(exports ?? {})
    .map(([name, { name: own, composes }]) => [name, [own, ...composes.map((other) => other.name)].join(' ')] as const)
    .toSorted(([a], [b]) => a.localeCompare(b));
  return [
    `import { addStyles } from ${JSON.stringify(STYLES)};`,
    `addStyles(${JSON.stringify(code.toString())});`,
    `export default ${JSON.stringify(Object.fromEntries(names))};`,
  ].join('\n');
}

/** For the library: styles come with the chunk that needs them, and reach nothing but the shadow root. */
export function shadowCss(): Plugin {
  return {
    name: 'shadow-css',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\.css$/ },
      async handler(source, importer) {
        const resolved = await this.resolve(source, importer, { skipSelf: true });
        // Another ending, so that Vite takes it for what it becomes.
        return resolved && { id: `${PREFIX}${resolved.id}.js`, moduleSideEffects: true };
      },
    },
    load: {
      filter: { id: new RegExp(`^${PREFIX}`) },
      async handler(id) {
        const file = id.slice(PREFIX.length, -'.js'.length);
        this.addWatchFile(file);
        return shadowModule(file, await readFile(file, 'utf8'));
      },
    },
  };
}
