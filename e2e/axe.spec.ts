import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import {
  dialog,
  membersTable,
  openFilter,
  openMembers,
  openPalette,
  openRowDialog,
  openRowMenu,
  openUserMenu,
  result,
  searchBox,
  selectionBar,
  selectMembers,
  signIn,
  toast,
} from './support/pages';
import { expect, test, type FaultRequest, type Identity, type Organization } from './support/test';

/** Every page and dialog of sign-in, shell and members, held against WCAG 2.2 AA: wide and narrow, light and dark. */
interface Stage {
  page: Page;
  organization: Organization;
  signInAs: (role: string) => Promise<Identity>;
  faults: (request: FaultRequest) => Promise<void>;
}

const WIDE = { width: 1280, height: 720 };
const NARROW = { width: 390, height: 844 };

const LAYLA = 'Layla Haddad';
const MATEO = 'Mateo Quispe';

const refused = {
  kind: 'status',
  status: 500,
  body: {
    status: 'error',
    error: { statusCode: 500, name: 'UnexpectedServerError', message: 'Something went wrong.', data: {} },
  },
} as const;

const asAdmin = async ({ page, signInAs }: Stage, search = '') => {
  const admin = await signInAs('admin');
  await openMembers(page, search);
  return admin;
};

const openBulkRoles = async (stage: Stage, ...names: string[]) => {
  const { page } = stage;
  await asAdmin(stage);
  await selectMembers(page, ...names);
  await selectionBar(page).getByRole('button', { name: 'Change role' }).click();
  await dialog(page)
    .getByRole('radio', { name: /^Viewer/ })
    .check();
};

const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name });

/** What is looked at, and how to get there. */
const scenes: Record<string, (stage: Stage) => Promise<unknown>> = {
  'sign-in by password, refused': async ({ page, organization }) => {
    await page.goto('/sign-in');
    await signIn(page, { email: organization.deactivated.email, password: 'not the password' });
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('region', { name: /^Look around/ })).toBeVisible();
  },
  'sign-in by token': async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByRole('tab', { name: 'Access token' }).click();
    await expect(page.getByLabel('Personal access token')).toBeVisible();
  },
  'the members, filtered and selected': async (stage) => {
    await asAdmin(stage, '?role=viewer,member&sort=-joined');
    await selectMembers(stage.page, LAYLA, MATEO);
    await expect(selectionBar(stage.page)).toBeVisible();
  },
  'the members, while they are read': async ({ page, signInAs, faults }) => {
    await signInAs('admin');
    await faults({ method: 'GET', path: '^/api/v1/org/users', fault: { kind: 'delay', ms: 30_000 }, times: 9 });
    await page.goto('/members');
    await expect(page.getByRole('status', { name: 'Reading members' })).toBeVisible();
  },
  'the members, to a viewer': async ({ page, signInAs }) => {
    await signInAs('viewer');
    await openMembers(page);
  },
  'an empty result': async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/members?q=xyzzy&role=editor');
    await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
  },
  'the menu of a row': async (stage) => {
    await asAdmin(stage);
    await openRowMenu(stage.page, LAYLA);
  },
  'the list of a filter': async (stage) => {
    await asAdmin(stage, '?role=viewer');
    await openFilter(stage.page, 'Group');
  },
  'the role dialog': async (stage) => {
    await asAdmin(stage);
    const roles = await openRowDialog(stage.page, LAYLA, 'Change role…');
    await roles.getByRole('radio', { name: /^Editor/ }).check();
    await expect(roles.getByRole('status').filter({ hasText: 'no project has been read yet' })).toBeVisible();
  },
  'the role dialog, with a failure': async (stage) => {
    await asAdmin(stage);
    const roles = await openRowDialog(stage.page, LAYLA, 'Change role…');
    await stage.faults({ method: 'POST', path: '/assignments/', fault: refused });
    await roles.getByRole('radio', { name: /^Editor/ }).check();
    await button(stage.page, 'Change role').click();
    await expect(roles.getByRole('alert')).toBeVisible();
  },
  'the dialog of removal': async (stage) => {
    await asAdmin(stage);
    const removal = await openRowDialog(stage.page, LAYLA, 'Remove from the organization…');
    await expect(removal.getByText('still reading')).toHaveCount(0);
  },
  'the role dialog of many, before its run': async (stage) => {
    await openBulkRoles(stage, LAYLA, 'David Attenborough');
    await expect(dialog(stage.page).getByText('Nobody would be left as an admin')).toBeVisible();
    await expect(result(stage.page, LAYLA)).toContainText('Already has this role.');
  },
  'the role dialog of many, after its run': async (stage) => {
    const { page, faults } = stage;
    await openBulkRoles(stage, LAYLA, MATEO, 'Grace Nakamura');
    await dialog(page)
      .getByRole('radio', { name: /^Editor/ })
      .check();
    await faults({ method: 'POST', path: '/assignments/', fault: refused });
    await faults({ method: 'POST', path: '/assignments/', fault: { kind: 'drop', when: 'after' } });
    await button(page, 'Make 3 editor').click();
    await expect(dialog(page).getByRole('status')).toHaveText('1 of 3 members changed · 1 failed · 1 not known');
    await expect(button(page, 'Done')).toBeVisible();
  },
  'adding to a group': async (stage) => {
    const { page } = stage;
    await asAdmin(stage);
    await openRowDialog(page, LAYLA, 'Add to a group…');
    await dialog(page).getByRole('combobox', { name: 'Group' }).click();
    await expect(page.getByRole('option', { name: 'Finance', exact: true })).toBeVisible();
  },
  'an invitation with problems': async (stage) => {
    const { page, organization } = stage;
    await asAdmin(stage);
    await page.getByRole('button', { name: 'Invite members' }).click();
    await dialog(page)
      .getByRole('textbox', { name: 'E-mail addresses' })
      .fill(`ana@example.com\nnobody@\nana@example.com\n${organization.deactivated.email}`);
    await expect(result(page, 'nobody@')).toContainText('This is not an e-mail address.');
    await expect(button(page, /^Invite \d/)).toBeEnabled();
  },
  'the palette': async (stage) => {
    await asAdmin(stage);
    const palette = await openPalette(stage.page);
    await palette.getByRole('combobox').fill('m');
    await expect(palette.getByRole('option', { name: /^Mateo Quispe/ })).toBeVisible();
  },
  'the menu of the signed-in person': async (stage) => {
    const { name, email } = await asAdmin(stage);
    const menu = await openUserMenu(stage.page, name);
    await expect(menu).toContainText(`${email}Credential: Session cookie`);
  },
  'the navigation of a narrow window, with that menu': async (stage) => {
    const { page } = stage;
    await page.setViewportSize(NARROW);
    const { name } = await asAdmin(stage);
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    await openUserMenu(page, name);
  },
  'the page of a member': async (stage) => {
    const { page } = stage;
    await asAdmin(stage);
    await page.getByRole('link', { name: LAYLA }).click();
    await expect(page.getByRole('heading', { level: 1, name: LAYLA })).toBeVisible();
    for (const name of [/^Direct project grants/, /^Schedulers owned/])
      await expect(page.getByRole('region', { name })).not.toContainText('Reading');
  },
  'a member that does not exist': async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/members/00000000-0000-4000-8000-000000000000');
    await expect(page.getByRole('alert')).toContainText('Not found');
  },
  'the integrations': async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/settings/integrations');
    await expect(page.getByRole('region', { name: 'Applications' })).toContainText('Needs an Enterprise licence');
    await expect(page.getByRole('region', { name: 'Slack' })).toContainText('nothing arrives there');
  },
  'an unknown address': async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible();
  },
  'a failure in place of the list': async ({ page, signInAs, faults }) => {
    await signInAs('admin');
    await faults({ method: 'GET', path: '^/api/v1/org/users', fault: { kind: 'html' }, times: 9 });
    await page.goto('/members');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('An answer we cannot read');
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  },
  'a failure in place of everything': async ({ page, signInAs, faults }) => {
    await signInAs('admin');
    await faults({ method: 'GET', path: '^/api/v1/user$', fault: { kind: 'html' }, times: 9 });
    await page.goto('/members');
    await expect(page.getByRole('alert')).toContainText('An answer we cannot read');
  },
  'the question after the end of a session': async (stage) => {
    const { page } = stage;
    const { name } = await asAdmin(stage);
    await page.context().clearCookies();
    await page.getByRole('link', { name: LAYLA }).click();
    await expect(dialog(page, 'Your sign-in has ended')).toContainText(name);
  },
  'a message in the corner': async (stage) => {
    const { page } = stage;
    await asAdmin(stage);
    const roles = await openRowDialog(page, LAYLA, 'Change role…');
    await roles.getByRole('radio', { name: /^Editor/ }).check();
    await button(page, 'Change role').click();
    await expect(toast(page, 'Role changed')).toBeVisible();
    await expect(dialog(page)).toBeHidden();
    await expect(searchBox(page)).toBeVisible();
    await expect(membersTable(page)).toBeVisible();
  },
};

// What is wrong is said in full; recording every step of this many visits would cost more than the visits.
test.use({ trace: 'off', viewport: WIDE });
test.describe.configure({ timeout: 60_000 });

for (const [name, open] of Object.entries(scenes)) {
  test(name, async ({ page, organization, signInAs, faults }) => {
    await open({ page, organization, signInAs, faults });
    const sizes = page.viewportSize()?.width === NARROW.width ? [NARROW, WIDE] : [WIDE, NARROW];
    for (const size of sizes) {
      await page.setViewportSize(size);
      await test.step(`${size.width} pixels`, () => expectNoAxeViolations(page));
    }
  });
}
