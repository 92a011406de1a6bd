import { expect, it } from 'vitest';
import { filesOf } from './budgets';

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
