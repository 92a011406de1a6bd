import type { Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { expect, test, type Organization } from './support/test';
import { dialog, expectRow, memberRow, openMembers, result } from './support/pages';

const addresses = (page: Page) => dialog(page).getByRole('textbox', { name: 'E-mail addresses' });
const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name });
/** An address that no other test invites: they are unique over all organizations. */
const at = (organization: Organization, name: string) =>
  `${name}@${identityOf(organization, 'admin').email.split('@')[1]}`;
const summary = (page: Page) => dialog(page).getByRole('status');

/** Pastes a text as a person does. */
const paste = (page: Page, text: string) =>
  addresses(page).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** How often people were invited, by address. */
function invitationsSent(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (call) => {
    if (call.method() === 'POST' && call.url().endsWith('/invite-links'))
      sent.push((call.postDataJSON() as { email: string }).email);
  });
  return sent;
}

/** The dialog anew, after a run. */
async function again(page: Page): Promise<void> {
  if (await dialog(page).isVisible()) await button(page, 'Done').click();
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(addresses(page)).toBeFocused();
}

test.beforeEach(async ({ page, signInAs }) => {
  await signInAs('admin');
  await openMembers(page);
  await again(page);
});

test('one person, with a role and a group, is pending in the list afterwards, and was not invited in the future whatever the clocks say', async ({
  page,
  organization,
}) => {
  await test.step('pending in the list, after a reload too', async () => {
    const address = at(organization, 'new.person');
    await expect(button(page, 'Invite')).toBeDisabled();
    await addresses(page).fill(address);
    await dialog(page).getByRole('combobox', { name: 'Role' }).selectOption('Editor');
    await dialog(page).getByRole('combobox', { name: 'Groups' }).click();
    await page.getByRole('option', { name: 'Finance', exact: true }).click();
    await page.keyboard.press('Tab');
    await expect(result(page, address)).toContainText('Into Finance');
    await button(page, 'Invite 1 person').click();
    await expect(summary(page)).toHaveText('1 of 1 person invited');
    await expect(result(page, address)).toContainText('Invited. An e-mail is on its way.');
    await expect(dialog(page).getByRole('region', { name: 'Invitation links' })).toContainText('Valid until');
    await button(page, 'Done').click();
    await expectRow(page, address, 'Editor', 'Finance', /^Invited /);
    await page.reload();
    await expectRow(page, address, 'Editor', 'Finance', /^Invited /);
  });

  await test.step('invited just now, whatever the clocks say', async () => {
    await page.clock.setFixedTime(Date.now() - 120_000);
    await page.reload();
    await page.getByRole('button', { name: 'Invite members' }).click();
    const ana = at(organization, 'ana');
    await addresses(page).fill(ana);
    await button(page, 'Invite 1 person').click();
    await expect(summary(page)).toHaveText('1 of 1 person invited');
    await button(page, 'Done').click();
    await expectRow(page, ana, 'Invited just now');
  });
});

test('many are pasted in any form or read from a file, and each says what is wrong with it before anything is sent', async ({
  page,
  organization,
  request,
}) => {
  await test.step('in any form; each says what is wrong with it', async () => {
    const sent = invitationsSent(page);
    const [ana, bo, cy, dee] = ['ana', 'bo', 'cy', 'dee'].map((name) => at(organization, name)) as [
      string,
      string,
      string,
      string,
    ];
    const { email } = identityOf(organization, 'viewer');
    await addresses(page).fill(
      [`Ana Díaz <${ana}>; "Li, Bo" <${bo}>`, 'nobody@', ana.toUpperCase(), email, `mailto:${cy},${dee}`].join('\n'),
    );
    await expect(result(page, ana).last()).toContainText('Member');
    await expect(result(page, 'nobody@')).toContainText('This is not an e-mail address.');
    await expect(dialog(page).getByText('3 of 7 are left out; the list says why.')).toBeVisible();
    await expect(result(page, ana).filter({ hasText: 'This address is on line 1 already.' })).toHaveCount(1);
    await expect(result(page, email)).toContainText('This person is a member already.');
    expect(sent).toEqual([]);
    await button(page, 'Invite 4 people').click();
    await expect(summary(page)).toHaveText('4 of 4 people invited');
    expect(sent.toSorted()).toEqual([ana, bo, cy, dee]);
    await button(page, 'Done').click();
    for (const address of [ana, bo, cy, dee]) await expect(memberRow(page, address)).toHaveCount(1);
  });

  await test.step('nobody is lost who is written twice on a line, or beside a tab', async () => {
    await again(page);

    const sent = invitationsSent(page);
    const people = ['ann', 'ben', 'cid', 'don', 'eva'].map((name) => at(organization, name));
    const [ana = '', bo = '', cy = '', dee = '', eve = ''] = people;
    await addresses(page).fill(`${ana.toUpperCase()} ; ${ana}`);
    await expect(result(page, ana).filter({ hasText: 'This address is on this line already.' })).toHaveCount(1);
    await expect(button(page, 'Invite 1 person')).toBeEnabled();
    await addresses(page).fill(`${ana}\t${bo}\nCy (${cy}), "Doe, Dee" <${dee}>\nEve, ${eve}\nsomebody else`);
    await expect(result(page, 'somebody else')).toContainText('This is not an e-mail address.');
    await button(page, 'Invite 5 people').click();
    await expect(summary(page)).toHaveText('5 of 5 people invited');
    expect(sent.toSorted()).toEqual(people);
  });

  await test.step('a CSV with a header has roles and groups of its own, in any order, and each row its problems', async () => {
    await again(page);

    const names = ['al', 'bea', 'cat', 'dan', 'ed'];
    const [ana, bo, cy, dee, eve] = names.map((name) => at(organization, name)) as [
      string,
      string,
      string,
      string,
      string,
    ];
    await addresses(page).fill(
      [
        'groups,E-Mail,note,Role',
        `Finance;All employees,${ana},,Editor`,
        `,${bo},"a, b",interactive viewer`,
        `Choir,${cy},,viewer`,
        `,${dee},,emperor`,
        `,${eve},,`,
      ].join('\n'),
    );
    await expect(result(page, ana)).toContainText('Editor');
    await expect(result(page, ana)).toContainText('Into Finance and All employees');
    await expect(result(page, bo)).toContainText('Interactive viewer');
    await expect(result(page, cy)).toContainText('There is no group called Choir.');
    await expect(result(page, dee)).toContainText('“emperor” is not a role.');
    await expect(result(page, eve)).toContainText('Member');
    await button(page, 'Invite 3 people').click();
    await expect(summary(page)).toHaveText('3 of 3 people invited');
    const everybody = await apiAs(request, identityOf(organization, 'admin')).members();
    const roles = [ana, bo, cy, dee, eve].map((address) => everybody.find(({ email }) => email === address)?.role);
    expect(roles).toEqual(['editor', 'interactive_viewer', undefined, undefined, 'member']);
  });

  await test.step('a file is read like pasted text; one that is no text is refused', async () => {
    await again(page);

    const choose = async (name: string, text: string) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Read a CSV file…').click()]);
      await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    };
    await choose('people.xlsx', 'PK');
    await expect(dialog(page)).toContainText(
      '“people.xlsx” is not a CSV or text file of up to 2 MB. Save the sheet as CSV first.',
    );
    await choose('people.csv', `\uFEFFemail,role\r\n${at(organization, 'flo')},developer\r\n`);
    await expect(result(page, 'flo@')).toContainText('Developer');
    await button(page, 'Invite 1 person').click();
    await expect(summary(page)).toHaveText('1 of 1 person invited');
  });
});

test('of five thousand only those in sight are drawn, what is wrong first', async ({ page }) => {
  const lines = Array.from({ length: 5_000 }, (_, i) => `Person ${i} <person.${i}@shop.example>`);
  await paste(page, [...lines, 'nobody@'].join('\n'));
  await expect(button(page, 'Invite 5,000 people')).toBeEnabled();
  await expect(dialog(page).getByText('1 of 5,001 is left out; the list says why.')).toBeVisible();
  const rows = dialog(page).getByRole('listitem');
  await expect(rows.first()).toContainText('nobody@');
  expect(await rows.count()).toBeLessThan(60);
  const list = dialog(page).getByRole('list', { name: 'What will be done' });
  await list.evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await expect(result(page, 'person.4999@shop.example')).toBeInViewport();
});

test('a row that fails stays for another try, without a second e-mail; one whose answer is lost is checked', async ({
  page,
  organization,
  faults,
}) => {
  await test.step('one that fails stays for another try; the others are not invited twice', async () => {
    const sent = invitationsSent(page);
    const error = { statusCode: 500, name: 'SmptError', message: 'Failed to send email after 1 attempts.', data: {} };
    const people = ['ana', 'bo', 'cy'].map((name) => at(organization, name));
    await addresses(page).fill(people.join('\n'));
    await faults({
      method: 'POST',
      path: '/invite-links$',
      fault: { kind: 'status', status: 500, body: { status: 'error', error } },
    });
    await button(page, 'Invite 3 people').click();
    await expect(summary(page)).toHaveText('2 of 3 people invited · 1 failed');
    await expect(dialog(page).getByText('Invited, but not mailed.')).toHaveCount(1);
    await button(page, 'Try 1 person again').click();
    await expect(summary(page)).toHaveText('3 of 3 people invited');
    expect(sent).toHaveLength(4);
    await button(page, 'Done').click();
    for (const address of people) await expectRow(page, address, 'Member');
  });

  await test.step('when only the group failed, another try does not send a second e-mail', async () => {
    await again(page);

    const sent = invitationsSent(page);
    const ana = at(organization, 'ann');
    const error = { statusCode: 500, name: 'UnexpectedServerError', message: 'Something went wrong.', data: {} };
    await faults({
      method: 'PUT',
      path: '/groups/.*/members/',
      fault: { kind: 'status', status: 500, body: { status: 'error', error } },
    });
    await addresses(page).fill(`email,groups\n${ana},Finance`);
    await button(page, 'Invite 1 person').click();
    await expect(summary(page)).toHaveText('0 of 1 person invited · 1 failed');
    await button(page, 'Try 1 person again').click();
    await expect(summary(page)).toHaveText('1 of 1 person invited');
    expect(sent).toEqual([ana]);
    await button(page, 'Done').click();
    await expectRow(page, ana, 'Finance');
  });

  await test.step('an invitation whose answer is lost is checked, not sent again', async () => {
    await again(page);

    const sent = invitationsSent(page);
    const ana = at(organization, 'al');
    await faults({ method: 'POST', path: '/invite-links$', fault: { kind: 'drop', when: 'after' } });
    await addresses(page).fill(ana);
    await button(page, 'Invite 1 person').click();
    await expect(summary(page)).toHaveText('0 of 1 person invited · 1 not known');
    await button(page, 'Check 1 unknown one').click();
    await expect(summary(page)).toHaveText('1 of 1 person invited');
    expect(sent).toEqual([ana]);
  });
});
