import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { compress } from './compress';
import { NONCE_MARK } from '../vite.config';

/** Below the repository, so that the copy of the server finds its packages. */
const FOLDER = 'test-results/floor';

const page = (script: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Floor</title>
    <!--config-->
    <script type="module" src="/assets/${script}" nonce="${NONCE_MARK}"></script>
  </head>
  <body><div id="root"></div></body>
</html>
`;

/**
 * Serves the floor page of the bench by a copy of the built server, whose only difference is the page; on PORT, with the settings of
 * its surroundings.
 */
rmSync(FOLDER, { recursive: true, force: true });
cpSync('dist', FOLDER, { recursive: true });
rmSync(join(FOLDER, 'web'), { recursive: true });
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: join(FOLDER, 'web'),
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: 'e2e/perf/floor.ts' },
  },
});
const script = readdirSync(join(FOLDER, 'web/assets')).find((name) => name.endsWith('.js')) ?? '';
writeFileSync(join(FOLDER, 'web/index.html'), page(script));
await compress(join(FOLDER, 'web'));

const server = spawn('node', [join(FOLDER, 'server/main.js')], {
  env: { ...process.env, DATA_DIR: mkdtempSync(join(FOLDER, 'data-')) },
  stdio: 'inherit',
});
process.on('SIGTERM', () => server.kill());
