import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { expect, test } from './support/test';
import { thingsOf } from './support/things';
import { memberRow, membersTable, openMembers, openPalette, openRowMenu, openUserMenu } from './support/pages';

const scheme = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test.describe('the palette', () => {
  test('finds members whatever the accents, and places; closes by Escape and gives the focus back', async ({
    page,
    signInAs,
  }) => {
    await signInAs('viewer');
    await test.step('a member is found by Ctrl+K, whatever the accents, and comes first the next time', async () => {
      await openMembers(page);
      const palette = await openPalette(page);
      await palette.getByRole('combobox').fill('emile okon');
      await expect(palette.getByRole('option', { name: /^Émile Okonkwo/ })).toContainText('Editor');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: 'Émile Okonkwo' })).toBeVisible();
      await expect(palette).toBeHidden();
      await expect(page).toHaveURL(/\/members\/[\w-]+$/);
      // Where one was comes first, without typing.
      await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Members' }).click();
      await expect(membersTable(page)).toBeVisible();
      await openPalette(page);
      await expect(palette.getByRole('option').first()).toContainText(/Émile Okonkwo.*Recent member/);
    });

    await test.step('it closes by Escape and gives the focus back', async () => {
      await page.keyboard.press('Escape');
      await memberRow(page, 'Mateo Quispe').focus();
      const palette = await openPalette(page);
      await page.keyboard.press('Escape');
      await expect(palette).toBeHidden();
      await expect(memberRow(page, 'Mateo Quispe')).toBeFocused();
    });

    await test.step('a place is found, and it is said when nothing is called that', async () => {
      await page.goto('/nowhere');
      await page.getByRole('button', { name: 'Find', exact: true }).click();
      const palette = page.getByRole('dialog');
      await palette.getByRole('combobox').fill('xyzzy');
      await expect(palette.getByRole('option')).toHaveText([
        /^Search all spaces for “xyzzy”/,
        /^Search all schedulers/,
      ]);
      await palette.getByRole('combobox').fill('memb');
      await palette.getByRole('option', { name: /^Members/ }).click();
      await expect(membersTable(page)).toBeVisible();
    });
  });

  test('keeps every key from the first on, and opens a group by its name and Enter', async ({
    page,
    request,
    organization,
    signInAs,
  }) => {
    const { group } = await thingsOf(request, organization);
    await signInAs('admin');
    // Its code arrives after all has been typed.
    let typed!: () => void;
    const keys = new Promise<void>((resolve) => (typed = resolve));
    await page.route(/\/assets\/Palette/, async (route) => {
      await keys;
      await route.continue();
    });
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(group.name);
    await page.keyboard.press('Enter');
    typed();
    await expect(page.getByRole('heading', { level: 1, name: group.name })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('has its look, finds what was read, and does what can be done: here, and anywhere', async ({
    page,
    signInAs,
    request,
    organization,
  }) => {
    await signInAs('admin');
    await test.step('has its look on a page that has opened nothing else', async () => {
      await openMembers(page);
      const palette = await openPalette(page);
      const box = await palette.boundingBox();
      expect(box?.width).toBe(620);
      // In the middle of the window, on its own ground, above what it covers.
      expect(Math.round((box?.x ?? 0) + 310)).toBe(Math.round((page.viewportSize()?.width ?? 0) / 2));
      expect(await palette.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(255, 255, 255)');
      const option = palette.getByRole('option').first();
      expect((await option.boundingBox())?.height).toBeGreaterThanOrEqual(40);
    });

    await test.step('finds projects and spaces that were read, beginnings of names before parts of them', async () => {
      const { space, project } = await thingsOf(request, organization);
      await page.goto('/spaces');
      await expect(page.getByRole('link', { name: space.name, exact: true }).first()).toBeVisible();
      const palette = await openPalette(page);
      await palette.getByRole('combobox').fill(project.name);
      await expect(palette.getByRole('option').first()).toContainText(`${project.name}Project`);
      await palette.getByRole('combobox').fill(space.name);
      await expect(palette.getByRole('option', { name: new RegExp(`^${space.name}.*Space$`) }).first()).toBeVisible();
      await palette.getByRole('combobox').fill('me');
      await expect(palette.getByRole('option').first()).toHaveText(/^MembersPlace$/);
    });

    await test.step('it does what can be done: here, and anywhere', async () => {
      const { group } = await thingsOf(request, organization);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`/groups/${group.uuid}`);
      await expect(page.getByRole('heading', { level: 1, name: group.name })).toBeVisible();
      const byName = async (query: string) => {
        const palette = await openPalette(page);
        await page.keyboard.type(query);
        await page.keyboard.press('Enter');
        await expect(palette).toBeHidden();
      };
      await byName('dark');
      expect(await scheme(page)).toBe('dark');
      await byName('rename');
      await expect(page.getByRole('dialog', { name: /^Rename/ })).toBeVisible();
      await page.keyboard.press('Escape');
      await byName('create token');
      await expect(page.getByRole('dialog', { name: /token/ })).toBeVisible();
      await page.keyboard.press('Escape');
      await byName('invite');
      await expect(page.getByRole('dialog', { name: /Invite/ })).toBeVisible();
      await expect(page).toHaveURL(/\/groups\//);
    });
  });
});

test('the shell by keyboard and by title: each place names the tab, the first stop leads past the navigation, “?” shows the keys', async ({
  page,
  signInAs,
  organization,
}) => {
  await test.step('each place names the tab', async () => {
    await page.goto('/');
    await expect(page).toHaveTitle('Sign in · Lightdash Console');
    await signInAs('viewer');
    await page.goto('/members');
    await expect(page).toHaveTitle('Members · Lightdash Console');
    await page.getByRole('link', { name: 'Grace Nakamura' }).click();
    await expect(page).toHaveTitle('Grace Nakamura · Lightdash Console');
    await page.goto('/nowhere/at/all');
    await expect(page).toHaveTitle('Nothing here · Lightdash Console');
  });

  await test.step('an unknown address says so, and leads on', async () => {
    await page.goto('/nowhere/at/all?x=1');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
    await page.getByRole('main').getByRole('link', { name: 'Go to the members' }).click();
    await expect(membersTable(page)).toBeVisible();
  });

  await test.step('the first stop of the keyboard leads past the navigation', async () => {
    await openMembers(page);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
  });

  await test.step('“?” shows the keys, from the page, the palette and the menu, but not in a text', async () => {
    const { name } = identityOf(organization, 'viewer');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await page.keyboard.press('/');
    await page.keyboard.type('?');
    await expect(page.getByRole('searchbox')).toHaveValue('?');
    await page.keyboard.press('Escape');
    await memberRow(page, 'Mateo Quispe').focus();
    await page.keyboard.press('Shift+?');
    await expect(keys).toContainText('Open the row’s menu');
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await expect(keys).toBeHidden();
    await expect(memberRow(page, 'Mateo Quispe')).toBeFocused();

    await openPalette(page);
    await page.keyboard.type('keys');
    await page.keyboard.press('Enter');
    await expect(keys).toBeVisible();
    await page.keyboard.press('Escape');

    const menu = await openUserMenu(page, name);
    await expect(menu.getByRole('menuitem', { name: 'Lightdash’s documentation' })).toHaveAttribute(
      'href',
      'https://docs.lightdash.com',
    );
    await menu.getByRole('menuitem', { name: 'Keys' }).click();
    await expect(keys).toBeVisible();
  });
});

test.describe('colours', () => {
  test('follow the system until one is chosen; dark stays after a reload', async ({ page, signInAs }) => {
    await test.step('they follow the system', async () => {
      await signInAs('viewer');
      await page.emulateMedia({ colorScheme: 'dark' });
      await openMembers(page);
      const dark = await paper(page);
      await page.emulateMedia({ colorScheme: 'light' });
      await expect.poll(() => paper(page)).not.toBe(dark);
    });

    await test.step('dark stays after a reload, whatever the system says', async () => {
      await page.emulateMedia({ colorScheme: 'light' });
      const { name } = await signInAs('viewer');
      await openMembers(page);
      const light = await paper(page);
      const menu = await openUserMenu(page, name);
      await expect(menu.getByRole('menuitemradio', { name: 'As the system' })).toBeChecked();
      await menu.getByRole('menuitemradio', { name: 'Dark' }).click();
      await expect(menu.getByRole('menuitemradio', { name: 'Dark' })).toBeChecked();
      expect(await scheme(page)).toBe('dark');
      expect(await paper(page)).not.toBe(light);
      await page.reload();
      await expect(membersTable(page)).toBeVisible();
      expect(await scheme(page)).toBe('dark');
    });
  });
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the navigation opens on demand, and the members fit and can be worked with', async ({ page, signInAs }) => {
    await signInAs('admin');
    await test.step('the navigation opens on demand and closes after a choice', async () => {
      await page.goto('/nowhere');
      const places = page.getByRole('navigation', { name: 'Places' });
      await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
      await expect(places).toBeHidden();
      await page.getByRole('button', { name: 'Open the navigation' }).click();
      await places.getByRole('link', { name: 'Members' }).click();
      await expect(membersTable(page)).toBeVisible();
      await expect(places).toBeHidden();
    });

    await test.step('it closes by the choice of where one is, and by Escape', async () => {
      const places = page.getByRole('navigation', { name: 'Places' });
      const open = page.getByRole('button', { name: 'Open the navigation' });
      await open.click();
      await places.getByRole('link', { name: 'Members' }).click();
      await expect(places).toBeHidden();
      await open.click();
      await page.keyboard.press('Escape');
      await expect(places).toBeHidden();
      await expect(open).toBeFocused();
    });

    await test.step('the members fit, and can be worked with', async () => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await expect(memberRow(page, 'Layla Haddad')).toContainText('Viewer');
      await expect(memberRow(page, 'Layla Haddad')).toContainText('viewer@');
      await expect(memberRow(page, 'Layla Haddad')).toContainText('Active');
      const menu = await openRowMenu(page, 'Layla Haddad');
      await expect(menu.getByRole('menuitem', { name: 'Change role…' })).toBeInViewport();
      await page.keyboard.press('Escape');
      await page.getByRole('checkbox', { name: 'Select Layla Haddad' }).check();
      await expect(
        page.getByRole('toolbar', { name: '1 member selected' }).getByRole('button', { name: 'Change role' }),
      ).toBeInViewport();
      await page.getByRole('button', { name: 'Find', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    });
  });
});

const PLACES =
  '/overview /members /groups /attributes /projects /spaces /schedulers /validation /access /access/matrix /access/what-if /profile /server /settings /settings/projects /settings/roles /settings/integrations'.split(
    ' ',
  );

test('no page scrolls sideways at 390 px or at 200 % of 1440, loses its tabs there, or moves where that is not wanted', async ({
  page,
  signInAs,
}) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInAs('admin');
  for (const path of PLACES) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\S/);
    for (const width of [720, 390]) {
      await page.setViewportSize({ width, height: 800 });
      const seen = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        lowTabs: [...document.querySelectorAll<HTMLElement>('main nav')].filter(
          ({ offsetHeight, scrollHeight }) => scrollHeight > offsetHeight + 1,
        ).length,
        moving: [...document.querySelectorAll('*')].filter(
          (each) => Number.parseFloat(getComputedStyle(each).transitionDuration) > 0.01,
        ).length,
      }));
      expect(seen, `${path} at ${width}`).toEqual({ width, lowTabs: 0, moving: 0 });
    }
  }
});

test('a long title leaves the number beside it whole; where nothing is listed there is nothing to narrow or to export', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { token } = identityOf(organization, 'admin');
  const name =
    'Regional supply chain analytics and forecasting, northern and eastern Europe, second shift of the warehouse';
  const answer = await request.post('/api/v1/org/groups', {
    headers: { authorization: `ApiKey ${token}` },
    data: { name },
  });
  const { results } = (await answer.json()) as { results: { uuid: string } };
  await signInAs('admin');
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`/groups/${results.uuid}`);
    const number = page.getByRole('main').getByRole('status').first();
    await expect(number).toHaveText('0 members');
    const lines = await number.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size;
    });
    expect(lines, `lines at ${width}`).toBe(1);
    await expect(page.getByRole('main').getByRole('searchbox')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Export' })).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('button', { name: 'Add members' }).first()).toBeVisible();
  }
});
