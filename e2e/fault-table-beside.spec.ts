import { PLACES } from './support/fault-places';
import type { Request } from '@playwright/test';
import { Count, expectCalm, grouped } from './support/fault-table';
import { expect, test } from './support/test';
import { thingsOf } from './support/things';

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi;
const cells = new Count();

test.describe('beside what a page is made of', () => {
  test.describe.configure({ mode: 'default' });
  test.afterAll(() => cells.print('beside'));

  for (const places of grouped(PLACES.filter(({ beside }) => beside))) {
    test(`every failure of their other reads is shown: ${places.map(({ name }) => name).join(', ')}`, async ({
      page,
      request,
      organization,
      signInAs,
      faults,
      endFaults,
    }) => {
      await signInAs('admin');
      const things = await thingsOf(request, organization);
      for (const { name, at, main, ready, beside = {} } of places) {
        const read = new Set<string>();
        const listen = (call: Request) => {
          const { pathname } = new URL(call.url());
          const isBeside =
            pathname.startsWith('/api/') && pathname !== '/api/v1/user' && !new RegExp(main).test(pathname);
          if (isBeside) read.add(`^${pathname.replace(UUID, '[^/]+')}$`);
        };
        page.on('request', listen);
        await page.goto(at(things));
        await expect(ready(page)).toBeVisible();
        await expectCalm(page, name);
        page.off('request', listen);
        for (const path of Array.from(read)) {
          const cell = `${name} without ${path}`;
          const [key] = Object.keys(beside)
            .filter((part) => path.includes(part))
            .toSorted((a, b) => b.length - a.length);
          if (key === undefined) throw new Error(`${cell}: the table does not say what is to be seen`);
          const words = beside[key];
          await test.step(cell, async () => {
            await faults({ method: 'GET', path, fault: { kind: 'truncate' }, times: 1000 });
            // What this browser has kept of the organization would not be read again.
            await page.evaluate(
              () =>
                new Promise((gone) => {
                  const deleting = indexedDB.deleteDatabase('lightdash-console');
                  for (const event of ['success', 'error', 'blocked']) deleting.addEventListener(event, gone);
                }),
            );
            // Some readings follow what others have answered.
            const asked = page.waitForResponse((answer) => new RegExp(path).test(new URL(answer.url()).pathname));
            await page.goto(at(things), { waitUntil: 'commit' });
            await asked;
            if (typeof words === 'string')
              await expect(page.getByRole('alert').filter({ hasText: words }), cell).toBeVisible();
            else if (words) await expect(page.getByRole('main'), cell).toContainText(words);
            else await expect(ready(page), cell).toBeVisible();
            await expectCalm(page, cell, { alerts: typeof words === 'string' ? 1 : 0 });
            expect(await endFaults(), `${cell}: calls that met it`).toBeGreaterThan(0);
            cells.add(name);
          });
        }
      }
    });
  }
});
