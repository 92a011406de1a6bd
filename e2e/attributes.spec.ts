import type { APIRequestContext, Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, toast } from './support/pages';
import { expect, test, type Organization } from './support/test';

type Wire = { uuid: string; name: string; users: { userUuid: string; value: string; values?: string[] }[] };

const list = (page: Page) => page.getByRole('grid', { name: 'User attributes' });
const grid = (page: Page) => page.getByRole('grid', { name: 'People and attributes' });
/** The cells of a person. */
const rowOf = (page: Page, userUuid: string) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.locator(`a[href="/members/${userUuid}"]`) });

/**
 * What the server has of the attribute "store", and a way to write it past the browser. In: which generation it is of; up to 0.2110
 * it keeps one value of each.
 */
function storeOf(request: APIRequestContext, organization: Organization, generation: string | undefined) {
  const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
  const isOlder = generation === '0.2110';
  const read = async () => {
    const answer = await request.get('/api/v1/org/attributes', { headers });
    const found = ((await answer.json()) as { results: Wire[] }).results.find(({ name }) => name === 'store');
    return (
      found && {
        uuid: found.uuid,
        users: found.users.map(({ userUuid, value, values = [value] }) => ({ userUuid, values })),
      }
    );
  };
  const write = async (holders: { userUuid: string; values: string[] }[]) => {
    const users = isOlder ? holders.map(({ userUuid, values: [value] }) => ({ userUuid, value })) : holders;
    const defaults = isOlder ? { attributeDefault: 'all' } : { attributeDefaults: ['all'] };
    const data = { name: 'store', users, groups: [], ...defaults };
    const uuid = (await read())?.uuid;
    const answer = await request.fetch(`/api/v1/org/attributes${uuid ? `/${uuid}` : ''}`, {
      method: uuid ? 'PUT' : 'POST',
      headers,
      data,
    });
    expect(answer.status()).toBe(201);
    return ((await answer.json()) as { results: Wire }).results.uuid;
  };
  /** Several values where the server keeps such, as they are typed and shown. */
  const some = isOlder
    ? { values: ['7'], typed: '7', shown: '7' }
    : { values: ['7', '9'], typed: '7\n9', shown: '7, 9' };
  return { read, write, some };
}

test('an attribute is made, given, and is there after a reload @both', async ({
  page,
  request,
  organization,
  generation,
  signInAs,
}) => {
  test.slow();
  const { userUuid: viewer, email } = identityOf(organization, 'viewer');
  const { read, write, some } = storeOf(request, organization, generation);
  const given = `${some.shown}: own value`;
  await signInAs('admin');
  await page.goto('/attributes');
  await page.getByRole('button', { name: 'Create attribute' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('store');
  await dialog(page).getByRole('textbox', { name: 'Default' }).fill('all');
  await dialog(page).getByRole('button', { name: 'Create attribute' }).click();
  await expect(list(page).getByRole('row', { name: /store/ })).toContainText('all');

  const store = await read();
  await page.goto(`/attributes?show=people&attribute=${store?.uuid}&q=${encodeURIComponent(email)}`);
  await rowOf(page, viewer).getByRole('gridcell', { name: 'all: default' }).click();
  await dialog(page).getByRole('textbox', { name: 'Value' }).fill(some.typed);
  await expect(dialog(page).getByText(/Have another value then: 1/)).toBeVisible();
  await expectNoAxeViolations(page);
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(rowOf(page, viewer).getByRole('gridcell', { name: given })).toBeVisible();
  await page.reload();
  await expect(rowOf(page, viewer).getByRole('gridcell', { name: given })).toBeVisible();
  await expectNoAxeViolations(page);

  // A change is taken back, but not once somebody else has changed the same.
  const change = async (value: string) => {
    await rowOf(page, viewer).getByRole('gridcell').first().click();
    await dialog(page).getByRole('textbox', { name: 'Value' }).fill(value);
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(rowOf(page, viewer).getByRole('gridcell', { name: `${value}: own value` })).toBeVisible();
  };
  await change('8');
  await toast(page, 'Values saved').getByRole('button', { name: 'Undo' }).click();
  await expect(toast(page, 'Undone')).toBeVisible();
  await page.reload();
  await expect(rowOf(page, viewer).getByRole('gridcell', { name: given })).toBeVisible();
  await change('8');
  await write([{ userUuid: viewer, values: ['theirs'] }]);
  await page.getByRole('button', { name: 'Recent changes' }).click();
  await dialog(page).getByRole('button', { name: 'Undo Values of store' }).click();
  await expect(page.getByRole('alert')).toContainText(/it has been changed since. .*: theirs\./);
  expect((await read())?.users).toEqual([expect.objectContaining({ values: ['theirs'] })]);
});

test('a file leaves alone what it does not name, somebody else’s change is not written over, and the attribute is deleted', async ({
  page,
  request,
  organization,
  generation,
  signInAs,
}) => {
  const { userUuid: viewer, email } = identityOf(organization, 'viewer');
  const { email: editorEmail } = identityOf(organization, 'editor');
  const { read, write, some } = storeOf(request, organization, generation);
  const uuid = await write([{ userUuid: viewer, values: some.values }]);
  await signInAs('admin');
  await page.goto(`/attributes?show=people&attribute=${uuid}&q=${encodeURIComponent(email)}`);
  const cell = rowOf(page, viewer).getByRole('gridcell', { name: `${some.shown}: own value` });
  await expect(cell).toBeVisible();
  await page.getByRole('button', { name: 'Import' }).click();
  await dialog(page)
    .getByRole('textbox', { name: 'Or its text' })
    .fill(`E-mail,store\n${editorEmail},4\nnobody@nowhere.example,5`);
  await expect(dialog(page).getByText('Line 3: nobody@nowhere.example is nobody of the organization.')).toBeVisible();
  await expect(dialog(page).getByText(/1 value given, 1 person has another value/)).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Change 1 attribute' }).click();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  expect((await read())?.users).toHaveLength(2);
  expect((await read())?.users).toContainEqual(expect.objectContaining({ userUuid: viewer, values: some.values }));

  await cell.click();
  await dialog(page).getByRole('textbox', { name: 'Value' }).fill('8');
  await write([{ userUuid: viewer, values: ['other'] }]);
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('This attribute has been changed since');
  expect((await read())?.users).toEqual([expect.objectContaining({ values: ['other'] })]);

  await page.goto('/attributes');
  await page.getByRole('button', { name: 'Actions for store', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  // A model of the sandbox asks for it, and its default opens that to the admin.
  await dialog(page)
    .getByRole('button', { name: /^Look through the explores/ })
    .click();
  await expect(
    dialog(page)
      .getByText(/^Stores \(.*\): all 2 fields$/)
      .first(),
  ).toBeVisible();
  await expect(dialog(page).getByText(/a value that you do not have is not known here/)).toBeVisible();
  await dialog(page)
    .getByRole('textbox', { name: /Type the name/ })
    .fill('store');
  await dialog(page).getByRole('button', { name: 'Delete attribute' }).click();
  await expect(toast(page, 'Attribute deleted')).toBeVisible();
  expect(await read()).toBeUndefined();
});
