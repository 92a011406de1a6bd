import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';

interface PlainBrowser {
  browser: Browser;
  close(): Promise<void>;
}

/**
 * A Chromium as people have it. The one that Playwright launches has the partitioning of storage switched off by Playwright's
 * flags, so what it lets through between a page and a frame of another site proves nothing.
 */
export async function launchPlainBrowser(executablePath: string): Promise<PlainBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'lightdash-console-browser-'));
  // Chromium refuses to sandbox itself for root, which is who runs containers; that is nothing a page can see.
  const rights = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    executablePath,
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      ...rights,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const browser = await chromium.connectOverCDP(await debuggingAddress(child));
  return {
    browser,
    close: async () => {
      const gone = ended(child);
      await browser.close();
      await gone;
      // Its helpers may still be writing for a moment.
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Chromium says where it can be spoken to. */
function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
      const [, address] = /^DevTools listening on (ws:\S+)$/m.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${said}`)));
  });
}

/** Ends a program that we have started, and waits until it is gone. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
