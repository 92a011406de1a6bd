import type { Page } from '@playwright/test';
import { type Deployment, prepareDeployment } from './support/builds';
import { dialog, membersTable } from './support/pages';
import { expect, test } from './support/test';

// What a browser says of code that is gone, and of calls while the server of one build makes room for that of the next.
test.use({
  expectedErrors: [
    /404 \(Not Found\)|dynamically imported module|Unable to preload|Refused to apply style|ERR_CONNECTION_REFUSED/,
  ],
});

const line = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'A new version is there; it is loaded when you have finished.' });
const goTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

let deployment: Deployment;
let loads: number;

test.beforeEach(async ({ page }, info) => {
  deployment = await prepareDeployment(info.outputPath('builds'));
  await deployment.deploy('old');
  await page.request.post(`${deployment.url}/api/v1/login`, {
    data: { email: 'demo@lightdash.com', password: 'demo_password!' },
  });
  loads = 0;
  page.on('load', () => (loads += 1));
  await page.goto(`${deployment.url}/members`);
  await expect(membersTable(page)).toBeVisible();
  expect(loads).toBe(1);
});
test.afterEach(() => deployment.close());

test('a page of a former build is loaded anew once, at the place one went to', async ({ page }) => {
  await deployment.deploy('new');
  await goTo(page, 'Groups');
  await expect(page.getByRole('heading', { name: 'Groups' })).toBeVisible();
  await expect(page).toHaveURL(`${deployment.url}/groups`);
  await goTo(page, 'Projects');
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
  expect(loads).toBe(2);
});

test('code that stays away does not have the page loaded again and again', async ({ page }) => {
  await deployment.deploy('new');
  await page.route('**/assets/GroupsPage-*', (route) => route.fulfill({ status: 404 }));
  await goTo(page, 'Groups');
  await expect(page.getByRole('heading', { name: 'This page cannot be shown' })).toBeVisible();
  await expect.poll(() => loads).toBe(2);
  await expect(page.getByRole('heading', { name: 'This page cannot be shown' })).toBeVisible();
  // Nor when the servers of both builds answer in turn, and one is told of the other.
  await page.route('**/version.json', (route) => route.fulfill({ json: { version: '0', build: 'another' } }));
  await page.reload();
  await expect.poll(() => loads).toBe(4);
  await expect(page.getByRole('heading', { name: 'This page cannot be shown' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This page cannot be shown' })).toBeVisible();
  expect(loads).toBe(5);
});

test('what is typed is not lost: the new version waits for it', async ({ page }) => {
  await page.getByRole('button', { name: 'Invite members' }).click();
  const addresses = dialog(page).getByRole('textbox', { name: 'E-mail addresses' });
  await addresses.fill('ana@example.com');
  await deployment.deploy('new');
  // The palette is code that this page has not loaded yet.
  await page.keyboard.press('Control+k');
  await expect(line(page)).toBeVisible();
  await expect(addresses).toHaveValue('ana@example.com');
  expect(loads).toBe(1);
  // The first closes the field that stands for the palette.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog(page).getByRole('button', { name: 'Keep editing' }).click();
  await expect(addresses).toHaveValue('ana@example.com');
  await expect(line(page)).toBeVisible();
  expect(loads).toBe(1);

  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await dialog(page).getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => loads).toBe(2);
  await expect(membersTable(page)).toBeVisible();
  await expect(line(page)).toHaveCount(0);
});

test('whoever does not want to wait is asked by the browser before anything is lost', async ({ page }) => {
  await page.getByRole('button', { name: 'Invite members' }).click();
  const addresses = dialog(page).getByRole('textbox', { name: 'E-mail addresses' });
  await addresses.fill('ana@example.com');
  await deployment.deploy('new');
  await page.keyboard.press('Control+k');
  const asked = page.waitForEvent('dialog');
  // The click ends only when the browser's question has been answered.
  const clicked = line(page).getByRole('button', { name: 'Reload now' }).click();
  await (await asked).dismiss();
  await clicked;
  await expect(addresses).toHaveValue('ana@example.com');
  page.once('dialog', (question) => void question.accept());
  await line(page).getByRole('button', { name: 'Reload now' }).click();
  await expect(membersTable(page)).toBeVisible();
  expect(loads).toBe(2);
});
