import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type FrameLocator, type Page } from '@playwright/test';
import { startPortal } from '../portal/server';
import { ended, launchPlainBrowser } from './plain-browser';
import { test as base, type Identity } from './test';
import type { Browser } from '@playwright/test';

interface Sites {
  browser: Browser;
  /** The console: on 127.0.0.1, which is another site than `localhost`. */
  consoleOrigin: string;
  /** The portal that the console's server lists. */
  portalOrigin: string;
  /** The same portal at an origin that is not listed. */
  strangerOrigin: string;
}

interface Fixtures {
  /** Signs in at the portal as somebody with this role, on this page of it. */
  enterPortal: (address: string, role?: string) => Promise<Identity>;
}

/** Of the tokens that the portals hand over. */
export const TOKEN_SECONDS = 300;

/**
 * A console and two portals on sites of their own, in a browser as people have it. `page` and `request` are of these; every page
 * is watched as in all other browser tests.
 */
export const test = base.extend<Fixtures, { sites: Sites }>({
  sites: [
    async ({ launchOptions }, use) => {
      const [consolePort, portalPort, strangerPort] = [await freePort(), await freePort(), await freePort()];
      const consoleOrigin = `http://127.0.0.1:${consolePort}`;
      const portal = await startPortal({ port: portalPort, consoleOrigin, tokenSeconds: TOKEN_SECONDS });
      const stranger = await startPortal({ port: strangerPort, consoleOrigin, tokenSeconds: TOKEN_SECONDS });
      const consoleServer = await startConsoleServer(consolePort, portal.origin);
      const { browser, close } = await launchPlainBrowser(launchOptions.executablePath ?? '');
      await use({ browser, consoleOrigin, portalOrigin: portal.origin, strangerOrigin: stranger.origin });
      await close();
      await Promise.all([portal.close(), stranger.close(), consoleServer.close()]);
    },
    { scope: 'worker' },
  ],

  request: async ({ playwright, sites }, use) => {
    const request = await playwright.request.newContext({ baseURL: sites.consoleOrigin });
    await use(request);
    await request.dispose();
  },

  context: async ({ sites }, use) => {
    const context = await sites.browser.newContext({ baseURL: sites.portalOrigin, viewport: { width: 1280, height: 900 } });
    await use(context);
    await context.close();
  },

  page: async ({ context }, use) => use(await context.newPage()),

  enterPortal: async ({ page, organization, secrets }, use) => {
    page.on('response', (response) => {
      if (new URL(response.url()).pathname !== '/token') return;
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

/** What the console shows in its frame. */
export const framed = (page: Page): FrameLocator => page.frameLocator('iframe[title="Lightdash Console"]');

async function startConsoleServer(port: number, portalOrigin: string): Promise<{ close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lightdash-console-embed-'));
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, SANDBOX_MEMBERS: '25', LIGHTDASH_URL: '', EMBED_ORIGINS: portalOrigin },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await expect.poll(() => fetch(`http://127.0.0.1:${port}/config.json`).then((answer) => answer.ok, () => false)).toBe(true);
  return {
    close: async () => {
      await ended(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
