import { describe, expect, it } from 'vitest';
import { readSettings } from '../server/config';
import { expectAnswers, IMAGE_ENV, instruction, KNOWN_VARIABLES, read, STAGES } from './test-support';

/** Read by Node itself. */
const NODES = new Set(['NODE_ENV']);

describe('the image', () => {
  it('is built on one base, pinned by version', () => {
    expect(read('Dockerfile')).toMatch(/^ARG NODE=\d+\.\d+\.\d+-\w+-slim$/m);
    expect(STAGES.map((stage) => stage.split(/\s/, 2)[1])).toEqual(['node:${NODE}', 'node:${NODE}', 'node:${NODE}']);
  });

  it('installs what the lockfile says, without install scripts', () => {
    const installs = STAGES.join('').match(/npm (ci|i|install)\b[^\n]*/g) ?? [];
    expect(installs).toHaveLength(2);
    for (const install of installs) expect(install).toMatch(/^npm ci --ignore-scripts/);
  });

  it('and every clone run no script of a package, and take no release of the last week', () => {
    const lines = read('../.npmrc').split('\n');
    expect(lines).toContain('ignore-scripts=true');
    expect(Number(/^min-release-age=(\d+)$/m.exec(lines.join('\n'))?.[1])).toBeGreaterThanOrEqual(7);
  });

  it('holds nothing of the build but its result', () => {
    expect(instruction('COPY')).toEqual([
      'LICENSE package.json ./',
      '--from=modules /console/node_modules node_modules',
      '--from=build /console/dist dist',
    ]);
    expect(STAGES[1]).toContain('--omit=dev');
  });

  it('runs as a numbered user that is not root, and stops by a signal', () => {
    expect(instruction('USER')).toEqual(['1000:1000']);
    expect(instruction('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(JSON.parse(instruction('CMD')[0] ?? '')).toEqual(['node', 'dist/server/main.js']);
  });

  it('refuses to start without LIGHTDASH_URL unless DEMO=1', () => {
    expect(IMAGE_ENV.DEMO).toBe('0');
    expect(() => readSettings(IMAGE_ENV)).toThrow(/LIGHTDASH_URL/);
    expect(readSettings({ ...IMAGE_ENV, DEMO: '1' }).lightdashUrl).toBeNull();
    expect(readSettings({ ...IMAGE_ENV, LIGHTDASH_URL: 'https://lightdash.example.com' }).host).toBe('0.0.0.0');
  });

  it('sets only variables that the server reads, and exposes the port that it sets', () => {
    expect(Object.keys(IMAGE_ENV).filter((name) => !KNOWN_VARIABLES.has(name) && !NODES.has(name))).toEqual([]);
    expect(instruction('EXPOSE')).toEqual([IMAGE_ENV.PORT]);
  });

  it('lets the user write to /tmp and the folder of kept assets only', () => {
    expect(IMAGE_ENV.DATA_DIR).toMatch(/^\/tmp\//);
    expect(instruction('RUN')).toEqual(['mkdir /kept && chown 1000:1000 /kept']);
  });

  it('is built from all sources, and from nothing else', () => {
    const build = read('../scripts/build.ts');
    const list = /const SOURCES = \[([^\]]*)\]/.exec(build)?.[1] ?? '';
    const sources = [...list.matchAll(/'([^']+)'/g)].map(([, source = '']) => source);
    const [first, ...lines] = read('../.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(first).toBe('*');
    const patterns = lines.flatMap((line) =>
      line.startsWith('!') ? [new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`)] : [],
    );
    expect(sources.length).toBeGreaterThan(8);
    expect(
      sources.filter((source) => !patterns.some((pattern) => pattern.test(source.split('/', 1)[0] ?? ''))),
    ).toEqual([]);
    const secrets = ['.git', '.env', '.data', 'node_modules', 'dist', 'deploy', 'docs', 'e2e'];
    expect(secrets.filter((name) => patterns.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('asks for its health where the server answers', async () => {
    const [check = ''] = instruction('HEALTHCHECK');
    const path = /\$\{process\.env\.PORT\}(\/\w+)/.exec(check)?.[1] ?? '';
    expect(path).toBe('/healthz');
    await expectAnswers([path]);
  });
});

it('docs/configuration.md has every variable that the server reads', () => {
  const text = read('../docs/configuration.md');
  const isNamed = (name: string) =>
    text.includes(`\`${name}\``) || text.includes(`\`${name.replace(/^[A-Z]+(?=_)/, '')}\``);
  expect([...KNOWN_VARIABLES].filter((name) => !isNamed(name))).toEqual([]);
});
