import { expect, test } from './support/test';
import { identityOf } from './support/api';
import { dialog, expectRow, membersTable, openMembers, openRowDialog, signIn, toast } from './support/pages';

test('an admin signs in and changes a member’s role; after a reload it stayed', async ({ page, organization }) => {
  await page.goto('/members');
  await signIn(page, identityOf(organization, 'admin'));

  await expectRow(page, 'Layla Haddad', 'Viewer');
  await openRowDialog(page, 'Layla Haddad', 'Change role…');
  await dialog(page).getByRole('radio', { name: /^Editor/ }).check();
  await dialog(page).getByRole('button', { name: 'Change role' }).click();

  await expect(dialog(page)).toBeHidden();
  await expect(toast(page, 'Layla Haddad is now editor.')).toBeVisible();
  await expectRow(page, 'Layla Haddad', 'Editor');
  await page.reload();
  await expect(membersTable(page)).toBeVisible();
  await expectRow(page, 'Layla Haddad', 'Editor');
});
