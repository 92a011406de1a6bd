import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { isStarted } from './run';

/** The headless shell first: it draws no window around the page, and the browser tests need half the time with it. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap((folder) =>
    folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
  ),
];

/**
 * The browser that the tests use: CHROMIUM_PATH, else Playwright's own, else Chromium or Chrome of the system.
 *
 * @returns its path, or null when there is none.
 * @throws Error when CHROMIUM_PATH leads nowhere: a wrong setting must not be ignored.
 */
function findBrowser(): string | null {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen && !existsSync(chosen)) throw new Error(`CHROMIUM_PATH is "${chosen}", where there is no file.`);
  return chosen ?? [chromium.executablePath(), ...SYSTEM_BROWSERS].find((path) => existsSync(path)) ?? null;
}

/**
 * Finds a browser, or has Playwright download its own.
 *
 * @throws Error with the one line to type when neither works.
 */
export function requireBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  console.error('No browser found; trying `npx playwright install chromium` …');
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], { stdio: 'inherit' });
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    'The browser tests need Chromium. On Debian or Ubuntu: `apt-get install -y chromium-headless-shell`; elsewhere install Chrome, or set CHROMIUM_PATH to its program.',
  );
}

if (isStarted(import.meta.filename)) {
  try {
    console.log(requireBrowser());
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
