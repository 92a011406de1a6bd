import { PLACES } from './support/fault-places';
import { Count, expectCalm, faultsOf, hurry, SAYS } from './support/fault-table';
import { dialog, signIn } from './support/pages';
import { expect, test } from './support/test';
import { thingsOf } from './support/things';

const cells = new Count();

test.describe('loading', () => {
  test.describe.configure({ mode: 'default' });
  test.afterAll(() => cells.print('loading'));

  for (const { name, at, main, ready, says } of PLACES) {
    test(`${name}: each fault ends in words, or is overcome`, async ({ page, request, organization, signInAs, faults, endFaults }) => {
      const admin = await signInAs('admin');
      const things = await thingsOf(request, organization);
      for (const { name: what, kind, fault, passing } of faultsOf('lightdash')) {
        const cell = `${name}, ${what}`;
        const begin = performance.now();
        await test.step(what, async () => {
          if (kind === 'timeout') await hurry(page, { init: true });
          await faults({ method: 'GET', path: main, fault, times: passing ? 1 : 1000 });
          await page.goto(at(things), { waitUntil: 'commit' });
          let met = 0;
          const words = says?.[kind] ?? SAYS[kind];
          if (kind === 'unauthorized') {
            await expect(dialog(page, words), cell).toBeVisible();
            met = await endFaults();
            await signIn(dialog(page, words), admin);
            await expect(dialog(page), cell).toHaveCount(0);
          }
          const isOvercome = passing || kind === 'unauthorized';
          const isFailure = !isOvercome && typeof words === 'string';
          await expect(isOvercome ? ready(page) : isFailure ? page.getByRole('alert').filter({ hasText: words }) : page.getByText(words), cell).toBeVisible();
          await expectCalm(page, cell, isFailure ? 1 : 0);
          expect(new URL(page.url()).pathname, cell).toBe(at(things));
          expect(met + (await endFaults()), `${cell}: calls that met it`).toBeGreaterThan(0);
          cells.add(name);
        });
        if (process.env.TIMES) console.log(cell, Math.round(performance.now() - begin));
      }
    });
  }
});
