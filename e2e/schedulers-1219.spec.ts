import { identityOf } from './support/api';
import { dialog, toast } from './support/pages';
import { expect, test } from './support/test';
import { action, found, open, row, TALL, wireOf } from './support/schedulers';

// Schedulers as Lightdash 1.219 has them: nothing is lost by an edit, and owners change.
test.use({ organizationOptions: { generation: '1.219', schedulers: 24, projects: 3 } });

test('an edit of the name of a scheduler leaves everything else as it was', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const wire = wireOf(request, identityOf(organization, 'admin'));
  const one = found(await wire.all(), ({ targets }) => targets.length > 0);
  const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
  const path = `/api/v1/schedulers/${one.schedulerUuid}`;
  const before = await wire.one(one.schedulerUuid);
  const set = await request.patch(path, { headers, data: { ...before, plainTextEmail: true, parameters: { a: 1 } } });
  expect(set.ok(), await set.text()).toBe(true);
  const { name: _, ...rest } = (await wire.one(one.schedulerUuid)) as unknown as Record<string, unknown>;

  await signInAs('admin');
  await page.goto(`/schedulers/${one.schedulerUuid}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog(page).getByLabel('Name').fill('Renamed by hand');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, 'Scheduler saved')).toBeVisible();
  const after = (await wire.one(one.schedulerUuid)) as unknown as Record<string, unknown>;
  const still = (scheduler: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(scheduler).filter(([field]) => !/^(updatedAt|slug|name|targets)$/.test(field)));
  expect(still(after)).toEqual(still(rest));
  expect(after.plainTextEmail).toBe(true);
  expect(after.name).toBe('Renamed by hand');
});

test('a scheduler is given to another owner after a check of what they may do', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const editor = identityOf(organization, 'editor');
  const wire = wireOf(request, identityOf(organization, 'admin'));
  const all = (await wire.all()) as (Awaited<ReturnType<typeof wire.one>> & { createdBy: string })[];
  const one = found(all, ({ createdBy, format }) => createdBy !== editor.userUuid && format !== 'gsheets');
  await page.setViewportSize(TALL);
  await signInAs('admin');
  await open(page);
  await action(page, one.name, 'Transfer to somebody else…');
  const viewer = identityOf(organization, 'viewer');
  await dialog(page).getByRole('combobox', { name: 'New owner' }).fill(viewer.name);
  await page.getByRole('option', { name: viewer.name }).first().click();
  await expect(dialog(page)).toContainText('it takes interactive viewer or more to own deliveries');
  await expect(dialog(page).getByRole('button', { name: 'Transfer' })).toBeDisabled();
  await dialog(page).getByRole('combobox', { name: 'New owner' }).fill(editor.name);
  await page.getByRole('option', { name: editor.name }).first().click();
  await expect(dialog(page)).toContainText('The new owner may own deliveries there: Editor.');
  await dialog(page).getByRole('button', { name: 'Transfer' }).click();
  await expect(dialog(page)).toContainText('1 of 1 project changed hands');
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(row(page, one.name)).toContainText(editor.name);
});
