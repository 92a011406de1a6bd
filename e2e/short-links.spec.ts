import { identityOf } from './support/api';
import { allDrawn, memberRows, membersTable, openMembers, toast } from './support/pages';
import { expect, test } from './support/test';

test('a filtered list is copied as a short link and opened as such by somebody else; a foreign one is refused @both', async ({
  page,
  request,
  signInAs,
  organization,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text: string) => void sessionStorage.setItem('copied', text) },
    });
  });
  await signInAs('admin');
  await openMembers(page);
  await expect(page.getByRole('button', { name: 'Copy short link' })).toHaveCount(0);
  await openMembers(page, '?role=admin,developer&sort=-joined');
  const filtered = page.url();
  await allDrawn(membersTable(page));
  const listed = await memberRows(page).count();
  await page.getByRole('button', { name: 'Copy short link' }).click();
  await expect(toast(page, 'Short link copied')).toBeVisible();
  const link = await page.evaluate(() => sessionStorage.getItem('copied') ?? '');
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/share\/[\w-]{21}$/);

  await page.context().clearCookies();
  await signInAs('viewer');
  await page.goto(link);
  await expect(page).toHaveURL(filtered);
  await expect(membersTable(page)).toBeVisible();
  await expect(memberRows(page)).toHaveCount(listed);

  const foreign = 'https://evil.example/members';
  const made = await request.post('/api/v1/share', {
    headers: { authorization: `ApiKey ${identityOf(organization, 'admin').token}` },
    data: { path: foreign, params: '?role=admin' },
  });
  // The newer Lightdash makes no such link, and refuses to tell an old one in the same words.
  const answer = await made.text();
  const nanoid = made.ok() ? (JSON.parse(answer) as { results: { nanoid: string } }).results.nanoid : 'made-long-ago';
  if (!made.ok())
    await page.route(`**/api/v1/share/${nanoid}`, (route) =>
      route.fulfill({ status: made.status(), contentType: 'application/json', body: answer }),
    );
  await page.goto(`/share/${nanoid}`);
  await expect(page.getByRole('heading', { level: 1, name: 'This link leads elsewhere' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(
    made.ok() ? `${foreign}?role=admin` : 'is no path of this Lightdash',
  );
  await expect(page.getByRole('main').getByRole('link')).toHaveCount(0);
  await page.goto('/share/never-made');
  await expect(page.getByRole('heading', { level: 1, name: 'This link is not known' })).toBeVisible();
});
