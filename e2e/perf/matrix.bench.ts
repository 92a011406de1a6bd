import type { Locator, Page } from '@playwright/test';
import { identityOf } from '../support/api';
import { dialog } from '../support/pages';
import { expect, test } from '../support/test';
import { readerOf } from '../support/things';
import { median } from './report';

/**
 * Grids of people: frames while they are scrolled both ways, and the heap. Reported, never asserted. The frames of a page at rest
 * come first: what the machine gives without any work.
 */
async function scroll(page: Page, grid: Locator): Promise<void> {
  for (const [name, across, down] of [
    ['nothing', 0, 0],
    ['down', 0, 90],
    ['across', 40, 0],
    ['both ways', 25, 60],
  ] as const) {
    const frames = await grid.evaluate(
      async (element, [x, y]) => {
        const scroller = element.parentElement;
        if (!scroller) throw new Error('The grid does not scroll.');
        scroller.scrollTo(0, 0);
        const lengths: number[] = [];
        let last = performance.now();
        for (let i = 0; i < 240; i++) {
          await new Promise(requestAnimationFrame);
          const now = performance.now();
          lengths.push(now - last);
          last = now;
          scroller.scrollLeft += x ?? 0;
          scroller.scrollTop += y ?? 0;
        }
        return lengths.slice(10);
      },
      [across, down],
    );
    const rate = 1000 / (frames.reduce((a, b) => a + b, 0) / frames.length);
    console.log(
      `scrolling ${name.padEnd(10)} ${rate.toFixed(1)} frames a second, median frame ${median(frames).toFixed(1)} ms, longer than 34 ms: ${frames.filter((length) => length > 34).length} of ${frames.length}`,
    );
  }
  const cells = await grid.getByRole('gridcell').count();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  console.log(`heap ${(usedSize / 1e6).toFixed(1)} MB, ${cells} cells in the document`);
}

test.describe('the matrix of access', () => {
  test.use({ organizationOptions: { members: 10_000, groups: 60, projects: 50 } });

  test('scrolling the matrix, 10,000 × 50', async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/access/matrix?show=members');
    const grid = page.getByRole('grid', { name: 'Members and projects' });
    await grid.getByRole('gridcell').first().waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /× 50 projects$/ })
      .waitFor();
    await scroll(page, grid);
  });
});

test.describe('people and attributes', () => {
  test.use({ organizationOptions: { members: 2_000 } });

  test('scrolling 2,000 × 20, and the preview of a file of as many', async ({
    page,
    request,
    organization,
    signInAs,
  }) => {
    const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
    const { data: people } = await readerOf(
      request,
      organization,
    )<{ data: { userUuid: string; email: string }[] }>('/v1/org/users?pageSize=5000');
    const names = Array.from({ length: 20 }, (_, i) => `attribute_${i + 1}`);
    for (const [place, name] of names.entries()) {
      const users = people.filter((_, i) => (i + place) % 2 === 0).map(({ userUuid }) => ({ userUuid, values: ['a'] }));
      const data = { name, users, groups: [], attributeDefaults: null };
      expect((await request.post('/api/v1/org/attributes', { headers, data })).status()).toBe(201);
    }
    await signInAs('admin');
    await page.goto('/attributes?show=people');
    const grid = page.getByRole('grid', { name: 'People and attributes' });
    await grid.getByRole('gridcell').first().waitFor();

    // A third says what is so already, a third something else, a third nothing; the first file is read by code that never ran before.
    const file = [
      ['E-mail', ...names].join(','),
      ...people.map(({ email }, i) => [email, ...names.map((_, j) => ['a', `b${i % 7}`, ''][(i + j) % 3])].join(',')),
    ].join('\n');
    await page.getByRole('button', { name: 'Import' }).click();
    const field = dialog(page).getByRole('textbox', { name: 'Or its text' });
    const times: number[] = [];
    for (let i = 0; i < 6; i++) {
      await field.fill('');
      await expect(dialog(page).getByText(/rows read/)).toHaveCount(0);
      times.push(
        await field.evaluate(async (element: HTMLTextAreaElement, text) => {
          const begin = performance.now();
          element.setRangeText(text);
          element.dispatchEvent(new Event('input', { bubbles: true }));
          while (!document.querySelector('[role=dialog]')?.textContent?.includes('rows read'))
            await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - begin;
        }, file),
      );
    }
    console.log(
      `preview of ${people.length} × 20: first ${times[0]?.toFixed(0)} ms, then ${times.slice(1).map((time) => time.toFixed(0))} ms`,
    );
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await scroll(page, grid);
  });
});
