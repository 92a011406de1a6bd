import { expectNoAxeViolations } from './support/axe';
import { dialog, selectionBar } from './support/pages';
import { expect, test } from './support/test';
import { readerOf } from './support/things';

test('findings are shown by root cause, made anew, and dismissed @both', async ({
  page,
  request,
  organization,
  generation,
  signInAs,
}) => {
  const read = readerOf(request, organization);
  const [project] = await read<{ projectUuid: string }[]>('/v1/org/projects');
  const found = () => read<{ validationUuid: string }[]>(`/v1/projects/${project?.projectUuid}/validate`);

  await signInAs('admin');
  await page.goto('/validation?weight=warning');
  const causes = page.getByRole('grid', { name: 'Root causes' });
  // The older Lightdash tells breakages only.
  if (generation === '0.2110') await expect(page.getByText('No root cause matches')).toBeVisible();
  else {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(causes.getByRole('row').nth(1)).toContainText('Only a warning');
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect(page.getByRole('main')).toContainText('only warn');
    await causes.getByRole('row').nth(1).click();
    await expect(dialog(page)).toContainText('Nothing is broken by it, and no delivery fails');
    await expect(dialog(page).getByRole('list', { name: 'Findings' })).toContainText(
      'orders_status: dimension is not used',
    );
  }
  await page.goto('/validation?weight=error');
  await expect(causes.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('only warn');
  await page.goto(`/validation?project=${project?.projectUuid}`);
  await page.getByRole('button', { name: 'Validate these projects' }).click();
  await dialog(page).getByRole('button', { name: 'Validate 1 project' }).click();
  await expect(dialog(page).getByText('Its findings are up to date.')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  const before = await found();
  expect(before.length).toBeGreaterThan(0);
  await expectNoAxeViolations(page);

  // One finding by its content, then all that is left by the selection.
  await causes.getByRole('row').nth(1).click();
  await expectNoAxeViolations(page);
  const finding = dialog(page).getByRole('list', { name: 'Findings' }).getByRole('listitem').first();
  await finding.getByRole('button', { name: /^Dismiss/ }).click();
  await dialog(page, 'Dismiss findings').getByRole('button', { name: 'Dismiss 1 finding' }).click();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect.poll(async () => (await found()).length).toBe(before.length - 1);

  if (before.length > 1) {
    await causes.getByRole('checkbox', { name: /^Select all/ }).check();
    await selectionBar(page).getByRole('button', { name: 'Dismiss' }).click();
    await dialog(page)
      .getByRole('button', { name: /^Dismiss \d+ finding/ })
      .click();
    await dialog(page).getByRole('button', { name: 'Done' }).click();
  }
  await page.reload();
  await expect(causes).toBeHidden();
  expect(await found()).toEqual([]);
});
