import { PLACES } from './support/fault-places';
import {
  Count,
  expectCalm,
  faultsOf,
  FOR_EACH_PAGE,
  grouped,
  hurryAfterLoad,
  loadDice,
  SAYS,
  timeFor,
} from './support/fault-table';
import { dialog, signIn } from './support/pages';
import { expect, test } from './support/test';
import { thingsOf } from './support/things';

const cells = new Count();

test.describe('loading', () => {
  test.describe.configure({ mode: 'default' });
  test.afterAll(() => cells.print('loading'));

  // The first meets them all; of the others several are opened in one test, as the same person.
  for (const places of grouped(PLACES, ({ name }) => name === '/members')) {
    test(`recover from each fault or show a message: ${places.map(({ name }) => name).join(', ')}`, async ({
      page,
      request,
      organization,
      signInAs,
      faults,
      endFaults,
    }) => {
      const admin = await signInAs('admin');
      await loadDice(page);
      const things = await thingsOf(request, organization);
      const cases = places.flatMap((place) =>
        faultsOf('lightdash')
          .filter(({ name: what }) => place.name === '/members' || FOR_EACH_PAGE.includes(what))
          .map((fault) => ({ ...place, ...fault, place: place.name, what: fault.name })),
      );
      test.setTimeout(timeFor(cases.length));
      for (const { place, at, main, ready, says, what, kind, fault, passing } of cases) {
        const cell = `${place}, ${what}`;
        await test.step(cell, async () => {
          if (kind === 'timeout') await hurryAfterLoad(page);
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
          await expect(
            isOvercome
              ? ready(page)
              : isFailure
                ? page.getByRole('alert').filter({ hasText: words })
                : page.getByText(words).first(),
            cell,
          ).toBeVisible();
          await expectCalm(page, cell, { alerts: isFailure ? 1 : 0 });
          expect(new URL(page.url()).pathname, cell).toBe(at(things));
          expect(met + (await endFaults()), `${cell}: calls that met it`).toBeGreaterThan(0);
          cells.add(place);
        });
      }
    });
  }

  test('among the faults of reading the signed-in person, only a refused credential leads to the sign-in page', async ({
    page,
    signInAs,
    faults,
    endFaults,
  }) => {
    await signInAs('admin');
    await loadDice(page);
    const met = faultsOf('lightdash').filter(({ name: what }) => what === '401' || FOR_EACH_PAGE.includes(what));
    test.setTimeout(timeFor(met.length));
    for (const { name: what, kind, fault, passing } of met) {
      const cell = `who one is, ${what}`;
      await test.step(what, async () => {
        if (kind === 'timeout') await hurryAfterLoad(page);
        await faults({ method: 'GET', path: '^/api/v1/user$', fault, times: passing ? 1 : 1000 });
        await page.goto('/members', { waitUntil: 'commit' });
        const isRefused = kind === 'unauthorized';
        const told = isRefused
          ? page.getByRole('button', { name: 'Sign in', exact: true })
          : page.getByRole('alert').filter({ hasText: SAYS[kind] });
        await expect(passing ? page.getByRole('grid', { name: 'Members' }) : told, cell).toBeVisible();
        await expectCalm(page, cell, { alerts: passing || isRefused ? 0 : 1, inShell: passing === true });
        expect(new URL(page.url()).pathname, cell).toBe(isRefused ? '/sign-in' : '/members');
        expect(await endFaults(), `${cell}: calls that met it`).toBeGreaterThan(0);
        cells.add('who one is');
      });
    }
  });
});
