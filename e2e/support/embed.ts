import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Frame, type Locator, type Page } from '@playwright/test';
import type { Way } from '../portal/pages';
import { startPortal } from '../portal/server';
import { ended, launchPlainBrowser } from './plain-browser';
import { test as base, type Identity } from './test';

interface Sites {
  browser: Browser;
  /** The console: on 127.0.0.1, which is another site than `localhost`. */
  consoleOrigin: string;
  /** The portal that the console's server lists. */
  portalOrigin: string;
  /** A portal that is not listed. */
  strangerOrigin: string;
}

interface Fixtures {
  /** Signs in at the portal as somebody with this role, on this page of it. */
  enterPortal: (address: string, role?: string) => Promise<Identity>;
}

/**
 * A console and two portals on sites of their own, in a browser as people have it. `page` and `request` are of these; every page
 * is watched as in all other browser tests.
 */
export const test = base.extend<Fixtures, { sites: Sites }>({
  sites: [
    async ({ launchOptions }, use) => {
      const consolePort = await freePort();
      const consoleOrigin = `http://127.0.0.1:${consolePort}`;
      const portal = await startPortal({ port: await freePort(), consoleOrigin });
      const stranger = await startPortal({ port: await freePort(), consoleOrigin });
      const consoleServer = await startConsoleServer(consolePort, portal.origin);
      const { browser, close } = await launchPlainBrowser(launchOptions.executablePath ?? '');
      await use({ browser, consoleOrigin, portalOrigin: portal.origin, strangerOrigin: stranger.origin });
      await close();
      await Promise.all([portal, stranger, consoleServer].map((server) => server.close()));
    },
    { scope: 'worker' },
  ],

  request: async ({ playwright, sites }, use) => {
    const request = await playwright.request.newContext({ baseURL: sites.consoleOrigin });
    await use(request);
    await request.dispose();
  },

  context: async ({ sites }, use) => {
    const context = await sites.browser.newContext({
      baseURL: sites.portalOrigin,
      viewport: { width: 1280, height: 900 },
    });
    await use(context);
    await context.close();
  },

  page: async ({ context }, use) => use(await context.newPage()),

  enterPortal: async ({ page, organization, secrets }, use) => {
    page.on('response', (response) => {
      if (new URL(response.url()).pathname !== '/lightdash-token') return;
      void response.json().then(
        ({ token }: { token: string }) => secrets.push(token),
        () => undefined,
      );
    });
    await use(async (address, role = 'admin') => {
      const identity = organization.identities.find((one) => one.role === role);
      if (!identity) throw new Error(`The organization has nobody with the role ${role}.`);
      await page.goto(address);
      await page.getByLabel('E-mail').fill(identity.email);
      await page.getByLabel('Password').fill(identity.password);
      await page.getByRole('button', { name: 'Sign in to the intranet' }).click();
      await expect(page.getByText(`Signed in as ${identity.name}`)).toBeVisible();
      return identity;
    });
  },
});

export { expect };
export type { Way } from '../portal/pages';

/** What the console shows. */
export const inConsole = (page: Page, way: Way): Locator =>
  way === 'framed' ? page.frameLocator('iframe[title="Lightdash Console"]').locator('body') : page.locator('#place');

/** The document in the portal's frame. */
export async function consoleFrame(page: Page): Promise<Frame> {
  const frame = await (await page.locator('iframe[title="Lightdash Console"]').elementHandle())?.contentFrame();
  if (!frame) throw new Error('The portal has no frame.');
  return frame;
}

/** What the portal itself shows of its dealings with the console. */
export const showsOf = (page: Page, what: 'Tokens handed over' | 'Would be lost' | 'Messages ignored'): Locator =>
  page.getByRole('status', { name: what });

export async function startConsoleServer(port: number, portal: string): Promise<{ close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lightdash-console-embed-'));
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      SANDBOX_MEMBERS: '25',
      SANDBOX_SWITCHES: '1',
      LIGHTDASH_URL: '',
      EMBED_ORIGINS: portal,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await expect
    .poll(() =>
      fetch(`http://127.0.0.1:${port}/config.json`).then(
        (answer) => answer.ok,
        () => false,
      ),
    )
    .toBe(true);
  return {
    close: async () => {
      await ended(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
