import { readFile } from 'node:fs/promises';
import { identityOf } from './support/api';
import { dialog, openFilter, result, selectionBar, toast } from './support/pages';
import { expect, test } from './support/test';
import { wireOf, table, row, action, TALL, open, found, callsOf } from './support/schedulers';

test.use({ organizationOptions: { schedulers: 24, projects: 3 } });

test(
  'the list is complete and shows problems first; one is opened by keyboard, and its page shows its runs',
  { tag: '@both' },
  async ({ page, request, organization, signInAs }) => {
    await signInAs('admin');
    await test.step('the list, and its filters', async () => {
      await open(page);
      const all = await wireOf(request, identityOf(organization, 'admin')).all();
      await expect(
        page
          .getByRole('main')
          .getByRole('status')
          .filter({ hasText: String(all.length) }),
      ).toBeVisible();
      await expect(table(page).getByRole('row').nth(1)).not.toContainText('all well');

      await (await openFilter(page, 'State')).getByRole('checkbox', { name: /^Skipped/ }).check();
      await expect(page).toHaveURL(/state=skipped/);
      await page.keyboard.press('Escape');
      await expect(table(page).getByRole('row').nth(1)).toContainText('Deactivated');
      await page.reload();
      await expect(table(page).getByRole('row').nth(1)).toContainText('Skipped');
      await page.keyboard.press('/');
      await page.keyboard.type('no such thing');
      await expect(page.getByRole('heading', { name: 'No scheduler matches' })).toBeVisible();
    });

    await test.step('the page of one', async () => {
      await open(page, '?state=failing,partly-failing');
      const first = table(page).getByRole('row').nth(1);
      const name = await first.getByRole('link').innerText();
      await first.focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expect(page.getByRole('img', { name: /^Timeline by your clock/ })).toBeVisible();
      await page.getByRole('checkbox', { name: /failed one/ }).check();
      const run = page
        .getByRole('group')
        .filter({ hasText: /failed/i })
        .first();
      await run.locator('summary').click();
      await expect(run).toHaveAttribute('open', '');
      await page.getByRole('link', { name: 'Schedulers' }).first().click();
      await expect(page).toHaveURL(/\/schedulers$/);
    });
  },
);

test('a scheduler is not said to be on before its runs are in; next runs are told by its clock and the reader’s', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
}) => {
  await signInAs('admin');
  await faults({ path: '/schedulers/[^/]+/(runs|logs)', fault: { kind: 'delay', ms: 3_000 }, times: 3 });
  await page.goto('/schedulers');
  const rows = table(page).getByRole('row');
  await expect(rows.nth(1)).toContainText('Checking');
  await expect(rows.filter({ hasText: /On, all well|Failing/ })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'Checking' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'On, all well' })).not.toHaveCount(0);

  // The browser of the tests stands in UTC.
  const all = await wireOf(request, identityOf(organization, 'admin')).all();
  const away = found(all, ({ timezone, enabled }) => enabled && /^(America|Asia)\//.test(timezone ?? ''));
  await page.goto(`/schedulers/${away.schedulerUuid}`);
  await expect(page.getByText(/ at \d\d:\d\d (?!UTC).* \(.*\d\d:\d\d UTC for you\)/).first()).toBeVisible();
});

test.describe('with twelve projects', () => {
  test.use({ organizationOptions: { schedulers: 60, projects: 12 } });

  test(
    'the page makes two calls a project; time zones are read on demand',
    { tag: '@older' },
    async ({ page, request, organization, signInAs }) => {
      const all = await wireOf(request, identityOf(organization, 'admin')).all();
      expect(all.filter(({ timezone }) => !timezone)).not.toHaveLength(0);
      const calls = callsOf(page);
      await signInAs('admin');
      await open(page);
      await page.waitForLoadState('networkidle');
      expect(calls.length).toBeLessThanOrEqual(4 + 2 * 12);
      const zones = () => calls.filter((path) => path.startsWith('/api/v1/projects/'));
      expect(zones()).toEqual([]);

      await page.getByRole('button', { name: 'Show their next runs' }).click();
      await expect(page.getByRole('button', { name: 'Show their next runs' })).toHaveCount(0);
      expect(new Set(zones()).size).toBe(zones().length);
      expect(zones().length).toBeLessThanOrEqual(12);
      await expect(table(page)).not.toContainText('Project’s time zone');
    },
  );

  test('a file has the time zones that the list does without', async ({ page, signInAs }) => {
    await signInAs('admin');
    await open(page, '?state=well');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const [header = '', ...lines] = (await readFile(await (await download).path(), 'utf8'))
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n');
    const place = header.split(',').indexOf('Time zone');
    expect(place).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/,(UTC|[A-Z][a-z]+\/[A-Za-z_]+),/);
  });
});

test('one is switched off and, with another, on again; after a reload it stayed', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
}) => {
  test.slow();
  const wire = wireOf(request, identityOf(organization, 'admin'));
  const on = (await wire.all()).filter(({ enabled }) => enabled);
  const [one, two] = [found(on, () => true), found(on, ({ name }) => name !== on[0]?.name)];
  await page.setViewportSize(TALL);
  await signInAs('admin');
  await open(page);
  await action(page, one.name, 'Switch off…');
  await expect(dialog(page)).toContainText('Nothing is sent until somebody switches it on again.');
  await dialog(page).getByRole('button', { name: 'Switch off' }).click();
  await expect(result(page, one.name).getByRole('img', { name: 'Done' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(row(page, one.name)).toContainText('Off');
  expect((await wire.one(one.schedulerUuid)).enabled).toBe(false);

  for (const { name } of [one, two]) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  await selectionBar(page).getByRole('button', { name: 'Switch on' }).click();
  await expect(result(page, two.name)).toContainText('Already on.');
  await dialog(page).getByRole('button', { name: 'Switch on 1 scheduler' }).click();
  await expect(dialog(page)).toContainText('1 of 1 scheduler switched on');
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  expect((await wire.one(one.schedulerUuid)).enabled).toBe(true);
  await test.step('the time zone of a project is set after a warning', async () => {
    const { projectUuid, name } = found(await wire.projects(), () => true);
    await open(page);
    await page.getByRole('button', { name: 'Project time zone' }).click();
    await dialog(page).getByRole('combobox', { name: 'Project' }).fill(name);
    await page.getByRole('option', { name, exact: true }).click();
    await expect(dialog(page)).toContainText('Now ');
    await dialog(page).getByRole('combobox', { name: 'Time zone' }).fill('Pacific/Apia');
    await page.getByRole('option', { name: 'Pacific/Apia' }).click();
    await expect(dialog(page)).toContainText(/Lightdash rewrites the times of|No scheduler of this project/);
    await dialog(page).getByRole('button', { name: 'Set time zone' }).click();
    await expect(toast(page, 'Pacific/Apia')).toBeVisible();
    expect(await wire.zone(projectUuid)).toBe('Pacific/Apia');
  });
  await test.step('one is deleted after its name was typed; an answer that was lost is checked', async () => {
    await open(page, `?q=${encodeURIComponent(one.name)}`);
    await action(page, one.name, 'Delete…');
    const confirm = dialog(page).getByRole('button', { name: 'Delete scheduler' });
    await expect(confirm).toBeDisabled();
    await dialog(page).getByLabel('Type the name to confirm').fill(one.name);
    await faults({ method: 'DELETE', path: '/schedulers/', fault: { kind: 'drop', when: 'after' } });
    await confirm.click();
    await expect(dialog(page).getByRole('alert')).toContainText('Not known whether this was saved');
    await dialog(page).getByRole('button', { name: 'Check' }).click();
    await expect(toast(page, `${one.name} is gone.`)).toBeVisible();
    await expect(row(page, one.name)).toHaveCount(0);
    expect((await wire.all()).map(({ schedulerUuid }) => schedulerUuid)).not.toContain(one.schedulerUuid);
  });
});

test('a scheduler that failed and then was switched off by a person is not called switched off by the server', async ({
  page,
  signInAs,
}) => {
  await page.setViewportSize(TALL);
  await signInAs('admin');
  await open(page, '?state=failing');
  const failing = table(page).getByRole('row').filter({ hasText: 'is no longer in the data model' }).first();
  const name = await failing.getByRole('link').innerText();
  await failing.getByRole('link').click();
  await expect(
    page.getByText(/^(Remove the field from the chart|Build the chart on another table)\.$/).first(),
  ).toBeVisible();
  await expect(page.getByText('then switch the scheduler on again')).toHaveCount(0);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await dialog(page).getByRole('button', { name: 'Switch off' }).click();
  await expect(result(page, name).getByRole('img', { name: 'Done' })).toBeVisible();
  await open(page);
  await expect(row(page, name)).toContainText('Off');
  await expect(row(page, name)).not.toContainText('by the server');
});

test('a sending that was stopped is not known to be sent, until it is looked up; another person’s edit is not overwritten', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
}) => {
  await signInAs('admin');
  await test.step('a sending that was stopped', async () => {
    const wire = await wireOf(request, identityOf(organization, 'admin')).all();
    const one = found(wire, ({ enabled, targets, thresholds }) => enabled && targets.length > 0 && !thresholds?.length);
    await page.goto(`/schedulers/${one.schedulerUuid}`);
    await page.getByRole('button', { name: 'Send now' }).click();
    await expect(dialog(page)).not.toContainText('condition');
    await faults({ method: 'GET', path: '/schedulers/job/', fault: { kind: 'status', status: 500 }, times: 4 });
    await dialog(page).getByRole('button', { name: 'Send now' }).click();
    await expect(result(page, one.name).getByRole('img', { name: 'Not known' })).toBeVisible();
    await expect(dialog(page)).not.toContainText('1 of 1 scheduler sent');
    await expect(async () => {
      await dialog(page)
        .getByRole('button', { name: /^Check/ })
        .click();
      await expect(result(page, one.name)).toContainText(/carried out/, { timeout: 1_000 });
    }).toPass();
    await test.step('that it may not be sent is said of alerts only', async () => {
      const alert = found(wire, ({ thresholds }) => (thresholds?.length ?? 0) > 0);
      await page.goto(`/schedulers/${alert.schedulerUuid}`);
      await page.getByRole('button', { name: 'Send now' }).click();
      await expect(dialog(page)).toContainText('it is sent only when its condition holds');
    });
  });

  await test.step('another person’s edit is not overwritten', async () => {
    const admin = identityOf(organization, 'admin');
    const { schedulerUuid, enabled } = found(await wireOf(request, admin).all(), ({ format }) => format === 'csv');
    await page.goto(`/schedulers/${schedulerUuid}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await dialog(page).getByLabel('Name').fill('Mine');
    await request.patch(`/api/v1/schedulers/${schedulerUuid}/enabled`, {
      headers: { authorization: `ApiKey ${admin.token}` },
      data: { enabled: !enabled },
    });
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(dialog(page).getByRole('alert')).toContainText('Somebody has changed this scheduler meanwhile.');
    await expect(dialog(page).getByLabel('Name')).toHaveValue('Mine');
  });
});

test(
  'one is sent now, and followed to its end',
  { tag: '@both' },
  async ({ page, request, organization, signInAs }) => {
    const { schedulerUuid } = found(
      await wireOf(request, identityOf(organization, 'admin')).all(),
      ({ enabled, targets }) => enabled && targets.length > 0,
    );
    await signInAs('admin');
    await page.goto(`/schedulers/${schedulerUuid}`);
    await page.getByRole('button', { name: 'Send now' }).click();
    await dialog(page).getByRole('button', { name: 'Send now' }).click();
    await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 15_000 });
    await expect(dialog(page)).toContainText(/1 of 1 scheduler sent|1 failed/);
    await dialog(page).getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('group').filter({ hasText: 'just now' }).first()).toBeVisible();
  },
);

test(
  'an edit keeps what was not edited, and the webhook is seen nowhere',
  { tag: '@both' },
  async ({ page, request, organization, signInAs, secrets }) => {
    const wire = wireOf(request, identityOf(organization, 'admin'));
    const one = found(
      await wire.all(),
      ({ targets, format }) => format !== 'gsheets' && targets.some(({ webhook }) => webhook),
    );
    const webhooks = one.targets.flatMap(({ webhook }) => webhook ?? []);
    secrets.push(...webhooks);
    await signInAs('admin');
    await page.goto(`/schedulers/${one.schedulerUuid}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const save = dialog(page).getByRole('button', { name: 'Save' });
    await expect(save).toBeDisabled();
    await dialog(page).getByLabel('Repeats').selectOption('Custom (cron)');
    await dialog(page).getByLabel('Time rule (cron)').fill('*/5 * * * *');
    await expect(dialog(page)).toContainText('Once an hour is the most.');
    await expect(save).toBeDisabled();
    await dialog(page).getByLabel('Repeats').selectOption('Monday to Friday');
    await dialog(page).getByLabel('Hour', { exact: true }).selectOption('08');
    await dialog(page).getByLabel('Minute').selectOption('15');
    await expect(dialog(page)).toContainText('Monday to Friday at 08:15');
    await expect(dialog(page).getByRole('list', { name: 'Next runs' }).getByRole('listitem')).toHaveCount(3);
    await dialog(page).getByLabel('Name').fill('Renamed delivery');
    await dialog(page).getByLabel('E-mail address to add').fill('nobody');
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog(page).getByRole('alert')).toHaveText('This is not an e-mail address.');
    await dialog(page).getByLabel('E-mail address to add').fill('eve@audit.example');
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toContainText('outside the organization');
    await save.click();
    await expect(toast(page, 'Renamed delivery is changed.')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Renamed delivery' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Delivery' })).toContainText('Monday to Friday at 08:15');
    const after = await wire.one(one.schedulerUuid);
    expect(after.targets.flatMap(({ webhook }) => webhook ?? [])).toEqual(webhooks);
    expect(after.targets).toHaveLength(one.targets.length + 1);
    expect(after.timezone).toBe(one.timezone);
    expect(after.cron).toBe('15 8 * * 1-5');
  },
);

test('a recipient is replaced wherever it stands', async ({ page, request, organization, signInAs }) => {
  const wire = wireOf(request, identityOf(organization, 'admin'));
  const one = found(await wire.all(), ({ targets }) => targets.some(({ recipient }) => recipient));
  const recipient = one.targets.find((target) => target.recipient)?.recipient ?? '';
  await signInAs('admin');
  await open(page);
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await selectionBar(page).getByRole('button', { name: 'Replace a recipient' }).click();
  await dialog(page).getByRole('combobox', { name: 'Recipient to replace' }).fill(recipient);
  await expect(page.getByRole('option', { name: recipient })).toContainText(/\d$/);
  await page.getByRole('option', { name: recipient }).click();
  const going = (await wire.all()).filter(({ targets }) => targets.some((target) => target.recipient === recipient));
  await expect(dialog(page).getByRole('list', { name: 'What will be done' }).getByRole('listitem')).toHaveCount(
    going.length,
  );
  await dialog(page).getByLabel('New address').fill('New.Person@shop.example');
  await dialog(page)
    .getByRole('button', { name: /^Replace in/ })
    .click();
  await expect(dialog(page)).toContainText(/(\d+) of \1 schedulers? changed/);
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  const recipients = (await wire.all()).flatMap(({ targets }) => targets.map((target) => target.recipient));
  expect(recipients).not.toContain(recipient);
  expect(recipients).toContain('new.person@shop.example');
  await test.step('a Slack channel and a Teams webhook too, and the webhook is never shown', async () => {
    const all = await wire.all();
    const channel = all.flatMap(({ targets }) => targets.flatMap((target) => target.channel ?? []))[0] ?? '';
    const webhook = all.flatMap(({ targets }) => targets.flatMap((target) => target.webhook ?? []))[0] ?? '';
    const NEW_HOOK = 'https://teams.example.test/webhook/new-and-secret';
    const replace = async (option: string | RegExp, field: string, text: string) => {
      await selectionBar(page).getByRole('button', { name: 'Replace a recipient' }).click();
      await dialog(page).getByRole('combobox', { name: 'Recipient to replace' }).click();
      await page.keyboard.type(option instanceof RegExp ? 'Teams' : option);
      await page.getByRole('option', { name: option }).first().click();
      await dialog(page).getByLabel(field).fill(text);
      await dialog(page)
        .getByRole('button', { name: /^Replace in/ })
        .click();
      await expect(dialog(page)).toContainText(/(\d+) of \1 schedulers? changed/);
      await dialog(page).getByRole('button', { name: 'Done' }).click();
    };
    await replace(channel, 'New Slack channel', 'C0NEW00001');
    await replace(/^Teams/, 'New Teams webhook', NEW_HOOK);
    const now = (await wire.all()).flatMap(({ targets }) => targets);
    expect(now.map((target) => target.channel)).not.toContain(channel);
    expect(now.map((target) => target.channel)).toContain('C0NEW00001');
    expect(webhook).not.toBe('');
    expect(now.map((target) => target.webhook)).toContain(NEW_HOOK);
  });
});
