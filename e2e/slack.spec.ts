import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, signInByToken, toast } from './support/pages';
import { found, wireOf } from './support/schedulers';
import { expect, test } from './support/test';

test.use({ organizationOptions: { schedulers: 24, projects: 3, hasSlack: true } });

test('an admin sets where failures are told in Slack; a viewer and a token are told why they cannot @both', async ({
  page,
  signInAs,
  organization,
}) => {
  await signInAs('admin');
  await page.goto('/settings/integrations');
  const slack = page.getByRole('region', { name: 'Slack' });
  await expect(slack).toContainText(/Told in #\w+/);
  await slack.getByRole('button', { name: 'Edit Slack' }).click();
  const picture = dialog(page).getByLabel('Address of the picture');
  await picture.fill('http://example.com/a.png');
  await expect(dialog(page)).toContainText('Type an address that begins with https://');
  await picture.fill('');
  await dialog(page).getByRole('combobox', { name: 'Failures are told in' }).click();
  await page.getByRole('option', { name: 'No channel' }).click();
  await expectNoAxeViolations(page);
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, 'Slack changed')).toBeVisible();
  await page.reload();
  await expect(slack).toContainText('Told in no channel');
  await expectNoAxeViolations(page);

  await page.context().clearCookies();
  await page.goto('/sign-in?next=/settings/integrations');
  await signInByToken(page, identityOf(organization, 'viewer').token);
  await expect(slack).toContainText('Connected');
  await expect(slack.getByRole('button', { name: 'Edit Slack' })).toHaveCount(0);
});

test('a target in Slack is added by its name, and one that is gone says so and stays', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const admin = identityOf(organization, 'admin');
  const wire = wireOf(request, admin);
  const one = found(await wire.all(), ({ targets, format }) => format === 'csv' && targets.length > 0);
  const answer = await request.get('/api/v1/slack/channels', { headers: { authorization: `ApiKey ${admin.token}` } });
  const channels = ((await answer.json()) as { results: { id: string; name: string }[] }).results;
  const free = found(channels, ({ id }) => !one.targets.some(({ channel }) => channel === id));
  await signInAs('admin');
  await page.goto(`/schedulers/${one.schedulerUuid}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog(page).getByLabel('Kind of target').selectOption('Slack');
  const channel = dialog(page).getByLabel('Slack channel to add');
  await expect(channel).toHaveAttribute('placeholder', '#channel, or its id');
  await channel.fill(free.name.slice(1));
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('button', { name: `Remove ${free.name}` })).toBeVisible();
  await channel.fill('C0GONE00001');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('listitem').filter({ hasText: 'C0GONE00001' })).toContainText(
    'gone, or not shown to Lightdash',
  );
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(page)).toBeHidden();
  const now = (await wire.one(one.schedulerUuid)).targets.map((target) => target.channel);
  expect(now).toEqual(expect.arrayContaining([free.id, 'C0GONE00001']));
});
