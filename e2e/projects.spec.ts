import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { expect, test, type Organization } from './support/test';
import { dialog, filterChip, openFilter, result, searchBox, toast } from './support/pages';
import { thingsOf } from './support/things';

const table = (page: Page, name: string) => page.getByRole('grid', { name });
const row = (page: Page, name: string) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });

/** Opens the access of the first project of the list, by name, and one of its views. */
async function openProject(page: Page, view: 'Everyone with access' | 'Grants'): Promise<string> {
  await page.goto('/projects');
  const link = table(page, 'Projects').getByRole('link').first();
  const name = await link.innerText();
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('link', { name: view }).click();
  await expect(table(page, view)).toBeVisible();
  return name;
}

/** Chooses the first option that fits, in one of the two pickers of the dialog, by typing a part of it. */
async function pick(page: Page, label: 'People' | 'Groups', typed: string): Promise<void> {
  await dialog(page).getByLabel(label, { exact: true }).and(page.locator('input')).fill(typed);
  await page.getByRole('listbox').getByRole('option').filter({ hasText: typed }).first().click();
  await dialog(page).getByRole('heading', { level: 2 }).click();
}

async function grant(page: Page, person: string, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Grant access' }).click();
  await pick(page, 'People', person);
  await dialog(page).getByLabel('Role in the project').selectOption({ label: role });
}

const viewer = (organization: Organization) => identityOf(organization, 'viewer').name;

/** Grants the opened project to a person, and sees that it was done. */
async function makeGrant(page: Page, name: string, role: string): Promise<void> {
  await grant(page, name, role);
  await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
  await expect(result(page, name).getByRole('img', { name: 'Done' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
}

test.describe('projects', () => {
  test.beforeEach(async ({ signInAs }) => {
    await signInAs('admin');
  });

  test('are listed with how many hold a grant, and searched', async ({ page }) => {
    await page.goto('/projects?sort=-name');
    await expect(table(page, 'Projects').getByRole('link')).toHaveCount(3);
    await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('no such project');
    await expect(page.getByRole('heading', { name: 'No project matches' })).toBeVisible();
    await page.getByRole('button', { name: 'Show all 3 projects' }).click();
    await expect(table(page, 'Projects').getByRole('link')).toHaveCount(3);
  });

  test('say who reaches them and why', async ({ page, organization }) => {
    await openProject(page, 'Everyone with access');
    await searchBox(page).fill(viewer(organization));
    await expect(
      row(page, viewer(organization)).getByRole('gridcell', { name: /organization role viewer/i }),
    ).toBeVisible();
    await expect(page).toHaveURL(/q=/);
    await searchBox(page).fill('');
    const list = await openFilter(page, 'How');
    await list.getByRole('checkbox', { name: /Through the organization role/ }).check();
    await expect(page).toHaveURL(/via=organization/);
  });

  test('mark who cannot sign in, count them apart, and can be narrowed to them', async ({ page }) => {
    await openProject(page, 'Everyone with access');
    await expect(
      page.getByRole('status').filter({ hasText: /^\d+ people, \d+ of whom cannot sign in$/ }),
    ).toBeVisible();
    const list = await openFilter(page, 'Sign-in');
    await list.getByRole('checkbox', { name: /^Cannot sign in/ }).check();
    await expect(page).toHaveURL(/signIn=cannot/);
    const rows = table(page, 'Everyone with access')
      .getByRole('row')
      .filter({ has: page.getByRole('link') });
    await expect(rows).not.toHaveCount(0);
    for (const each of await rows.all()) await expect(each).toContainText(/deactivated|pending|invitation expired/);
  });

  test('of an unknown address say so', async ({ page }) => {
    await page.goto('/projects/00000000-0000-4000-8000-000000000000/access');
    await expect(page.getByRole('alert')).toContainText('There is no such project');
  });

  test('one project’s access costs six calls at most, and none twice', async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/projects');
    const address = await table(page, 'Projects').getByRole('link').first().getAttribute('href');
    // What that page reads of each project is not meant.
    await page.waitForLoadState('networkidle');
    const calls: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}${search}`);
    });
    await page.goto(address ?? '');
    await expect(table(page, 'Everyone with access')).toBeVisible();
    expect(calls.length).toBeLessThanOrEqual(6);
    expect(new Set(calls).size).toBe(calls.length);
  });

  test('say of a grant that changes nothing that it does not, before and after, with the whole path by key and by touch', async ({
    page,
    organization,
  }) => {
    await test.step('one that is as much as the organization role gives, also as it is revoked', async () => {
      const name = viewer(organization);
      await openProject(page, 'Grants');
      await makeGrant(page, name, 'Viewer');
      await expect(row(page, name)).toContainText('Same as what they have by their organization role, viewer');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      expect(await readFile(await file.path(), 'utf8')).toContain(
        '"Same as what they have by their organization role, viewer"',
      );
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Revoke…' }).click();
      await expect(dialog(page)).toContainText('changes nothing for anybody');
    });

    await test.step('one that is weaker than the organization role', async () => {
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);

      const { name } = identityOf(organization, 'developer');
      await grant(page, name, 'Viewer');
      await expect(result(page, name)).toContainText('Changes nothing');
      await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
      await dialog(page).getByRole('button', { name: 'Done' }).click();
      await expect(row(page, name)).toContainText('Changes nothing: the organization role is developer');
    });

    await test.step('the whole path by key and by touch, not only by pointing', async () => {
      const { name } = identityOf(organization, 'developer');
      await page.getByRole('link', { name: 'Everyone with access' }).click();
      await searchBox(page).fill(name);
      await row(page, name).focus();
      await page.keyboard.press('Enter');
      await expect(dialog(page).getByRole('row').filter({ hasText: 'Granted viewer in the project' })).toContainText(
        'Weaker than the organization role',
      );
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 390, height: 800 });
      await page.getByRole('link', { name: 'Grants' }).click();
      await page
        .getByRole('grid')
        .getByRole('row')
        .filter({ hasText: name })
        .click({ position: { x: 200, y: 45 } });
      await expect(dialog(page)).toContainText('Changes nothing: the organization role is developer.');
      await expect(dialog(page).getByRole('row').filter({ hasText: 'Granted viewer in the project' })).toContainText(
        'Weaker than the organization role',
      );
    });
  });

  test('are granted to people and groups; a grant stays after a reload, is changed, revoked, and tried again when it failed', async ({
    page,
    organization,
    faults,
  }) => {
    await test.step('a grant is there after a reload, is changed and revoked', async () => {
      const name = viewer(organization);
      await openProject(page, 'Grants');
      await makeGrant(page, name, 'Developer');
      await page.reload();
      await expect(row(page, name)).toContainText('Developer');
      await expect(row(page, name)).toContainText('Gives the effective role');

      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Change the role…' }).click();
      await dialog(page).getByLabel('Role in the project').selectOption({ label: 'Editor' });
      await expect(dialog(page).getByText('Will be allowed less: 1.')).toBeVisible();
      await dialog(page).getByRole('button', { name: 'Change grant' }).click();
      await expect(toast(page, `${name}: editor.`)).toBeVisible();
      await expect(row(page, name)).toContainText('Editor');

      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Revoke…' }).click();
      await expect(dialog(page).getByText(`${name} (viewer remains)`)).toBeVisible();
      await dialog(page).getByRole('button', { name: 'Revoke' }).click();
      await expect(row(page, name)).toHaveCount(0);
      await page.reload();
      await expect(page.getByRole('link', { name: /^Grants \d/ })).toBeVisible();
      await expect(row(page, name)).toHaveCount(0);
    });

    await test.step('among everyone with access it says why, and is revoked there', async () => {
      const name = viewer(organization);
      await makeGrant(page, name, 'Developer');

      await page.getByRole('link', { name: 'Everyone with access' }).click();
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Why they have access…' }).click();
      await dialog(page).getByRole('button', { name: 'Revoke the grant…' }).click();
      await expect(dialog(page).getByText(`${name} (viewer remains)`)).toBeVisible();
      await dialog(page).getByRole('button', { name: 'Revoke' }).click();
      await expect(row(page, name)).toContainText('Organization role viewer');
      // What comes by a role cannot be taken away by revoking a grant.
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await expect(page.getByRole('menuitem', { name: 'Revoke…' })).toBeDisabled();
    });

    await test.step('one that failed stays for another try', async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Grants' }).click();
      await expect(table(page, 'Grants')).toBeVisible();

      const name = viewer(organization);
      await grant(page, name, 'Editor');
      await faults({ method: 'POST', path: '/roles/assignments/user/', fault: { kind: 'status', status: 500 } });
      await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
      // An answer without the name of an error may come from something in between: whether the grant was made is not known.
      await dialog(page).getByRole('button', { name: 'Check 1 unknown one' }).click();
      await dialog(page).getByRole('button', { name: 'Try 1 grant again' }).click();
      await expect(result(page, name).getByRole('img', { name: 'Done' })).toBeVisible();
    });

    await test.step('groups are granted too', async () => {
      await dialog(page).getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: 'Grant access' }).click();
      await pick(page, 'Groups', '');
      await dialog(page).getByLabel('Role in the project').selectOption({ label: 'Admin' });
      await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
      await expect(dialog(page).getByRole('listitem').getByRole('img', { name: 'Done' })).toBeVisible();
    });
  });
});

test('a viewer sees projects and who reaches them as far as that is known, without actions', async ({
  page,
  signInAs,
}) => {
  await signInAs('viewer');
  await page.goto('/projects');
  await table(page, 'Projects').getByRole('link').first().click();
  await expect(table(page, 'Everyone with access')).toBeVisible();
  // Who is only perhaps there counts as nobody.
  const counted = page.getByRole('status').filter({ hasText: /\d (person|people)/ });
  await expect(counted).toContainText(/; of \d+ more it is not known$/);
  const [known = 0, unknown = 0] = [
    ...(await counted.innerText()).matchAll(/([\d,]+) (?:people|more it is not known)/g),
  ].map(([, digits = '']) => Number(digits.replace(',', '')));
  const listed = Number(await table(page, 'Everyone with access').getAttribute('aria-rowcount')) - 1;
  expect(known + unknown).toBe(listed);
  expect(unknown).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'Grants' }).click();
  await expect(page.getByRole('heading', { name: 'The grants cannot be shown' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Grant access' })).toBeDisabled();
});

test('projects have no accessibility violations', async ({ page, signInAs, organization }) => {
  await signInAs('admin');
  await page.goto('/projects');
  await expect(table(page, 'Projects')).toBeVisible();
  await expectNoAxeViolations(page);
  await openProject(page, 'Everyone with access');
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Grants' }).click();
  await grant(page, viewer(organization), 'Editor');
  await expectNoAxeViolations(page);
});

test('projects and spaces open in Lightdash, where the console knows its address', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { project, space } = await thingsOf(request, organization);
  await page.route(/\/(projects|spaces)(\/|$)/, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const answer = await route.fetch();
    const body = (await answer.text()).replace('"lightdashUrl":null', '"lightdashUrl":"https://bi.example"');
    await route.fulfill({ response: answer, body });
  });
  await signInAs('admin');
  await page.goto('/projects');
  await page.getByRole('button', { name: `Actions for ${project.name}`, exact: true }).click();
  const link = page.getByRole('menuitem', { name: 'Open in Lightdash' });
  await expect(link).toHaveAttribute('href', `https://bi.example/projects/${project.projectUuid}/home`);
  await page.getByRole('menuitem', { name: 'Its spaces' }).click();
  await expect(page).toHaveURL(new RegExp(`/spaces\\?project=${project.projectUuid}$`));
  await expect(filterChip(page, 'Project', project.name)).toBeVisible();

  await page.goto(`/projects/${space.projectUuid}/spaces/${space.uuid}`);
  await page
    .getByRole('main')
    .getByRole('button', { name: `Actions for ${space.name}`, exact: true })
    .first()
    .click();
  await expect(link).toHaveAttribute('href', `https://bi.example/projects/${space.projectUuid}/spaces/${space.uuid}`);
});
