import { accountSwitches, button, card, connectByToken, connectZenml, openProfile } from './support/accounts';
import {
  Count,
  expectCalm,
  faultsOf,
  FOR_EACH_ACCOUNT,
  hurry,
  hurryAfterLoad,
  loadDice,
  SAYS,
  timeFor,
  type Kind,
} from './support/fault-table';
import { dialog } from './support/pages';
import { expect, test } from './support/test';

const ACCOUNTS = { workspace: 'Workspace', zenml: 'ZenML Pro', katapult: 'Katapult' } as const;
const APIS = Object.keys(ACCOUNTS) as (keyof typeof ACCOUNTS)[];
const PATHS = { workspace: '/account/profile$', zenml: '^/users/me$', katapult: '^/users/current$' } as const;
/** Our server does not follow a redirect, and says that it got no answer; a credential ends on its card, not for the console. */
const wordsFor = (kind: Kind, what: string) =>
  kind === 'unauthorized' ? 'The connection has ended' : SAYS[what.includes('redirect') ? 'unavailable' : kind];
const LOST = 'Not known whether this was saved';
const cells = new Count();

test.describe('linked accounts', () => {
  test.describe.configure({ mode: 'default' });
  test.afterAll(() => cells.print('linked accounts'));

  test('a linked account that cannot be read says so on its card, without a sign-out', async ({
    page,
    context,
    request,
    organization,
    signInAs,
    secrets,
    faults,
    endFaults,
  }) => {
    test.setTimeout(timeFor(3 * FOR_EACH_ACCOUNT.length));
    const { token } = accountSwitches(request, organization);
    await signInAs('admin');
    secrets.push(await token('workspace'), await token('katapult'));
    const [workspace = '', katapult = ''] = secrets.slice(-2);
    await openProfile(page);
    await connectZenml(page);
    await connectByToken(page, ACCOUNTS.workspace, workspace);
    await connectByToken(page, ACCOUNTS.katapult, katapult);

    // Another tab has the credentials of the first, and has read nothing.
    const other = await context.newPage();
    await loadDice(other);
    const rows = { workspace: faultsOf('workspace'), zenml: faultsOf('zenml'), katapult: faultsOf('katapult') };
    for (const [i, { name: what, kind, passing }] of rows.zenml.entries()) {
      if (!FOR_EACH_ACCOUNT.includes(what)) continue;
      await test.step(what, async () => {
        if (kind === 'timeout') await hurryAfterLoad(other);
        for (const api of APIS) {
          const { fault } = rows[api][i] ?? {};
          if (fault) await faults({ method: 'GET', path: PATHS[api], fault, times: passing ? 1 : 1000 });
        }
        await other.goto('/profile', { waitUntil: 'commit' });
        for (const api of APIS) {
          const own = card(other, ACCOUNTS[api]);
          const told = passing
            ? own.getByText('Connected', { exact: true })
            : own.getByRole('alert').filter({ hasText: wordsFor(kind, what) });
          await expect(told, `${ACCOUNTS[api]}, ${what}`).toBeVisible();
          cells.add(ACCOUNTS[api]);
        }
        await expectCalm(other, `the cards, ${what}`, { alerts: passing ? 0 : APIS.length });
        await expect(dialog(other), what).toHaveCount(0);
        expect(await endFaults(), `${what}: calls that met it`).toBeGreaterThanOrEqual(APIS.length);
      });
    }
  });

  test('a change of a linked account shows each fault once, and sends nothing twice', async ({
    page,
    request,
    organization,
    signInAs,
    faults,
    endFaults,
  }) => {
    test.setTimeout(timeFor(3 * FOR_EACH_ACCOUNT.length));
    const { token } = accountSwitches(request, organization);
    await signInAs('admin');
    const headers = { authorization: `Bearer ${await token('zenml')}` };
    const state = async () =>
      ((await (await request.get('/accounts/zenml/users/me', { headers })).json()) as { company: string }).company;
    await openProfile(page);
    await connectZenml(page);
    let now = await state();
    let to = '';
    for (const [i, { name: what, kind, fault, isLost }] of faultsOf('zenml', { wait: 1 }).entries()) {
      if (!FOR_EACH_ACCOUNT.includes(what)) continue;
      const cell = `a change, ${what}`;
      await test.step(what, async () => {
        if (!(await dialog(page).isVisible())) {
          to = `Acorn ${i}`;
          await button(card(page, ACCOUNTS.zenml), 'Edit').click();
          await dialog(page).getByRole('textbox', { name: 'Company' }).fill(to);
        }
        // A dead credential is renewed by itself, and what was refused goes out again.
        const isRenewed = kind === 'unauthorized';
        await faults({ method: 'PATCH', path: PATHS.zenml, fault, times: isRenewed ? 1 : 1000 });
        const endHurry = kind === 'timeout' ? await hurry(page) : null;
        await button(dialog(page), 'Save').click();
        const isUnknown = isLost || kind === 'server';
        const carriedOut = isRenewed || kind === 'network' || kind === 'timeout' || fault.kind === 'truncate';
        if (!isRenewed) {
          await expect(
            dialog(page)
              .getByRole('alert')
              .filter({ hasText: isUnknown ? LOST : SAYS[kind] }),
            cell,
          ).toBeVisible();
          await endHurry?.();
          await expectCalm(page, cell, { alerts: 1 });
        }
        if (carriedOut) await expect.poll(state, { message: cell }).toBe(to);
        expect(await endFaults(), `${cell}: times it was sent`).toBe(1);
        if (isUnknown) {
          await button(dialog(page), 'Check').click();
          if (!carriedOut) await expect(dialog(page).getByText('It was not saved'), cell).toBeVisible();
        }
        await expect(dialog(page), cell).toHaveCount(carriedOut ? 0 : 1);
        expect(await state(), cell).toBe(carriedOut ? to : now);
        if (carriedOut) now = to;
        cells.add('a change');
      });
    }
  });
});
