import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { compress } from './compress';
import { isStarted } from './run';
import { shadowCss } from './shadow-css';

export const LIBRARY = 'dist/lib';

/** With React inside, and for hosts that bring their own. */
const FLAVOURS = { console: [], 'console.peer': [/^react(-dom)?(\/|$)/] };

/**
 * Builds what portals import into dist/lib: `console.js` and `console.peer.js`. Files below a folder have their hash in the name.
 *
 * @throws Error when a source can't be compiled.
 */
export async function buildLibrary(): Promise<void> {
  for (const [flavour, external] of Object.entries(FLAVOURS)) {
    await build({
      configFile: false,
      logLevel: 'warn',
      plugins: [shadowCss(), react()],
      resolve: { alias: { '#': fileURLToPath(new URL('../src', import.meta.url)) } },
      // A library is not told by whoever uses it; React has a slow build for developers.
      define: { 'process.env.NODE_ENV': '"production"' },
      publicDir: false,
      build: {
        outDir: LIBRARY,
        target: 'es2023',
        reportCompressedSize: false,
        emptyOutDir: flavour === 'console',
        manifest: `.vite/${flavour}.json`,
        lib: { entry: 'src/embed/mount.ts', formats: ['es'] },
        rolldownOptions: {
          external,
          output: { entryFileNames: `${flavour}.js`, chunkFileNames: `${flavour}/[name]-[hash].js`, minify: true },
        },
      },
    });
  }
  await compress(LIBRARY);
}

if (isStarted(import.meta.filename)) await buildLibrary();
