import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const src = fileURLToPath(new URL('./src', import.meta.url));

/** The server replaces this mark with a fresh nonce in each answer (see server/page.ts). */
export const NONCE_MARK = '__CSP_NONCE__';

/** The oldest browsers that the console promises to run in (README, "Try it"). What is newer is refused by oxlint.config.mjs. */
const BROWSERS = ['chrome123', 'edge123', 'firefox120', 'safari17.5'];

/** Its package names the build for developers alone, which looks after itself at each step. */
const ROUTER = fileURLToPath(new URL('./node_modules/react-router/dist/production', import.meta.url));

/** Where imports lead to, in builds. */
export const ALIASES = [
  { find: '#', replacement: src },
  { find: /^react-router$/, replacement: `${ROUTER}/index.mjs` },
  { find: /^react-router\/dom$/, replacement: `${ROUTER}/dom-export.mjs` },
];

/**
 * Code with each letter beyond ASCII as its escape, which strings, templates, patterns and names may all have.
 *
 * @throws Error where a letter is behind a backslash already: its escape would be another text.
 */
export function ascii(code: string): string {
  if (/(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.test(code)) throw new Error('The built code escapes a letter beyond ASCII.');
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** For builds: with a single letter beyond Latin 1, a browser decodes and parses the whole file at two bytes a letter. */
export const asciiOnly = (): Plugin => ({
  name: 'ascii-only',
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = ascii(file.code);
  },
});

/**
 * For builds: lets the bundler leave out the router's components that nobody uses: its links and forms, and what they fetch ahead. What
 * makes one is marked as pure, and the name that it is given for developers' tools, which would keep it, goes.
 */
export const pureRouter = (): Plugin => ({
  name: 'pure-router',
  transform(code, id) {
    if (!id.startsWith(ROUTER) || !code.includes('forwardRef(')) return null;
    const pure = code
      .replace(/^\w+\.displayName = "\w+";$/gm, '')
      .replace(/^(var \w+ = )(?=\w+\.(?:forwardRef|createContext)\()/gm, '$1/* @__PURE__ */ ');
    if (pure === code) this.error('The router is written in another way now: pureRouter does nothing.');
    return { code: pure, map: null };
  },
});

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: isSsrBuild ? [] : [react(), pureRouter(), asciiOnly()],
  resolve: { alias: command === 'build' ? ALIASES : { '#': src } },
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
        // Of all that is used, light-dark() is the newest: it carries both colour schemes from the first paint on.
        cssTarget: BROWSERS,
        manifest: true,
        rolldownOptions: {
          input: ['index.html', 'embed.html'],
          // What every page starts with is one piece, and what every list is made of is another: cut up, they compress worse, by 12
          // of 160 KiB, and each piece is a request. What pages without a list need of the latter goes with the former.
          output: {
            // 42 bits tell builds apart; the base names every file that it may load, and what is random does not compress.
            entryFileNames: 'assets/[name]-[hash:7].js',
            chunkFileNames: 'assets/[name]-[hash:7].js',
            assetFileNames: 'assets/[name]-[hash:7][extname]',
            codeSplitting: {
              groups: [
                {
                  name: 'base',
                  test: /src\/(app\/(start|sinks)|ui\/EmptyState|lib\/(dates|columns)|data\/(projects|useEachProject))\.tsx?$|\/use-media-query\/|\/noop\.|\/useQueries\.|\/get-nonce\//,
                  priority: 1,
                },
                // What tabs tell each other comes beside the base.
                { name: 'tabs', test: /src\/(data\/other-tabs|api\/lightdash\/shared-knowledge)\./ },
                {
                  name: 'list',
                  test: /src\/(ui\/(ListTable|useList|useSelection|ActionMenu|ExportButton|MemberStatus|NarrowCell|copy-text|pointed-date)|features\/(members\/cells|short-links\/ShortLink)|lib\/download)\b/,
                },
                { name: 'pool', test: /src\/lib\/pool\./ },
                // A list that grows can be drawn as soon as the rest of it is asked for.
                { name: 'growing', test: /src\/(ui\/GrowingTable|data\/members-rest|lib\/rows-growing)\./ },
              ],
            },
          },
        },
        reportCompressedSize: false,
        modulePreload: { polyfill: false },
        emptyOutDir: true,
      },
}));
