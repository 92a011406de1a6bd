import { expect, test } from './support/test';
import { expectCount, membersTable } from './support/pages';

const KB = 1024;

test('the first load of the members, 2,000 of them: few calls, none twice, no more data than needed', async ({ page }) => {
  // The demo organization is the large one. Nothing is changed in it.
  const answer = await page.request.post('/api/v1/login', { data: { email: 'demo@lightdash.com', password: 'demo_password!' } });
  expect(answer.ok()).toBe(true);
  const calls: { name: string; size: Promise<number> }[] = [];
  page.on('response', (response) => {
    const { pathname, search } = new URL(response.url());
    if (!/^\/(api|sandbox)\//.test(pathname)) return;
    const name = `${response.request().method()} ${pathname}${search}`;
    calls.push({ name, size: response.body().then((body) => body.byteLength) });
  });
  await page.goto('/members');
  await expect(membersTable(page)).toBeVisible();
  await expectCount(page, '2,000');
  // Groups come on their own; so would whatever the page does late.
  await expect(page.getByRole('button', { name: 'Group Any' })).toBeVisible();
  await page.waitForLoadState('networkidle');

  const names = calls.map(({ name }) => name);
  const size = (await Promise.all(calls.map((call) => call.size))).reduce((sum, bytes) => sum + bytes, 0);
  test.info().annotations.push({ type: 'budget', description: `${names.length} calls, ${Math.round(size / KB)} KB decoded: ${names.join(', ')}` });
  expect(names.length, names.join('\n')).toBeLessThanOrEqual(5);
  expect(new Set(names).size, names.join('\n')).toBe(names.length);
  expect(size / KB, 'decoded JSON in KB').toBeLessThanOrEqual(1100);
});
