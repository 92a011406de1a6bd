import { expect, test } from './support/test';
import { membersTable, openMembers } from './support/pages';

// What is asked for when nothing of the console is there yet.
test.use({ isFirstVisit: true });

test('a link has its code loaded when it is pointed at, and its readings begun when it is pressed', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await openMembers(page);
  const link = page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Projects' });
  const code = page.waitForRequest('**/assets/ProjectsPage-*.js');
  await link.hover();
  await code;
  const reading = page.waitForRequest('**/api/v1/org/projects');
  await page.mouse.down();
  await reading;
  await expect(page).toHaveURL(/\/members$/);
  await page.mouse.up();
  await expect(page).toHaveURL(/\/projects$/);
  await expect(page.getByRole('grid', { name: 'Projects' })).toBeVisible();
});

test('a place that was seen is there again without an answer of the server', async ({ page, signInAs }) => {
  await signInAs('admin');
  const places = page.getByRole('navigation', { name: 'Places' });
  await page.goto('/groups');
  await expect(page.getByRole('grid', { name: 'Groups' })).toBeVisible();
  await places.getByRole('link', { name: 'Members', exact: true }).click();
  await expect(membersTable(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  const held: string[] = [];
  await page.route('**/api/**', (route) => void held.push(route.request().url()));
  await places.getByRole('link', { name: 'Groups', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Groups' }).getByRole('row')).not.toHaveCount(0);
  await places.getByRole('link', { name: 'Members', exact: true }).click();
  await expect(membersTable(page).getByRole('row')).not.toHaveCount(0);
});
