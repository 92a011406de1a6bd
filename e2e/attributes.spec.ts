import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { identityOf } from './support/api';
import { dialog, toast } from './support/pages';
import { expect, test } from './support/test';

type Wire = { uuid: string; name: string; users: { userUuid: string; values: string[] }[]; groups: unknown[] };

const list = (page: Page) => page.getByRole('grid', { name: 'User attributes' });
const grid = (page: Page) => page.getByRole('grid', { name: 'People and attributes' });

test('an attribute is made, given, imported and deleted, and what others gave stays', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { userUuid: viewer, email: viewerEmail } = identityOf(organization, 'viewer');
  const { email: editorEmail } = identityOf(organization, 'editor');
  const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
  const now = async (): Promise<Wire | undefined> => {
    const answer = await request.get('/api/v1/org/attributes', { headers });
    return ((await answer.json()) as { results: Wire[] }).results.find(({ name }) => name === 'store');
  };
  await signInAs('admin');
  await page.goto('/attributes');
  await page.getByRole('button', { name: 'Create attribute' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('store');
  await dialog(page).getByRole('textbox', { name: 'Default' }).fill('all');
  await dialog(page).getByRole('button', { name: 'Create attribute' }).click();
  await expect(toast(page, 'Attribute created')).toBeVisible();
  await expect(list(page).getByRole('row', { name: /store/ })).toContainText('all');
  await expectNoAxeViolations(page);

  // Two values for one person, whose cell then says that they are their own.
  await page.getByRole('link', { name: /^People/ }).click();
  await expect(grid(page)).toBeVisible();
  const theirs = grid(page)
    .getByRole('row')
    .filter({ has: page.locator(`a[href="/members/${viewer}"]`) });
  await page.getByRole('searchbox').fill(viewerEmail);
  await page.getByRole('button', { name: /^Attribute/ }).click();
  await page.getByRole('checkbox', { name: 'store' }).check();
  await page.keyboard.press('Escape');
  await theirs.getByRole('gridcell', { name: 'all: default' }).click();
  await dialog(page).getByRole('textbox', { name: 'Value' }).fill('7\n9');
  await expect(dialog(page).getByText(/Have another value then: 1/)).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(theirs.getByRole('gridcell', { name: '7, 9: own value' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.reload();
  await expect(theirs.getByRole('gridcell', { name: '7, 9: own value' })).toBeVisible();

  // A file for somebody else, and for nobody known: the values given before stay, both of them.
  await page.getByRole('button', { name: 'Import' }).click();
  await dialog(page)
    .getByRole('textbox', { name: 'Or its text' })
    .fill(`E-mail,store\n${editorEmail},4\nnobody@nowhere.example,5`);
  await expect(dialog(page).getByText('Line 3: nobody@nowhere.example is nobody of the organization.')).toBeVisible();
  await expect(dialog(page).getByText(/1 value given, 1 person has another value/)).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Change 1 attribute' }).click();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  expect((await now())?.users).toHaveLength(2);
  expect((await now())?.users).toContainEqual(expect.objectContaining({ userUuid: viewer, values: ['7', '9'] }));

  // Somebody else was faster: nothing is written over theirs.
  await theirs.getByRole('gridcell', { name: '7, 9: own value' }).click();
  await dialog(page).getByRole('textbox', { name: 'Value' }).fill('8');
  const other = { name: 'store', users: [{ userUuid: viewer, values: ['theirs'] }], groups: [] };
  await request.put(`/api/v1/org/attributes/${(await now())?.uuid}`, { headers, data: other });
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('Somebody else has changed this attribute');
  expect((await now())?.users).toEqual([expect.objectContaining({ values: ['theirs'] })]);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();

  await page.goto('/attributes');
  await page.getByRole('button', { name: 'Actions for store', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await expect(dialog(page).getByText(/is not known here/)).toBeVisible();
  await dialog(page)
    .getByRole('textbox', { name: /Type the name/ })
    .fill('store');
  await dialog(page).getByRole('button', { name: 'Delete attribute' }).click();
  await expect(toast(page, 'Attribute deleted')).toBeVisible();
  expect(await now()).toBeUndefined();
});

test('who is no admin is told so, and asks the server for nothing', async ({ page, signInAs }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await signInAs('developer');
  await page.goto('/attributes');
  await expect(page.getByText('Only admins can see and change user attributes. You are a developer.')).toBeVisible();
  expect(asked).not.toContain('/api/v1/org/attributes');
});
