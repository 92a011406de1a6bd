import type { Locator, Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import {
  allDrawn,
  dialog,
  expectCount,
  goTo,
  openFilter,
  pageAction,
  result,
  searchBox,
  selectionBar,
  toast,
} from './support/pages';
import { expect, test, type Organization } from './support/test';

const grid = (page: Page, name: string) => page.getByRole('grid', { name });
const row = (page: Page, name: string) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name }) });
const spaceSearch = (page: Page) => page.getByRole('searchbox', { name: 'Search by name or path' });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** Opens the list and waits until all projects have been read. */
async function openSpaces(page: Page): Promise<void> {
  await page.goto('/spaces');
  await expect(grid(page, 'Spaces')).toBeVisible();
  await expectCount(page, '6');
}

async function choose(page: Page, label: string, typed: string): Promise<void> {
  const input = dialog(page).getByLabel(label, { exact: true }).and(page.locator('input'));
  await input.fill(typed);
  await page.getByRole('listbox').getByRole('option').filter({ hasText: typed }).first().click();
}

/** Makes a space at the top of the first project and ends on its page. */
async function createSpace(page: Page, name: string, privacy: 'Private' | 'Public'): Promise<void> {
  await page.getByRole('button', { name: 'New space', exact: true }).click();
  await dialog(page).getByLabel('Name', { exact: true }).fill(name);
  await dialog(page).getByLabel('Project', { exact: true }).and(page.locator('input')).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await dialog(page)
    .getByRole('radio', { name: new RegExp(`^${privacy}`) })
    .check();
  await dialog(page).getByRole('button', { name: 'Create space' }).click();
  await expect(heading(page, name)).toBeVisible();
}

async function createInside(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New space inside' }).click();
  await dialog(page).getByLabel('Name', { exact: true }).fill(name);
  await dialog(page).getByRole('button', { name: 'Create space' }).click();
  await expect(heading(page, name)).toBeVisible();
}

async function rowAction(page: Page, name: string, action: string): Promise<Locator> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
  await expect(dialog(page)).toBeVisible();
  return dialog(page);
}

async function grant(page: Page, person: string, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Grant access' }).click();
  await choose(page, 'People', person);
  await dialog(page).getByRole('heading', { level: 2 }).click();
  await dialog(page).getByLabel('Role in the space').selectOption({ label: role });
}

const finish = async (page: Page, name: string) => {
  await expect(result(page, name).getByRole('img', { name: 'Done' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
};

const nameOf = (organization: Organization, role: string) => identityOf(organization, role).name;

test.describe('an admin', () => {
  test.beforeEach(async ({ page, signInAs }) => {
    await signInAs('admin');
    await openSpaces(page);
  });

  test(
    'makes a space and one inside it; the list shows both as a tree, after a reload too',
    { tag: '@older' },
    async ({ page }) => {
      await createSpace(page, 'Acorn', 'Private');
      await expect(page.getByRole('status').filter({ hasText: 'Private · 0 charts · 0 dashboards' })).toBeVisible();
      await createInside(page, 'Acorn cup');
      await expect(
        page.getByText('This space takes its visibility and its grants from Acorn, the space at the top.'),
      ).toBeVisible();
      await expect(await pageAction(page, 'Rename…')).toBeEnabled();
      await expect(page.getByRole('menuitem', { name: 'Make public…' })).toHaveCount(0);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'Grant access' })).toHaveCount(0);

      await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Spaces' }).click();
      await page.reload();
      await expectCount(page, '8');
      await expect(row(page, 'Level 2: Acorn cup')).toContainText('From Acorn');
      await page.getByRole('columnheader', { name: 'Charts' }).getByRole('button').click();
      await expect(page).toHaveURL(/sort=charts/);
      await expect(row(page, 'Acorn cup')).toContainText('Acorn /');
    },
  );

  test('folds, finds and narrows what is listed, without a fault that axe finds, also where a project cannot be read', async ({
    page,
    faults,
  }) => {
    test.slow();
    await test.step('projects and spaces are folded by the arrows and by buttons, and every match of a search is shown', async () => {
      const list = grid(page, 'Spaces');
      const spaces = list.getByRole('row').filter({ has: page.getByRole('link') });
      await allDrawn(list);
      const all = await spaces.count();
      const head = list
        .getByRole('row')
        .filter({ hasText: /\d+ spaces?$/ })
        .first();
      const inside = Number(/(\d+) spaces?$/.exec(await head.innerText())?.[1]);
      await head.focus();
      await page.keyboard.press('ArrowLeft');
      await expect(spaces).toHaveCount(all - inside);
      await expect(head.getByRole('button')).toHaveAttribute('aria-expanded', 'false');
      await page.keyboard.press('ArrowRight');
      await expect(spaces).toHaveCount(all);
      await page.getByRole('button', { name: 'Fold all' }).click();
      await expect(spaces).toHaveCount(0);
      await spaceSearch(page).fill('a');
      await expect(spaces).not.toHaveCount(0);
      await spaceSearch(page).fill('');
      await expect(spaces).toHaveCount(0);
      await page.getByRole('button', { name: 'Unfold all' }).click();
      await expect(spaces).toHaveCount(all);
    });
    await test.step('the list, and the form for a new space', async () => {
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'New space', exact: true }).click();
      await expect(dialog(page)).toBeVisible();
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);
    });
    await test.step('search and filters are held by the address', async () => {
      await createSpace(page, 'Acorn', 'Private');
      await page.goto('/spaces?privacy=private&content=empty');
      await expect(row(page, 'Acorn')).toBeVisible();
      await expect(grid(page, 'Spaces').getByText('Public')).toHaveCount(0);
      await spaceSearch(page).fill('no such space');
      await expect(page.getByRole('heading', { name: 'No space matches' })).toBeVisible();
      await page.getByRole('button', { name: 'Show all 7 spaces' }).click();
      await expectCount(page, '7');
      const list = await openFilter(page, 'Level');
      await list.getByRole('checkbox', { name: /At the top/ }).click();
      await expect(page).toHaveURL(/level=top/);
    });
    await test.step('what was read is kept when a project fails, and that is said', async () => {
      await faults({
        method: 'GET',
        path: '/spaces$',
        fault: {
          kind: 'status',
          status: 403,
          body: { status: 'error', error: { statusCode: 403, name: 'ForbiddenError', message: 'no', data: {} } },
        },
      });
      await page.goto('/spaces');
      await expect(page.getByRole('status').filter({ hasText: '1 project is not shown to you' })).toBeVisible();
      await expect(grid(page, 'Spaces')).toBeVisible();
    });

    await test.step('an address of no space says so', async () => {
      await page.goto('/projects/nope/spaces/nope');
      await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
      await page.getByRole('button', { name: 'All spaces' }).click();
      await expect(heading(page, 'Spaces')).toBeVisible();
    });
  });

  test(
    // The same on the newer Lightdash: e2e/spaces-1219.spec.ts; there a space is renamed in e2e/fault-table-write.spec.ts.
    'makes a space private after showing who loses access, and renames it',
    { tag: '@older' },
    async ({ page, organization }) => {
      await createSpace(page, 'Acorn', 'Public');
      await searchBox(page).fill(nameOf(organization, 'viewer'));
      await expect(row(page, nameOf(organization, 'viewer'))).toContainText(
        'Public: open to everyone with a role in the project',
      );
      await (await pageAction(page, 'Make private…')).click();
      await expect(dialog(page)).toContainText('Will no longer open it:');
      await expectNoAxeViolations(page);
      await dialog(page).getByRole('button', { name: 'Make private' }).click();
      await expect(toast(page, 'Acorn is now private.')).toBeVisible();
      await page.reload();
      await expect(await pageAction(page, 'Make public…')).toBeEnabled();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await searchBox(page).fill(nameOf(organization, 'viewer'));
      await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
      await test.step('renamed', async () => {
        await (await pageAction(page, 'Rename…')).click();
        await expect(dialog(page).getByRole('button', { name: 'Rename' })).toBeDisabled();
        await dialog(page).getByLabel('Name').fill('Beech');
        await dialog(page).getByRole('button', { name: 'Rename' }).click();
        await expect(toast(page, 'It is now called “Beech”.')).toBeVisible();
        await page.reload();
        await expect(heading(page, 'Beech')).toBeVisible();
      });
    },
  );

  test(
    'grants a space, changes and revokes the grant; what remains is said',
    { tag: '@both' },
    async ({ page, organization }) => {
      const editor = nameOf(organization, 'editor');
      await createSpace(page, 'Acorn', 'Private');
      await page.getByRole('link', { name: /^Grants/ }).click();
      await grant(page, editor, 'Viewer');
      await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
      await finish(page, editor);
      await page.reload();
      await expect(row(page, editor)).toContainText('Viewer');
      await expect(row(page, editor)).toContainText('Gives the effective role');

      await rowAction(page, editor, 'Change the role…');
      await dialog(page).getByLabel('Role in the space').selectOption({ label: 'Admin' });
      await expect(dialog(page)).toContainText('Will be allowed more in it: 1.');
      await expect(dialog(page)).toContainText('Access afterwards: view, edit and manage.');
      await dialog(page).getByRole('button', { name: 'Change grant' }).click();
      await expect(toast(page, `${editor}: admin.`)).toBeVisible();
      await expect(row(page, editor)).toContainText('Admin');

      await rowAction(page, editor, 'Revoke…');
      await expect(dialog(page)).toContainText(`Will no longer open it: 1. ${editor}`);
      await dialog(page).getByRole('button', { name: 'Revoke' }).click();
      await expect(row(page, editor)).toHaveCount(0);
      await page.reload();
      await expect(grid(page, 'Grants')).toBeVisible();
      await expect(row(page, editor)).toHaveCount(0);
    },
  );

  test('takes one person’s access away where they stand, in three clicks, and asks why without leaving', async ({
    page,
    organization,
    faults,
  }) => {
    test.slow();
    const editor = nameOf(organization, 'editor');
    await createSpace(page, 'Acorn', 'Private');
    await grant(page, editor, 'Viewer');
    await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
    await finish(page, editor);
    const space = page.url();

    await page.reload();
    await expect(row(page, editor)).toContainText('View');
    // Counted: the menu, its line, the confirmation.
    await page.getByRole('button', { name: `Actions for ${editor}`, exact: true }).click();
    await page.getByRole('menuitem', { name: 'Revoke…' }).click();
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await expect(row(page, editor)).toHaveCount(0);
    expect(page.url()).toBe(space);

    const admin = nameOf(organization, 'admin');
    await rowAction(page, admin, 'Why they have access…');
    await expect(dialog(page, `${admin} in Acorn`)).toBeVisible();
    expect(page.url()).toBe(space);
    await test.step('a grant whose answer was lost is checked instead of sent again', async () => {
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);
      await grant(page, editor, 'Editor');
      await faults({ method: 'POST', path: '/share$', fault: { kind: 'drop', when: 'after' } });
      await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
      await expect(result(page, editor).getByRole('img', { name: 'Not known' })).toBeVisible();
      await dialog(page).getByRole('button', { name: 'Check 1 unknown one' }).click();
      await expect(result(page, editor)).toContainText('It was carried out.');
      await dialog(page).getByRole('button', { name: 'Done' }).click();
      await expect(dialog(page)).toHaveCount(0);
    });
    await test.step('axe finds no fault with a space and what deletes it', async () => {
      await expect(grid(page, 'Everyone with access')).toBeVisible();
      await expectNoAxeViolations(page);
      await page.getByRole('link', { name: /^Grants/ }).click();
      await expect(grid(page, 'Grants')).toBeVisible();
      await expectNoAxeViolations(page);
      await (await pageAction(page, 'Delete…')).click();
      await expect(dialog(page)).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });

  test('sees which grants are without effect, or limited, before and after they are made', async ({
    page,
    organization,
  }) => {
    const [viewer, member] = [nameOf(organization, 'viewer'), nameOf(organization, 'member')];
    await createSpace(page, 'Acorn', 'Private');
    await page.getByRole('link', { name: /^Grants/ }).click();
    await grant(page, viewer, 'Editor');
    await choose(page, 'People', member);
    await dialog(page).getByRole('heading', { level: 2 }).click();
    await expect(result(page, viewer)).toContainText('Limited: as a viewer of the project, they can only view it');
    await expect(result(page, member)).toContainText('Without effect: no access to the project, so this opens nothing');
    await dialog(page).getByRole('button', { name: 'Make 2 grants' }).click();
    await finish(page, member);
    await expect(row(page, member)).toContainText('Without effect: no access to the project');
    const list = await openFilter(page, 'Effect');
    await list.getByRole('checkbox', { name: /^Limited/ }).click();
    await expect(page).toHaveURL(/effect=limited/);
    await page.keyboard.press('Escape');
    await expect(row(page, viewer)).toBeVisible();
    await expect(row(page, member)).toHaveCount(0);
    await expect(page).toHaveURL(/show=grants/);

    await page.getByRole('link', { name: 'Everyone with access' }).click();
    await grid(page, 'Everyone with access').getByRole('row').filter({ hasText: viewer }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page, `${viewer} in Acorn`)).toContainText(
      'Decides. As a viewer of the project, they can only view it.',
    );
    await expectNoAxeViolations(page);
  });

  test(
    'grants many spaces at once; those that take their access from another are left out',
    { tag: '@older' },
    async ({ page, organization }) => {
      const editor = nameOf(organization, 'editor');
      await createSpace(page, 'Acorn', 'Private');
      await createInside(page, 'Acorn cup');
      await goTo(page, 'Spaces');
      await page.getByRole('checkbox', { name: 'Select Acorn', exact: true }).check();
      await page.getByRole('checkbox', { name: 'Select Acorn cup', exact: true }).check();
      await selectionBar(page).getByRole('button', { name: 'Grant access' }).click();
      await choose(page, 'People', editor);
      await dialog(page).getByRole('heading', { level: 2 }).click();
      await expect(result(page, 'Acorn cup')).toContainText('Takes its access from another space. From Acorn.');
      await dialog(page).getByRole('button', { name: 'Make 1 grant' }).click();
      await expect(dialog(page).getByRole('status')).toContainText('1 of 1 grant made');
    },
  );

  // The same on the newer Lightdash: e2e/spaces-1219.spec.ts.
  test('deletes a space with what is in it, after typing its name', { tag: '@older' }, async ({ page }) => {
    await createSpace(page, 'Acorn', 'Public');
    await createInside(page, 'Acorn cup');
    await goTo(page, 'Spaces');
    await rowAction(page, 'Acorn', 'Delete…');
    await expect(dialog(page).getByRole('listitem')).toContainText([
      '0 charts',
      '0 dashboards',
      '1 space inside it',
      'Scheduled deliveries',
      /^(Its grant, to 1 person|All grants on it)$/,
    ]);
    // What the server says of itself has been read, and so what is said of the space afterwards.
    await expect(dialog(page)).toContainText('This cannot be undone.');
    await expect(dialog(page).getByRole('button', { name: 'Delete space' })).toBeDisabled();
    await dialog(page).getByLabel('Type the name of the space to confirm').fill('acorn');
    await dialog(page).getByRole('button', { name: 'Delete space' }).click();
    await expect(toast(page, '“Acorn” and what was in it are gone.')).toBeVisible();
    await page.reload();
    await expectCount(page, '6');
  });
});

test(
  'a viewer sees the spaces and their access, and why there is nothing to do',
  { tag: '@both' },
  async ({ page, signInAs }) => {
    await signInAs('viewer');
    await page.goto('/spaces');
    await expect(grid(page, 'Spaces')).toBeVisible();
    await expect(page.getByRole('button', { name: 'New space' })).toHaveAccessibleDescription(
      'Only editors, developers and admins can create spaces. You are a viewer.',
    );
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await grid(page, 'Spaces').getByRole('link').first().click();
    await expect(page.getByText('Roles are shown as the server states them.')).toBeVisible();
    await expect(grid(page, 'Everyone with access')).toBeVisible();
    await expect(await pageAction(page, 'Delete…')).toBeDisabled();
    await expect(page.getByRole('alert')).toHaveCount(0);
  },
);
