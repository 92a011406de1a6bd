import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { identityOf } from './support/api';
import { expect, test } from './support/test';
import { dialog, membersTable, openFilter, openMembers, openPalette, openRowDialog, openRowMenu, openUserMenu, selectionBar, selectMembers, signInByToken } from './support/pages';

// Each state is looked at four times.
test.describe.configure({ timeout: 90_000 });

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };

/** The page as it is now, in both colour schemes, wide and narrow. */
async function expectAccessible(page: Page, windows = [WIDE, NARROW]): Promise<void> {
  for (const size of windows) {
    await page.setViewportSize(size);
    for (const scheme of ['light', 'dark'] as const) {
      await test.step(`${size.width} pixels, ${scheme}`, () => expectNoAxeViolations(page, { scheme }));
    }
  }
  await page.setViewportSize(WIDE);
}

test('the sign-in page: both ways, and what is wrong', async ({ page, secrets }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('region', { name: /^Look around/ })).toBeVisible();
  await expectAccessible(page);
  secrets.push('ldpat_not-a-token-of-anybody');
  await signInByToken(page, 'ldpat_not-a-token-of-anybody');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page);
});

test.describe('the members', () => {
  test.beforeEach(async ({ signInAs }) => {
    await signInAs('admin');
  });

  test('while they are read', async ({ page, faults }) => {
    await faults({ method: 'GET', path: '^/api/v1/org/users$', fault: { kind: 'delay', ms: 25_000 } });
    await page.goto('/members');
    await expect(page.getByRole('status', { name: 'Reading members' })).toBeVisible();
    await expectAccessible(page);
  });

  test('as a table, filtered, sorted and with a selection', async ({ page }) => {
    await openMembers(page);
    await expectAccessible(page);
    await openMembers(page, '?status=active&sort=-role');
    await selectMembers(page, 'Layla Haddad', 'Mateo Quispe');
    await expect(selectionBar(page)).toBeVisible();
    await expectAccessible(page);
  });

  test('when nobody matches, and when they cannot be read', async ({ page, faults }) => {
    await page.goto('/members?q=xyzzy&role=admin');
    await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
    await expectAccessible(page);
    await faults({ method: 'GET', path: '^/api/v1/org/users$', fault: { kind: 'html' } });
    await page.goto('/members');
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
    await expectAccessible(page);
  });

  test('with the menu of a row, also one of which not all is allowed', async ({ page }) => {
    await openMembers(page);
    await openRowMenu(page, 'Layla Haddad');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await openRowMenu(page, 'David Attenborough');
    await expectAccessible(page);
  });

  test('with the list of a filter', async ({ page }) => {
    await openMembers(page);
    await openFilter(page, 'Role');
    await expectAccessible(page);
  });
});

test.describe('a dialog', () => {
  test.beforeEach(async ({ page, signInAs }) => {
    await signInAs('admin');
    await openMembers(page);
  });

  test('that changes a role: chosen, and failed', async ({ page, faults }) => {
    await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await dialog(page).getByRole('radio', { name: /^Editor / }).check();
    await expectAccessible(page);
    await faults({ method: 'POST', path: '/roles/assignments/user/', fault: { kind: 'drop', when: 'before' } });
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(dialog(page).getByRole('alert')).toBeVisible();
    await expectAccessible(page);
  });

  test('that removes somebody', async ({ page }) => {
    await openRowDialog(page, 'Émile Okonkwo', 'Remove from the organization…');
    await expect(dialog(page).getByText(/still reading/)).toHaveCount(0);
    await expectAccessible(page);
  });

  test('that changes many roles: before and after', async ({ page }) => {
    await selectMembers(page, 'Layla Haddad', 'Émile Okonkwo');
    await selectionBar(page).getByRole('button', { name: 'Change role' }).click();
    await dialog(page).getByRole('radio', { name: /^Editor / }).check();
    await expectAccessible(page);
    await dialog(page).getByRole('button', { name: 'Make 1 editor' }).click();
    await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible();
    await expectAccessible(page);
  });

  test('that adds to a group', async ({ page }) => {
    await openRowDialog(page, 'Layla Haddad', 'Add to a group…');
    await dialog(page).getByRole('combobox', { name: 'Group' }).click();
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectAccessible(page);
  });

  test('that invites, with rows that are wrong', async ({ page }) => {
    await page.getByRole('button', { name: 'Invite members' }).click();
    await dialog(page).getByRole('textbox', { name: 'E-mail addresses' }).fill('ana@example.com\nnobody@\nana@example.com');
    await expect(dialog(page).getByRole('listitem')).toHaveCount(3);
    await expectAccessible(page);
  });

  test('that asks to sign in again', async ({ page, context }) => {
    await context.clearCookies();
    await page.getByRole('link', { name: 'Émile Okonkwo' }).click();
    await expect(dialog(page, 'Your sign-in has ended')).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('the shell', () => {
  test.beforeEach(async ({ page, signInAs }) => {
    await signInAs('admin');
    await openMembers(page);
  });

  test('with the palette', async ({ page }) => {
    const palette = await openPalette(page);
    await palette.getByRole('textbox').fill('a');
    await expect(palette.getByRole('button').first()).toBeVisible();
    await expectAccessible(page);
  });

  test('with the menu of the person', async ({ page, organization }) => {
    const menu = await openUserMenu(page, identityOf(organization, 'admin').name);
    await expect(menu).toContainText('Session cookie');
    await expectAccessible(page, [WIDE]);
  });

  test('with a toast', async ({ page }) => {
    await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await dialog(page).getByRole('radio', { name: /^Editor / }).check();
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(page.getByText('Layla Haddad is now editor.')).toBeVisible();
    await expectAccessible(page, [WIDE]);
  });

  test('with the navigation open in a narrow window', async ({ page }) => {
    await page.setViewportSize(NARROW);
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
    await expectAccessible(page, [NARROW]);
  });

  test('at an address that leads nowhere', async ({ page }) => {
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('a member’s page', () => {
  for (const role of ['admin', 'viewer']) {
    test(`for somebody who is ${role}`, async ({ page, organization, signInAs }) => {
      await signInAs(role);
      await page.goto(`/members/${identityOf(organization, 'editor').userUuid}`);
      await expect(page.getByRole('region', { name: /^Direct project grants 0/ })).toContainText('None');
      await expectAccessible(page);
    });
  }

  test('of nobody', async ({ page, signInAs }) => {
    await signInAs('admin');
    await page.goto('/members/nobody');
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible(page);
  });
});

test('who one is cannot be read', async ({ page, signInAs, faults }) => {
  await signInAs('admin');
  await faults({ method: 'GET', path: '^/api/v1/user$', fault: { kind: 'html' } });
  await page.goto('/members');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(membersTable(page)).toBeVisible();
});
