import type { Page } from '@playwright/test';
import { expect, test as base, type Identity, type Organization } from './test';
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
  /** What is given for each question; by default the token of whoever `signIn` named. */
  give: (asked: Gathered['asked'][number]) => Given | Promise<Given>;
  /** Opens the portal and mounts the console there, for this person. */
  open: (identity: Identity, options?: Record<string, unknown>, path?: string) => Promise<void>;
  mount: (options?: Record<string, unknown>, library?: string) => Promise<void>;
  unmount: () => Promise<void>;
  navigate: (path: string) => Promise<void>;
  gathered: () => Promise<Gathered>;
}

/** Somebody of an organization, by their role. */
export const someone = ({ identities }: Organization, role: string): Identity => {
  const found = identities.find((identity) => identity.role === role);
  if (!found) throw new Error(`The organization has nobody with the role ${role}.`);
  return found;
};

/** The token of a person, as a portal hands it over. */
export const tokenOf = ({ token, id }: Identity, expiresAt: number | null = null): NonNullable<Given> => ({ token, scheme: 'ApiKey', expiresAt, tokenId: `of-${id}` });

interface Window {
  portal: Gathered & { mount: (options: unknown, library?: string) => Promise<void>; console: { navigate(path: string): void; setTheme(theme: string): void; unmount(): void } };
}
export type PortalWindow = Window;

const makePortal = (page: Page, origin: string): Portal => {
  const portal: Portal = {
    origin,
    give: () => null,
    open: async (identity, options, path = '/') => {
      portal.give = () => tokenOf(identity);
      await page.goto(origin + path);
      await portal.mount(options);
    },
    mount: (options, library) => page.evaluate(async ([given, from]) => (globalThis as unknown as Window).portal.mount(given, from), [options ?? {}, library] as const),
    unmount: () => page.evaluate(() => (globalThis as unknown as Window).portal.console.unmount()),
    navigate: (to) => page.evaluate((path) => (globalThis as unknown as Window).portal.console.navigate(path), to),
    gathered: () =>
      page.evaluate(() => {
        const { events, paths, asked } = (globalThis as unknown as Window).portal;
        return { events, paths, asked };
      }),
  };
  return portal;
};

export const test = base.extend<{ portal: Portal }, { portalOrigin: string }>({
  portalOrigin: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern.
    async ({}, use, { project }) => {
      const { origin, stop } = await startPortal(String(project.use.baseURL));
      await use(origin);
      await stop();
    },
    { scope: 'worker' },
  ],

  portal: async ({ page, portalOrigin }, use) => {
    const portal = makePortal(page, portalOrigin);
    await page.exposeFunction('giveToken', async (asked: Gathered['asked'][number]) => {
      const given = await portal.give(asked);
      if (!given) throw new Error('The portal has no token for you');
      return given;
    });
    await use(portal);
  },
});

export { expect };
