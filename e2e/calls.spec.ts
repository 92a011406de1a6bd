import type { Page, Response } from '@playwright/test';
import { expect, test } from './support/test';

// How much is asked of a Lightdash of today with 2,000 people, 12 projects and 170 spaces, before a page has all it shows.
test.use({
  organizationOptions: { generation: '1.219', members: 2_000, groups: 62, projects: 12, spaces: 158, schedulers: 80 },
});
const PROJECTS = 12;

/** Forgets what this browser has kept of the organization, which would not be read again. */
async function anew(page: Page): Promise<void> {
  const origin = new URL(page.url()).origin;
  await page.goto('about:blank');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,local_storage' });
  await devtools.detach();
}

/** Counts what is asked of the API from now on, and what it answers; who is signed in is asked in any case. */
function meterOf(page: Page) {
  const calls: string[] = [];
  const answers: Response[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/') || /\/api\/v1\/(user|health)$/.test(pathname)) return;
    calls.push(`${response.status()} ${pathname}`);
    answers.push(response);
  });
  const bytes = async () => {
    const bodies = await Promise.all(answers.map((answer) => answer.body()));
    return bodies.reduce((sum, { length }) => sum + length, 0);
  };
  return { calls, bytes };
}

test('a whole organization is read in 60 calls, its schedulers in two a project, its overview in 30 and 2 MB', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  await test.step('everything that somebody reaches, after 60 calls', async () => {
    const { calls } = meterOf(page);
    await page.goto(`/access?person=${organization.identities[0]?.userUuid ?? ''}`);
    await expect(
      page.getByRole('group', { name: 'What has been read' }).getByRole('button', { name: 'Read again' }),
    ).toBeVisible();
    expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(60);
  });

  await test.step('schedulers are listed after one call a project, their health after two', async () => {
    await anew(page);
    const { calls } = meterOf(page);
    await page.goto('/schedulers');
    await expect(page.getByRole('grid', { name: 'Schedulers' })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Reading the runs' })).toHaveCount(0);
    await page.waitForLoadState('networkidle');
    const health = calls.findIndex((call) => call.endsWith('/runs'));
    expect(health, calls.join('\n')).toBeLessThanOrEqual(2 + PROJECTS);
    // The organization's own domains come last.
    expect(calls.filter((call) => !call.endsWith('/allowedEmailDomains')).length).toBeLessThanOrEqual(2 + 2 * PROJECTS);
    expect(calls.filter((call) => call.endsWith('/validate'))).toEqual([]);
    // What validations found is read when asked for; without it no state says that one is broken.
    await page.getByRole('button', { name: 'Check what they send' }).click();
    await expect(page.getByText(/No validation has found anything broken|Validations found what/)).toBeVisible();
    expect(calls.filter((call) => call.endsWith('/validate')).length).toBeLessThanOrEqual(PROJECTS);

    const link = page.getByRole('grid').getByRole('row').nth(1).getByRole('link').first();
    const href = (await link.getAttribute('href')) ?? '';
    await page.goto('about:blank');
    const one = meterOf(page);
    await page.goto(href);
    await expect(page.getByRole('img', { name: /^Timeline by your clock/ })).toBeVisible();
    await page.waitForLoadState('networkidle');
    // The seventh tells whether what it sends is broken, before it fails of that.
    expect(one.calls.length, one.calls.join('\n')).toBeLessThanOrEqual(7);
    expect(await one.bytes()).toBeLessThanOrEqual(60_000);
  });

  await test.step('the overview has looked at everything after 30 calls and 2 MB', async () => {
    await anew(page);
    const { calls, bytes } = meterOf(page);
    await page.goto('/overview');
    await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(30);
    expect(await bytes()).toBeLessThanOrEqual(2_000_000);

    // Of many projects grants are asked for on demand.
    const item = page.getByRole('listitem').filter({ hasText: 'no role and are in no group' });
    await item.getByRole('button', { name: 'Look' }).click();
    await expect(
      page.getByText(/^\d+ members? reach(es)? nothing|^Every active member has a role, a group or a project/),
    ).toBeVisible();

    // And so is what validations found wrong with what is sent, of projects with schedulers.
    const before = calls.length;
    const content = page.getByRole('listitem').filter({ hasText: 'Whether schedulers send what is broken' });
    await content.getByRole('button', { name: 'Look' }).click();
    await expect(
      page.getByText(/^\d+ schedulers? sends? what a validation found broken|^No validation has found anything/),
    ).toBeVisible();
    expect(calls.length - before).toBeLessThanOrEqual(PROJECTS);
  });
});
