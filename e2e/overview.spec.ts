import { expectNoAxeViolations } from './support/axe';
import { expect, test } from './support/test';

test('an admin begins with what needs attention, and each thing leads to where it is mended', async ({ page, signInAs }) => {
  await signInAs('admin');
  await page.goto('/');
  await expect(page).toHaveURL(/\/overview$/);
  await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
  // Below 200 members the organization of a test has exactly one admin.
  const item = page.getByRole('listitem').filter({ hasText: 'There is only one admin' });
  await expect(item.getByRole('img', { name: 'Needs attention' })).toBeVisible();
  await item.getByRole('link', { name: 'Show' }).click();
  await expect(page).toHaveURL(/\/members\?role=admin&status=active/);
  await expect(page.getByRole('grid', { name: 'Members' }).getByRole('link')).toHaveCount(1);
});

test('what cannot be read says so and hides nothing else', async ({ page, signInAs, faults }) => {
  await signInAs('admin');
  await faults({ method: 'GET', path: '/spaces$', times: 30, fault: { kind: 'status', status: 500 } });
  await page.goto('/overview');
  await expect(page.getByText('Spaces could not be read in full')).toBeVisible();
  await expect(page.getByText('There is only one admin')).toBeVisible();
});

test('who is no admin begins with the members', async ({ page, signInAs }) => {
  await signInAs('viewer');
  await page.goto('/');
  await expect(page).toHaveURL(/\/members$/);
});

test('the first content of the overview takes six calls at most', async ({ page, signInAs }) => {
  await signInAs('admin');
  const paths = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) paths.add(pathname.replace(/[\da-f-]{36}/g, '…'));
  });
  await page.goto('/overview');
  await expect(page.getByText('There is only one admin')).toBeVisible();
  await expect(page.getByText(/^As of/)).toBeVisible();
  // What every project is asked for counts once: it comes after the first content.
  expect([...paths].filter((path) => !path.includes('…'))).toHaveLength(3);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the overview has no accessibility violations in ${scheme}`, async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/overview');
    await expect(page.getByText(/^As of/)).toBeVisible();
    await expectNoAxeViolations(page, { scheme });
  });
}
