import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expect, test } from './support/test';
import {
  expectCount,
  filterChip,
  membersTable,
  openMembers,
  openUserMenu,
  signIn,
  signInByToken,
} from './support/pages';

const whoAmI = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name });

/** Everything that a script of this site could read after the fact. */
const storage = (page: Page) =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));

test.describe('with e-mail and password', () => {
  test('what is refused is said in place, what was typed is kept, and a reload stays signed in', async ({
    page,
    organization,
    faults,
  }) => {
    const { email } = identityOf(organization, 'admin');
    await page.goto('/members?role=editor');
    await signIn(page, { email, password: 'not the password' });
    await expect(page.getByRole('alert')).toHaveText('Sign-in failed. The e-mail or the password is not right.');
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email);
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('not the password');
    await expect(page).toHaveURL(/\/sign-in\?/);

    await test.step('a deactivated person reads why', async () => {
      await signIn(page, organization.deactivated);
      await expect(page.getByRole('alert')).toHaveText(
        'This account is deactivated. Ask an admin of the organization to activate it again.',
      );
    });

    await test.step('a server that fails is not taken for a wrong password', async () => {
      await faults({ method: 'POST', path: '/login', fault: { kind: 'drop', when: 'before' } });
      await signIn(page, identityOf(organization, 'viewer'));
      await expect(page.getByRole('alert')).toHaveText(
        'The server cannot be reached. The connection failed. Check the network and try again.',
      );
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(membersTable(page)).toBeVisible();
    });

    await expect(whoAmI(page, 'Layla Haddad Viewer · by session')).toBeVisible();
    await page.reload();
    await expect(whoAmI(page, 'Layla Haddad Viewer · by session')).toBeVisible();
  });

  test('the right one leads to the address that was asked for', async ({ page, organization }) => {
    await page.goto('/members?role=editor');
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fmembers%3Frole%3Deditor$/);
    await expect(page).toHaveTitle('Sign in · Lightdash Console');
    await signIn(page, identityOf(organization, 'admin'));
    await expect(membersTable(page)).toBeVisible();
    await expect(page).toHaveURL('/members?role=editor');
    await expect(filterChip(page, 'Role', 'Editor')).toBeVisible();
    // The form is not a place to go back to.
    await page.goBack();
    await expect(page).not.toHaveURL(/sign-in/);
  });
});

test.describe('with a token', () => {
  test('the person is the one of the token', { tag: '@both' }, async ({ page, organization }) => {
    await page.goto('/members?sort=email');
    await signInByToken(page, identityOf(organization, 'developer').token);
    await expect(whoAmI(page, 'Grace Nakamura Developer · by access token')).toBeVisible();
    await expect(page).toHaveURL('/members?sort=email');
    await expectCount(page, '25');
  });

  test('what is no token that Lightdash accepts is refused in place, and kept', async ({ page, secrets }) => {
    await page.goto('/');
    for (const [token, said] of [
      ['two words', 'Sign-in failed. This does not look like an access token.'],
      ['ldpat_0123456789abcdef0123456789abcdef', 'Sign-in failed. Lightdash does not accept this token.'],
    ] as const) {
      secrets.push(token);
      await signInByToken(page, token);
      await expect(page.getByRole('alert')).toHaveText(said);
      await expect(page.getByLabel('Personal access token')).toHaveValue(token);
    }
  });

  test('a reload asks again and says why', async ({ page, organization }) => {
    const { token } = identityOf(organization, 'admin');
    await page.goto('/members?status=pending');
    await signInByToken(page, token);
    await expect(membersTable(page)).toBeVisible();
    await page.reload();
    await expect(page.getByRole('status')).toContainText('kept in memory only, and the reload dropped it');
    await expect(page.getByRole('tab', { name: 'Access token' })).toHaveAttribute('aria-selected', 'true');
    await page.getByLabel('Personal access token').fill(token);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL('/members?status=pending');
  });

  test('the session of another person in the same browser does not take over after a reload', async ({
    page,
    organization,
    signInAs,
  }) => {
    await signInAs('viewer');
    await page.goto('/sign-in');
    await signInByToken(page, identityOf(organization, 'admin').token);
    await expect(whoAmI(page, 'David Attenborough Admin · by access token')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Personal access token')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Places' })).toBeHidden();
  });
});

test('a demo identity takes one click', async ({ page }) => {
  await page.goto('/members?role=admin');
  await page
    .getByRole('region', { name: 'Look around in Jaffle Shop as' })
    .getByRole('button', { name: 'Grace Nakamura Developer' })
    .click();
  await expect(whoAmI(page, 'Grace Nakamura Developer · demo identity')).toBeVisible();
  await expect(page).toHaveURL('/members?role=admin');
});

test('an address to return to never leads out of the console', async ({ page, baseURL, signInAs, organization }) => {
  const { token } = identityOf(organization, 'viewer');
  await signInAs('viewer');
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== baseURL && !request.url().startsWith('blob:')) elsewhere.push(request.url());
  });
  // More than two hundred forms: src/lib/address.test.ts. Here, those that a browser itself reads in its own way.
  const forms = ['/\\evil.example', 'javascript:alert(1)', '/members/..//evil.example'];
  for (const next of forms) {
    await test.step(JSON.stringify(next), async () => {
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await signInByToken(page, token);
      await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(baseURL);
    });
  }
  expect(elsewhere).toEqual([]);
});

test.describe('signing out', () => {
  test('leaves nothing: no session, no data by the back button, no person in storage', async ({ page, signInAs }) => {
    const { name, email } = await signInAs('admin');
    // The demo identities on the sign-in page bear the same names; addresses are of this organization alone.
    const domain = email.split('@')[1] ?? '';
    await page.goto('/profile');
    await openMembers(page);
    await page.getByRole('link', { name: 'Émile Okonkwo' }).click();
    await expect(page.getByRole('link', { name: domain })).toBeVisible();
    const menu = await openUserMenu(page, name);
    await menu.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL('/sign-in');

    // The page is left first.
    await expect.poll(async () => (await page.request.get('/api/v1/user')).status()).toBe(401);
    for (const step of ['back', 'back again'] as const) {
      await test.step(step, async () => {
        await page.goBack();
        await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
        await expect(page.getByText(domain)).toHaveCount(0);
      });
    }
    const kept = await storage(page);
    for (const personal of [name, email, domain, '@']) expect(kept).not.toContain(personal);
  });

  test('is done here even when the server does not answer, and that is said', async ({ page, signInAs, faults }) => {
    const { name } = await signInAs('admin');
    await openMembers(page);
    await faults({ method: 'GET', path: '/logout', fault: { kind: 'drop', when: 'before' }, times: 5 });
    const menu = await openUserMenu(page, name);
    await menu.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL('/sign-in');
    await expect(page.getByRole('alert')).toContainText('Signed out here only');
  });

  test('forgets a token too: the next reload does not ask for it', async ({ page, organization }) => {
    const { name, email, token } = identityOf(organization, 'admin');
    await page.goto('/');
    await signInByToken(page, token);
    const menu = await openUserMenu(page, name);
    await expect(menu).toContainText(`${email}Credential: Personal access token`);
    await menu.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL('/sign-in');
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeVisible();
    await expect(page.getByText('Your access token was kept')).toBeHidden();
  });
});
