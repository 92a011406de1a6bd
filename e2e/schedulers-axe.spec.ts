import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, pageAction } from './support/pages';
import { expect, test } from './support/test';
import { wireOf, open, found } from './support/schedulers';

test.use({ organizationOptions: { schedulers: 24, projects: 3 } });

test('the list of schedulers has no accessibility violations', async ({ page, signInAs }) => {
  await signInAs('admin');
  await open(page);
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Coming week' }).click();
  await expect(page.getByRole('grid', { name: 'Runs due by day and hour' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Project time zone' }).click();
  await expect(dialog(page)).toBeVisible();
  await expectNoAxeViolations(page);
});

test('the page of a scheduler and its dialogs have no accessibility violations', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { schedulerUuid } = found(
    await wireOf(request, identityOf(organization, 'admin')).all(),
    ({ enabled, targets }) => enabled && targets.length > 0,
  );
  await signInAs('admin');
  await page.goto(`/schedulers/${schedulerUuid}`);
  await expect(page.getByRole('img', { name: /^Timeline/ })).toBeVisible();
  await expectNoAxeViolations(page);
  for (const name of ['Edit', 'Send now', 'Delete…']) {
    await (name === 'Delete…' ? await pageAction(page, name) : page.getByRole('button', { name, exact: true })).click();
    await expect(dialog(page)).toBeVisible();
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
  }
});
