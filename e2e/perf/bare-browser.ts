import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

interface Message {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/** Sends one command of the DevTools protocol; to a page, where its session is named. Throws what the browser refuses it with. */
export type Send = <T = object>(method: string, params?: object, sessionId?: string) => Promise<T>;

/**
 * A browser as people have it: with Playwright, or with the panel of requests open, V8 parses whatever sends a request once more for
 * its stack, which costs the console 100 ms of its first load that nobody waits for. In: its program. Out: how to command it, and how to end it.
 */
export const openBareBrowser = (executable: string): { send: Send; close: () => Promise<void> } => {
  const profile = mkdtempSync(join(tmpdir(), 'lightdash-console-bench-'));
  const browser = spawn(
    executable,
    [
      '--headless',
      '--no-sandbox',
      '--no-first-run',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--ignore-certificate-errors',
      '--window-size=1440,860',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , commands, answers] = browser.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (message: Message) => void>();
  let id = 0;
  let rest = '';
  answers.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
    }
  });
  const send: Send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      waiting.set(++id, ({ error, result }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as never);
      });
      commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  const close = async () => {
    const gone = new Promise((resolve) => browser.once('exit', resolve));
    void send('Browser.close');
    await gone;
    rmSync(profile, { recursive: true, force: true });
  };
  return { send, close };
};
