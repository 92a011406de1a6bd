import type { Page } from '@playwright/test';
import { dialog, openMembers, openRowDialog, result, toast } from './support/pages';
import { action, found, open, wireOf } from './support/schedulers';
import { identityOf } from './support/api';
import { expect, test } from './support/test';

// As most people have it.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test.use({ organizationOptions: { schedulers: 6, projects: 2 } });

const field = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
/** The open list of a field, wherever it is drawn. */
const list = (page: Page) => page.getByRole('listbox');

test.beforeEach(async ({ signInAs }) => {
  await signInAs('admin');
});

test('Enter takes the first match and does not save the form with what stood there before', async ({
  page,
  request,
  organization,
}) => {
  const wire = wireOf(request, identityOf(organization, 'admin'));
  const one = found(await wire.all(), ({ format }) => format !== 'gsheets');
  await open(page);
  await action(page, one.name, 'Edit…');
  await field(page, 'Time zone').click();
  // The name of what is chosen is selected, so that it goes with the first letter.
  await page.keyboard.type('apia');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Time zone')).toHaveValue('Pacific/Apia');
  await expect(list(page)).toBeHidden();
  await expect(dialog(page)).toBeVisible();
  expect((await wire.one(one.schedulerUuid)).timezone).toBe(one.timezone);

  // Once more with the mouse alone, and with a text that nothing is called.
  await field(page, 'Time zone').click();
  await page.keyboard.type('auckland');
  await page.getByRole('option', { name: 'Pacific/Auckland' }).click();
  await expect(field(page, 'Time zone')).toHaveValue('Pacific/Auckland');
  await field(page, 'Time zone').click();
  await page.keyboard.type('nowhere');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByText('Nothing is called that.')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(field(page, 'Time zone')).toHaveValue('Pacific/Auckland');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, one.name)).toBeVisible();
  expect((await wire.one(one.schedulerUuid)).timezone).toBe('Pacific/Auckland');
});

test('Enter with nothing typed keeps what is chosen, and in the explorer answers the question; a field for several closes its list with each', async ({
  page,
  organization,
}) => {
  await test.step('a field for several closes its list with each, and covers nothing', async () => {
    const address = `new.person@${identityOf(organization, 'admin').email.split('@')[1]}`;
    await openMembers(page);
    await page.getByRole('button', { name: 'Invite members' }).click();
    await dialog(page).getByRole('textbox', { name: 'E-mail addresses' }).fill(address);
    await field(page, 'Groups').click();
    await page.keyboard.type('fin');
    await page.keyboard.press('Enter');
    await expect(list(page)).toBeHidden();
    await expect(result(page, address)).toContainText('Into Finance');
    await page.keyboard.type('all');
    await expect(list(page)).toBeVisible();
    await page.getByRole('option', { name: 'All employees' }).click();
    await expect(list(page)).toBeHidden();
    await expect(result(page, address)).toContainText(/Into (Finance and All employees|All employees and Finance)/);
    await dialog(page).getByRole('button', { name: 'Invite 1 person' }).click();
    await expect(dialog(page).getByRole('status')).toHaveText('1 of 1 person invited');
  });

  await test.step('Enter with nothing typed keeps what is chosen', async () => {
    await openMembers(page);
    await openRowDialog(page, 'Mateo Quispe', 'Add to a group…');
    await field(page, 'Group').click();
    await page.keyboard.type('finan');
    await page.keyboard.press('Enter');
    await expect(field(page, 'Group')).toHaveValue('Finance');
    await field(page, 'Group').click();
    await expect(list(page)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(field(page, 'Group')).toHaveValue('Finance');
    await expect(list(page)).toBeHidden();
    await expect(dialog(page).getByRole('button', { name: 'Add 1 member' })).toBeEnabled();
  });

  await test.step('in the explorer Enter answers the question', async () => {
    await page.goto('/access');
    await field(page, 'Person').click();
    await page.keyboard.type('layla');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/person=/);
    await expect(field(page, 'Person')).toHaveValue(/^Layla Haddad/);
    await field(page, 'Person').click();
    await page.keyboard.type('mateo');
    await page.keyboard.press('Enter');
    await expect(field(page, 'Person')).toHaveValue(/^Mateo Quispe/);
  });
});
