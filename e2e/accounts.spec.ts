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
import { dialog, openUserMenu, signInByToken, toast } from './support/pages';
import { expect, test } from './support/test';

const NAME = 'David Attenborough';
test('accounts connected by a token show the identity, warnings and the full record', async ({
  page,
  request,
  organization,
  signInAs,
  secrets,
}) => {
  const { token } = accountSwitches(request, organization);
  const { email } = await signInAs('admin');
  secrets.push(await token('workspace', 'live', true), await token('katapult'));
  const [workspace = '', katapult = ''] = secrets.slice(-2);
  await openProfile(page);
  for (const name of ['Workspace', 'ZenML Pro', 'Katapult'])
    await expect(card(page, name)).toContainText('Not connected');

  await connectByToken(page, 'Workspace', ` Bearer ${workspace}\n`);
  await expect(toast(page, 'Workspace connected')).toBeVisible();
  for (const text of [
    NAME,
    email,
    'Workspace says: The password of this account expires in 7 days.',
    'Connected by your access token.',
  ])
    await expect(card(page, 'Workspace')).toContainText(text);
  await expect(button(card(page, 'Workspace'), 'Edit')).toHaveCount(0);
  await connectByToken(page, 'Katapult', katapult);
  for (const text of [NAME, organization.name, 'David’s lab', 'david-lab'])
    await expect(card(page, 'Katapult')).toContainText(text);
  await expect(card(page, 'ZenML Pro')).toContainText('Not connected');

  const facts = await record(page, 'Katapult');
  for (const fact of ['User · First nameDavid', 'Organizations 2 · NameDavid’s lab', 'API token IDapitoken_'])
    await expect(facts).toContainText(fact);
  await button(facts, 'Close').last().click();

  // A reload of the only tab has dropped them, as was said.
  await page.reload();
  await expect(card(page, 'Katapult')).toContainText('Not connected');
});

test('a refused token stays in its field, with what to do about it', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { token } = accountSwitches(request, organization);
  await signInAs('admin');
  await openProfile(page);
  const cases = {
    Katapult: [
      ['two words', 'Not connected. This does not look like an access token.'],
      ['katapult-nobody-knows', 'Katapult does not accept this token. It may have ended.'],
      [await token('katapult', 'expired'), 'Katapult does not accept this token. It may have ended.'],
      [
        await token('katapult', 'wrong-network'),
        'Refused from this network. Katapult does not take this token from 203.0.113.7.',
      ],
      [await token('katapult', 'missing-scope'), 'The token may not do this. It lacks users:read.'],
      [await token('katapult', 'no-user'), 'This token belongs to nobody. Katapult knows no person behind it.'],
      [await token('katapult', 'bad-capabilities'), 'Not allowed. The capabilities token provided was not valid.'],
      [await token('katapult', 'rate-limited'), 'Too many requests. Katapult permits 60 calls a minute.'],
    ],
    Workspace: [
      [await token('workspace', 'expired'), 'Workspace does not accept this token. It may have ended.'],
      [await token('workspace', 'service-account'), 'Not for service accounts. Workspace tells this to people only.'],
      [await token('workspace', 'no-user'), 'This token belongs to nobody.'],
      [await token('workspace', 'unsuccessful'), 'The profile is locked while the workspace is being moved.'],
    ],
  };
  for (const [name, tokens] of Object.entries(cases)) {
    await button(card(page, name), 'Connect').click();
    await expect(button(dialog(page), 'Connect')).toHaveAccessibleDescription('Enter the token first.');
    for (const [typed = '', said = ''] of tokens) {
      await test.step(said, async () => {
        await sendToken(page, typed);
        // The title stands above the sentence.
        await expect
          .poll(async () => (await dialog(page).getByRole('alert').allInnerTexts()).join().replaceAll(/\n+/g, '. '))
          .toContain(said);
        await expect(dialog(page).getByLabel('Access token', { exact: true })).toHaveValue(typed);
      });
    }
    await button(dialog(page), 'Cancel').click();
    await expect(card(page, name)).toContainText('Not connected');
  }
});

test('the profile at ZenML Pro is changed, with every refusal at its field', async ({
  page,
  organization,
  signInAs,
  faults,
}) => {
  await signInAs('admin');
  await openProfile(page);
  await connectZenml(page);
  await expect(page).toHaveURL('/profile#linked-accounts');
  await expect(card(page, 'ZenML Pro')).toBeInViewport();
  await expect(card(page, 'ZenML Pro')).toContainText(
    /Connected by your sign-in there. Ends in 59 minutes, and is renewed before./,
  );
  await button(card(page, 'ZenML Pro'), 'Edit').click();
  const save = button(dialog(page), 'Save');
  const field = (name: string) => dialog(page).getByLabel(name, { exact: true });
  await expect(save).toHaveAccessibleDescription('Nothing is changed yet.');
  for (const name of ['User name', 'E-mail']) {
    await expect(field(name)).toHaveJSProperty('readOnly', true);
    await expect(field(name)).toHaveAccessibleDescription('It comes from google, through which this account signs in.');
  }

  await field('Job title').fill('x'.repeat(51));
  await expect(field('Job title')).toHaveAccessibleDescription('At most 50 characters; these are 51.');
  await field('Job title').fill('Head of data');
  await field('Address of a picture').fill('not an address');
  await expect(field('Address of a picture')).toHaveAccessibleDescription(/Enter an address that begins with https/);
  await expect(save).toBeDisabled();
  await field('Address of a picture').fill('https://pictures.example/me.png');

  const detail = [
    { loc: ['body', 'company'], msg: 'String should have at most 5 characters', type: 'string_too_long', input: 'x' },
    { loc: ['body', 'job_title'], msg: 'Value error, nobody is called that', type: 'value_error' },
  ];
  await faults({ method: 'PATCH', path: '/users/me$', fault: { kind: 'status', status: 422, body: { detail } } });
  await save.click();
  await expect(dialog(page).getByRole('alert')).toHaveText(
    /ZenML Pro did not accept this\s*What is wrong stands at the fields\./,
  );
  await expect(field('Company')).toHaveAccessibleDescription('String should have at most 5 characters');
  await expect(field('Job title')).toHaveAccessibleDescription('nobody is called that');
  await expect(field('Job title')).toHaveValue('Head of data');

  await faults({ method: 'PATCH', path: '/users/me$', fault: { kind: 'drop', when: 'before' } });
  await save.click();
  await expect(dialog(page).getByRole('alert')).toContainText('Not known whether this was saved');
  await button(dialog(page), 'Check').click();
  await expect(dialog(page).getByRole('alert')).toContainText('It was not saved');
  await faults({ method: 'PATCH', path: '/users/me$', fault: { kind: 'drop', when: 'after' } });
  await save.click();
  await button(dialog(page), 'Check').click();
  await expect(toast(page, 'ZenML Pro: profile changed')).toBeVisible();
  await expect(dialog(page)).toBeHidden();
  await expect(card(page, 'ZenML Pro')).toContainText(`${organization.name}Head of data`);

  // Emptied is emptied; the picture is of another site and not even asked for.
  await button(card(page, 'ZenML Pro'), 'Edit').click();
  await field('Company').fill('');
  await save.click();
  await expect(dialog(page)).toBeHidden();
  const facts = await record(page, 'ZenML Pro');
  await expect(facts).toContainText('CompanyNot set');
  await expect(facts).toContainText('Avatar URLhttps://pictures.example/me.png');
  await expect(facts).not.toContainText(/password/i);
});

test('an account with a user name of its own checks it, and shows what the server refuses', async ({
  page,
  signInAs,
  faults,
}) => {
  await signInAs('admin');
  await openProfile(page);
  const user = { id: '5a6c', name: 'Ana', username: 'ana', email: 'ana@x.example', oauth_provider: null };
  await faults({ method: 'GET', path: '/users/me$', fault: { kind: 'status', status: 200, body: user } });
  await connectZenml(page);
  await button(card(page, 'ZenML Pro'), 'Edit').click();
  const field = (name: string) => dialog(page).getByLabel(name, { exact: true });
  for (const [name, typed, said] of [
    ['User name', '', 'Enter a user name.'],
    ['User name', 'ana b', 'Only letters A to Z, digits and _ - @ . are allowed.'],
    ['E-mail', 'ana', 'This is not an e-mail address.'],
    ['E-mail', '', 'An address can be changed, not taken away.'],
  ] as const) {
    await field(name).fill(typed);
    await expect(field(name)).toHaveAccessibleDescription(said);
    await expect(button(dialog(page), 'Save')).toBeDisabled();
  }
  await field('E-mail').fill('ana@y.example');
  await expect(dialog(page)).toContainText('Check the spelling: ZenML Pro may use this address to sign you in.');
  await field('User name').fill('ana.b');
  // The sandbox's own account belongs to another provider after all.
  await button(dialog(page), 'Save').click();
  await expect(dialog(page).getByRole('alert')).toContainText(
    'The username of an OAuth2 user account cannot be changed.',
  );
  await expect(field('User name')).toHaveValue('ana.b');
});

test('disconnecting asks first, and ends the sign-in there', async ({ page, request, organization, signInAs }) => {
  const { counts } = accountSwitches(request, organization);
  await signInAs('viewer');
  await openProfile(page);
  await connectZenml(page);
  await button(card(page, 'ZenML Pro'), 'Disconnect').click();
  await expect(dialog(page, 'Disconnect ZenML Pro')).toContainText(
    'The console forgets your sign-in, in all its open tabs, and tells ZenML Pro that it is over.',
  );
  await button(dialog(page), 'Cancel').click();
  await expect(card(page, 'ZenML Pro')).toContainText('Layla Haddad');
  await button(card(page, 'ZenML Pro'), 'Disconnect').click();
  await button(dialog(page), 'Disconnect').click();
  await expect(toast(page, 'ZenML Pro disconnected')).toBeVisible();
  await expect(card(page, 'ZenML Pro')).toContainText('Not connected');
  await expect(card(page, 'ZenML Pro')).not.toContainText('Layla Haddad');
  expect((await counts()).zenml).toMatchObject({ exchanged: 1, revoked: 1 });
});

test('a card that fails keeps its data and can be tried again; a token that ends is said to have ended, and another one takes its place', async ({
  page,
  request,
  organization,
  signInAs,
  faults,
}) => {
  await test.step('a card that fails, without the others', async () => {
    const { token } = accountSwitches(request, organization);
    await page.clock.install();
    await signInAs('admin');
    await openProfile(page);
    await connectZenml(page);
    await connectByToken(page, 'Katapult', await token('katapult'));
    await connectByToken(page, 'Workspace', await token('workspace'));
    await faults({
      method: 'GET',
      path: '/users/current$',
      fault: { kind: 'status', status: 500, body: 'stack trace' },
    });
    await faults({ method: 'GET', path: '/account/profile$', fault: { kind: 'html' } });
    await comeBackLater(page);
    await expect(card(page, 'Katapult').getByRole('alert')).toContainText('The server failed');
    await expect(card(page, 'Workspace').getByRole('alert')).toContainText('An answer we cannot read');
    for (const name of ['Katapult', 'Workspace']) {
      await expect(card(page, name)).toContainText('Not read');
      await expect(card(page, name)).toContainText(NAME);
    }
    await expect(card(page, 'ZenML Pro')).toContainText('Connected');
    await expect(card(page, 'ZenML Pro').getByRole('alert')).toHaveCount(0);
    for (const name of ['Katapult', 'Workspace']) {
      await button(card(page, name), 'Try again').click();
      await expect(card(page, name)).toContainText('Connected');
      await expect(card(page, name).getByRole('alert')).toHaveCount(0);
    }
  });

  await test.step('a token that ends while it is connected is said to have ended, and another one takes its place', async () => {
    // A reload drops what was connected.

    const { token, change } = accountSwitches(request, organization);
    const katapult = await token('katapult');
    await openProfile(page);
    await connectByToken(page, 'Katapult', katapult);
    await connectByToken(page, 'Workspace', await token('workspace'));
    await change('katapult', katapult, 'expired');
    await comeBackLater(page);
    await expect(card(page, 'Katapult').getByRole('alert')).toContainText('The connection has ended');
    for (const text of ['Ended', 'Was connected by your access token.', NAME])
      await expect(card(page, 'Katapult')).toContainText(text);
    await expect(card(page, 'Workspace')).toContainText('Connected');
    await expect(dialog(page)).toHaveCount(0);
    await button(card(page, 'Katapult'), 'Reconnect').click();
    await sendToken(page, await token('katapult'));
    await expect(dialog(page)).toBeHidden();
    await expect(card(page, 'Katapult')).toContainText('Connected by your access token.');
    await expect(card(page, 'Katapult').getByRole('alert')).toHaveCount(0);
  });
});

test('the shared service account is marked as such, read-only, and for admins', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { name } = await signInAs('admin');
  await openProfile(page);
  await button(card(page, 'ZenML Pro'), 'Connect').click();
  await dialog(page).getByRole('radio', { name: 'Through the shared service account' }).check();
  await expect(dialog(page)).toContainText(
    'What you see is that shared account, not you, and it can only be looked at.',
  );
  await button(dialog(page), 'Connect').click();
  for (const text of ['Lightdash Console', 'Service account', 'Connected by a shared service account, not you.'])
    await expect(card(page, 'ZenML Pro')).toContainText(text);
  await expect(button(card(page, 'ZenML Pro'), 'Edit')).toBeDisabled();
  await expect(button(card(page, 'ZenML Pro'), 'Edit')).toHaveAccessibleDescription(
    'The shared service account can only be looked at.',
  );
  expect((await accountSwitches(request, organization).counts()).zenml.service).toBe(1);

  // Whoever signs in next in this tab has not asked for it.
  await (await openUserMenu(page, name)).getByRole('menuitem', { name: 'Sign out' }).click();
  await signInByToken(page, organization.identities.find(({ role }) => role === 'editor')?.token ?? '');
  await (await openUserMenu(page, 'Émile Okonkwo')).getByRole('menuitem', { name: 'Profile' }).click();
  await expect(card(page, 'ZenML Pro')).toContainText('Not connected');
  await button(card(page, 'ZenML Pro'), 'Connect').click();
  await dialog(page).getByRole('radio', { name: 'Through the shared service account' }).check();
  await expect(button(dialog(page), 'Connect')).toHaveAccessibleDescription(
    'Only admins may look through the shared service account.',
  );
});

test('leaving for ZenML Pro warns first of connections that would be lost, if there are any', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { token } = accountSwitches(request, organization);
  const offer = async () => {
    await button(card(page, 'ZenML Pro'), 'Connect').click();
    return dialog(page);
  };
  await signInAs('admin');
  await openProfile(page);
  await expect(await offer()).toContainText('This page goes to ZenML Pro, where you sign in, and comes back here.');
  await expect(dialog(page)).not.toContainText('forgets');
  await button(dialog(page), 'Cancel').click();
  await connectByToken(page, 'Katapult', await token('katapult'));
  await expect(await offer()).toContainText(
    'Leaving it, the console forgets your connection to Katapult, unless it is open in another tab.',
  );

  await page.context().clearCookies();
  await page.goto('/sign-in?next=/profile');
  await signInByToken(page, organization.identities[0]?.token ?? '');
  await expect(await offer()).toContainText(
    'Leaving it, the console forgets your Lightdash access token, unless it is open in another tab.',
  );
  await button(dialog(page), 'Cancel').click();
  for (const name of ['Katapult', 'Workspace'] as const)
    await connectByToken(page, name, await token(name === 'Katapult' ? 'katapult' : 'workspace'));
  await expect(await offer()).toContainText(
    'forgets your Lightdash access token and your connections to Workspace and Katapult, unless',
  );
});
