import { expect, it } from 'vitest';
import { filesOf } from './budgets';
import { placesIn, preloadsOf } from './places';

const MANIFEST = {
  'index.html': { file: 'assets/index.js', imports: ['_shared.js'], css: ['assets/index.css'] },
  '_shared.js': { file: 'assets/shared.js', imports: ['_cycle.js'] },
  '_cycle.js': { file: 'assets/cycle.js', imports: ['_shared.js'], css: ['assets/cycle.css'] },
  'src/Page.tsx': { file: 'assets/page.js', imports: ['_shared.js', '_table.js'], css: ['assets/page.css'] },
  '_table.js': { file: 'assets/table.js' },
  'src/Other.tsx': { file: 'assets/other.js' },
};

it('counts what is imported statically, each file once', () => {
  expect(filesOf(MANIFEST, ['index.html'])).toEqual([
    'assets/cycle.css',
    'assets/cycle.js',
    'assets/index.css',
    'assets/index.js',
    'assets/shared.js',
  ]);
  expect(filesOf(MANIFEST, ['index.html', 'src/Page.tsx'])).toHaveLength(8);
});

it('does not overlook an entry that the build no longer has', () => {
  expect(() => filesOf(MANIFEST, ['index.html', 'src/Renamed.tsx'])).toThrow(
    'src/Renamed.tsx is not a chunk of the build',
  );
});

const ROUTES = `
export const page = {
  path: '/page/:pageUuid',
  title: 'Page',
  load: async ({ read }) => {
    read((await import('#/data/pages')).pagesQuery);
  },
  page: async () => (await import('./Page')).Page,
} as const satisfies Place;
`;

it('reads the places of a feature, and the files of each beyond those of every page', () => {
  const places = placesIn(ROUTES, 'src');
  expect(places).toEqual([{ path: '/page/:pageUuid', module: 'src/Page.tsx' }]);
  expect(preloadsOf(MANIFEST, places)).toEqual({
    '/page/:pageUuid': ['assets/page.css', 'assets/page.js', 'assets/table.js'],
  });
});

it('does not overlook a place that is written in another way', () => {
  expect(() => placesIn(ROUTES.replace('async () => (await', 'async () => other(await'), 'src')).toThrow(
    'src: 1 places, of which 0 could be read.',
  );
});
