import type { Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expect, test } from './support/test';
import {
  dialog,
  expectRow,
  memberRow,
  membersTable,
  namesShown,
  openMembers,
  openRowDialog,
  result,
  searchBox,
  selectionBar,
  selectMembers,
} from './support/pages';

const WRITE = '/roles/assignments/user/';
const refused = {
  status: 'error',
  error: { statusCode: 500, name: 'UnexpectedServerError', message: 'Something went wrong.', data: {} },
};

const button = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true });

/** Opens the dialog that gives the selected members a role. */
async function changeTo(page: Page, role: string): Promise<void> {
  await selectionBar(page).getByRole('button', { name: 'Change role' }).click();
  await dialog(page)
    .getByRole('radio', { name: new RegExp(`^${role} `) })
    .check();
}

test.beforeEach(async ({ page, signInAs }) => {
  await signInAs('admin');
  await openMembers(page);
});

test.describe('changing many roles', () => {
  test('shows each change first, and a result for each; one that fails can be tried again, one whose answer was lost is checked', async ({
    page,
    organization,
    faults,
  }) => {
    await test.step('each change first, and a result for each', async () => {
      await selectMembers(page, 'Layla Haddad', 'Mateo Quispe', 'Émile Okonkwo');
      await selectionBar(page).getByRole('button', { name: 'Change role' }).click();
      await expect(dialog(page)).toHaveAccessibleName('Change the role of 3 members');
      await expect(button(page, 'Change roles')).toBeDisabled();
      await expect(button(page, 'Change roles')).toHaveAccessibleDescription('Choose a role first.');
      await dialog(page)
        .getByRole('radio', { name: /^Editor / })
        .check();
      await expect(result(page, 'Layla Haddad')).toContainText('Viewer → Editor');
      await expect(result(page, 'Émile Okonkwo')).toContainText('Already has this role.');
      await button(page, 'Make 2 editor').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 members changed');
      await expect(result(page, 'Layla Haddad').getByRole('img', { name: 'Done' })).toBeVisible();
      await button(page, 'Done').click();
      await expectRow(page, 'Layla Haddad', 'Editor');
      await expectRow(page, 'Mateo Quispe', 'Editor');
      await page.reload();
      await expect(membersTable(page)).toBeVisible();
      await expectRow(page, 'Mateo Quispe', 'Editor');
    });

    await test.step('continues when one fails, and that one can be tried again', async () => {
      await openMembers(page);

      const layla = identityOf(organization, 'viewer');
      await faults({
        method: 'POST',
        path: WRITE + layla.userUuid,
        fault: { kind: 'status', status: 500, body: refused },
      });
      const writes: string[] = [];
      page.on('request', (call) => call.method() === 'POST' && writes.push(call.url()));
      await selectMembers(page, 'Layla Haddad', 'Mateo Quispe', 'Ingrid Sørensen');
      await changeTo(page, 'Developer');
      await button(page, 'Make 3 developer').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 3 members changed · 1 failed');
      await expect(result(page, 'Layla Haddad').getByRole('img', { name: 'Failed' })).toBeVisible();
      await expect(result(page, 'Layla Haddad')).toContainText('The server failed.');
      await expect(result(page, 'Mateo Quispe').getByRole('img', { name: 'Done' })).toBeVisible();
      await button(page, 'Try 1 member again').click();
      await expect(dialog(page).getByRole('status')).toHaveText('3 of 3 members changed');
      expect(writes).toHaveLength(4);
      await button(page, 'Done').click();
      await expectRow(page, 'Layla Haddad', 'Developer');
    });

    await test.step('checks one whose answer was lost instead of repeating it', async () => {
      await openMembers(page);

      const layla = identityOf(organization, 'viewer');
      await faults({ method: 'POST', path: WRITE + layla.userUuid, fault: { kind: 'drop', when: 'after' } });
      await selectMembers(page, 'Layla Haddad', 'Mateo Quispe');
      await changeTo(page, 'Viewer');
      await button(page, 'Make 2 viewer').click();
      await expect(dialog(page).getByRole('status')).toHaveText('1 of 2 members changed · 1 not known');
      await expect(result(page, 'Layla Haddad')).toContainText('Not known whether this was saved.');
      await expect(dialog(page).getByRole('button', { name: /again/ })).toHaveCount(0);
      await button(page, 'Check 1 unknown one').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 members changed');
      await expect(result(page, 'Layla Haddad')).toContainText('It was carried out.');
    });
  });

  test('pauses when two answers are lost, says so, and goes on when asked', async ({ page, faults, endFaults }) => {
    const writes: string[] = [];
    page.on('request', (call) => call.method() === 'POST' && call.url().includes(WRITE) && writes.push(call.url()));
    await faults({ method: 'POST', path: WRITE, fault: { kind: 'drop', when: 'before' }, times: 100 });
    await page.getByRole('checkbox', { name: 'Select all 25' }).check();
    await page.getByRole('checkbox', { name: 'Select David Attenborough' }).uncheck();
    await changeTo(page, 'Developer');
    const start = dialog(page).getByRole('button', { name: /^Make \d+ developer$/ });
    const total = Number((await start.innerText()).match(/\d+/)?.[0]);
    await start.click();
    await expect(dialog(page).getByRole('alert')).toContainText('Paused, because answers were lost');
    // Six are under way at once; two lost answers let at most four others come to their end.
    expect(writes.length).toBeLessThan(9);
    const lost = writes.length;
    await expect(dialog(page).getByRole('status')).toHaveText(
      `0 of ${total} members changed · ${lost} not known · ${total - lost} not started`,
    );
    // Nothing has been answered, so nothing of the bar is filled.
    await expect(dialog(page).getByRole('progressbar')).toHaveJSProperty('value', 0);
    await endFaults();
    await button(page, `Go on with ${total - lost} members`).click();
    await expect(dialog(page).getByRole('status')).toHaveText(
      `${total - lost} of ${total} members changed · ${lost} not known`,
    );
    await expect(dialog(page).getByRole('alert')).toHaveCount(0);
    await button(page, `Check ${lost} unknown ones`).click();
    await expect(dialog(page).getByRole('status')).toHaveText(
      `${total - lost} of ${total} members changed · ${lost} failed`,
    );
  });

  test('stops on demand, and can be continued', async ({ page, request, organization }) => {
    const { organizationUuid } = organization;
    const developersNow = async () =>
      (await apiAs(request, identityOf(organization, 'admin')).members()).filter(({ role }) => role === 'developer')
        .length;
    const before = await developersNow();
    const total = 24 - before;
    await page.getByRole('checkbox', { name: 'Select all 25' }).check();
    await page.getByRole('checkbox', { name: 'Select David Attenborough' }).uncheck();
    await changeTo(page, 'Developer');
    await request.post('/sandbox/latency', { data: { organizationUuid, ms: 500 } });
    await button(page, `Make ${total} developer`).click();
    await expect(dialog(page).getByRole('status')).toHaveText(/^[1-9]\d? of \d+ members changed/);
    await button(page, 'Stop').click();
    await expect(dialog(page).getByRole('status')).toHaveText(/^\d+ of \d+ members changed · \d+ not started$/);
    const [, done, left] =
      (await dialog(page).getByRole('status').innerText()).match(/^(\d+) of \d+ .* (\d+) not started$/) ?? [];
    expect(Number(done) + Number(left)).toBe(total);
    await request.post('/sandbox/latency', { data: { organizationUuid, ms: 0 } });
    expect(await developersNow()).toBe(before + Number(done));
    await button(page, `Try ${left} members again`).click();
    await expect(dialog(page).getByRole('status')).toHaveText(`${total} of ${total} members changed`);
  });

  test('a selection survives sorting and filtering, is exported by itself, and is added to a group; no choice leaves the organization without an admin', async ({
    page,
    request,
    organization,
  }) => {
    await test.step('it survives sorting and filtering', async () => {
      await selectMembers(page, 'Layla Haddad', 'Mateo Quispe');
      await membersTable(page).getByRole('columnheader', { name: 'E-mail' }).getByRole('button').click();
      await expect(page.getByRole('checkbox', { name: 'Select Layla Haddad' })).toBeChecked();
      await expect(page.getByRole('checkbox', { name: 'Select Mateo Quispe' })).toBeChecked();
      await searchBox(page).fill('okonkwo');
      await expect(selectionBar(page)).toHaveAccessibleName('2 members selected');
      await searchBox(page).fill('');
      await expect(page.getByRole('checkbox', { name: 'Select Layla Haddad' })).toBeChecked();
    });

    await test.step('it is exported by itself', async () => {
      await selectMembers(page, 'Layla Haddad', 'Mateo Quispe');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        selectionBar(page).getByRole('button', { name: 'Export' }).click(),
      ]);
      const stream = await file.createReadStream();
      const text = Buffer.concat(await stream.toArray()).toString('utf8');
      expect(text.trimEnd().split('\r\n')).toHaveLength(3);
      expect(text).toContain('Layla Haddad');
      expect(await namesShown(page)).toHaveLength(25);
    });

    await test.step('added to a group, it leaves out who is in it already', async () => {
      const api = apiAs(request, identityOf(organization, 'admin'));
      const finance = (await api.groups()).find(({ name }) => name === 'Finance');
      if (!finance) throw new Error('The organization has no group Finance.');
      await api.addToGroup(finance.uuid, identityOf(organization, 'viewer').userUuid);
      await page.reload();
      await expect(memberRow(page, 'Layla Haddad')).toContainText('Finance');
      await selectMembers(page, 'Layla Haddad', 'Mateo Quispe', 'Ingrid Sørensen');
      await selectionBar(page).getByRole('button', { name: 'Add to a group' }).click();
      await expect(button(page, 'Add')).toHaveAccessibleDescription('Choose a group first.');
      await dialog(page).getByRole('combobox', { name: 'Group' }).fill('finan');
      await page.getByRole('option', { name: 'Finance', exact: true }).click();
      await expect(result(page, 'Layla Haddad')).toContainText('Already in this group.');
      await button(page, 'Add 2 members').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 members added');
      await button(page, 'Done').click();
      await expectRow(page, 'Mateo Quispe', 'Finance');
      await expectRow(page, 'Ingrid Sørensen', 'Finance');
      expect(await api.groupMembers(finance.uuid)).toContain(identityOf(organization, 'member').userUuid);
    });

    await test.step('one member is added from the row', async () => {
      await openRowDialog(page, 'Mateo Quispe', 'Add to a group…');
      await expect(dialog(page)).toHaveAccessibleName('Add Mateo Quispe to a group');
      await dialog(page).getByRole('combobox', { name: 'Group' }).click();
      await page.getByRole('option', { name: 'All employees' }).click();
      await button(page, 'Add 1 member').click();
      await expect(dialog(page).getByRole('status')).toHaveText('1 of 1 member added');
      await button(page, 'Done').click();
      await expectRow(page, 'Mateo Quispe', 'All employees');
    });

    await test.step('the organization is never left without an admin', async () => {
      const api = apiAs(request, identityOf(organization, 'admin'));
      await api.changeRole(identityOf(organization, 'developer').userUuid, 'admin');
      await page.reload();
      await expectRow(page, 'Grace Nakamura', 'Admin');
      await selectMembers(page, 'David Attenborough', 'Grace Nakamura');
      await changeTo(page, 'Viewer');
      await expect(
        dialog(page).getByText(
          'Nobody would be left as an admin. Keep an active admin, or make somebody else one first.',
        ),
      ).toBeVisible();
      await expect(button(page, 'Make 2 viewer')).toBeDisabled();
      await button(page, 'Make 2 viewer').click({ force: true });
      await button(page, 'Cancel').click();
      expect((await api.members()).filter(({ role }) => role === 'admin')).toHaveLength(2);
    });
  });
});

test.describe('adding to a group', () => {});

test.describe('a selection', () => {});

test.describe('invitations', () => {
  test.use({ organizationOptions: { members: 400 } });

  test('that wait are sent again in two clicks from the overview, and withdrawn, many at once and one from its row', async ({
    page,
    request,
    organization,
  }) => {
    await test.step('sent again in two clicks from the overview, with links to copy', async () => {
      const sent: string[] = [];
      page.on('request', (call) => {
        if (call.method() === 'POST' && call.url().endsWith('/invite-links'))
          sent.push((call.postDataJSON() as { email: string }).email);
      });
      await page.goto('/overview');
      const waiting = page.getByRole('listitem').filter({ hasText: /^\D*\d+ invitations have waited/ });
      const total = Number((await waiting.innerText()).match(/(\d+) invitations/)?.[1]);
      expect(total).toBeGreaterThan(1);
      await waiting.getByRole('button', { name: `Resend ${total}` }).click();
      await button(page, `Resend ${total} invitations`).click();
      await expect(dialog(page).getByRole('status')).toHaveText(`${total} of ${total} invitations sent again`);
      expect(new Set(sent).size).toBe(total);
      const links = dialog(page).getByRole('region', { name: 'Invitation links' });
      await expect(links.getByRole('button', { name: `Copy all ${total}` })).toBeVisible();
      await expect(links.getByRole('button', { name: `Copy the link of ${sent[0]}`, exact: true })).toBeVisible();
      await button(page, 'Done').click();
    });

    await test.step('many are withdrawn at once, and one from its row', async () => {
      const api = apiAs(request, identityOf(organization, 'admin'));
      const before = (await api.members()).length;
      await openMembers(page, '?status=pending');
      const [first = '', second = '', third = ''] = await namesShown(page);
      await selectMembers(page, first, second);
      await selectionBar(page).getByRole('button', { name: 'Withdraw invitations' }).click();
      await expect(dialog(page)).toHaveAccessibleName('Withdraw 2 invitations');
      await button(page, 'Withdraw 2 invitations').click();
      await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 invitations withdrawn');
      await button(page, 'Done').click();
      for (const name of [first, second]) await expect(memberRow(page, name)).toHaveCount(0);
      await page.getByRole('button', { name: `Actions for ${third}`, exact: true }).click();
      await page.getByRole('menuitem', { name: 'Withdraw the invitation…' }).click();
      await button(page, 'Withdraw invitation').click();
      await expect(memberRow(page, third)).toHaveCount(0);
      expect(await api.members()).toHaveLength(before - 3);
    });
  });
});

test('many members are removed after their number was typed, and never oneself', async ({
  page,
  request,
  organization,
}) => {
  const api = apiAs(request, identityOf(organization, 'admin'));
  const before = await api.members();
  await selectMembers(page, 'David Attenborough', 'Layla Haddad', 'Mateo Quispe', 'Ingrid Sørensen');
  await selectionBar(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog(page)).toContainText('their scheduled deliveries are deleted');
  await expect(result(page, 'David Attenborough')).toContainText('This is you.');
  await expect(button(page, 'Remove 3 members')).toHaveAccessibleDescription('Type the number first.');
  await dialog(page).getByLabel('Type how many are removed to confirm').fill('3');
  await button(page, 'Remove 3 members').click();
  await expect(dialog(page).getByRole('status')).toHaveText('3 of 3 members removed');
  await button(page, 'Done').click();
  await expect(memberRow(page, 'Layla Haddad')).toHaveCount(0);
  expect(await api.members()).toHaveLength(before.length - 3);
});
