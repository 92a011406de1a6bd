import { apiAs, identityOf } from './support/api';
import { expect, test } from './support/test';
import {
  dialog,
  expectCount,
  filterChip,
  memberRow,
  membersTable,
  openMembers,
  openRowDialog,
  openRowMenu,
} from './support/pages';

// Which role may do what: src/domain/permissions.test.ts.
test('somebody who may not invite or change anybody sees everybody, and why there is nothing to do, nor names of groups', async ({
  page,
  signInAs,
  request,
  organization,
}) => {
  await test.step('everybody, and nothing to do', async () => {
    await signInAs('interactive_viewer');
    await openMembers(page);
    await expectCount(page, '25');
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
    const invite = page.getByRole('button', { name: 'Invite members' });
    await expect(invite).toBeDisabled();
    await expect(invite).toHaveAccessibleDescription('Only admins can invite people. You are an interactive viewer.');
    await invite.click({ force: true });
    await expect(dialog(page)).toBeHidden();
    await expect(page.getByRole('alert')).toHaveCount(0);

    await test.step('the longest name of a role is whole in the sidebar', async () => {
      const text = page.getByRole('navigation', { name: 'Places' }).getByText('Interactive viewer · by session');
      await expect(text).toBeVisible();
      expect(await text.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    });
  });

  await test.step('a viewer sees how many groups somebody is in, and why their names are missing', async () => {
    await page.goto('about:blank');

    const api = apiAs(request, identityOf(organization, 'admin'));
    const { userUuid } = identityOf(organization, 'member');
    const groups = await api.groups();
    for (const { uuid } of groups.slice(0, 3)) await api.addToGroup(uuid, userUuid);
    await signInAs('viewer');
    await openMembers(page);
    const cell = memberRow(page, 'Mateo Quispe').getByText('3 groups');
    await expect(cell).toHaveAttribute('title', 'Only admins can see the names of groups.');
    await expect(filterChip(page, 'Group')).toBeHidden();
    await expect(filterChip(page, 'Status')).toBeVisible();
  });
});

test.describe('an admin', () => {
  test('is named in the table, has every action, and after losing the role meanwhile sees one calm refusal', async ({
    page,
    signInAs,
    request,
    organization,
  }) => {
    await signInAs('admin');
    await test.step('is named in the table, and has every action', async () => {
      await openMembers(page);
      await expect(memberRow(page, 'David Attenborough')).toContainText('you');
      const menu = await openRowMenu(page, 'Layla Haddad');
      for (const name of [
        'Open',
        'Copy e-mail address',
        'Change role…',
        'Add to a group…',
        'Remove from the organization…',
      ]) {
        await expect(menu.getByRole('menuitem', { name, exact: true })).toBeEnabled();
      }
    });

    await test.step('who lost the admin role in the meantime sees one calm refusal', async () => {
      const boss = identityOf(organization, 'developer');
      const admin = identityOf(organization, 'admin');
      await apiAs(request, admin).changeRole(boss.userUuid, 'admin');
      await openMembers(page);
      await openRowDialog(page, 'Layla Haddad', 'Change role…');
      await apiAs(request, boss).changeRole(admin.userUuid, 'viewer');
      await dialog(page)
        .getByRole('radio', { name: /^Editor/ })
        .check();
      await dialog(page).getByRole('button', { name: 'Change role' }).click();
      await expect(dialog(page).getByRole('alert')).toHaveText(
        'Not allowedYou do not have permission to manage this organization.',
      );
      await expect(page.getByRole('alert')).toHaveCount(1);
      await expect(dialog(page).getByRole('radio', { name: /^Editor/ })).toBeChecked();
      await dialog(page).getByRole('button', { name: 'Cancel' }).click();
      await page.reload();
      await expect(membersTable(page)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Invite members' })).toBeDisabled();
    });
  });
});
