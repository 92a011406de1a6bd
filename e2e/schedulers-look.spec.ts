import { dialog, openFilter, selectionBar } from './support/pages';
import { open, table, TALL } from './support/schedulers';
import { expect, test } from './support/test';

test.use({ organizationOptions: { schedulers: 24, projects: 3 } });

test('sending many names those without a target and those with external recipients', async ({ page, signInAs }) => {
  await page.setViewportSize(TALL);
  await signInAs('admin');
  await open(page, '?state=skipped');
  const skipped = await table(page)
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
  for (const name of new Set([skipped, leaving]))
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  await selectionBar(page).getByRole('button', { name: 'Send now' }).click();
  const paragraph = dialog(page).getByRole('status').getByRole('paragraph');
  await expect(
    paragraph
      .filter({ hasText: skipped })
      .filter({ hasText: 'skipped, because the owner cannot sign in. “Send now” sends' }),
  ).toBeVisible();
  await expect(paragraph.filter({ hasText: leaving }).filter({ hasText: 'outside the organization' })).toBeVisible();
});

test('the page of one counts its runs and marks what was not reached, the filters narrow the coming week too, and narrow the list begins high', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await test.step('the page of one counts the runs that have begun, as its timeline does', async () => {
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

  await test.step('a target that the last run did not reach is marked, with the reason', async () => {
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

  await test.step('the filters narrow the coming week too, and an hour lists what is due in it', async () => {
    await open(page, '?sort=-pain&state=silent');
    // What the addresses of an older console ask for is left out.
    await expect(table(page).getByRole('row').nth(1)).toContainText('Failing');
    const views = page.getByRole('navigation', { name: 'Views of the schedulers' });
    await views.getByRole('link', { name: 'Coming week' }).click();
    await expect(page).toHaveURL(/view=week/);
    const panel = page.getByRole('region', { name: 'The coming week' });
    const due = async () =>
      Number(/([\d,]+) runs? due/.exec(await panel.getByRole('heading').first().innerText())?.[1]);
    const whole = await due();
    await (await openFilter(page, 'Format')).getByRole('checkbox', { name: /^CSV/ }).check();
    await page.keyboard.press('Escape');
    await expect.poll(due).toBeLessThan(whole);
    await panel
      .getByRole('gridcell', { name: /: [1-9]\d* due/ })
      .first()
      .click();
    await expect(panel.getByRole('status')).toContainText(/runs? due/);
    const [first] = await panel.getByRole('list').getByRole('link').all();
    const name = (await first?.innerText()) ?? '';
    await views.getByRole('link', { name: 'List' }).click();
    await expect(page).toHaveURL(/format=csv/);
    await expect(table(page).getByRole('link', { name, exact: true }).first()).toBeVisible();
  });

  await test.step('narrow, the list begins in the upper third of the window', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page);
    const box = await table(page).boundingBox();
    expect(box?.y ?? Infinity).toBeLessThan(340);
  });
});
