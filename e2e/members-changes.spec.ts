import type { Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expect, test } from './support/test';
import {
  dialog,
  expectCount,
  expectRow,
  memberRow,
  membersTable,
  openMembers,
  openRowDialog,
  openRowMenu,
  signIn,
  toast,
} from './support/pages';

/** The two ways in which a role is written: v2, and in 0.2110 v1 for `member`. */
const WRITE_V2 = '/roles/assignments/user/';
const WRITE_V1 = '^/api/v1/org/users/[^/]+$';

const choose = (page: Page, role: string) =>
  dialog(page)
    .getByRole('radio', { name: new RegExp(`^${role} `) })
    .check();
const submit = (page: Page) => dialog(page).getByRole('button', { name: 'Change role' });
const alert = (page: Page) => dialog(page).getByRole('alert');

test(
  'an admin signs in and changes a member’s role; after a reload it stayed',
  { tag: '@both' },
  async ({ page, organization }) => {
    await page.goto('/members');
    await signIn(page, identityOf(organization, 'admin'));
    await expectRow(page, 'Layla Haddad', 'Viewer');
    await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await choose(page, 'Editor');
    await submit(page).click();

    await expect(dialog(page)).toBeHidden();
    await expect(toast(page, 'Layla Haddad is now editor.')).toBeVisible();
    await expectRow(page, 'Layla Haddad', 'Editor');
    await page.reload();
    await expect(membersTable(page)).toBeVisible();
    await expectRow(page, 'Layla Haddad', 'Editor');
  },
);

test.describe('changing a role', () => {
  test.beforeEach(async ({ page, signInAs }) => {
    await signInAs('admin');
    await openMembers(page);
  });

  test('says first what it gives and takes, what somebody else did meanwhile, what never arrived, and that the role is one’s own', async ({
    page,
    request,
    organization,
    faults,
  }) => {
    await test.step('what it gives and takes, and that the only admin stays one', async () => {
      await openRowDialog(page, 'Émile Okonkwo', 'Change role…');
      await expect(dialog(page)).toHaveAccessibleName('Change the role of Émile Okonkwo');
      await expect(dialog(page).getByRole('radio', { name: /^Editor now/ })).toBeChecked();
      await expect(submit(page)).toBeDisabled();
      await expect(submit(page)).toHaveAccessibleDescription('Choose another role first.');
      await choose(page, 'Developer');
      await expect(dialog(page).getByRole('status').first()).toHaveText(
        'Will be able to run SQL, change and compile dbt projects and see how scheduled deliveries ran.',
      );
      await choose(page, 'Viewer');
      await expect(dialog(page).getByRole('status').first()).toContainText(
        'Will no longer be able to, unless a project or space grants it, explore',
      );
      await expect(dialog(page).getByRole('status').first()).not.toContainText('Will be able to');
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toBeHidden();
      await expectRow(page, 'Émile Okonkwo', 'Editor');

      await test.step('that of the only admin is not offered, with the reason', async () => {
        const menu = await openRowMenu(page, 'David Attenborough');
        for (const name of ['Change role…', 'Remove from the organization…']) {
          const item = menu.getByRole('menuitem', { name });
          await expect(item).toBeDisabled();
          await expect(item).toContainText('You are the only admin. Make somebody else an admin first.');
          await item.click({ force: true });
          await expect(dialog(page)).toBeHidden();
        }
      });
    });

    await test.step('a change of somebody else meanwhile: the choice is kept, and can be repeated', async () => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);

      const api = apiAs(request, identityOf(organization, 'admin'));
      const { userUuid } = identityOf(organization, 'viewer');
      await openRowDialog(page, 'Layla Haddad', 'Change role…');
      await api.changeRole(userUuid, 'developer');
      await choose(page, 'Editor');
      await submit(page).click();
      await expect(alert(page)).toContainText(
        'Somebody else has made this person developer meanwhile. Look again before you change it.',
      );
      await expect(dialog(page).getByRole('radio', { name: /^Editor/ })).toBeChecked();
      expect(await api.roleOf(userUuid)).toBe('developer');
      // The dialog now knows the present role, so that one decides on what is true.
      await expect(dialog(page).getByRole('radio', { name: /^Developer now/ })).toBeVisible();
      await submit(page).click();
      await expect(dialog(page)).toBeHidden();
      await expectRow(page, 'Layla Haddad', 'Editor');
    });

    await test.step('one that never reached the server is checked, and can be tried again', async () => {
      await faults({ method: 'POST', path: WRITE_V2, fault: { kind: 'drop', when: 'before' } });
      await openRowDialog(page, 'Layla Haddad', 'Change role…');
      await choose(page, 'Interactive viewer');
      await submit(page).click();
      await expect(alert(page)).toContainText('Not known whether this was saved');
      await alert(page).getByRole('button', { name: 'Check' }).click();
      await expect(alert(page)).toContainText('It was not saved');
      await submit(page).click();
      await expectRow(page, 'Layla Haddad', 'Interactive viewer');
    });

    await test.step('one’s own role: afterwards one sees what is left', async () => {
      await apiAs(request, identityOf(organization, 'admin')).changeRole(
        identityOf(organization, 'developer').userUuid,
        'admin',
      );
      await page.reload();
      await expectRow(page, 'Grace Nakamura', 'Admin');
      await openRowDialog(page, 'David Attenborough', 'Change role…');
      await expect(dialog(page).getByText('This is your own role')).toBeHidden();
      await choose(page, 'Viewer');
      await expect(
        dialog(page).getByText(
          'This is your own role. With a lower one you can’t manage members any more, nor take it back.',
        ),
      ).toBeVisible();
      await submit(page).click();
      await expectRow(page, 'David Attenborough', 'Viewer');
      await expect(page.getByRole('button', { name: 'Invite members' })).toBeDisabled();
      await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
    });
  });

  // On the newer Lightdash one way of writing serves all roles.
  test('to member works too', { tag: '@older' }, async ({ page, request, organization }) => {
    await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await choose(page, 'Member');
    await submit(page).click();
    await expectRow(page, 'Layla Haddad', 'Member');
    const { userUuid } = identityOf(organization, 'viewer');
    expect(await apiAs(request, identityOf(organization, 'admin')).roleOf(userUuid)).toBe('member');
  });

  // What is refused, and what is lost on the way, by every fault: e2e/fault-table-write.spec.ts, on the newer Lightdash.
  test(
    'whose answer is lost is not repeated but checked: it was saved',
    { tag: '@older' },
    async ({ page, faults }) => {
      const writes: string[] = [];
      page.on('request', (call) => call.method() !== 'GET' && writes.push(call.method()));
      for (const [role, method, path] of [
        ['Editor', 'POST', WRITE_V2],
        ['Member', 'PATCH', WRITE_V1],
      ] as const)
        await test.step(`to ${role.toLowerCase()}`, async () => {
          writes.splice(0);
          await faults({ method, path, fault: { kind: 'drop', when: 'after' } });
          await openRowDialog(page, 'Layla Haddad', 'Change role…');
          await choose(page, role);
          await submit(page).click();
          await expect(alert(page)).toContainText('Not known whether this was saved');
          expect(writes).toEqual([method]);
          await alert(page).getByRole('button', { name: 'Check' }).click();
          await expect(dialog(page)).toBeHidden();
          await expect(toast(page, `Layla Haddad is now ${role.toLowerCase()}.`)).toBeVisible();
          await expectRow(page, 'Layla Haddad', role);
          expect(writes).toEqual([method]);
        });
    },
  );
});

test.describe('removing a member', () => {
  const remove = (page: Page) => dialog(page).getByRole('button', { name: 'Remove member' });
  const typed = (page: Page) => dialog(page).getByRole('textbox', { name: 'Type the e-mail address to confirm' });

  test.beforeEach(async ({ page, request, organization, signInAs }) => {
    const api = apiAs(request, identityOf(organization, 'admin'));
    const groups = await api.groups();
    for (const { uuid } of groups.slice(0, 2)) await api.addToGroup(uuid, identityOf(organization, 'editor').userUuid);
    await signInAs('admin');
    await openMembers(page);
  });

  test('says what goes with them, wants the address typed, and is final', async ({ page, request, organization }) => {
    const { email, userUuid } = identityOf(organization, 'editor');
    await openRowDialog(page, 'Émile Okonkwo', 'Remove from the organization…');
    await expect(dialog(page).getByRole('listitem').filter({ hasText: '2 group memberships: ' })).toBeVisible();
    await expect(dialog(page).getByRole('listitem').filter({ hasText: 'No direct project grants' })).toBeVisible();
    await expect(
      dialog(page)
        .getByRole('listitem')
        .filter({ hasText: /\d scheduled deliver(y|ies), deleted with the account: \S/ }),
    ).toBeVisible();
    await expect(remove(page)).toBeDisabled();
    await expect(remove(page)).toHaveAccessibleDescription('Type the e-mail address first.');
    await typed(page).fill(email.slice(0, -1));
    await expect(remove(page)).toBeDisabled();
    await typed(page).fill(email.toUpperCase());
    await expect(remove(page)).toBeEnabled();
    await remove(page).click();

    await expect(toast(page, 'Émile Okonkwo is no longer in the organization.')).toBeVisible();
    await expect(memberRow(page, 'Émile Okonkwo')).toHaveCount(0);
    await page.reload();
    await expectCount(page, '24');
    await expect(memberRow(page, 'Émile Okonkwo')).toHaveCount(0);
    expect(await apiAs(request, identityOf(organization, 'admin')).isMember(userUuid)).toBe(false);
  });

  test('names what goes with them, does not wait for what is still being read, and can be tried again or checked', async ({
    page,
    organization,
    faults,
  }) => {
    await test.step('a direct project grant is named', async () => {
      await openRowDialog(page, 'Mateo Quispe', 'Remove from the organization…');
      await expect(dialog(page).getByRole('listitem').filter({ hasText: '1 direct project grant: ' })).toBeVisible();
      await expect(dialog(page).getByRole('listitem').filter({ hasText: 'No scheduled deliveries' })).toBeVisible();
    });

    await test.step('one that fails leaves the dialog and what was typed, and can be tried again', async () => {
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toBeHidden();

      const { email } = identityOf(organization, 'editor');
      const error = { statusCode: 500, name: 'UnexpectedServerError', message: 'Something went wrong.', data: {} };
      await faults({
        method: 'DELETE',
        path: '/org/user/',
        fault: { kind: 'status', status: 500, body: { status: 'error', error } },
      });
      await openRowDialog(page, 'Émile Okonkwo', 'Remove from the organization…');
      await typed(page).fill(email);
      await remove(page).click();
      await expect(alert(page)).toContainText('The server failed');
      await expect(typed(page)).toHaveValue(email);
      await expect(page.getByRole('alert')).toHaveCount(1);
      await remove(page).click();
      await expect(memberRow(page, 'Émile Okonkwo')).toHaveCount(0);
    });

    await test.step('one whose answer is lost is checked', async () => {
      await faults({ method: 'DELETE', path: '/org/user/', fault: { kind: 'drop', when: 'after' } });
      await openRowDialog(page, 'Layla Haddad', 'Remove from the organization…');
      await typed(page).fill(identityOf(organization, 'viewer').email);
      await remove(page).click();
      await expect(alert(page)).toContainText('Not known whether this was saved');
      await alert(page).getByRole('button', { name: 'Check' }).click();
      await expect(toast(page, 'Layla Haddad is no longer in the organization.')).toBeVisible();
      await expect(memberRow(page, 'Layla Haddad')).toHaveCount(0);
    });

    await test.step('what is still being read is not waited for', async () => {
      // What has been read for the others is not read again.
      await page.reload();

      await faults({
        method: 'GET',
        path: '^/api/v1/schedulers/[^/]+/list$',
        fault: { kind: 'delay', ms: 60_000 },
        times: 3,
      });
      await openRowDialog(page, 'Grace Nakamura', 'Remove from the organization…');
      await expect(
        dialog(page).getByRole('listitem').filter({ hasText: 'No direct project grants' }),
      ).not.toContainText('still reading');
      await expect(dialog(page).getByText('still reading, 0 of 3 projects')).toBeVisible();
      await typed(page).fill(identityOf(organization, 'developer').email);
      await remove(page).click();
      await expect(memberRow(page, 'Grace Nakamura')).toHaveCount(0);
    });
  });
});
