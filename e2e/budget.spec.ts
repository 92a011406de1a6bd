import type { Response } from '@playwright/test';
import { expectCount, membersTable, openMembers } from './support/pages';
import { expect, test } from './support/test';

// What is asked for when nothing of the console is there yet.
test.use({ isFirstVisit: true });

/** What the first load of the members may ask of the server. The bytes of code are counted by scripts/check-budgets.ts. */
const MAX_CALLS = 5;
const MAX_JSON_BYTES = 1_180_000;

test('the first load of 2,000 members asks for little, and for nothing twice', async ({ page }) => {
  const signedIn = await page.request.post('/api/v1/login', {
    data: { email: 'demo@lightdash.com', password: 'demo_password!' },
  });
  expect(signedIn.ok()).toBe(true);

  const answers: Response[] = [];
  page.on('response', (answer) => {
    if (/^\/(api|sandbox)\//.test(new URL(answer.url()).pathname)) answers.push(answer);
  });
  await openMembers(page);
  await expectCount(page, '2,000');
  // The names of groups have come as well.
  await expect(membersTable(page).getByRole('gridcell').filter({ hasText: 'All employees' })).not.toHaveCount(0);
  await page.waitForLoadState('networkidle');

  const calls = answers.map((answer) => `${answer.request().method()} ${answer.url()}`);
  expect(answers.filter((answer) => !answer.ok())).toEqual([]);
  expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(MAX_CALLS);
  expect(calls).toEqual([...new Set(calls)]);
  const sizes = await Promise.all(answers.map(async (answer) => (await answer.body()).byteLength));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  test
    .info()
    .annotations.push({
      type: 'first load of /members',
      description: `${calls.length} calls, ${Math.round(total / 1000)} KB of JSON`,
    });
  expect(total, calls.map((call, i) => `${sizes[i]} ${call}`).join('\n')).toBeLessThanOrEqual(MAX_JSON_BYTES);
  expect(total, 'the members themselves').toBeGreaterThan(2_000 * 100);
});
