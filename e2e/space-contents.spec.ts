import { expectNoAxeViolations } from './support/axe';
import { dialog, toast } from './support/pages';
import { expect, test } from './support/test';
import { readerOf } from './support/things';

test('a chart moves to another space, with the change of readers said first @both', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const read = readerOf(request, organization);
  const [first] = await read<{ projectUuid: string }[]>('/v1/org/projects');
  const project = first?.projectUuid ?? '';
  const charts = () =>
    read<{ uuid: string; name: string; spaceUuid: string; source: string }[]>(`/v1/projects/${project}/charts`);
  const spaces = await read<{ uuid: string; name: string }[]>(`/v1/projects/${project}/spaces`);
  const chart = (await charts()).find(({ source }) => source === 'dbt_explore');
  const target = spaces.find(({ uuid }) => uuid !== chart?.spaceUuid);
  if (!chart || !target) throw new Error('There is nothing to move, or nowhere to move it.');

  await signInAs('admin');
  await page.goto(`/projects/${project}/spaces/${chart.spaceUuid}?show=contents`);
  const list = page.getByRole('region', { name: /^Charts/ });
  await expectNoAxeViolations(page);
  await list
    .getByRole('button', { name: `Move ${chart.name}`, exact: true })
    .first()
    .click();
  await dialog(page).getByRole('combobox', { name: 'To the space' }).click();
  await page.getByRole('option', { name: target.name }).first().click();
  await expect(
    dialog(page)
      .getByText(/May (not )?read it|The same people may read it/)
      .first(),
  ).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Move', exact: true }).click();
  await expect(toast(page, 'Moved')).toBeVisible();
  const others = (await charts()).filter(({ name, spaceUuid }) => name === chart.name && spaceUuid === chart.spaceUuid);
  await page.reload();
  await expect(list).toBeVisible();
  await expect(list.getByRole('button', { name: `Move ${chart.name}`, exact: true })).toHaveCount(others.length);
});
