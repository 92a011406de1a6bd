import {
  accountSwitches,
  button,
  card,
  comeBackLater,
  connectByToken,
  connectZenml,
  openProfile,
  record,
  sendToken,
} from './support/accounts';
import { expectNoAxeViolationsIn } from './support/axe';
import { dialog } from './support/pages';
import { expect, test } from './support/test';

test('cards in every state and every dialog meet WCAG 2.2 AA', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
}) => {
  const { token, change } = accountSwitches(request, organization);
  /** The frame of dialogs is looked at elsewhere: what is in them, once in each width and once in each scheme. */
  const look = async (
    what: string,
    ways: readonly (readonly [number, 'light' | 'dark'])[] = [
      [1440, 'light'],
      [390, 'dark'],
    ],
  ) => {
    for (const [width, scheme] of ways) {
      await page.setViewportSize({ width, height: 900 });
      await test.step(`${what}, ${width} pixels, ${scheme}`, () => expectNoAxeViolationsIn(page, scheme));
    }
  };
  const close = async () => {
    await button(dialog(page), /^(Cancel|Close)$/)
      .last()
      .click();
    await expect(dialog(page)).toBeHidden();
  };
  const katapult = await token('katapult');
  await page.clock.install();
  await signInAs('admin');
  await page.goto('/oauth/callback?code=x&state=y');
  await expect(page.getByRole('alert')).toBeVisible();
  await look('a return that failed');

  await openProfile(page);
  await button(card(page, 'Katapult'), 'Connect').click();
  await sendToken(page, await token('katapult', 'wrong-network'));
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await look('a token that is refused');
  await sendToken(page, katapult);
  await expect(dialog(page)).toBeHidden();
  await button(card(page, 'ZenML Pro'), 'Connect').click();
  await expect(dialog(page)).toContainText('forgets your connection to Katapult');
  await look('the way to ZenML Pro');
  await close();

  await connectZenml(page);
  await connectByToken(page, 'Katapult', katapult);
  await connectByToken(page, 'Workspace', await token('workspace', 'live', true));
  await button(card(page, 'ZenML Pro'), 'Edit').click();
  await faults({
    method: 'PATCH',
    path: '/users/me$',
    fault: { kind: 'status', status: 422, body: { detail: [{ loc: ['body', 'company'], msg: 'No', type: 'x' }] } },
  });
  await dialog(page).getByLabel('Job title').fill('Head');
  await button(dialog(page), 'Save').click();
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await look('the profile with a refusal');
  await close();
  await record(page, 'Katapult');
  await look('a full record');
  await close();
  await button(card(page, 'Katapult'), 'Disconnect').click();
  await look('disconnecting');
  await close();

  await change('katapult', katapult, 'expired');
  await page.setViewportSize({ width: 1440, height: 900 });
  await comeBackLater(page);
  await expect(card(page, 'Katapult')).toContainText('Ended');
  await look('the cards', [
    [1440, 'light'],
    [1440, 'dark'],
    [390, 'dark'],
    [390, 'light'],
  ]);
});
