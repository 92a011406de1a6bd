import { expect, type APIRequestContext, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { dialog } from './pages';
import type { Organization } from './test';

type Api = 'workspace' | 'zenml' | 'katapult';
type Counts = Record<
  'lightdash' | 'zenml',
  { exchanged: number; refreshed: number; refused: number; revoked: number; service: number }
>;

/** The switches of the linked accounts and of the authorization servers, for one organization. `request` shares no cookies with the page. */
export function accountSwitches(request: APIRequestContext, { organizationUuid }: Organization) {
  const call = async (method: string, path: string, data: object = {}): Promise<unknown> => {
    const isRead = method === 'GET';
    const answer = await request.fetch(`/sandbox/${path}${isRead ? `?organizationUuid=${organizationUuid}` : ''}`, {
      method,
      maxRetries: 2,
      ...(isRead ? {} : { data: { organizationUuid, ...data } }),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  return {
    /** A token of the organization's admin at an API, in this state. */
    token: async (api: Api, state = 'live', warnings = false) =>
      ((await call('POST', 'accounts/tokens', { api, state, warnings })) as { token: string }).token,
    /** Puts such a token into another state. */
    change: (api: Api, token: string, state: string) => call('PATCH', 'accounts/tokens', { api, token, state }),
    /** Ends every access token of the organization, and its refresh tokens too if wanted. */
    expire: (api: 'lightdash' | 'zenml', { refresh = false } = {}) => call('POST', 'oauth/expire', { api, refresh }),
    counts: () => call('GET', 'oauth/count') as Promise<Counts>,
  };
}

/** The card of a linked account. */
export const card = (page: Page, name: string): Locator => page.getByRole('listitem', { name, exact: true });

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: true });

/** The profile, with its cards. */
export async function openProfile(page: Page): Promise<void> {
  await page.goto('/profile');
  await expect(page.getByRole('region', { name: 'Linked accounts' }).getByRole('listitem').first()).toBeVisible();
}

/** Types a token into the open dialog and sends it. */
export async function sendToken(page: Page, token: string): Promise<void> {
  await dialog(page).getByLabel('Access token', { exact: true }).fill(token);
  await button(dialog(page), 'Connect').click();
}

/** Connects an account by a token. */
export async function connectByToken(page: Page, name: string, token: string): Promise<void> {
  await button(card(page, name), /^(Connect|Reconnect)$/).click();
  await sendToken(page, token);
  await expect(dialog(page)).toBeHidden();
  await expect(card(page, name)).toContainText('Connected');
}

/** Goes to ZenML's page of consent. */
export async function goToZenml(page: Page): Promise<void> {
  await button(card(page, 'ZenML Pro'), /^(Connect|Reconnect)$/).click();
  await button(dialog(page), 'Go to ZenML Pro').click();
  await expect(page.getByRole('heading', { name: 'Sign in with ZenML Pro' })).toBeVisible();
}

/** Connects ZenML Pro by signing in there. */
export async function connectZenml(page: Page): Promise<void> {
  await goToZenml(page);
  await button(page, 'Allow').click();
  await expect(card(page, 'ZenML Pro')).toContainText('Connected');
}

/** Signs in at Lightdash, from the sign-in page; the browser holds a session there already. */
export async function signInAtLightdash(page: Page): Promise<void> {
  await button(page, 'Sign in at Lightdash').click();
  await expect(page.getByRole('heading', { name: 'Sign in with Lightdash' })).toBeVisible();
  await button(page, 'Allow').click();
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
}

/** Writes down the tokens that authorization servers give out from now on. Out: those so far. */
export function collectTokens(context: BrowserContext): () => Promise<string[]> {
  const bodies: Promise<string[]>[] = [];
  context.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('/oauth/token')) return;
    bodies.push(
      response.text().then(
        (text) => text.match(/(ld(app|ref)|zen(at|rt))_[\w-]+/g) ?? [],
        () => [],
      ),
    );
  });
  return async () => (await Promise.all(bodies)).flat();
}

/** Everything that a script of the page could find in the browser's memories of it. */
export const remembered = (page: Page): Promise<{ addresses: string[]; storage: string[] }> =>
  page.evaluate(() => ({
    addresses: [
      location.href,
      ...(globalThis as unknown as { navigation: { entries(): { url: string | null }[] } }).navigation
        .entries()
        .map(({ url }) => url ?? ''),
    ],
    storage: [...Object.entries({ ...localStorage }), ...Object.entries({ ...sessionStorage })].map((entry) =>
      entry.join('='),
    ),
  }));

/** More than what was read counts as new, in milliseconds. */
const LATER = 31_000;

/** Leaves the profile and comes back when what was read is old: the cards read again. */
export async function comeBackLater(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Groups' }).click();
  await expect(page).toHaveURL('/groups');
  await page.clock.fastForward(LATER);
  await page.goBack();
}

/** Opens the full record of an account. */
export const record = async (page: Page, name: string) => {
  await button(card(page, name), 'Full record').click();
  return dialog(page, `${name}: full record`);
};
