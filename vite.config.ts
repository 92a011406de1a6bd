import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const src = fileURLToPath(new URL('./src', import.meta.url));

/** The server replaces this mark with a fresh nonce in each answer (see server/page.ts). */
export const NONCE_MARK = '__CSP_NONCE__';

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react()],
  resolve: { alias: { '#': src } },
  html: { cspNonce: NONCE_MARK },
  server: {
    host: process.env.HOST ?? '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/accounts', '/sandbox', '/config.json', '/version.json', '/.well-known'].map((path) => [
        path,
        // The Host header as the browser sent it: the sandbox's authorization servers redirect to that origin only.
        { target: process.env.CONSOLE_BACKEND ?? 'http://127.0.0.1:4601', changeOrigin: false },
      ]),
    ),
  },
  build: isSsrBuild
    ? { outDir: 'dist/server', target: 'node20', emptyOutDir: true }
    : {
        outDir: 'dist/web',
        target: 'es2023',
        // light-dark() carries both colour schemes from the first paint on.
        cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
        manifest: true,
        reportCompressedSize: false,
        modulePreload: { polyfill: false },
        emptyOutDir: true,
      },
}));
