import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

interface Counts {
  passed: number;
  failed: number;
}

interface Step {
  name: string;
  command: [program: string, ...args: string[]];
  env?: Record<string, string>;
  /** Reads the report of a suite; a step without one counts as one check. */
  count?: () => Counts;
  /** Show the output while it runs. */
  live?: boolean;
}

const reports = mkdtempSync(join(tmpdir(), 'lightdash-console-reports-'));
const unitReport = join(reports, 'unit.json');
const browserReport = join(reports, 'e2e.json');

const npm = (script: string, ...args: string[]): Step['command'] => ['npm', 'run', '--silent', script, '--', ...args];
const node = (...args: string[]): Step['command'] => [process.execPath, ...args];

/** One stage after the other; the lanes of a stage at once, the steps of a lane in order. */
const STAGES: Step[][][] = [
  [[{ name: 'gen', command: npm('gen') }]],
  [
    [
      {
        name: 'unit tests',
        command: npm(
          'unit',
          '--coverage',
          '--coverage.reporter=text',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${unitReport}`,
        ),
        count: () => readVitest(unitReport),
      },
    ],
    [
      { name: 'types', command: npm('typecheck') },
      { name: 'lint', command: npm('lint') },
      { name: 'dead code', command: npm('dead') },
      { name: 'contracts', command: npm('contract') },
      { name: 'contract against recordings', command: npm('contract:recorded') },
      { name: 'build', command: npm('build') },
      { name: 'budgets', command: npm('budgets') },
    ],
  ],
  [
    [
      {
        name: 'browser tests',
        command: node('node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'),
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport },
        count: () => readPlaywright(browserReport),
        live: true,
      },
    ],
  ],
];

function readVitest(file: string): Counts {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
}

function readPlaywright(file: string): Counts {
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as { stats: Record<string, number> };
  return { passed: (stats.expected ?? 0) + (stats.flaky ?? 0), failed: stats.unexpected ?? 0 };
}

async function runStep({ name, command: [program, ...args], env = {}, count, live = false }: Step): Promise<Counts> {
  if (live) console.log(`· ${name}`);
  const started = performance.now();
  const { code, output } = await run(program, args, { env, capture: !live });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = readCounts(code, count);
  if (code !== 0) console.log(output.trimEnd());
  console.log(`${code === 0 ? '✓' : '✗'} ${name}${count ? `, ${counts.passed} passed` : ''} (${seconds} s)`);
  return counts;
}

/** A suite that ended badly without a failed test (a broken set-up, no report) is a failure all the same. */
function readCounts(code: number, count: Step['count']): Counts {
  const single = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (!count) return single;
  try {
    const { passed, failed } = count();
    return { passed, failed: Math.max(failed, single.failed) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function runAll(): Promise<Counts> {
  const total: Counts = { passed: 0, failed: 0 };
  for (const stage of STAGES) {
    const runLane = async (lane: Step[]) => {
      for (const step of lane) {
        if (total.failed > 0) return;
        const { passed, failed } = await runStep(step);
        total.passed += passed;
        total.failed += failed;
      }
    };
    await Promise.all(stage.map(runLane));
    if (total.failed > 0) break;
  }
  return total;
}

const { passed, failed } = await runAll();
rmSync(reports, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, in ${Math.round(performance.now() / 1000)} s`);
process.exitCode = failed > 0 ? 1 : 0;
