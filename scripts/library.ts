import { copyFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { ALIASES, asciiOnly, pureRouter } from '../vite.config';
import { compress } from './compress';
import { isStarted } from './run';
import { shadowCss } from './shadow-css';

const LIBRARY = 'dist/lib';

/** The console to mount, with React inside and for hosts that bring their own; and the portal's side of the console in a frame. */
const FLAVOURS = {
  console: { entry: 'src/embed/mount.ts', types: 'src/embed/console-types.d.ts', external: [] },
  'console.peer': {
    entry: 'src/embed/mount.ts',
    types: 'src/embed/console-types.d.ts',
    external: [/^react(-dom)?(\/|$)/],
  },
  portal: { entry: 'src/embed/portal.ts', types: 'src/embed/portal-types.d.ts', external: [] },
};

/**
 * Builds what portals import into dist/lib: `console.js`, `console.peer.js` and `portal.js`, each with its types. Files below a folder
 * have their hash in the name.
 *
 * @throws Error when a source can't be compiled.
 */
export async function buildLibrary(): Promise<void> {
  for (const [flavour, { entry, external }] of Object.entries(FLAVOURS)) {
    await build({
      configFile: false,
      logLevel: 'warn',
      plugins: [shadowCss(), react(), pureRouter(), asciiOnly()],
      resolve: { alias: ALIASES },
      // A library is not told by whoever uses it; React has a slow build for developers.
      define: { 'process.env.NODE_ENV': '"production"' },
      publicDir: false,
      build: {
        outDir: LIBRARY,
        target: 'es2023',
        reportCompressedSize: false,
        emptyOutDir: flavour === 'console',
        manifest: `.vite/${flavour}.json`,
        lib: { entry, formats: ['es'] },
        rolldownOptions: {
          external,
          output: {
            entryFileNames: `${flavour}.js`,
            chunkFileNames: `${flavour}/[name]-[hash].js`,
            minify: true,
            // As in vite.config.ts: what is always needed is smaller in one piece.
            codeSplitting: { groups: [{ name: 'base', test: /src\/app\/start\.tsx$/ }] },
          },
        },
      },
    });
  }
  for (const [flavour, { types }] of Object.entries(FLAVOURS)) await copyFile(types, `${LIBRARY}/${flavour}.d.ts`);
  await compress(LIBRARY);
}

if (isStarted(import.meta.filename)) await buildLibrary();
