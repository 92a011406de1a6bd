import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, toast } from './support/pages';
import { expect, test } from './support/test';

const part = (page: Page, name: string) => page.getByRole('region', { name });
const edit = (page: Page, name: string) => part(page, name).getByRole('button', { name: `Edit ${name}` });

test(
  'an admin renames the organization and lets a domain in, seeing first what that means',
  { tag: '@both' },
  async ({ page, signInAs, generation }) => {
    await signInAs('admin');
    await page.goto('/settings');
    await edit(page, 'Organization').click();
    await dialog(page).getByLabel('Name').fill('Jaffle Works');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(toast(page, 'Organization changed')).toBeVisible();
    await part(page, 'Organization').getByRole('button', { name: 'Change chart colours' }).click();
    // The older Lightdash has no palettes until somebody makes one.
    const hasPalettes = generation !== '0.2110';
    if (hasPalettes) {
      await dialog(page).getByRole('combobox', { name: 'Palette' }).click();
      await page.getByRole('option', { name: 'Business' }).click();
      await dialog(page).getByRole('button', { name: 'Save' }).click();
      await expect(toast(page, 'Chart colours changed')).toBeVisible();
    } else {
      await expect(dialog(page)).toContainText('There is no palette yet.');
      await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    }
    await expect(part(page, 'Organization').getByRole('img')).toHaveCount(hasPalettes ? 20 : 0);

    const domains = 'Allowed e-mail domains';
    await edit(page, domains).click();
    await dialog(page).getByLabel('Domains', { exact: true }).fill('gmail.com');
    await expect(dialog(page)).toContainText('gmail.com gives an address to anybody');
    await dialog(page).getByLabel('Domains', { exact: true }).fill('partner.example');
    await dialog(page).getByLabel('Role of who joins').selectOption('editor');
    await expect(dialog(page)).toContainText(
      'Anybody with an address at partner.example may join without an invitation. Nobody here has one.',
    );
    await expect(dialog(page)).toContainText('As Editor they open all 3 projects');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(toast(page, 'E-mail domains changed')).toBeVisible();

    await page.reload();
    await expect(part(page, 'Organization')).toContainText('Jaffle Works');
    await expect(part(page, domains).getByRole('listitem')).toHaveText(['partner.example0 members']);

    await edit(page, domains).click();
    await dialog(page).getByLabel('Domains', { exact: true }).fill('other.example');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(part(page, domains).getByRole('listitem')).toHaveText(['other.example0 members']);
    await page.getByRole('button', { name: 'Recent changes' }).click();
    const change = dialog(page).getByRole('listitem').filter({ hasText: 'Domains: other.example.' });
    await change.getByRole('button', { name: `Undo ${domains}` }).click();
    await expect(toast(page, 'Undone')).toBeVisible();
    await expect(change).toContainText('Undone');
    await expectNoAxeViolations(page);
    await page.reload();
    await expect(part(page, domains).getByRole('listitem')).toHaveText(['partner.example0 members']);
  },
);

test.describe('on 1.219', () => {
  test.use({ generation: '1.219' });

  test('a setting is changed after its warning, and what a switch of the server decides is read only', async ({
    page,
    signInAs,
  }) => {
    await signInAs('admin');
    await page.goto('/settings');
    const row = part(page, 'In effect for everybody').getByRole('row', { name: /^Support may impersonate/ });
    await row.getByRole('button').click();
    await expect(dialog(page)).toContainText('Off becomes On.');
    await expect(dialog(page)).toContainText('Support staff see and change');
    await dialog(page).getByRole('button', { name: 'Turn on' }).click();
    await expect(row).toContainText('On');
    await page.getByRole('button', { name: 'Recent changes' }).click();
    await expect(dialog(page).getByRole('listitem')).toHaveText([/^Support may impersonate.*Off became On\.$/]);
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).first().click();
    await expect(part(page, 'How people sign in').getByRole('row', { name: /^Okta/ })).toContainText('Not available');

    await page.getByRole('link', { name: 'Projects', exact: true }).and(page.locator('[aria-current]')).click();
    await page.getByRole('grid').getByRole('row').nth(1).getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    await dialog(page)
      .getByLabel(/^Tell the recipients/)
      .check();
    await expect(dialog(page)).toContainText('hear when it fails');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    const first = page.getByRole('grid').getByRole('row').nth(1);
    await expect(first).toContainText('Owner and recipients');
    await page.getByRole('button', { name: 'Recent changes' }).click();
    await expect(dialog(page).getByRole('listitem')).toContainText('Recipients hear of failures: yes.');
    await dialog(page).getByRole('button', { name: 'Undo Settings of' }).click();
    await expect(dialog(page).getByRole('listitem')).toContainText('Undone');
    await page.reload();
    await expect(first).toContainText('The owner');
  });
});

test('what only newer servers have is said to be not on this one', { tag: '@older' }, async ({ page, signInAs }) => {
  await signInAs('admin');
  await page.goto('/settings');
  await expect(part(page, 'In effect for everybody')).toContainText('Not on this server');
  for (const name of [/^Verified domains/, /^Okta/, /^Admins sign in as others/])
    await expect(part(page, 'How people sign in').getByRole('row', { name })).toContainText('Not on this server');
  await expect(part(page, 'How people sign in').getByRole('button')).toHaveCount(0);
  await page.goto('/settings/projects');
  await page.getByRole('grid').getByRole('row').nth(1).getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await expect(dialog(page)).toContainText('Who hears of a failed delivery cannot be set on this server');
  await page.goto('/settings/integrations');
  await expect(part(page, 'OAuth applications')).toContainText('Not on this server.');
});

test(
  'a role is copied, changed and deleted, but not while somebody holds it',
  { tag: '@both' },
  async ({ page, request, signInAs, organization }) => {
    await signInAs('admin');
    await page.goto('/settings/roles?role=viewer');
    await page.getByRole('button', { name: 'Actions for Viewer' }).click();
    await expect(page.getByRole('menuitem', { name: 'Edit…' })).toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('menuitem', { name: 'Duplicate…' }).click();
    await dialog(page).getByLabel('Name').fill('Reader');
    await dialog(page).getByRole('button', { name: 'Create role' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Reader' })).toBeVisible();
    const roleId = new URL(page.url()).searchParams.get('role');

    const [admin, member] = [identityOf(organization, 'admin'), identityOf(organization, 'member')];
    const headers = { authorization: `ApiKey ${admin.token}` };
    const projects = await request.get('/api/v1/org/projects', { headers });
    const [, , { projectUuid }] = ((await projects.json()) as { results: [object, object, { projectUuid: string }] })
      .results;
    const given = await request.post(`/api/v2/projects/${projectUuid}/roles/assignments/user/${member.userUuid}`, {
      headers,
      data: { roleId },
    });
    expect(given.ok()).toBe(true);
    await page.reload();
    await expect(part(page, 'Who holds it').getByRole('link', { name: member.name })).toBeVisible();
    const actions = page.getByRole('button', { name: 'Actions for Reader' });
    await actions.click();
    await expect(page.getByRole('menuitem', { name: 'Delete…' })).toHaveAttribute('aria-disabled', 'true');

    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    await dialog(page).getByLabel('See projects', { exact: true }).uncheck();
    await expect(dialog(page)).toContainText('Gives no longer: See projects.');
    await expect(dialog(page)).toContainText(member.name);
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(toast(page, 'Role changed')).toBeVisible();
    await expect(part(page, 'What it gives')).not.toContainText('See projects');
    await toast(page, 'Role changed').getByRole('button', { name: 'Undo' }).click();
    await expect(toast(page, 'Undone')).toBeVisible();
    await page.reload();
    await expect(part(page, 'What it gives')).toContainText('See projects');
  },
);
