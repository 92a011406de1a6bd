import type { Page } from '@playwright/test';
import { expect, test as base, type Identity } from './test';
import { startPortal } from './portal';

/** What the page of the portal has gathered. */
export interface Gathered {
  events: { type: string; [name: string]: unknown }[];
  paths: string[];
  asked: { reason: string; tokenId?: string }[];
}

/** A token as the portal gives it, or null to refuse. */
export type Given = { token: unknown; scheme: unknown; expiresAt: unknown; tokenId: unknown } | null;

export interface Portal {
  origin: string;
  /** What is given for each question: the token of whoever the page was opened for, until a test says otherwise. */
  give: (asked: Gathered['asked'][number]) => Given | Promise<Given>;
  /** Opens the page of the portal, without the console. */
  visit: (path?: string) => Promise<void>;
  /** Opens it and mounts the console there, for this person. */
  open: (identity: Identity, options?: Record<string, unknown>, path?: string) => Promise<void>;
  mount: (options?: Record<string, unknown>, library?: string) => Promise<void>;
  unmount: () => Promise<void>;
  setTheme: (theme: string) => Promise<void>;
  navigate: (path: string) => Promise<void>;
  gathered: () => Promise<Gathered>;
}

/** The token of a person, as a portal hands it over. */
export const tokenOf = ({ token, id }: Identity, expiresAt: number | null = null): NonNullable<Given> => ({
  token,
  scheme: 'ApiKey',
  expiresAt,
  tokenId: `of-${id}`,
});

export interface PortalWindow {
  portal: Gathered & {
    mount: (options: unknown, library?: string) => Promise<void>;
    console: { navigate(path: string): void; setTheme(theme: string): void; unmount(): void };
  };
}

const makePortal = (page: Page, origin: string): Portal => {
  const portal: Portal = {
    origin,
    give: () => null,
    visit: async (path = '/') => void (await page.goto(origin + path)),
    open: async (identity, options, path = '/') => {
      portal.give = () => tokenOf(identity);
      await portal.visit(path);
      await portal.mount(options);
    },
    mount: (options, library) =>
      page.evaluate(async ([given, from]) => (globalThis as unknown as PortalWindow).portal.mount(given, from), [
        options ?? {},
        library,
      ] as const),
    unmount: () => page.evaluate(() => (globalThis as unknown as PortalWindow).portal.console.unmount()),
    setTheme: (theme) =>
      page.evaluate((to) => (globalThis as unknown as PortalWindow).portal.console.setTheme(to), theme),
    navigate: (to) =>
      page.evaluate((path) => (globalThis as unknown as PortalWindow).portal.console.navigate(path), to),
    gathered: () =>
      page.evaluate(() => {
        const { events, paths, asked } = (globalThis as unknown as PortalWindow).portal;
        return { events, paths, asked };
      }),
  };
  return portal;
};

export const test = base.extend<{ portal: Portal }, { portalServer: Awaited<ReturnType<typeof startPortal>> }>({
  portalServer: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern.
    async ({}, use, { project }) => {
      const server = await startPortal(String(project.use.baseURL));
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],

  portal: async ({ page, portalServer }, use) => {
    const portal = makePortal(page, portalServer.origin);
    await page.exposeFunction('giveToken', async (asked: Gathered['asked'][number]) => {
      const given = await portal.give(asked);
      if (!given) throw new Error('The portal has no token for you');
      return given;
    });
    await use(portal);
  },
});

export { expect };
