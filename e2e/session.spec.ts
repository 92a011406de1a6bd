import { apiAs, endSession, identityOf } from './support/api';
import { expect, test } from './support/test';
import {
  dialog,
  expectRow,
  membersTable,
  openMembers,
  openRowDialog,
  result,
  signIn,
  signInByToken,
} from './support/pages';

const ENDED = 'Your sign-in has ended';

test.describe('when the session ends while one works', () => {
  test.beforeEach(async ({ page, context, request, signInAs }) => {
    await signInAs('admin');
    await openMembers(page);
    await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await dialog(page)
      .getByRole('radio', { name: /^Editor / })
      .check();
    await endSession(request, context);
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(dialog(page, ENDED)).toBeVisible();
  });

  test('the same person signs in where they are, and all completes: one change, many under way, a page opened afterwards', async ({
    page,
    organization,
    context,
    request,
  }) => {
    await test.step('the change completes', async () => {
      const admin = identityOf(organization, 'admin');
      await expect(dialog(page, ENDED)).toContainText('Sign in again as David Attenborough to go on where you were.');
      await expect(dialog(page, ENDED).getByRole('textbox', { name: 'E-mail' })).toHaveValue(admin.email);
      await expect(dialog(page, ENDED).getByLabel('Password', { exact: true })).toBeFocused();
      await signIn(dialog(page, ENDED), { ...admin, password: 'not the password' });
      await expect(dialog(page, ENDED).getByRole('alert')).toContainText('The e-mail or the password is not right.');
      await signIn(dialog(page, ENDED), admin);
      await expect(dialog(page)).toHaveCount(0);
      await expectRow(page, 'Layla Haddad', 'Editor');
      await page.reload();
      await expectRow(page, 'Layla Haddad', 'Editor');
    });

    await test.step('a page that is opened afterwards asks in place, and then shows itself', async () => {
      await endSession(request, context);
      await page.getByRole('link', { name: 'Émile Okonkwo' }).click();
      await signIn(dialog(page, ENDED), identityOf(organization, 'admin'));
      await expect(dialog(page)).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 1, name: 'Émile Okonkwo' })).toBeVisible();
      await expect(page.getByRole('region', { name: /^Schedulers owned [1-9]/ })).toBeVisible();
    });

    await test.step('many changes under way ask once, and all complete; nothing typed is lost', async () => {
      const admin = identityOf(organization, 'admin');
      const people = Array.from({ length: 8 }, (_, i) => `person${i}@${admin.email.split('@')[1]}`);
      await openMembers(page);
      await page.getByRole('button', { name: 'Invite members' }).click();
      await dialog(page).getByRole('textbox', { name: 'E-mail addresses' }).fill(people.join('\n'));
      await endSession(request, context);
      await dialog(page).getByRole('button', { name: 'Invite 8 people' }).click();
      await signIn(dialog(page, ENDED), admin);
      await expect(dialog(page, ENDED)).toHaveCount(0);
      await expect(dialog(page, 'Invite members').getByRole('status')).toHaveText('8 of 8 people invited');
      for (const address of people)
        await expect(result(page, address).getByRole('img', { name: 'Done' })).toBeVisible();
    });
  });

  test('another person who signs in starts afresh, and completes nothing', async ({ page, request, organization }) => {
    const [admin, other, layla] = [
      identityOf(organization, 'admin'),
      identityOf(organization, 'developer'),
      identityOf(organization, 'viewer'),
    ];
    await apiAs(request, admin).changeRole(other.userUuid, 'admin');
    await signIn(dialog(page, ENDED), other);
    await expect(page.getByRole('button', { name: /^Grace Nakamura Admin/ })).toBeVisible();
    const told = page.getByRole('alert').filter({ hasText: 'You are signed in as Grace Nakamura now' });
    await expect(told).toContainText('What David Attenborough had begun was not sent.');
    await expect(dialog(page)).toHaveCount(0);
    await page.getByRole('link', { name: 'Members', exact: true }).click();
    await expectRow(page, 'Layla Haddad', 'Viewer');
    await expectRow(page, 'Grace Nakamura', 'you');
    expect(await apiAs(request, admin).roleOf(layla.userUuid)).toBe('viewer');
  });

  test('one can leave the page instead, and comes back to it after signing in', async ({
    page,
    request,
    organization,
  }) => {
    const admin = identityOf(organization, 'admin');
    await dialog(page, ENDED).getByRole('button', { name: 'Leave this page' }).click();
    await expect(page).toHaveURL('/sign-in?next=%2Fmembers');
    await expect(page.getByText(admin.email)).toHaveCount(0);
    await signIn(page, admin);
    await expect(membersTable(page)).toBeVisible();
    expect(await apiAs(request, admin).roleOf(identityOf(organization, 'viewer').userUuid)).toBe('viewer');
  });
});

test('a token that dies is asked for again, and the change completes', async ({ page, organization, faults }) => {
  const { token } = identityOf(organization, 'admin');
  await page.goto('/members');
  await signInByToken(page, token);
  await expect(membersTable(page)).toBeVisible();
  await openRowDialog(page, 'Layla Haddad', 'Change role…');
  await dialog(page)
    .getByRole('radio', { name: /^Editor / })
    .check();
  const error = { statusCode: 401, name: 'AuthorizationError', message: 'Failed to authorize user', data: {} };
  await faults({
    method: 'POST',
    path: '/roles/assignments/user/',
    fault: { kind: 'status', status: 401, body: { status: 'error', error } },
  });
  await dialog(page).getByRole('button', { name: 'Change role' }).click();
  await signInByToken(dialog(page, ENDED), token);
  await expect(dialog(page)).toHaveCount(0);
  await expectRow(page, 'Layla Haddad', 'Editor');
});
