import type { Page } from '@playwright/test';
import {
  accountSwitches,
  button,
  card,
  connectZenml,
  goToZenml,
  openProfile,
  remembered,
  signInAtLightdash,
} from './support/accounts';
import { identityOf } from './support/api';
import { dialog, memberRow, membersTable, openUserMenu, signInByToken, toast } from './support/pages';
import { expect, test } from './support/test';

const ENDED = 'Your sign-in has ended';
const RETURN = '/oauth/callback';

const whoAmI = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name });
const isTokenCall = (url: string) => new URL(url).pathname.endsWith('/oauth/token');

/** Goes to Lightdash's page of consent. Out: what the console asked it for. */
async function goToLightdash(page: Page, next = '/members'): Promise<URLSearchParams> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await button(page, 'Sign in at Lightdash').click();
  await expect(page.getByRole('heading', { name: 'Sign in with Lightdash' })).toBeVisible();
  return new URL(page.url()).searchParams;
}

async function signIn(page: Page, next = '/members'): Promise<void> {
  await goToLightdash(page, next);
  await button(page, 'Allow').click();
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
}

/** Neither code nor state is left where a script could find it. */
async function expectNothingLeft(page: Page): Promise<void> {
  const { addresses, storage } = await remembered(page);
  expect(addresses.filter((address) => address.includes(RETURN) && /[?#]/.test(address))).toEqual([]);
  // Where one was before, by cookie, is no secret (SECURITY.md).
  expect(storage.filter((entry) => !/^lightdash-console:(signed-in-by|recents)=/.test(entry))).toEqual([]);
}

test('signing in at Lightdash leads where one wanted to go, by a bearer token, and leaves nothing behind', async ({
  page,
  signInAs,
}) => {
  await signInAs('editor');
  const schemes = new Set<string>();
  const returns: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === RETURN) returns.push(request.url());
    if (pathname.startsWith('/api/v1/org')) schemes.add((request.headers().authorization ?? '').replace(/_.*/, ''));
  });
  await signIn(page, '/members?role=viewer');
  await expect(page).toHaveURL('/members?role=viewer');
  await expect(whoAmI(page, 'Émile Okonkwo Editor · by OAuth')).toBeVisible();
  await expect(membersTable(page)).toBeVisible();
  expect([...schemes]).toEqual(['Bearer ldapp']);
  expect(returns).toHaveLength(1);
  expect(new URL(returns[0] ?? '').searchParams.get('code')).toBeTruthy();
  await expectNothingLeft(page);

  const calls: string[] = [];
  page.on('request', (request) => void (isTokenCall(request.url()) && calls.push(request.url())));
  await test.step('the same answer once more is none', async () => {
    await page.goto(returns[0] ?? '');
    await expect(page.getByRole('alert')).toHaveText('This sign-in was not begun in this tab, or it is over.');
    await expect(page).toHaveURL(RETURN);
    await expectNothingLeft(page);
  });
  await test.step('a reload has dropped the sign-in, and says so', async () => {
    await page.goto('/members');
    await expect(page.getByRole('status')).toContainText('Your sign-in at Lightdash was kept in memory only');
  });
  expect(calls).toEqual([]);
});

test.describe('an older Lightdash', () => {
  test.use({ organizationOptions: { generation: '0.2110', oauthBearer: false } });

  test('is called with a token that lives for an hour', async ({ page, request, organization, signInAs }) => {
    await signInAs('admin');
    const schemes = new Set<string>();
    page.on(
      'request',
      (each) =>
        void (
          new URL(each.url()).pathname.startsWith('/api/v1/org') &&
          schemes.add((each.headers().authorization ?? '').replace(/_.*/, ''))
        ),
    );
    await signIn(page);
    await expect(whoAmI(page, 'David Attenborough Admin · by OAuth')).toBeVisible();
    await expect(membersTable(page)).toBeVisible();
    expect([...schemes]).toEqual(['ApiKey ldpat']);
    const answer = await request.get('/api/v1/user/me/personal-access-tokens', {
      headers: { authorization: `ApiKey ${identityOf(organization, 'admin').token}` },
    });
    const { results } = (await answer.json()) as { results: { description: string; expiresAt: string | null }[] };
    const minted = results.find(({ description }) => description === 'Lightdash Console, signed in by OAuth');
    expect(Date.parse(minted?.expiresAt ?? '') - Date.now()).toBeLessThanOrEqual(3_600_000);
    await expectNothingLeft(page);
  });
});

test('a declined consent and a failed return say so, and can be tried again; Back before signing in changes nothing', async ({
  page,
  signInAs,
  faults,
}) => {
  await test.step('a declined consent says so, and can be tried again', async () => {
    await signInAs('viewer');
    await goToLightdash(page, '/members?role=admin');
    await button(page, 'Deny').click();
    await expect(page.getByRole('heading', { level: 1, name: 'You are not signed in' })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveText('Access was not granted.');
    await expect(page).toHaveURL(RETURN);
    await expectNothingLeft(page);
    await button(page, 'Back to the sign-in').click();
    await expect(page).toHaveURL('/sign-in?next=%2Fmembers%3Frole%3Dadmin');
    await signInAtLightdash(page);
    await expect(page).toHaveURL('/members?role=admin');
  });

  await test.step('a failed return says so, with a way to try again; Back before signing in changes nothing', async () => {
    await goToLightdash(page);
    await faults({ method: 'POST', path: '/oauth/token$', fault: { kind: 'drop', when: 'before' } });
    await button(page, 'Allow').click();
    await expect(page.getByRole('alert')).toHaveText(
      'The server cannot be reached. The connection failed. Check the network and try again.',
    );
    await button(page, 'Back to the sign-in').click();
    await button(page, 'Sign in at Lightdash').click();
    await expect(page.getByRole('heading', { name: 'Sign in with Lightdash' })).toBeVisible();
    await page.goBack();
    await expect(button(page, 'Sign in at Lightdash')).toBeEnabled();
    await expectNothingLeft(page);
    await signInAtLightdash(page);
    await expect(membersTable(page)).toBeVisible();
  });
});

test('an answer that is not that of this sign-in is refused before any code is exchanged', async ({
  page,
  signInAs,
}) => {
  await signInAs('viewer');
  let exchanges = 0;
  page.on('request', (request) => void (isTokenCall(request.url()) && exchanges++));
  const foreign = 'The answer does not belong to this sign-in.';
  const answers: [string, (asked: URLSearchParams) => Record<string, string>, string, number][] = [
    [
      'another state',
      () => ({ code: 'stolen', state: 'another', iss: 'https://lightdash.sandbox.invalid' }),
      foreign,
      0,
    ],
    // Eight other answers: src/api/core/oauth.test.ts.
    [
      'the code of somebody else',
      (asked) => ({ code: 'stolen', state: asked.get('state') ?? '', iss: 'https://lightdash.sandbox.invalid' }),
      'Lightdash did not accept the answer it gave.',
      1,
    ],
  ];
  for (const [what, answer, said, expected] of answers) {
    await test.step(what, async () => {
      exchanges = 0;
      const asked = await goToLightdash(page);
      expect([asked.get('code_challenge_method'), asked.get('redirect_uri')]).toEqual([
        'S256',
        new URL(RETURN, page.url()).href,
      ]);
      await page.goto(`${RETURN}?${new URLSearchParams(answer(asked)).toString()}`);
      await expect(page.getByRole('alert')).toContainText(said);
      expect(exchanges).toBe(expected);
      await expectNothingLeft(page);
    });
  }
});

test('an expired access token is renewed without a message', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
  endFaults,
}) => {
  const { expire, counts } = accountSwitches(request, organization);
  await signInAs('admin');
  await signIn(page, '/profile');
  // Trouble at the authorization server is no end of the sign-in.
  await expire('lightdash');
  await faults({ method: 'POST', path: '/oauth/token$', fault: { kind: 'status', status: 503 }, times: 9 });
  await page.getByRole('link', { name: 'Members', exact: true }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Lightdash is not available');
  await expect(dialog(page)).toHaveCount(0);
  await endFaults();
  await button(page.getByRole('main'), 'Try again').click();
  await expect(membersTable(page)).toBeVisible();
  expect((await counts()).lightdash).toMatchObject({ exchanged: 1, refreshed: 1, refused: 0 });

  await expire('lightdash');
  await memberRow(page, 'Layla Haddad').getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Layla Haddad' })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Direct project grants/ })).not.toContainText('Reading');
  await expect(dialog(page)).toHaveCount(0);
  expect((await counts()).lightdash).toMatchObject({ refreshed: 2, refused: 0 });
});

test('when nothing renews it, the page asks; signing in in another tab continues this one', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { expire, counts } = accountSwitches(request, organization);
  await signInAs('admin');
  await signIn(page);
  await expire('lightdash', { refresh: true });
  await memberRow(page, 'Layla Haddad').getByRole('link').first().click();
  await expect(dialog(page, ENDED)).toContainText('Sign in again as David Attenborough to go on where you were.');
  expect((await counts()).lightdash).toMatchObject({ refreshed: 0, refused: 1 });
  const opening = page.waitForEvent('popup');
  await dialog(page, ENDED).getByRole('link', { name: 'sign in at Lightdash in a new tab' }).click();
  await signInAtLightdash(await opening);
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Layla Haddad' })).toBeVisible();
  expect((await counts()).lightdash).toMatchObject({ exchanged: 2, refused: 1 });
});

test('signing out tells the authorization servers that their tokens are over', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
}) => {
  const { counts } = accountSwitches(request, organization);
  const { name } = await signInAs('admin');
  await openProfile(page);
  await connectZenml(page);
  await (await openUserMenu(page, name)).getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await expect.poll(async () => (await counts()).zenml.revoked).toBe(1);

  await signInAs('admin');
  await signIn(page);
  await (await openUserMenu(page, name)).getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await expect.poll(async () => (await counts()).lightdash.revoked).toBe(1);
  await page.reload();
  await expect(page.getByText('Your sign-in at Lightdash was kept')).toHaveCount(0);

  await signIn(page);
  await faults({ method: 'POST', path: '/oauth/revoke$', fault: { kind: 'drop', when: 'before' } });
  await (await openUserMenu(page, name)).getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('alert')).toContainText('Signed out here only');
});

test.describe('ZenML Pro', () => {
  test('that is refused leads back to the profile; it is renewed without a message; when that ends too, the card says so and connects again', async ({
    page,
    signInAs,
    request,
    organization,
  }) => {
    await test.step('refused, it leads back to the profile', async () => {
      await signInAs('admin');
      await openProfile(page);
      await goToZenml(page);
      await button(page, 'Deny').click();
      await expect(page.getByRole('heading', { level: 1, name: 'ZenML Pro is not connected' })).toBeVisible();
      await expect(page.getByRole('alert')).toHaveText('Access was not granted.');
      await button(page, 'Back to the profile').click();
      await expect(page).toHaveURL('/profile#linked-accounts');
      await expect(card(page, 'ZenML Pro')).toContainText('Not connected');
      await expectNothingLeft(page);
    });

    await test.step('renewed without a message; ended, the card says so and connects again', async () => {
      const { expire, counts } = accountSwitches(request, organization);
      await openProfile(page);
      await connectZenml(page);
      await expectNothingLeft(page);
      const save = async (title: string) => {
        await button(card(page, 'ZenML Pro'), 'Edit').click();
        await dialog(page).getByLabel('Job title').fill(title);
        await button(dialog(page), 'Save').click();
      };
      await expire('zenml');
      await save('Head of data');
      await expect(toast(page, 'ZenML Pro: profile changed')).toBeVisible();
      await expect(card(page, 'ZenML Pro')).toContainText('Head of data');
      expect((await counts()).zenml).toMatchObject({ refreshed: 1, refused: 0 });

      await expire('zenml', { refresh: true });
      await save('Lost');
      await expect(dialog(page).getByRole('alert')).toContainText('The connection has ended');
      await expect(dialog(page).getByLabel('Job title')).toHaveValue('Lost');
      await button(dialog(page), 'Cancel').click();
      await expect(dialog(page)).toHaveCount(0);
      await expect(card(page, 'ZenML Pro').getByRole('alert')).toContainText(
        'ZenML Pro does not take the credential any more. Connect again to go on.',
      );
      await goToZenml(page);
      await button(page, 'Allow').click();
      await expect(card(page, 'ZenML Pro')).toContainText('Connected by your sign-in there.');
      await expect(card(page, 'ZenML Pro')).toContainText('Head of data');
    });
  });

  test('is connected for the person who began it, after signing in again, and for no other', async ({
    page,
    organization,
    signInAs,
  }) => {
    // For ZenML's page, which knows people by the browser's session.
    await signInAs('admin');
    const admin = identityOf(organization, 'admin');
    const connect = async () => {
      await page.goto('/sign-in?next=/profile');
      await signInByToken(page, admin.token);
      await expect(card(page, 'ZenML Pro')).toBeVisible();
      await goToZenml(page);
      await button(page, 'Allow').click();
      await expect(page.getByRole('status')).toContainText('Your access token was kept in memory only');
    };
    await connect();
    await signInByToken(page, admin.token);
    await expect(page).toHaveURL(/\/profile/);
    await expect(card(page, 'ZenML Pro')).toContainText('Connected by your sign-in there.');
    await expect(card(page, 'ZenML Pro')).toContainText(admin.email);

    await connect();
    await signInByToken(page, identityOf(organization, 'viewer').token);
    await expect(whoAmI(page, 'Layla Haddad Viewer · by access token')).toBeVisible();
    await expect(card(page, 'ZenML Pro')).toContainText('Not connected');
  });
});
