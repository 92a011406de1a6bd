import type { Locator, Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, toast } from './support/pages';
import { expect, test, type Organization } from './support/test';

// Spaces as Lightdash 1.219 has them: each inherits or not, nested ones carry grants, `isPrivate` is gone.
test.use({ organizationOptions: { generation: '1.219' } });

type Wire = {
  uuid: string;
  inheritParentPermissions: boolean;
  inheritsFromOrgOrProject: boolean;
  groupsAccess: { groupUuid: string; spaceRole: string }[];
};

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const row = (page: Page, name: string): Locator =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name }) });
const nameOf = (organization: Organization, role: string) => identityOf(organization, role).name;
const uuidOf = (organization: Organization, role: string) => identityOf(organization, role).userUuid;

/** Asks the sandbox as the page does, with the session of the browser. Out: the results. */
async function api<T>(page: Page, operation: string, data?: object): Promise<T> {
  const [method = 'GET', path = ''] = operation.split(' ');
  const answer = await page.request.fetch(`/api/v1${path}`, { method, ...(data && { data }) });
  expect(answer.ok(), `${operation}: ${await answer.text()}`).toBe(true);
  return ((await answer.json()) as { results: T }).results;
}

const firstProject = async (page: Page): Promise<string> => {
  const [project] = await api<{ projectUuid: string }[]>(page, 'GET /org/projects');
  return project?.projectUuid ?? '';
};

const make = async (page: Page, projectUuid: string, body: object): Promise<string> =>
  (await api<Wire>(page, `POST /projects/${projectUuid}/spaces`, body)).uuid;

const share = (page: Page, projectUuid: string, spaceUuid: string, userUuid: string, spaceRole: string) =>
  api(page, `POST /projects/${projectUuid}/spaces/${spaceUuid}/share`, { userUuid, spaceRole });

/** Who holds what on a space, by the export as code, the only place that states it. In: its path, joined by slashes. */
const grantsOf = async (page: Page, projectUuid: string, slug: string) => {
  const { spaces } = await api<{ spaces: { slug: string; access: { users: { email: string; role: string }[] } }[] }>(
    page,
    `GET /projects/${projectUuid}/code/spaces`,
  );
  const space = spaces.find((each) => each.slug === slug);
  return new Map(space?.access.users.map(({ email, role }) => [email, role]));
};

test.describe('an admin', () => {
  test.beforeEach(async ({ signInAs }) => {
    await signInAs('admin');
  });

  test('makes spaces open and closed, at the top and inside another, and each is what was chosen', async ({ page }) => {
    await page.goto('/spaces');
    for (const [name, choice] of [
      ['Acorn', 'Public'],
      ['Beech', 'Private'],
    ] as const) {
      await page.getByRole('button', { name: 'New space', exact: true }).click();
      await dialog(page).getByLabel('Name', { exact: true }).fill(name);
      await dialog(page).getByLabel('Project', { exact: true }).and(page.locator('input')).click();
      await page.getByRole('listbox').getByRole('option').first().click();
      await dialog(page)
        .getByRole('radio', { name: new RegExp(`^${choice}`) })
        .check();
      await dialog(page).getByRole('button', { name: 'Create space' }).click();
      await expect(heading(page, name)).toBeVisible();
      await expect(page.getByRole('status').filter({ hasText: `${choice} · 0 charts` })).toBeVisible();
      await page.goto('/spaces');
    }
    await expect(row(page, 'Acorn')).toContainText('Public');
    await expect(row(page, 'Beech')).toContainText('Private');
    await page.goto('/spaces?privacy=private');
    await expect(row(page, 'Beech')).toBeVisible();
    await expect(row(page, 'Acorn')).toHaveCount(0);

    await row(page, 'Beech').getByRole('link', { name: 'Beech' }).click();
    await page.getByRole('button', { name: 'New space inside' }).click();
    await expect(dialog(page).getByRole('radio', { name: /^From Beech/ })).toBeChecked();
    await dialog(page).getByLabel('Name', { exact: true }).fill('Nut');
    await dialog(page)
      .getByRole('radio', { name: /^Its own/ })
      .check();
    await dialog(page).getByRole('button', { name: 'Create space' }).click();
    await expect(heading(page, 'Nut')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Inherit access' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Grant access' })).toBeVisible();
  });

  test('makes a space public and private again, which the server then says too', async ({ page, organization }) => {
    const projectUuid = await firstProject(page);
    const uuid = await make(page, projectUuid, { name: 'Acorn', inheritParentPermissions: false });
    const now = () => api<Wire>(page, `GET /projects/${projectUuid}/spaces/${uuid}`);
    await page.goto(`/projects/${projectUuid}/spaces/${uuid}`);
    await page.getByRole('button', { name: 'Make public' }).click();
    await expect(dialog(page)).toContainText('Will be able to open it:');
    await expect(dialog(page)).toContainText(nameOf(organization, 'viewer'));
    await dialog(page).getByRole('button', { name: 'Make public' }).click();
    await expect(toast(page, 'Acorn is now public.')).toBeVisible();
    expect(await now()).toMatchObject({ inheritParentPermissions: true, inheritsFromOrgOrProject: true });
    await page.getByRole('button', { name: 'Make private' }).click();
    await expect(dialog(page)).toContainText('Will no longer open it:');
    await dialog(page).getByRole('button', { name: 'Make private' }).click();
    await expect(toast(page, 'Acorn is now private.')).toBeVisible();
    expect(await now()).toMatchObject({ inheritParentPermissions: false, inheritsFromOrgOrProject: false });
  });

  test('hears before a nested space stops inheriting which grants that writes onto it, and it is so', async ({
    page,
    organization,
  }) => {
    const projectUuid = await firstProject(page);
    const root = await make(page, projectUuid, { name: 'Trunk', inheritParentPermissions: false });
    const child = await make(page, projectUuid, {
      name: 'Branch',
      parentSpaceUuid: root,
      inheritParentPermissions: true,
    });
    await share(page, projectUuid, root, uuidOf(organization, 'viewer'), 'viewer');
    await share(page, projectUuid, root, uuidOf(organization, 'developer'), 'editor');
    await share(page, projectUuid, child, uuidOf(organization, 'viewer'), 'admin');
    await page.goto(`/projects/${projectUuid}/spaces/${child}`);
    await page.getByRole('button', { name: 'Stop inheriting' }).click();
    await expect(dialog(page)).toContainText('Closing it writes 2 grants onto this space');
    await expect(dialog(page)).toContainText(`${nameOf(organization, 'viewer')}: admin → viewer (less)`);
    await expect(dialog(page)).toContainText(`${nameOf(organization, 'developer')}: editor`);
    await expectNoAxeViolations(page);
    await dialog(page).getByRole('button', { name: 'Stop inheriting' }).click();
    await expect(toast(page, 'Branch has only its own grants now.')).toBeVisible();
    const held = await grantsOf(page, projectUuid, 'trunk/branch');
    expect(held.get(identityOf(organization, 'viewer').email)).toBe('viewer');
    expect(held.get(identityOf(organization, 'developer').email)).toBe('editor');
    await page.getByRole('button', { name: 'Inherit access' }).click();
    await expect(dialog(page)).toContainText('The grants on this space stay');
  });
});
