import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, openFilter, toast } from './support/pages';
import { expect, test } from './support/test';
import { readerOf } from './support/things';

const grid = (page: Page): Locator => page.getByRole('grid', { name: /and projects$/ });
const row = (page: Page, name: string): Locator =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
const cells = (page: Page, name: string): Locator => row(page, name).getByRole('gridcell');

async function openMatrix(page: Page, search = ''): Promise<void> {
  await page.goto(`/access/matrix${search}`);
  await expect(grid(page)).toBeVisible();
}

test.describe('as an admin', () => {
  test.beforeEach(async ({ signInAs }) => {
    await signInAs('admin');
  });

  test('shows every group and member in every project, in four calls and one a project; filters, sorts and exports it', async ({
    page,
    request,
    organization,
  }) => {
    await test.step('shows every group and member in every project, in four calls and one a project', async () => {
      const calls: string[] = [];
      page.on('request', (call) => call.url().includes('/api/') && calls.push(new URL(call.url()).pathname));
      await openMatrix(page);
      const projects = await readerOf(request, organization)<{ name: string }[]>('/v1/org/projects');
      const groups = await readerOf(request, organization)<{ data: { name: string }[] }>('/v1/org/groups');
      await expect(grid(page)).toHaveAttribute('aria-rowcount', String(groups.data.length + 1));
      await expect(grid(page)).toHaveAttribute('aria-colcount', String(projects.length + 1));
      for (const { name } of groups.data) await expect(cells(page, name)).toHaveCount(projects.length);
      await page.getByRole('link', { name: 'Members', exact: true }).last().click();
      await expect(page).toHaveURL(/show=members/);
      await expect(row(page, identityOf(organization, 'viewer').name)).toBeVisible();
      await expect(cells(page, identityOf(organization, 'admin').name).first()).toHaveAccessibleName(
        'Admin, organization role',
      );
      const ofConsole = calls.filter((path) => !path.endsWith('/user'));
      expect(
        ofConsole.filter((path, place) => ofConsole.indexOf(path) !== place),
        'calls made twice',
      ).toEqual([]);
      expect(ofConsole.length).toBeLessThanOrEqual(4 + projects.length);
    });

    await test.step('every project is exported for review, one file each in one archive', async () => {
      await openMatrix(page);
      const projects = await readerOf(request, organization)<{ name: string }[]>('/v1/org/projects');
      const button = page.getByRole('button', { name: 'Export review' });
      await expect(button).not.toHaveAttribute('aria-disabled', 'true');
      const file = page.waitForEvent('download');
      await button.click();
      expect((await file).suggestedFilename()).toMatch(/^lightdash-access-review-[\d-]+\.zip$/);
      const archive = readFileSync(await (await file).path());
      expect(archive.subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
      // The end of an archive says how many files are in it; they are kept as they are.
      expect(archive.readUInt16LE(archive.length - 12)).toBe(projects.length);
      const text = archive.toString();
      expect(
        text.split('Person,E-mail,Status,Organization role,Effective role,Path,Last sign of use,User UUID'),
      ).toHaveLength(projects.length + 1);
      expect(text).toContain(
        `${identityOf(organization, 'admin').email},Active,Admin,Admin,Decides: Admin in the organization`,
      );
    });

    await test.step('filters, sorts and exports what is shown', async () => {
      const { name } = identityOf(organization, 'admin');
      await openMatrix(page, '?show=members');
      const list = await openFilter(page, 'Role');
      await list.getByRole('checkbox', { name: 'Admin' }).check();
      await page.keyboard.press('Escape');
      await expect(page).toHaveURL(/role=admin/);
      await expect(row(page, name)).toBeVisible();
      const header = grid(page).getByRole('columnheader').nth(1);
      await header.getByRole('button').click();
      await expect(header).toHaveAttribute('aria-sort', 'descending');
      await page.reload();
      await expect(grid(page).getByRole('columnheader').nth(1)).toHaveAttribute('aria-sort', 'descending');
      const shown = Number(await grid(page).getAttribute('aria-rowcount')) - 1;
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const text = readFileSync(await (await file).path(), 'utf8');
      expect(text.trim().split('\r\n')).toHaveLength(shown + 1);
      expect(text).toContain('"Admin, organization role"');
    });
  });

  test(
    'a grant is made, changed and revoked by keyboard alone, and each is still true after a reload',
    { tag: '@both' },
    async ({ page, organization }) => {
      const { name } = identityOf(organization, 'viewer');
      await openMatrix(page, '?show=members');
      await page.keyboard.press('/');
      await page.keyboard.type(name);
      await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
      await row(page, name).getByRole('link').focus();
      await page.keyboard.press('ArrowRight');
      await expect(cells(page, name).first()).toBeFocused();
      await expect(cells(page, name).first()).toHaveAccessibleName('Viewer, organization role');
      await page.keyboard.press('Enter');
      await expect(dialog(page)).toContainText('Effective role: Viewer, organization role.');
      await expect(dialog(page).getByRole('row', { name: /Viewer in the organization/ })).toContainText('Decides');
      await dialog(page).getByLabel('Grant to this person in the project').selectOption({ label: 'Developer' });
      await expect(dialog(page)).toContainText('Will be allowed more: 1.');
      await dialog(page).getByRole('button', { name: 'Grant', exact: true }).click();
      await expect(toast(page, 'is granted developer in')).toBeVisible();
      await expect(cells(page, name).first()).toHaveAccessibleName('Developer, granted here');
      await expect(cells(page, name).first()).toBeFocused();
      await page.reload();
      await expect(cells(page, name).first()).toHaveAccessibleName('Developer, granted here');

      await cells(page, name).first().click();
      await dialog(page).getByLabel('Grant to this person in the project').selectOption({ label: 'No grant' });
      await expect(dialog(page)).toContainText(`${name} (viewer remains)`);
      await expect(dialog(page).getByText(/spaces? not read/)).toBeVisible();
      await dialog(page)
        .getByRole('button', { name: /^Read (it|them)$/ })
        .click();
      await expect(dialog(page).getByText(/not read/)).toHaveCount(0);
      await dialog(page).getByRole('button', { name: 'Revoke the grant' }).click();
      await expect(cells(page, name).first()).toHaveAccessibleName('Viewer, organization role');
    },
  );

  test('axe finds nothing in the matrix and its panel, which shows a refused change once; on a narrow screen one project is chosen', async ({
    page,
    organization,
    faults,
  }) => {
    await test.step('axe finds nothing in the matrix and its panel', async () => {
      const { name } = identityOf(organization, 'viewer');
      await openMatrix(page, '?show=members');
      await expectNoAxeViolations(page);
      await cells(page, name).first().click();
      await dialog(page).getByLabel('Grant to this person in the project').selectOption({ label: 'Editor' });
      await expect(dialog(page)).toContainText('Will be allowed more: 1.');
      await expectNoAxeViolations(page);
    });

    await test.step('a refused change is shown once, in the panel', async () => {
      const { name } = identityOf(organization, 'viewer');
      await openMatrix(page, `?show=members&q=${encodeURIComponent(name)}`);
      await cells(page, name).first().click();
      await dialog(page).getByLabel('Grant to this person in the project').selectOption({ label: 'Editor' });
      await faults({ method: 'POST', path: '/roles/assignments/user/', fault: { kind: 'status', status: 403 } });
      await dialog(page).getByRole('button', { name: 'Grant', exact: true }).click();
      await expect(page.getByRole('alert')).toHaveCount(1);
      await expect(dialog(page).getByLabel('Grant to this person in the project')).toHaveValue('editor');
    });

    await test.step('on a narrow screen one project is chosen', async () => {
      await page.setViewportSize({ width: 390, height: 800 });
      await openMatrix(page, '?show=members');
      const select = page.getByRole('combobox', { name: 'Project' });
      await select.selectOption({ index: 1 });
      await expect(page).toHaveURL(/project=/);
      const { name } = identityOf(organization, 'admin');
      await grid(page).getByRole('row').filter({ hasText: name }).first().click();
      await expect(dialog(page)).toHaveAccessibleName(new RegExp(`^${name} in `));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    });
  });
});

test('a viewer sees why there is no matrix, and no call is refused', async ({ page, signInAs }) => {
  await signInAs('viewer');
  const calls: string[] = [];
  page.on('request', (call) => call.url().includes('/roles/assignments') && calls.push(call.url()));
  await page.goto('/access/matrix');
  await expect(page.getByRole('heading', { name: 'The grants cannot be shown' })).toBeVisible();
  expect(calls).toEqual([]);
});

test.describe('with twelve projects', () => {
  test.use({ organizationOptions: { projects: 12 }, viewport: { width: 1440, height: 900 } });

  test('all of them stand side by side in a window of 1,440 pixels, each cell with its role in words', async ({
    page,
    signInAs,
    organization,
  }) => {
    await signInAs('admin');
    await openMatrix(page, '?show=members');
    const headers = grid(page).getByRole('columnheader');
    await expect(headers).toHaveCount(13);
    await expect(headers.last()).toBeInViewport({ ratio: 1 });
    await expect(cells(page, identityOf(organization, 'viewer').name)).toHaveText(Array(12).fill('Viewer'));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
  });
});
