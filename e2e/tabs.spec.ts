import type { BrowserContext, Page } from '@playwright/test';
import { accountSwitches, button, card, connectByToken, openProfile, signInAtLightdash } from './support/accounts';
import { endSession, identityOf } from './support/api';
import { dialog, membersTable, openUserMenu, signIn, signInByToken } from './support/pages';
import { expect, test } from './support/test';

/** More of them: src/api/core/store.tabs.test.ts. */
const TABS = 4;

const whoAmI = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name });

/** A new tab at an address. */
async function openTab(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

test('four tabs whose credential is over read at once, and renew it once', async ({
  page,
  context,
  request,
  organization,
  signInAs,
}) => {
  const { expire, counts } = accountSwitches(request, organization);
  await signInAs('admin');
  await page.goto('/sign-in?next=/groups');
  await signInAtLightdash(page);
  // From here on the bearer token alone opens anything.
  await endSession(request, context);
  const others = await Promise.all(Array.from({ length: TABS - 1 }, () => openTab(context, '/groups')));
  const tabs = [page, ...others];
  for (const tab of tabs) await expect(whoAmI(tab, 'David Attenborough Admin · by OAuth')).toBeVisible();

  const goAll = (place: string) =>
    Promise.all(tabs.map((tab) => tab.getByRole('link', { name: place, exact: true }).click()));
  await expire('lightdash');
  const answers = tabs.map((tab) =>
    tab.waitForResponse(
      (answer) =>
        new URL(answer.url()).pathname.startsWith('/api/') &&
        answer.url().includes('/schedulers') &&
        answer.status() === 200,
    ),
  );
  await goAll('Schedulers');
  await Promise.all(answers);
  for (const tab of tabs) await expect(dialog(tab)).toHaveCount(0);
  expect((await counts()).lightdash).toMatchObject({ exchanged: 1, refreshed: 1, refused: 0 });

  await test.step('and all ask when nothing renews it any more; one answer is enough', async () => {
    await expire('lightdash', { refresh: true });
    await goAll('Spaces');
    for (const tab of tabs) await expect(dialog(tab, 'Your sign-in has ended')).toBeVisible();
    await signInByToken(dialog(page), identityOf(organization, 'admin').token);
    for (const tab of tabs) await expect(dialog(tab)).toHaveCount(0);
    expect((await counts()).lightdash).toMatchObject({ refreshed: 1, refused: 1 });
  });
});

test('a new tab of whoever signed in by a token is signed in; signing out ends all their tabs, and nobody else’s', async ({
  page,
  context,
  organization,
}) => {
  const [admin, viewer] = [identityOf(organization, 'admin'), identityOf(organization, 'viewer')];
  await page.goto('/members');
  await signInByToken(page, admin.token);
  await expect(membersTable(page)).toBeVisible();
  const second = await openTab(context, '/members');
  await expect(whoAmI(second, `${admin.name} Admin · by access token`)).toBeVisible();
  await expect(membersTable(second)).toBeVisible();
  const third = await openTab(context, '/sign-in?next=/members');
  await signInByToken(third, viewer.token);
  await expect(whoAmI(third, `${viewer.name} Viewer · by access token`)).toBeVisible();

  await test.step('the only tab that was reloaded asks the other one', async () => {
    await page.reload();
    await expect(whoAmI(page, `${admin.name} Admin · by access token`)).toBeVisible();
  });
  await (await openUserMenu(page, admin.name)).getByRole('menuitem', { name: 'Sign out' }).click();
  for (const tab of [page, second]) {
    await expect(tab).toHaveURL('/sign-in');
    await expect(tab.getByText(admin.email)).toHaveCount(0);
  }
  await second.goto('/members');
  await expect(button(second, 'Sign in')).toBeVisible();
  await third.getByRole('link', { name: 'Projects', exact: true }).click();
  await expect(third.getByRole('grid', { name: 'Projects' })).toBeVisible();
  await expect(whoAmI(third, `${viewer.name} Viewer · by access token`)).toBeVisible();
});

test('what is connected in one tab is connected in the others of that person, and is disconnected in all', async ({
  page,
  context,
  request,
  organization,
  signInAs,
}) => {
  const { token } = accountSwitches(request, organization);
  await signInAs('admin');
  await openProfile(page);
  const second = await openTab(context, '/profile');
  const foreign = await openTab(context, '/sign-in?next=/profile');
  await signInByToken(foreign, identityOf(organization, 'viewer').token);
  for (const tab of [second, foreign]) await expect(card(tab, 'Katapult')).toContainText('Not connected');

  await connectByToken(page, 'Katapult', await token('katapult'));
  await expect(card(second, 'Katapult')).toContainText('Connected by your access token.');
  await test.step('one that comes later asks for it', async () => {
    const late = await openTab(context, '/profile');
    await expect(card(late, 'Katapult')).toContainText('Connected by your access token.');
    await late.close();
  });
  await expect(card(foreign, 'Katapult')).toContainText('Not connected');
  await button(card(second, 'Katapult'), 'Disconnect').click();
  await button(dialog(second), 'Disconnect').click();
  for (const tab of [page, second]) await expect(card(tab, 'Katapult')).toContainText('Not connected');
});

test('what is changed in one tab is seen in the other, without a token on the way', async ({
  page,
  context,
  signInAs,
  secrets,
}) => {
  const { token } = await signInAs('admin');
  await page.goto('/groups');
  const second = await openTab(context, '/groups');
  const groups = second.getByRole('grid', { name: 'Groups' });
  await expect(groups).toBeVisible();
  await second.evaluate(() => {
    const all: string[] = [];
    Object.assign(globalThis, { all });
    new BroadcastChannel('lightdash-console:changes').addEventListener('message', ({ data }) => {
      all.push(JSON.stringify(data));
    });
  });
  await page.getByRole('button', { name: 'Create group' }).click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('Aarhus office');
  await dialog(page).getByRole('button', { name: 'Create group' }).click();
  await expect(groups.getByRole('link', { name: 'Aarhus office' })).toBeVisible();
  const said = await second.evaluate(() => (globalThis as unknown as { all: string[] }).all.join('\n'));
  expect(said).toContain('listGroups');
  for (const secret of [token, ...secrets, 'Aarhus']) expect(said).not.toContain(secret);
});

test('a tab writes nothing as somebody who has signed in by the cookie in another tab', async ({
  page,
  organization,
}) => {
  const [admin, other] = [identityOf(organization, 'admin'), identityOf(organization, 'viewer')];
  await page.goto('/sign-in?next=/profile');
  await signIn(page, admin);
  await button(page, 'Edit profile').click();
  await dialog(page, 'Edit profile').getByLabel('First name').fill('Davidx');
  const second = await openTab(page.context(), '/sign-in?next=/profile');
  await signIn(second, other);
  await expect(whoAmI(second, other.name)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Lightdash Console', level: 1 })).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  await second.reload();
  await expect(whoAmI(second, other.name)).toBeVisible();
});
