import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
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
  endFaults: () => Promise<number>;
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

/** Back to the page itself from what stands over it. */
const close = async (page: Page) => {
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('menu')).toHaveCount(0);
};

/** What is looked at in one visit after the other, and how to get there from what was looked at before. */
const visits: Record<string, Record<string, (stage: Stage) => Promise<unknown>>> = {
  'signing in': {
    'by password, refused': async ({ page, organization }) => {
      await page.goto('/sign-in');
      await signIn(page, { email: organization.deactivated.email, password: 'not the password' });
      await expect(page.getByRole('alert')).toBeVisible();
      await expect(page.getByRole('region', { name: /^Look around/ })).toBeVisible();
    },
    'by token': async ({ page }) => {
      await page.getByRole('tab', { name: 'Access token' }).click();
      await expect(page.getByLabel('Personal access token')).toBeVisible();
    },
  },
  'the members': {
    'filtered and selected': async (stage) => {
      await asAdmin(stage, '?role=viewer,member&sort=-joined');
      await selectMembers(stage.page, LAYLA, MATEO);
      await expect(selectionBar(stage.page)).toBeVisible();
    },
    'the list of a filter': async ({ page }) => openFilter(page, 'Group'),
    'an empty result': async ({ page }) => {
      await page.goto('/members?q=xyzzy&role=editor');
      await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
    },
    'to a viewer': async ({ page, signInAs }) => {
      await signInAs('viewer');
      await openMembers(page);
    },
  },
  'what opens from a row': {
    'its menu': async (stage) => {
      await asAdmin(stage);
      await openRowMenu(stage.page, LAYLA);
    },
    'the dialog of removal': async ({ page }) => {
      await close(page);
      const removal = await openRowDialog(page, LAYLA, 'Remove from the organization…');
      await expect(removal.getByText('still reading')).toHaveCount(0);
    },
    'adding to a group': async ({ page }) => {
      await close(page);
      await openRowDialog(page, LAYLA, 'Add to a group…');
      await dialog(page).getByRole('combobox', { name: 'Group' }).click();
      await expect(page.getByRole('option', { name: 'Finance', exact: true })).toBeVisible();
    },
    'the role dialog': async ({ page }) => {
      await openMembers(page);
      const roles = await openRowDialog(page, LAYLA, 'Change role…');
      await roles.getByRole('radio', { name: /^Editor/ }).check();
      await expect(roles.getByRole('status').filter({ hasText: 'no project has been read yet' })).toBeVisible();
    },
    'the role dialog, with a failure': async ({ page, faults }) => {
      await faults({ method: 'POST', path: '/assignments/', fault: refused });
      await button(page, 'Change role').click();
      await expect(dialog(page).getByRole('alert')).toBeVisible();
    },
    'a message in the corner': async ({ page }) => {
      await button(page, 'Change role').click();
      await expect(toast(page, 'Role changed')).toBeVisible();
      await expect(dialog(page)).toBeHidden();
      await expect(searchBox(page)).toBeVisible();
      await expect(membersTable(page)).toBeVisible();
    },
  },
  'the role dialog of many': {
    'before its run': async (stage) => {
      await openBulkRoles(stage, LAYLA, 'David Attenborough');
      await expect(dialog(stage.page).getByText('Nobody would be left as an admin')).toBeVisible();
      await expect(result(stage.page, LAYLA)).toContainText('Already has this role.');
    },
    'after its run': async (stage) => {
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
  },
  'what opens from everywhere': {
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
    'the palette': async ({ page }) => {
      await openMembers(page);
      const palette = await openPalette(page);
      await palette.getByRole('combobox').fill('m');
      await expect(palette.getByRole('option', { name: /^Mateo Quispe/ })).toBeVisible();
    },
    'the menu of the signed-in person': async ({ page, organization }) => {
      await close(page);
      const { name, email } = identityOf(organization, 'admin');
      const menu = await openUserMenu(page, name);
      await expect(menu).toContainText(`${email}Credential: Session cookie`);
    },
    'the navigation of a narrow window, with that menu': async ({ page, organization }) => {
      await page.setViewportSize(NARROW);
      await openMembers(page);
      await page.getByRole('button', { name: 'Open the navigation' }).click();
      await openUserMenu(page, identityOf(organization, 'admin').name);
    },
  },
  'other pages': {
    'that of a member': async (stage) => {
      const { page } = stage;
      await asAdmin(stage);
      await page.getByRole('link', { name: LAYLA }).click();
      await expect(page.getByRole('heading', { level: 1, name: LAYLA })).toBeVisible();
      for (const name of [/^Direct project grants/, /^Schedulers owned/])
        await expect(page.getByRole('region', { name })).not.toContainText('Reading');
    },
    'a member that does not exist': async ({ page }) => {
      await page.goto('/members/00000000-0000-4000-8000-000000000000');
      await expect(page.getByRole('alert')).toContainText('Not found');
    },
    'the integrations': async ({ page }) => {
      await page.goto('/settings/integrations');
      await expect(page.getByRole('region', { name: 'Service accounts' })).toContainText('Needs an Enterprise licence');
      await expect(page.getByRole('region', { name: 'Slack' })).toContainText('nothing arrives there');
    },
    'an unknown address': async ({ page }) => {
      await page.goto('/nowhere');
      await expect(page.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible();
    },
    'the question after the end of a session': async ({ page, organization }) => {
      await openMembers(page);
      await page.context().clearCookies();
      await page.getByRole('link', { name: LAYLA }).click();
      await expect(dialog(page, 'Your sign-in has ended')).toContainText(identityOf(organization, 'admin').name);
    },
  },
  'what cannot be read': {
    'in place of everything': async ({ page, signInAs, faults }) => {
      await signInAs('admin');
      await faults({ method: 'GET', path: '^/api/v1/user$', fault: { kind: 'html' }, times: 9 });
      await page.goto('/members');
      await expect(page.getByRole('alert')).toContainText('An answer we cannot read');
    },
    'in place of the list': async ({ page, faults, endFaults }) => {
      await endFaults();
      await faults({ method: 'GET', path: '^/api/v1/org/users', fault: { kind: 'html' }, times: 9 });
      await page.goto('/members');
      await expect(page.getByRole('main').getByRole('alert')).toContainText('An answer we cannot read');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    },
    'is still read': async ({ page, faults, endFaults }) => {
      await endFaults();
      await faults({ method: 'GET', path: '^/api/v1/org/users', fault: { kind: 'delay', ms: 30_000 }, times: 9 });
      await page.goto('/members');
      await expect(page.getByRole('status', { name: 'Reading members' })).toBeVisible();
    },
  },
};

// What is wrong is said in full; recording every step of this many visits would cost more than the visits.
test.use({ trace: 'off', viewport: WIDE });
test.describe.configure({ timeout: 300_000 });

for (const [visit, scenes] of Object.entries(visits)) {
  test(visit, async ({ page, organization, signInAs, faults, endFaults }) => {
    for (const [name, open] of Object.entries(scenes))
      await test.step(name, async () => {
        await page.setViewportSize(WIDE);
        await open({ page, organization, signInAs, faults, endFaults });
        const sizes = page.viewportSize()?.width === NARROW.width ? [NARROW, WIDE] : [WIDE, NARROW];
        for (const size of sizes) {
          await page.setViewportSize(size);
          await test.step(`${size.width} pixels`, () => expectNoAxeViolations(page, { isDark: size === WIDE }));
        }
      });
  });
}
