import { identityOf } from './support/api';
import { dialog, memberRow, openMembers, openRowMenu, result } from './support/pages';
import { expect, test } from './support/test';

test.use({ organizationOptions: { generation: '1.219', hasEmailClient: false } });

test('a server without e-mail: the link is shown, copied, and made again', async ({
  page,
  context,
  organization,
  signInAs,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const address = `new.person@${identityOf(organization, 'admin').email.split('@')[1]}`;
  const links = dialog(page).getByRole('region', { name: 'Invitation links' });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await signInAs('admin');
  await openMembers(page);
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(dialog(page)).toContainText('This server sends no e-mail');
  await dialog(page).getByRole('textbox', { name: 'E-mail addresses' }).fill(address);
  await dialog(page).getByRole('button', { name: 'Invite 1 person' }).click();
  await expect(result(page, address)).toContainText('Invited. No e-mail was sent.');
  await expect(links).toContainText('Valid until');
  await links.getByRole('button', { name: `Copy the link of ${address}` }).click();
  await expect.poll(copied).toContain('/invite/');
  const first = await copied();
  expect(first).toContain('/invite/');
  await dialog(page).getByRole('button', { name: 'Done' }).click();

  await expect(memberRow(page, address)).toBeVisible();
  const menu = await openRowMenu(page, address);
  await menu.getByRole('menuitem', { name: 'Invite again…' }).click();
  await dialog(page).getByRole('button', { name: 'Invite again' }).click();
  await links.getByRole('button', { name: `Copy the link of ${address}` }).click();
  await expect.poll(copied).not.toBe(first);
  expect(await copied()).toContain('/invite/');
});
