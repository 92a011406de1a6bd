import { dialog, selectionBar } from './support/pages';
import { open, table, TALL } from './support/schedulers';
import { expect, test } from './support/test';

test.use({ organizationOptions: { schedulers: 24, projects: 3 } });

test('sending many names those without a target and those with external recipients', async ({ page, signInAs }) => {
  await page.setViewportSize(TALL);
  await signInAs('admin');
  await open(page, '?state=silent');
  const silent = await table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
    .first()
    .getByRole('link')
    .innerText();
  await open(page, '?state=external');
  const leaving = await table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
    .first()
    .getByRole('link')
    .innerText();
  await open(page);
  for (const name of new Set([silent, leaving]))
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  await selectionBar(page).getByRole('button', { name: 'Send now' }).click();
  const paragraph = dialog(page).getByRole('status').getByRole('paragraph');
  await expect(
    paragraph
      .filter({ hasText: silent })
      .filter({ hasText: 'silent, because the owner cannot sign in. “Send now” sends' }),
  ).toBeVisible();
  await expect(paragraph.filter({ hasText: leaving }).filter({ hasText: 'outside the organization' })).toBeVisible();
});

test('narrow, the list begins in the upper third of the window', async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs('admin');
  await open(page);
  const box = await table(page).boundingBox();
  expect(box?.y ?? Infinity).toBeLessThan(340);
});

test('the page of one counts the runs that have begun, as its timeline does', async ({ page, signInAs }) => {
  await signInAs('admin');
  await open(page);
  await table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('img', { name: /\d run/ }) })
    .first()
    .getByRole('link')
    .click();
  const runs = page.getByRole('region', { name: /^Runs of the last seven days/ });
  const items = runs.getByRole('list').first().locator(':scope > li');
  // Both read in one go: the log is read again while somebody looks, and a run may begin in between.
  await expect(async () => {
    const [heading, statuses] = await Promise.all([
      runs.getByRole('heading', { name: /^Runs of the last seven days/ }).innerText(),
      items.locator('summary').allInnerTexts(),
    ]);
    const [, begun, toCome = '0'] = /days\s+(\d+(?:,\d{3})*)(?:, and (\d+) to come)?/.exec(heading) ?? [];
    const [past, future] = [begun, toCome].map((digits) => Number(digits?.replaceAll(',', '')));
    expect(statuses.filter((text) => text.includes('To come'))).toHaveLength(future ?? NaN);
    expect(statuses).toHaveLength(Math.min(20, (past ?? NaN) + (future ?? NaN)));
  }).toPass();
});

test('a target that the last run did not reach is marked, with the reason', async ({ page, signInAs }) => {
  await signInAs('admin');
  await open(page, '?state=partly-failing');
  await table(page)
    .getByRole('row')
    .filter({ hasText: /\d e-mails|e-mail and|,/ })
    .first()
    .getByRole('link')
    .click();
  const targets = page.getByRole('region', { name: /^Targets/ });
  await expect(targets.getByRole('heading')).toContainText('1 not reached by the last run');
  await expect(targets.getByRole('listitem').filter({ hasText: 'Not reached' })).toHaveCount(1);
  await expect(page.getByRole('main')).toContainText(/did not reach 1 of \d targets?\./);
});
