import type { Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expect, test } from './support/test';
import { expectCount, dialog, memberRow, membersTable, openMembers, pageAction, toast } from './support/pages';

const section = (page: Page, name: RegExp) => page.getByRole('region', { name });
const action = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true });

/** Opens the page of a person with this role. */
async function openMember(page: Page, userUuid: string, name: string): Promise<void> {
  await page.goto(`/members/${userUuid}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('the page of a member says who they are, what they hold and own, and whose address leads to nobody', async ({
  page,
  organization,
  signInAs,
  request,
}) => {
  await signInAs('admin');
  await test.step('the profile, with the role linked to those who share it', async () => {
    const { userUuid, email } = identityOf(organization, 'editor');
    await openMember(page, userUuid, 'Émile Okonkwo');
    const profile = section(page, /^Profile/);
    await expect(profile.getByRole('link', { name: email })).toHaveAttribute(
      'href',
      `mailto:${encodeURIComponent(email)}`,
    );
    await expect(profile).toContainText('Also creates and edits charts, dashboards, spaces and scheduled deliveries.');
    await expect(page.getByRole('main')).toContainText('Active');
    await expect(profile).toContainText(userUuid);
    await profile.getByRole('link', { name: 'Editor', exact: true }).click();
    await expect(page).toHaveURL('/members?role=editor');
    await expect(memberRow(page, 'Émile Okonkwo')).toBeVisible();
  });

  await test.step('direct grants and owned schedulers, project by project', async () => {
    await openMember(page, identityOf(organization, 'member').userUuid, 'Mateo Quispe');
    await expect(section(page, /^Direct project grants 1$/).getByRole('listitem')).toContainText('Viewer');
    await expect(section(page, /^Schedulers owned 0$/)).toContainText('None.');
    await openMember(page, identityOf(organization, 'editor').userUuid, 'Émile Okonkwo');
    await expect(section(page, /^Direct project grants 0$/)).toContainText(
      'None: access comes from the role and from groups.',
    );
    await expect(
      section(page, /^Schedulers owned [1-9]/)
        .getByRole('listitem')
        .first(),
    ).toBeVisible();
  });

  await test.step('the only admin cannot be changed or removed, with the reason', async () => {
    await openMember(page, identityOf(organization, 'admin').userUuid, 'David Attenborough');
    const reason = 'You are the only admin. Make somebody else an admin first.';
    await expect(action(page, 'Change role')).toBeDisabled();
    await expect(action(page, 'Change role')).toHaveAccessibleDescription(reason);
    const removal = await pageAction(page, 'Remove from the organization…');
    await expect(removal).toBeDisabled();
    await expect(removal).toContainText(reason);
  });

  await test.step('a person who has not joined is known by the e-mail address', async () => {
    const pending = (await apiAs(request, identityOf(organization, 'admin')).members()).find(
      ({ isPending, firstName }) => isPending && !firstName,
    );
    if (!pending) throw new Error('The organization has nobody who was invited without a name.');
    await openMembers(page);
    await page.getByRole('link', { name: pending.email }).click();
    await expect(page.getByRole('heading', { level: 1, name: pending.email })).toBeVisible();
    await expect(section(page, /^Profile/)).toContainText(/Invited|Invitation expired/);
  });

  await test.step('an address without a member says so and leads back', async () => {
    for (const userUuid of ['00000000-0000-4000-8000-000000000000', 'nobody']) {
      await page.goto(`/members/${userUuid}`);
      await expect(page.getByRole('alert')).toContainText('Not found');
      await expect(page.getByRole('alert')).toContainText('It may have been removed, or the address is wrong.');
      await expect(page).toHaveTitle('Member · Lightdash Console');
      await page.getByRole('button', { name: 'All members' }).click();
      await expect(membersTable(page)).toBeVisible();
    }
  });
});

test('an admin finds the groups of a member, changes the role from there, removes the member, and returns to the list', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
}) => {
  await signInAs('admin');
  await test.step('groups link to their members', async () => {
    const api = apiAs(request, identityOf(organization, 'admin'));
    const { userUuid } = identityOf(organization, 'editor');
    const groups = (await api.groups()).filter(({ name }) => name === 'Finance' || name === 'All employees');
    for (const { uuid } of groups) await api.addToGroup(uuid, userUuid);
    await openMember(page, userUuid, 'Émile Okonkwo');
    await expect(section(page, /^Groups 2$/).getByRole('link')).toHaveCount(2);
    await section(page, /^Groups/)
      .getByRole('link', { name: 'Finance', exact: true })
      .click();
    const finance = groups.find(({ name }) => name === 'Finance')?.uuid ?? '';
    await expect(page).toHaveURL(`/groups/${finance}`);
    await expect(page.getByRole('heading', { level: 1, name: 'Finance' })).toBeVisible();
    await expect(page.getByRole('grid').getByRole('link', { name: 'Émile Okonkwo' })).toBeVisible();
  });

  await test.step('a project that cannot be read is said, the others are there', async () => {
    await faults({
      method: 'GET',
      path: '/projects/[^/]+/access$',
      fault: { kind: 'status', status: 500, body: 'boom' },
    });
    await openMember(page, identityOf(organization, 'editor').userUuid, 'Émile Okonkwo');
    await expect(section(page, /^Direct project grants/)).toContainText(
      'Some projects could not be read; reload to try again.',
    );
    await expect(section(page, /^Schedulers owned [1-9]/)).not.toContainText('could not be read');
    await expect(page.getByText('boom')).toHaveCount(0);
  });

  await test.step('the role is changed from here', async () => {
    await openMember(page, identityOf(organization, 'viewer').userUuid, 'Layla Haddad');
    await action(page, 'Change role').click();
    await dialog(page)
      .getByRole('radio', { name: /^Editor / })
      .check();
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(toast(page, 'Layla Haddad is now editor.')).toBeVisible();
    await expect(section(page, /^Profile/).getByRole('link', { name: 'Editor' })).toBeVisible();
  });

  await test.step('the member is removed, and the list is shown', async () => {
    const { userUuid, email } = identityOf(organization, 'viewer');
    await openMember(page, userUuid, 'Layla Haddad');
    await (await pageAction(page, 'Remove from the organization…')).click();
    await dialog(page).getByRole('textbox').fill(email);
    await dialog(page).getByRole('button', { name: 'Remove member' }).click();
    await expect(page).toHaveURL('/members');
    await expectCount(page, '24');
    await page.goBack();
    await expect(page.getByRole('alert')).toContainText('Not found');
  });
});

test('a viewer sees the page, and why the rest is not for them', async ({ page, request, organization, signInAs }) => {
  const api = apiAs(request, identityOf(organization, 'admin'));
  const { userUuid } = identityOf(organization, 'editor');
  await api.addToGroup((await api.groups())[0]?.uuid ?? '', userUuid);
  await signInAs('viewer');
  await openMember(page, userUuid, 'Émile Okonkwo');
  for (const [name, reason] of [
    ['Add to a group', 'Only admins can change groups. You are a viewer.'],
    ['Change role', 'Only admins can change roles. You are a viewer.'],
  ] as const) {
    await expect(action(page, name)).toBeDisabled();
    await expect(action(page, name)).toHaveAccessibleDescription(reason);
  }
  const removal = await pageAction(page, 'Remove from the organization…');
  await expect(removal).toBeDisabled();
  await expect(removal).toContainText('Only admins can remove members. You are a viewer.');
  await expect(section(page, /^Groups 1$/)).toContainText('Only admins can see the names of groups.');
  await expect(section(page, /^Schedulers owned/)).toContainText(
    'Only developers and admins can see the scheduled deliveries of a project. You are a viewer.',
  );
  await expect(page.getByRole('alert')).toHaveCount(0);
});
