import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { dialog, toast } from './support/pages';
import { expect, test } from './support/test';

const list = (page: Page, name: string) => page.getByRole('region', { name });
const row = (page: Page, name: string) => page.getByRole('main').getByRole('row').filter({ hasText: name });
const choose = async (page: Page, name: string, action: string) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

test.use({ generation: '1.219' });

test.describe('with a licence', () => {
  test.use({ organizationOptions: { hasApplications: true } });

  test('an admin rotates a service account, sees the secret once, and ends another and an application', async ({
    page,
    signInAs,
  }) => {
    await signInAs('admin');
    await page.goto('/settings/integrations');
    await expect(row(page, 'Nightly dbt')).toContainText('Developer');
    await expect(row(page, 'Nightly dbt')).toContainText('Expires soon');
    await expect(row(page, 'Old migration')).toContainText('Expired');
    await expectNoAxeViolations(page);

    const accounts = page.getByRole('table', { name: 'Service accounts' }).getByRole('row');
    await list(page, 'Service accounts')
      .getByRole('button', { name: /^Last used/ })
      .click();
    await page.getByRole('searchbox', { name: 'Search service accounts by name or role' }).fill('developer');
    await expect(accounts).toHaveCount(2);
    await expect(page).toHaveURL(/q=developer/);
    await page.reload();
    await expect(accounts).toHaveCount(2);
    const downloading = page.waitForEvent('download');
    await list(page, 'Service accounts')
      .getByRole('button', { name: /^Export/ })
      .click();
    expect(await readFile(await (await downloading).path(), 'utf8')).toContain('Nightly dbt,Developer,');
    await page.goto('/settings/integrations');

    await page.getByRole('button', { name: 'Actions for Data catalogue' }).click();
    await expect(page.getByRole('menuitem', { name: 'Rotate…' })).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Escape');

    await page.goto('/settings/roles?role=developer');
    await expect(page.getByRole('list', { name: 'Holders' })).toContainText('Service account Nightly dbt');
    await page.getByRole('link', { name: 'Roles', exact: true }).first().click();
    await page.getByRole('grid').getByRole('link', { name: 'Embedding' }).click();
    await expect(page.getByRole('list', { name: 'Holders' }).getByRole('listitem')).toHaveText([
      /^Service account Embedded reports *in .+/,
    ]);
    await page.getByRole('button', { name: 'Actions for Embedding' }).click();
    await expect(page.getByRole('menuitem', { name: 'Delete…' })).toContainText(
      'Held by 1 service account: give them another role first.',
    );
    await page.keyboard.press('Escape');
    await page.goto('/settings/integrations');

    await choose(page, 'Nightly dbt', 'Rotate…');
    await expect(dialog(page)).toContainText('Whatever uses that stops working');
    await expect(dialog(page)).toContainText('once an hour');
    await expect(dialog(page)).toContainText('Last used');
    await dialog(page).getByRole('button', { name: 'Rotate', exact: true }).click();
    const field = dialog(page).getByLabel('Token', { exact: true });
    await expect(field).toHaveValue(/^ldsvc_/);
    const secret = await field.inputValue();
    await expectNoAxeViolations(page);
    await dialog(page).getByRole('button', { name: 'Done' }).click();
    await expect(dialog(page)).toContainText('You have not copied the token');
    await dialog(page).getByRole('button', { name: 'Close without copying' }).click();
    await expect(row(page, 'Nightly dbt')).toContainText('rotated');
    expect(await page.content()).not.toContain(secret);

    await choose(page, 'Embedded reports', 'End…');
    const opens = dialog(page).getByRole('list', { name: 'Projects it opens' }).getByRole('listitem');
    await expect(opens).toHaveText([/^.+ as Viewer$/, /^.+ as Embedding$/]);
    // Each name on its own: one in Hebrew does not trade places with the role beside it.
    await expect(opens.first().locator('bdi')).toHaveCount(2);
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();

    await choose(page, 'Old migration', 'End…');
    const end = dialog(page).getByRole('button', { name: 'End service account' });
    await expect(end).toHaveAttribute('aria-disabled', 'true');
    await dialog(page).getByLabel('Type the name of the service account to confirm').fill('old migration');
    await expect(dialog(page)).toContainText('stays in its name');
    await end.click();
    await expect(toast(page, 'Service account ended')).toBeVisible();
    await choose(page, 'Chat assistant', 'End…');
    await expect(dialog(page)).toContainText('Leads back to https://chat.example.com/callback');
    await expect(dialog(page)).toContainText('whoever is signed in through it loses access at once');
    await expect(dialog(page)).toContainText('May ask for read and write');
    await dialog(page).getByLabel('Type the name of the application to confirm').fill('Chat assistant');
    await dialog(page).getByRole('button', { name: 'End application' }).click();
    await expect(toast(page, 'OAuth application ended')).toBeVisible();

    await page.getByRole('button', { name: 'Recent changes' }).click();
    await expect(dialog(page).getByRole('listitem')).toHaveText([
      /OAuth application Chat assistant.*Ended, which cannot be undone/,
      /Service account Old migration.*Ended, which cannot be undone/,
      /Service account Nightly dbt.*Got a new token/,
    ]);
    await expect(dialog(page).getByRole('button', { name: /^Undo/ })).toHaveCount(0);

    await page.goto('/settings/integrations');
    await expect(row(page, 'Nightly dbt')).toContainText('rotated');
    await expect(row(page, 'Notebook connector')).toBeVisible();
    await expect(row(page, 'Old migration')).toHaveCount(0);
    await expect(row(page, 'Chat assistant')).toHaveCount(0);
  });
});

test('without a licence the page says so, and nothing can be ended', async ({ page, signInAs }) => {
  await signInAs('admin');
  await page.goto('/settings/integrations');
  await expect(list(page, 'Service accounts')).toContainText('Needs an Enterprise licence');
  await expect(list(page, 'OAuth applications')).toContainText('None.');
  for (const name of ['Service accounts', 'OAuth applications'])
    await expect(list(page, name).getByRole('button')).toHaveCount(0);
});
