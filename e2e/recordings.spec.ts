import { expect, test } from './support/test';
import { memberRow, memberRows, membersTable, openPalette } from './support/pages';
import { hasRecordings, startRecorded } from './recorded-server';

test.skip(!hasRecordings(), 'the recordings (../shared/recordings) are not here');

/** What the console says of an answer that breaks the contract. */
const MALFORMED = 'An answer we cannot read';

const recorded = test.extend<{ url: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern.
  url: async ({}, use) => {
    const { url, unanswered, close } = await startRecorded();
    await use(url);
    await close();
    expect(unanswered, 'asked, but never recorded').toEqual([]);
  },
});

recorded('the members pages show what a real Lightdash has answered', async ({ page, url }) => {
  await page.goto(`${url}/members`);
  await expect(membersTable(page)).toBeVisible();
  await expect(memberRows(page)).toHaveCount(3);
  await expect(memberRow(page, 'Dávid Attenborough')).toContainText('demo@lightdash.com');
  await expect(memberRow(page, 'Dávid Attenborough')).toContainText('Admin');
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('1,997 more could not be read');
  await expect(page.getByRole('button', { name: 'Status Any' })).toBeVisible();
  await expect(page.getByText(MALFORMED)).toHaveCount(0);

  await memberRow(page, 'Editor User').getByRole('link').click();
  const profile = page.getByRole('region', { name: /^Profile/ });
  await expect(profile).toContainText('@');
  await expect(page.getByRole('region', { name: /^Direct project grants/ })).not.toContainText('Reading');
  await expect(page.getByRole('region', { name: /^Direct project grants/ })).not.toContainText('could not be read');
  await expect(page.getByRole('region', { name: /^Schedulers owned/ })).not.toContainText('could not be read');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText(MALFORMED)).toHaveCount(0);

  const palette = await openPalette(page);
  await palette.getByRole('textbox').fill('editor');
  await expect(palette.getByRole('button', { name: /^Editor User/ })).toBeVisible();
});

recorded('the person’s menu names the credential without showing it', async ({ page, url }) => {
  await page.goto(`${url}/members`);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^David Attenborough/ }).click();
  await expect(page.getByRole('menu')).toContainText('Credential: Session cookie');
  await expect(page.getByText('REDACTED')).toHaveCount(0);
});
