import type { Locator, Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, pageAction, toast } from './support/pages';
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
    await expect(await pageAction(page, 'Inherit access…')).toBeEnabled();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Grant access' })).toBeVisible();
  });

  test('makes a space public and private, and a nested one stop inheriting, which the server then says too', async ({
    page,
    organization,
  }) => {
    await test.step('public, and private again', async () => {
      const projectUuid = await firstProject(page);
      const uuid = await make(page, projectUuid, { name: 'Acorn', inheritParentPermissions: false });
      const now = () => api<Wire>(page, `GET /projects/${projectUuid}/spaces/${uuid}`);
      await page.goto(`/projects/${projectUuid}/spaces/${uuid}`);
      await (await pageAction(page, 'Make public…')).click();
      await expect(dialog(page)).toContainText('Will be able to open it:');
      await expect(dialog(page)).toContainText(nameOf(organization, 'viewer'));
      await dialog(page).getByRole('button', { name: 'Make public' }).click();
      await expect(toast(page, 'Acorn is now public.')).toBeVisible();
      expect(await now()).toMatchObject({ inheritParentPermissions: true, inheritsFromOrgOrProject: true });
      await (await pageAction(page, 'Make private…')).click();
      await expect(dialog(page)).toContainText('Will no longer open it:');
      await dialog(page).getByRole('button', { name: 'Make private' }).click();
      await expect(toast(page, 'Acorn is now private.')).toBeVisible();
      expect(await now()).toMatchObject({ inheritParentPermissions: false, inheritsFromOrgOrProject: false });
    });

    await test.step('a nested space stops inheriting after its dialog has listed the grants that are written onto it', async () => {
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
      await (await pageAction(page, 'Stop inheriting…')).click();
      await expect(dialog(page)).toContainText('Closing it writes 2 grants onto this space');
      await expect(dialog(page)).toContainText(`${nameOf(organization, 'viewer')}: admin → viewer (less)`);
      await expect(dialog(page)).toContainText(`${nameOf(organization, 'developer')}: editor`);
      await expectNoAxeViolations(page);
      await dialog(page).getByRole('button', { name: 'Stop inheriting' }).click();
      await expect(toast(page, 'Branch has only its own grants now.')).toBeVisible();
      const held = await grantsOf(page, projectUuid, 'trunk/branch');
      expect(held.get(identityOf(organization, 'viewer').email)).toBe('viewer');
      expect(held.get(identityOf(organization, 'developer').email)).toBe('editor');
      await (await pageAction(page, 'Inherit access…')).click();
      await expect(dialog(page)).toContainText('The grants on this space stay');
    });
  });

  test('lists the grants that are there and no others, and grants everybody in the project', async ({
    page,
    organization,
  }) => {
    const projectUuid = await firstProject(page);
    const uuid = await make(page, projectUuid, { name: 'Acorn', inheritParentPermissions: false });
    const viewer = nameOf(organization, 'viewer');
    await share(page, projectUuid, uuid, uuidOf(organization, 'viewer'), 'editor');
    const { data: groups } = await api<{ data: { uuid: string; name: string }[] }>(page, 'GET /org/groups');
    const group = groups[0] ?? { uuid: '', name: '' };
    await api(page, `POST /projects/${projectUuid}/spaces/${uuid}/group/share`, {
      groupUuid: group.uuid,
      spaceRole: 'viewer',
    });
    await page.goto(`/projects/${projectUuid}/spaces/${uuid}?show=grants`);
    // The group, the viewer, and who made the space.
    await expect(page.getByRole('link', { name: 'Grants 3' })).toBeVisible();
    await expect(row(page, viewer)).toContainText('Editor');
    await expect(row(page, group.name)).toContainText('Viewer');

    await page.getByRole('button', { name: 'Everybody in the project' }).click();
    await dialog(page).getByLabel('Everybody in the project').selectOption({ label: 'Viewer' });
    await expect(dialog(page)).toContainText('Will be able to open it:');
    await dialog(page).getByRole('button', { name: 'Grant to everybody' }).click();
    await expect(toast(page, 'Everybody in the project is granted viewer on Acorn.')).toBeVisible();
    await expect(page.getByText('Everybody in the project is granted viewer here.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Grants 4' })).toBeVisible();

    await page.getByRole('button', { name: `Actions for ${viewer}` }).click();
    await page.getByRole('menuitem', { name: 'Revoke…' }).click();
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await expect(toast(page, `${viewer} no longer holds a grant on Acorn.`)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Grants 3' })).toBeVisible();
    await page.getByRole('link', { name: 'Everyone with access' }).click();
    await expect(row(page, viewer)).toContainText('Everybody in the project is granted viewer here');
    await page.goto('/spaces?privacy=private');
    await expect(row(page, 'Acorn')).toBeVisible();
  });

  test('draws who opens a space by what, shows a personal space as what it is, and deletes one with what goes with it', async ({
    page,
    organization,
  }) => {
    await test.step('each part of the picture narrows the list to those it counts', async () => {
      const projectUuid = await firstProject(page);
      const uuid = await make(page, projectUuid, { name: 'Pictured', inheritParentPermissions: false });
      await share(page, projectUuid, uuid, uuidOf(organization, 'viewer'), 'editor');
      await page.goto(`/projects/${projectUuid}/spaces/${uuid}`);
      const bar = page.getByRole('group', { name: 'Who can open it, by what' });
      const list = page.getByRole('grid', { name: 'Everyone with access' });
      for (const part of await bar.getByRole('link').all()) {
        const size = Number(/(\d+)$/.exec(await part.innerText())?.[1]);
        await part.click();
        await expect(part).toHaveAttribute('aria-current', 'true');
        await expect(list.getByRole('row')).toHaveCount(size + 1);
        // Chosen again it shows everybody.
        await part.click();
        await expect(part).toHaveAttribute('aria-current', 'false');
      }
      await bar.getByRole('link', { name: /^Granted here/ }).click();
      await expect(row(page, nameOf(organization, 'viewer'))).toBeVisible();
      await expect(page).toHaveURL(/how=direct/);
      await expectNoAxeViolations(page);
    });

    await test.step('one is deleted after showing what goes with it, and not read again', async () => {
      const projectUuid = await firstProject(page);
      const root = await make(page, projectUuid, { name: 'Trunk', inheritParentPermissions: false });
      await make(page, projectUuid, { name: 'Branch', parentSpaceUuid: root, inheritParentPermissions: false });
      const after: string[] = [];
      let isDeleted = false;
      page.on('response', (response) => {
        if (response.request().method() === 'DELETE') isDeleted = true;
        else if (isDeleted && response.url().includes(root)) after.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(`/projects/${projectUuid}/spaces/${root}`);
      const impact = page.waitForResponse((response) => response.url().endsWith('/delete-impact'));
      await (await pageAction(page, 'Delete…')).click();
      expect((await impact).ok()).toBe(true);
      await expect(dialog(page)).toContainText('1 space inside it');
      await expect(dialog(page)).toContainText('This cannot be undone.');
      await dialog(page).getByLabel(/Type/).fill('Trunk');
      await dialog(page).getByRole('button', { name: 'Delete space' }).click();
      await expect(toast(page, '“Trunk” and what was in it are gone.')).toBeVisible();
      await expect(page).toHaveURL(/\/spaces$/);
      await expect(row(page, 'Trunk')).toHaveCount(0);
      expect(after).toEqual([]);
    });

    await test.step('a personal space is shown as what it is', async () => {
      const projectUuid = await firstProject(page);
      await api(page, `PATCH /projects/${projectUuid}/hasDefaultUserSpaces`, { hasDefaultUserSpaces: true });
      const { email, password } = identityOf(organization, 'editor');
      await page.request.post('/api/v1/login', { data: { email, password } });
      const admin = identityOf(organization, 'admin');
      await page.request.post('/api/v1/login', { data: { email: admin.email, password: admin.password } });
      await page.goto('/spaces');
      const name = nameOf(organization, 'editor');
      await expect(row(page, `Level 2: ${name}`)).toContainText('Its own: personal');
      await row(page, `Level 2: ${name}`).getByRole('link').click();
      await expect(page.getByText('Lightdash made this space for one member')).toBeVisible();
    });
  });
});

test.describe('with 2,000 members', () => {
  test.use({ organizationOptions: { generation: '1.219', members: 2_000 } });

  test('shows the first page of people after three calls and 150 KB, then everybody by the rules', async ({
    page,
    signInAs,
  }) => {
    await signInAs('admin');
    const projectUuid = await firstProject(page);
    const uuid = await make(page, projectUuid, { name: 'Acorn', inheritParentPermissions: true });
    // Whatever else is read waits until the first page has been seen.
    let release = () => {};
    const seen = new Promise<void>((resolve) => (release = resolve));
    const early = /\/spaces\/[\w-]+(\/access)?$|\/org\/projects$/;
    const answered: { path: string; bytes: number }[] = [];
    await page.route(/\/api\/v[12]\/(projects|org|orgs|groups)(\/|$)/, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (!early.test(pathname) && !pathname.endsWith('/api/v1/org')) await seen;
      const answer = await route.fetch();
      const body = await answer.body();
      if (early.test(pathname)) answered.push({ path: pathname, bytes: body.length });
      await route.fulfill({ response: answer, body });
    });
    await page.goto(`/projects/${projectUuid}/spaces/${uuid}`);
    await expect(page.getByRole('grid').getByRole('row').nth(5)).toBeVisible();
    await expect(page.getByText(/The first of [\d,]+ whom Lightdash lists/)).toBeVisible();
    expect(answered.length).toBeLessThanOrEqual(3);
    expect(answered.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(150_000);
    // Somebody who is not on that page is found, because the server searches all of them.
    const { data } = await api<{ data: { email: string }[] }>(
      page,
      `GET /projects/${projectUuid}/spaces/${uuid}/access?page=10&pageSize=50`,
    );
    const email = data[0]?.email ?? '';
    await expect(page.getByText(email)).toHaveCount(0);
    await page.getByRole('searchbox').fill(email);
    await expect(page.getByRole('grid').getByText(email)).toBeVisible();
    await expect(page.getByText(/^1 of [\d,]+ people$/)).toBeVisible();
    await page.getByRole('searchbox').fill('');
    release();
    await expect(page.getByText(/The first of/)).toHaveCount(0);
    await expect(page.getByRole('columnheader', { name: 'Can' })).toBeVisible();
  });
});
