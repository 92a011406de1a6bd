import type { BrowserContext, Page, Request } from '@playwright/test';
import {
  accountSwitches,
  button,
  card,
  collectTokens,
  connectByToken,
  connectZenml,
  openProfile,
  sendToken,
  signInAtLightdash,
} from './support/accounts';
import { identityOf } from './support/api';
import { dialog, openUserMenu, signInByToken, toast } from './support/pages';
import { expect, test } from './support/test';

/** Where a credential may go, by how it begins: to the API it is for, on our own origin, and nowhere else. */
const HOME: readonly [prefix: string, paths: RegExp][] = [
  ['ldpat_', /^\/(api\/v[12]\/|accounts\/zenml\/users\/me$)/],
  ['ldapp_', /^\/(api\/v[12]\/|accounts\/zenml\/users\/me$)/],
  ['ldref_', /^\/api\/v1\/oauth\/(token|revoke)$/],
  ['zenat_', /^\/accounts\/zenml\/users\/me$/],
  ['zenrt_', /^\/accounts\/zenml\/oauth\/(token|revoke)$/],
  ['katapult-', /^\/accounts\/katapult\/users\/current$/],
  ['workspace-', /^\/accounts\/workspace\/api\/workspace\/account\/profile$/],
];

/** Writes down every request of every tab in full. Out: those that carried a secret to where it does not belong, and how many carried one. */
function watchRequests(context: BrowserContext, origin: string | undefined) {
  const seen: Promise<{ url: URL; sent: string }>[] = [];
  const read = async (request: Request) => ({
    url: new URL(request.url()),
    sent: `${JSON.stringify(await request.allHeaders().catch(() => request.headers()))} ${request.postData() ?? ''}`,
  });
  context.on('request', (request) => seen.push(read(request)));
  return async (secrets: readonly string[]): Promise<{ astray: string[]; carried: number }> => {
    const carrying = (await Promise.all(seen)).flatMap(({ url, sent }) =>
      secrets.filter((secret) => sent.includes(secret)).map((secret) => ({ url, secret })),
    );
    const isAtHome = ({ url, secret }: { url: URL; secret: string }) =>
      url.origin === origin && HOME.some(([prefix, paths]) => secret.startsWith(prefix) && paths.test(url.pathname));
    return {
      astray: carrying
        .filter((each) => !isAtHome(each))
        .map(({ url, secret }) => `${secret.slice(0, 6)}… to ${url.origin}${url.pathname}`),
      carried: carrying.length,
    };
  };
}

/** Runs in the page: everything that a script could read, but what is being typed into a password field; also React's and the query cache. */
async function everything(): Promise<Record<string, string>> {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=password]), textarea')].map(
    ({ value }) => value,
  );
  const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes]
      .filter(({ name }) => !(name === 'value' && element instanceof HTMLInputElement && element.type === 'password'))
      .map(({ value }) => value),
  );
  const databases = await Promise.all(
    (await indexedDB.databases()).map(
      ({ name = '' }) =>
        new Promise<unknown>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.addEventListener('error', () => reject(new Error(name)));
          opening.addEventListener('success', () => {
            const stores = [...opening.result.objectStoreNames];
            if (stores.length === 0) return resolve(name);
            const reading = opening.result.transaction(stores);
            const requests = stores.map((store) => reading.objectStore(store).getAll());
            return reading.addEventListener('complete', () => resolve(requests.map(({ result }) => result as unknown)));
          });
        }),
    ),
  );

  // The query cache hangs on React's tree, as does what components keep.
  type Fiber = {
    memoizedProps: Record<string, unknown> | null;
    memoizedState: unknown;
    child: Fiber | null;
    sibling: Fiber | null;
  };
  type Cache = { getAll(): { queryKey: unknown; state: unknown }[] };
  const root = document.getElementById('root') as unknown as Record<string, Fiber>;
  const caches: unknown[] = [];
  const waiting = Object.keys(root)
    .filter((key) => key.startsWith('__reactContainer$'))
    .map((key) => root[key]);
  for (let fiber = waiting.pop(); fiber; fiber = waiting.pop()) {
    const client = fiber.memoizedProps?.client as
      | { getQueryCache?(): Cache; getMutationCache?(): { getAll(): { state: unknown }[] } }
      | undefined;
    if (client?.getQueryCache) {
      caches.push(
        client
          .getQueryCache()
          .getAll()
          .map(({ queryKey, state }) => [queryKey, state]),
        client
          .getMutationCache?.()
          .getAll()
          .map(({ state }) => state),
      );
    }
    for (const next of [fiber.child, fiber.sibling]) if (next) waiting.push(next);
  }
  if (caches.length === 0) throw new Error('The query cache was not found.');
  // Errors keep their words where JSON does not look.
  const inWords = (_key: string, value: unknown) =>
    value instanceof Error ? { ...value, words: [value.message, value.stack, String(value.cause)] } : value;
  return {
    address: location.href,
    addresses: JSON.stringify(
      (globalThis as unknown as { navigation: { entries(): { url: string | null }[] } }).navigation
        .entries()
        .map(({ url }) => url),
    ),
    calls: JSON.stringify(performance.getEntries().map(({ name }) => name)),
    history: JSON.stringify(history.state) ?? '',
    text: document.documentElement.textContent,
    fields: fields.join('\n'),
    attributes: attributes.join('\n'),
    cookies: document.cookie,
    localStorage: JSON.stringify({ ...localStorage }),
    sessionStorage: JSON.stringify({ ...sessionStorage }),
    indexedDB: JSON.stringify(databases),
    queryCache: JSON.stringify(caches, inWords),
  };
}

async function expectNowhere(page: Page, secrets: readonly string[], when: string): Promise<void> {
  const places = await page.evaluate(everything);
  expect(places.queryCache, 'the dump of the query cache').toContain('"me"');
  const found = Object.entries(places).flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret.slice(0, 6)}… in ${place}`),
  );
  expect(found, when).toEqual([]);
}

test.describe('no credential leaks into the page, storage, addresses or other origins', () => {
  test('signed in by OAuth: through connecting, failing, ending, changing, looking and signing out', async ({
    page,
    context,
    request,
    organization,
    signInAs,
    faults,
    secrets,
    baseURL,
  }) => {
    const { token, change, expire } = accountSwitches(request, organization);
    const astray = watchRequests(context, baseURL);
    const issued = collectTokens(context);
    const known = async () => [...secrets, ...(await issued())];
    const look = async (when: string) => test.step(when, async () => expectNowhere(page, await known(), when));
    const [katapult, workspace, dead] = [
      await token('katapult'),
      await token('workspace', 'live', true),
      await token('katapult', 'wrong-network'),
    ];
    secrets.push(katapult, workspace, dead);

    await page.clock.install();
    const { name } = await signInAs('admin');
    await page.goto('/sign-in?next=/profile');
    await signInAtLightdash(page);
    await look('signed in');
    // Two sign-ins elsewhere take two tabs: each leaves with what is in its memory.
    await button(card(page, 'ZenML Pro'), 'Connect').click();
    const opening = page.waitForEvent('popup');
    await dialog(page).getByRole('link', { name: 'Open another tab first' }).click();
    const second = await opening;
    await button(dialog(page), 'Cancel').click();
    await connectZenml(second);
    await expectNowhere(second, await known(), 'ZenML Pro connected');
    await second.close();
    await expect(card(page, 'ZenML Pro')).toContainText('Connected by your sign-in there.');
    await look('connected in another tab');

    await button(card(page, 'Katapult'), 'Connect').click();
    await sendToken(page, dead);
    await expect(dialog(page).getByRole('alert')).toContainText('203.0.113.7');
    await look('refused, while it is still in its field');
    // A server that repeats what it was sent.
    const echo = { code: 'some_error', description: `The token ${katapult} is not right`, detail: { token: katapult } };
    await faults({ method: 'GET', path: '/users/current$', fault: { kind: 'status', status: 403, body: echo } });
    await sendToken(page, katapult);
    await expect(dialog(page).getByRole('alert')).toContainText('The token ••• is not right.');
    await look('repeated by the server');
    await sendToken(page, katapult);
    await expect(dialog(page)).toBeHidden();
    await connectByToken(page, 'Workspace', workspace);
    await button(card(page, 'Katapult'), 'Full record').click();
    await look('all connected, with a full record');
    await button(dialog(page), 'Close').last().click();

    await expire('zenml');
    await expire('lightdash');
    await button(card(page, 'ZenML Pro'), 'Edit').click();
    await dialog(page).getByLabel('Company').fill('Elsewhere');
    await faults({
      method: 'PATCH',
      path: '/users/me$',
      fault: {
        kind: 'status',
        status: 422,
        body: { detail: [{ loc: ['body', 'company'], msg: `not with ${(await issued()).at(-2)}`, type: 'x' }] },
      },
    });
    await button(dialog(page), 'Save').click();
    await expect(dialog(page).getByRole('alert')).toBeVisible();
    await look('a change that is refused');
    await button(dialog(page), 'Save').click();
    await expect(toast(page, 'ZenML Pro: profile changed')).toBeVisible();

    await change('katapult', katapult, 'expired');
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    await expect(page).toHaveURL('/groups');
    await page.clock.fastForward(31_000);
    await page.goBack();
    await expect(card(page, 'Katapult')).toContainText('Ended');
    await look('ended and renewed');
    await (await openUserMenu(page, name)).getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL('/sign-in');
    await expect(button(page, 'Sign in at Lightdash')).toBeVisible();

    const all = await known();
    secrets.push(...all);
    for (const [prefix] of HOME)
      expect(
        all.some((secret) => secret.startsWith(prefix)),
        prefix,
      ).toBe(true);
    const { astray: strays, carried } = await astray(all);
    expect(strays).toEqual([]);
    expect(carried).toBeGreaterThan(20);
  });

  test('signed in by a personal access token: also to the server that speaks for a shared account', async ({
    page,
    context,
    organization,
    secrets,
    baseURL,
  }) => {
    const astray = watchRequests(context, baseURL);
    const { token } = identityOf(organization, 'admin');
    await page.goto('/sign-in?next=/profile');
    await signInByToken(page, token);
    await button(card(page, 'ZenML Pro'), 'Connect').click();
    await dialog(page).getByRole('radio', { name: 'Through the shared service account' }).check();
    await button(dialog(page), 'Connect').click();
    await expect(card(page, 'ZenML Pro')).toContainText('Lightdash Console');
    await expectNowhere(page, secrets, 'signed in by a token');
    const { astray: strays, carried } = await astray(secrets);
    expect(strays).toEqual([]);
    expect(carried).toBeGreaterThan(5);
  });
});

test('absolute addresses and redirects in answers get no token', async ({
  page,
  context,
  request,
  organization,
  signInAs,
  faults,
  baseURL,
}) => {
  const { token } = accountSwitches(request, organization);
  const elsewhere: string[] = [];
  context.on('request', (each) => void (!each.url().startsWith(`${baseURL}/`) && elsewhere.push(each.url())));
  await signInAs('admin');
  await openProfile(page);
  await connectZenml(page);
  const bait = {
    user: { id: 'user_1', first_name: 'Bait', last_name: '', avatar_url: 'https://evil.example/me.png' },
    organizations: [{ id: 'x', name: 'https://evil.example/', sub_domain: '//evil.example' }],
    api_token_id: 'https://evil.example/token',
  };
  await faults({ method: 'GET', path: '/users/current$', fault: { kind: 'status', status: 200, body: bait } });
  await connectByToken(page, 'Katapult', await token('katapult'));
  await expect(card(page, 'Katapult')).toContainText('Bait');
  await expect(card(page, 'Katapult').getByRole('link')).toHaveCount(0);
  await faults({
    method: 'GET',
    path: '/account/profile$',
    fault: { kind: 'status', status: 302, headers: { location: 'https://evil.example/' } },
    times: 9,
  });
  await button(card(page, 'Workspace'), 'Connect').click();
  await sendToken(page, await token('workspace'));
  await expect(dialog(page).getByRole('alert')).toContainText('Workspace is not available');
  expect(elsewhere).toEqual([]);
});
