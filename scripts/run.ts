import { spawn } from 'node:child_process';

interface RunOptions {
  env?: Record<string, string>;
  /** Hold the output back, to be shown by the caller, instead of passing it on to the terminal. */
  capture?: boolean;
}

interface RunResult {
  code: number;
  /** What was written to stdout and stderr, in order; empty unless captured. */
  output: string;
}

/** Runs a program and waits for its end; a program that can't be started ends with code 127. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, capture = false }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      // npm and npx are .cmd files there, which only a shell can run.
      shell: process.platform === 'win32' && program !== process.execPath,
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk);
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Whether this module is the script that was started, rather than imported by another. */
export function isStarted(moduleFile: string): boolean {
  return process.argv[1] === moduleFile;
}
