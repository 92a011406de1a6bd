import { readFile } from 'node:fs/promises';
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, filterChip, signInByToken, toast } from './support/pages';
import { expect, test } from './support/test';

/** The sandbox sends no mail: the code is always this one. */
const CODE = '000000';

const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const row = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: `Actions for ${name}`, exact: true }) });
const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });

async function openProfile(page: Page, search = ''): Promise<void> {
  await page.goto(`/profile${search}`);
  await expect(section(page, 'Personal access tokens')).toBeVisible();
}

/** An action of a row, with its menu opened. A menu that is still fading out would be found as well. */
async function action(page: Page, name: string, what: string): Promise<Locator> {
  await expect(page.getByRole('menu')).toHaveCount(0);
  await button(page, `Actions for ${name}`).click();
  return page.getByRole('menuitem', { name: what });
}

const choose = async (page: Page, name: string, what: string) => (await action(page, name, what)).click();

/** Creates a token and leaves the dialog that shows it open. */
async function createToken(page: Page, name: string, goodFor = '30 days'): Promise<string> {
  await button(page, 'Create token').click();
  await dialog(page).getByLabel('What it is for').fill(name);
  await dialog(page).getByLabel('Valid for').selectOption({ label: goodFor });
  await dialog(page).getByLabel('What it is for').press('Enter');
  await expect(dialog(page, `Copy the token “${name}” now`)).toBeVisible();
  return dialog(page).getByLabel('Token', { exact: true }).inputValue();
}

const closeSecret = async (page: Page) => {
  await button(dialog(page), 'Copy').click();
  await expect(dialog(page).getByRole('status')).toHaveText('Copied');
  await button(dialog(page), 'Done').click();
  await expect(dialog(page)).toBeHidden();
};

const statusBy = async (request: APIRequestContext, token: string): Promise<number> =>
  (await request.get('/api/v1/user', { headers: { authorization: `ApiKey ${token}` } })).status();

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('shows the person, organization, role and credential', async ({ page, organization, signInAs }) => {
  const { email, userUuid } = await signInAs('viewer');
  await openProfile(page);
  for (const text of [email, organization.name, 'Viewer', userUuid, 'Verified'])
    await expect(section(page, 'Account')).toContainText(text);
  for (const text of ['Session cookie', 'E-mail and password'])
    await expect(section(page, 'Sign-in')).toContainText(text);
  await expect(section(page, 'Organizations you may join')).toContainText(
    'No other organization is open to your e-mail domain.',
  );
  await button(page, 'Sign out').click();
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/profile');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('a changed name is in the shell at once, and stays', async ({ page, signInAs }) => {
  await signInAs('editor');
  await openProfile(page);
  await button(page, 'Edit profile').click();
  await expect(button(dialog(page), 'Save')).toHaveAccessibleDescription('Nothing is changed yet.');
  await dialog(page).getByLabel('First name').fill('Zoë');
  await dialog(page).getByLabel('Last name').fill('de Vries');
  await dialog(page).getByLabel('Last name').press('Enter');
  await expect(toast(page, 'Profile changed')).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /Zoë de Vries/ }),
  ).toBeVisible();
  await page.reload();
  await expect(section(page, 'Account')).toContainText('Zoë de Vries');
});

test('a bad address is not sent, a taken one is refused once with the input kept', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('editor');
  await openProfile(page);
  await button(page, 'Edit profile').click();
  const email = dialog(page).getByLabel('E-mail');
  await email.fill('not-an-email');
  await expect(email).toHaveAccessibleDescription('This is not an e-mail address.');
  await expect(button(dialog(page), 'Save')).toBeDisabled();
  const taken = identityOf(organization, 'admin').email;
  await email.fill(taken);
  await expect(dialog(page)).toContainText('You will sign in with this address.');
  await button(dialog(page), 'Save').click();
  await expect(page.getByRole('alert')).toContainText('Another account may have it already.');
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(email).toHaveValue(taken);
});

test('an address is verified by a code; wrong ones count, and after five a new one is needed', async ({
  page,
  signInAs,
}) => {
  await signInAs('member');
  await openProfile(page);
  await button(page, 'Verify by a code…').click();
  await button(dialog(page), 'Send a code').click();
  const code = dialog(page).getByLabel('Code from the e-mail');
  await expect(code).toBeFocused();
  for (const left of ['4 attempts', '3 attempts', '2 attempts', '1 attempt']) {
    await code.fill('111111');
    await code.press('Enter');
    await expect(code).toHaveAccessibleDescription(`That is not the code. You have ${left} left.`);
  }
  await code.press('Enter');
  await expect(dialog(page).getByRole('alert')).toHaveText(
    'That is not the code, and there are no attempts left. Send a new one.',
  );
  await button(dialog(page), 'Send a code').click();
  await code.fill(` ${CODE.slice(0, 3)} ${CODE.slice(3)}`);
  await code.press('Enter');
  await expect(toast(page, 'E-mail address verified')).toBeVisible();
  await page.reload();
  await expect(section(page, 'Account').getByText('Verified', { exact: true })).toBeVisible();
});

test.describe('tokens', () => {
  test('a new one is shown once and kept nowhere; it warns before it is lost, and is looked for when its answer was', async ({
    page,
    request,
    secrets,
    signInAs,
    faults,
  }) => {
    await signInAs('viewer');
    await test.step('a new one is shown once, warns before it is lost, works, and is kept nowhere', async () => {
      await openProfile(page);
      const token = await createToken(page, 'CI – déploiement');
      await expect(dialog(page).getByLabel('Token', { exact: true })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(dialog(page).getByRole('alert')).toContainText('You have not copied the token.');
      await button(dialog(page), 'Copy token').click();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
      await button(dialog(page), 'Done').click();
      await expect(dialog(page)).toBeHidden();
      secrets.push(token);
      await expect(row(page, 'CI – déploiement')).toContainText('Never used');
      expect(await statusBy(request, token)).toBe(200);
      await page.reload();
      await expect(row(page, 'CI – déploiement')).toContainText(/Expires in 4 weeks|Expires in 30 days/);
    });

    await test.step('one whose answer was lost is looked for, not made twice, and said to be lost', async () => {
      await faults({ method: 'POST', path: '/personal-access-tokens$', fault: { kind: 'drop', when: 'after' } });
      await button(page, 'Create token').click();
      await dialog(page).getByLabel('What it is for').fill('Lost');
      await button(dialog(page), 'Create token').click();
      await expect(dialog(page).getByRole('alert')).toContainText('Not known whether this was saved');
      await button(dialog(page), 'Check').click();
      await expect(page.getByText('The token was created, but never arrived')).toBeVisible();
      await expect(row(page, 'Lost')).toHaveCount(1);
    });

    await test.step('going back or closing the tab with a token that was not copied warns', async () => {
      await page.goto('/nowhere');
      await page.getByRole('navigation', { name: 'Places' }).getByRole('button').last().click();
      await page.getByRole('menuitem', { name: 'Profile' }).click();
      await createToken(page, 'Notebook');
      await page.evaluate(() => history.back());
      await expect(dialog(page).getByRole('alert')).toContainText('You have not copied the token.');
      await expect(page).toHaveURL('/profile');
      const asked = page.waitForEvent('dialog');
      await page.evaluate(() => void setTimeout(() => location.reload()));
      const question = await asked;
      expect(question.type()).toBe('beforeunload');
      await question.dismiss();
      await button(dialog(page), 'Close without copying').click();
      await expect(row(page, 'Notebook')).toBeVisible();
    });

    await test.step('they are sorted by the address, and a list that cannot be read fails alone', async () => {
      await openProfile(page, '?sort=-created');
      await expect(page.getByRole('columnheader', { name: 'Created' })).toHaveAttribute('aria-sort', 'descending');
      await faults({
        method: 'GET',
        path: '/personal-access-tokens$',
        fault: { kind: 'status', status: 500 },
        times: 4,
      });
      await page.reload();
      await expect(section(page, 'Personal access tokens').getByRole('alert')).toContainText('The server failed');
      await expect(page.getByRole('alert')).toHaveCount(1);
    });
  });

  test('rotating and deleting end the secret; what cannot be rotated says why', async ({
    page,
    request,
    secrets,
    signInAs,
  }) => {
    await signInAs('developer');
    await test.step('rotating ends the old secret; a second time within the hour and endless tokens are refused with the reason', async () => {
      await openProfile(page);
      const before = await createToken(page, 'Airflow');
      await closeSecret(page);
      await createToken(page, 'Endless', 'For ever');
      await closeSecret(page);
      await choose(page, 'Airflow', 'Rotate…');
      await dialog(page).getByLabel('Valid for').selectOption({ label: '7 days' });
      await button(dialog(page), 'Rotate token').click();
      const after = await dialog(page).getByLabel('Token', { exact: true }).inputValue();
      await closeSecret(page);
      secrets.push(before, after);
      expect([await statusBy(request, before), await statusBy(request, after)]).toEqual([401, 200]);
      await expect(row(page, 'Airflow')).toContainText('Expires soon, in 7 days');
      await expect(await action(page, 'Airflow', 'Rotate…')).toContainText('once an hour');
      await page.keyboard.press('Escape');
      await expect(await action(page, 'Endless', 'Rotate…')).toContainText('only tokens that expire');
    });

    await test.step('deleting asks first, and the token opens nothing any more', async () => {
      await page.keyboard.press('Escape');
      const token = await createToken(page, 'Old script');
      await closeSecret(page);
      secrets.push(token);
      await choose(page, 'Old script', 'Delete…');
      await expect(dialog(page)).toContainText('Never used');
      await button(dialog(page), 'Delete token').click();
      await expect(toast(page, 'Token deleted')).toBeVisible();
      await expect(row(page, 'Old script')).toBeHidden();
      expect(await statusBy(request, token)).toBe(401);
    });
  });
});

test('warehouse credentials are added, used in a project, changed and deleted; their secrets are never shown @both', async ({
  page,
  secrets,
  signInAs,
}) => {
  await signInAs('developer');
  await openProfile(page);
  await button(page, 'Add credentials').click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('My warehouse');
  await dialog(page).getByLabel('User').fill('demo');
  await dialog(page).getByLabel('Password').fill('hunter2-canary');
  await dialog(page).getByLabel('Password').press('Enter');
  await expect(toast(page, 'Credentials added')).toBeVisible();
  secrets.push('hunter2-canary');
  await expect(row(page, 'My warehouse')).toContainText('PostgreSQL as demo');
  await expect(row(page, 'My warehouse')).toContainText('No project');
  await choose(page, 'My warehouse', 'Use in a project…');
  await dialog(page).getByLabel('Project', { exact: true }).and(page.locator('input')).click();
  const option = page.getByRole('option').first();
  const project = await option.innerText();
  await option.click();
  await button(dialog(page), 'Use here').click();
  await expect(row(page, 'My warehouse')).toContainText(project);
  await page.reload();
  await expect(row(page, 'My warehouse')).toContainText(project);
  await choose(page, 'My warehouse', 'Edit…');
  await dialog(page).getByLabel('User').fill('demo2');
  await expect(button(dialog(page), 'Save')).toHaveAccessibleDescription('Enter the password first.');
  await dialog(page).getByLabel('Password').fill('hunter2-canary');
  await button(dialog(page), 'Save').click();
  await expect(row(page, 'My warehouse')).toContainText('PostgreSQL as demo2');
  await choose(page, 'My warehouse', 'Delete…');
  await expect(dialog(page)).toContainText(project);
  await button(dialog(page), 'Delete credentials').click();
  await expect(section(page, 'Warehouse credentials')).toContainText('You have none.');
});

test('warehouse credentials are sorted and filtered by the address, beside the tokens, and exported as shown', async ({
  page,
  signInAs,
}) => {
  await signInAs('developer');
  const headers = { 'content-type': 'application/json' };
  for (const [name, credentials] of [
    ['Bravo', { type: 'postgres', user: 'bo', password: 'x' }],
    ['Alpha', { type: 'snowflake', user: 'al', password: 'x' }],
    ['Charlie', { type: 'postgres', user: 'ch', password: 'x' }],
  ] as const) {
    expect(
      (await page.request.post('/api/v1/user/warehouseCredentials', { headers, data: { name, credentials } })).ok(),
    ).toBe(true);
  }
  await openProfile(page, '?sort=-created&credentials-sort=-name');
  const table = page.getByRole('table', { name: 'Warehouse credentials' });
  const names = () => table.getByRole('row').filter({ has: page.getByRole('button', { name: /^Actions for/ }) });
  await expect(names()).toContainText(['Charlie', 'Bravo', 'Alpha']);
  await button(table, 'Name').click();
  await expect(names()).toContainText(['Alpha', 'Bravo', 'Charlie']);
  await expect(page).toHaveURL(/\?sort=-created$/);
  await filterChip(page, 'Warehouse').click();
  await page.getByRole('checkbox', { name: /PostgreSQL/ }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/credentials-warehouse=postgres/);
  await page.reload();
  await expect(names()).toContainText(['Bravo', 'Charlie']);
  const download = page.waitForEvent('download');
  await button(section(page, 'Warehouse credentials'), 'Export').click();
  const file = await readFile(await (await download).path(), 'utf8');
  expect(
    file
      .trim()
      .split('\r\n')
      .map((line) => line.replace('\uFEFF', '').split(',')[0]),
  ).toEqual(['Name', 'Bravo', 'Charlie']);
});

test('by token it says why it is read-only, and calls nothing that needs a session', async ({ page, organization }) => {
  const called: string[] = [];
  page.on('request', (request) => called.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.goto('/sign-in?next=/profile');
  await signInByToken(page, identityOf(organization, 'admin').token);
  await expect(section(page, 'Sign-in')).toContainText('Personal access token');
  await expect(section(page, 'Account')).toContainText('Your profile can’t be changed with an access token.');
  await expect(section(page, 'Personal access tokens')).toContainText(
    'Tokens can’t be created or deleted with an access token.',
  );
  await expect(section(page, 'Delete account')).toContainText('Your account can’t be deleted with an access token.');
  for (const name of ['Edit profile', 'Create token', 'Delete my account…'])
    await expect(button(page, name)).toBeDisabled();
  await expect(page.getByRole('table', { name: 'Personal access tokens' })).toBeVisible();
  expect(called.filter((call) => call.includes('/user/me/email'))).toEqual([]);
});

test.describe('deleting the own account', () => {
  test('is refused to the only admin and to everybody else, needs the typed address, and ends the session', async ({
    page,
    signInAs,
    request,
    organization,
  }) => {
    await test.step('it is refused with the reason', async () => {
      await signInAs('admin');
      await openProfile(page);
      await expect(section(page, 'Delete account')).toContainText(
        'You are the only admin. Make somebody else an admin first.',
      );
      await expect(button(page, 'Delete my account…')).toBeDisabled();
      await signInAs('viewer');
      await page.reload();
      await expect(section(page, 'Delete account')).toContainText(
        'Only admins can delete their own account. You are a viewer.',
      );
    });

    await test.step('it needs the typed address and ends the session', async () => {
      // An answer on its way would put the other cookie back.
      await page.goto('about:blank');

      const { email, password } = await signInAs('admin');
      await apiAs(request, identityOf(organization, 'admin')).changeRole(
        identityOf(organization, 'developer').userUuid,
        'admin',
      );
      await openProfile(page);
      await button(page, 'Delete my account…').click();
      await expect(button(dialog(page), 'Delete my account')).toBeDisabled();
      await dialog(page).getByLabel('Type the e-mail address to confirm').fill(email);
      await button(dialog(page), 'Delete my account').click();
      await expect(page).toHaveURL('/sign-in');
      await expect(toast(page, 'Your account is deleted')).toBeVisible();
      expect((await request.post('/api/v1/login', { data: { email, password } })).status()).toBe(401);
    });
  });
});

test('the page and its dialogs meet WCAG 2.2 AA, light and dark, wide and narrow', async ({ page, signInAs }) => {
  test.slow();
  await signInAs('member');
  await openProfile(page);
  await createToken(page, 'CI', '7 days');
  await expectNoAxeViolations(page);
  await closeSecret(page);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoAxeViolations(page);
  }
  for (const name of ['Edit profile', 'Verify by a code…', 'Create token', 'Add credentials']) {
    await button(page, name).click();
    await expect(dialog(page)).toBeVisible();
    await expectNoAxeViolations(page);
    await button(dialog(page), 'Cancel').click();
    await expect(dialog(page)).toBeHidden();
  }
});
