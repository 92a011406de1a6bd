import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expect, test, tokenOf, type Gathered, type PortalWindow } from './support/mounted';
import {
  dialog,
  expectCount,
  expectRow,
  membersTable,
  openFilter,
  openPalette,
  openRowDialog,
  result,
  searchBox,
  selectionBar,
  selectMembers,
  toast,
} from './support/pages';

const places = (page: Page) => page.getByRole('navigation', { name: 'Places' });

test.describe('the main jobs', () => {
  test.beforeEach(async ({ page, portal, organization }) => {
    await portal.open(identityOf(organization, 'admin'), { initialPath: '/members' });
    await expect(membersTable(page)).toBeVisible();
  });

  test('members are found and given another role, by the palette too; the portal goes to paths, hears of it, of no secret, and keeps its address', async ({
    page,
    portal,
    organization,
  }) => {
    await test.step('members are found, filtered and given another role; the portal hears of it and keeps its address', async () => {
      await searchBox(page).fill('layla');
      await expectCount(page, '1 of 25');
      await searchBox(page).fill('');
      const filter = await openFilter(page, 'Role');
      await filter.getByRole('checkbox', { name: /^Viewer/ }).check();
      await page.keyboard.press('Escape');
      await openRowDialog(page, 'Layla Haddad', 'Change role…');
      await dialog(page)
        .getByRole('radio', { name: /^Viewer / })
        .focus();
      await dialog(page)
        .getByRole('radio', { name: /^Editor / })
        .check();
      await dialog(page).getByRole('button', { name: 'Change role' }).click();
      await expect(toast(page, /Layla Haddad/)).toBeVisible();
      await page.getByRole('button', { name: 'Clear the filter Role' }).click();
      await expectRow(page, 'Layla Haddad', 'Editor');
      const { events, paths } = await portal.gathered();
      const { userUuid } = identityOf(organization, 'admin');
      expect(events).toContainEqual({ type: 'signed-in', userUuid, organizationUuid: organization.organizationUuid });
      expect(events.filter(({ type }) => type === 'saved')).toHaveLength(1);
      expect(paths).toContain('/members?role=viewer');
      expect(new URL(page.url()).pathname).toBe('/');
    });

    await test.step('the palette finds a member and goes there', async () => {
      await membersTable(page).getByRole('row').nth(1).focus();
      const palette = await openPalette(page);
      await palette.getByRole('combobox').fill('layla');
      await palette.getByRole('option', { name: /Layla Haddad/ }).click();
      await expect(page.getByRole('heading', { name: 'Layla Haddad' })).toBeVisible();
      expect((await portal.gathered()).paths.at(-1)).toMatch(/^\/members\/[\da-f-]{36}$/);
      await expect(page).toHaveTitle('Portal');
    });

    await test.step('the portal goes to a path, and to nothing that is none', async () => {
      await portal.navigate('/groups?q=fin');
      await expect(page.getByRole('heading', { name: 'Groups' })).toBeVisible();
      for (const path of [
        'https://evil.example/',
        '//evil.example',
        '/\\evil.example',
        'members',
        '',
        'javascript:alert(1)',
      ]) {
        await expect(portal.navigate(path)).rejects.toThrow('navigate() takes a path of the console');
      }
      expect((await portal.gathered()).paths.at(-1)).toBe('/groups?q=fin');
    });

    await test.step('what the portal hears holds no secret', async () => {
      const { events, paths }: Gathered = await portal.gathered();
      expect(JSON.stringify([events, paths])).not.toContain(identityOf(organization, 'admin').token);
    });
  });

  test('many roles are changed in one run, which Back and the portal’s own way hold up', async ({
    page,
    portal,
    faults,
  }) => {
    await faults({ method: 'POST', path: '/roles/assignments/user/', fault: { kind: 'delay', ms: 1500 }, times: 2 });
    await selectMembers(page, 'Layla Haddad', 'Mateo Quispe');
    await selectionBar(page).getByRole('button', { name: 'Change role' }).click();
    await dialog(page)
      .getByRole('radio', { name: /^Editor / })
      .check();
    await dialog(page).getByRole('button', { name: 'Make 2 editor' }).click();
    await portal.navigate('/groups');
    await expect(dialog(page).getByRole('alert')).toHaveText('This is still under way. Stop it and leave?');
    await dialog(page).getByRole('button', { name: 'Stay' }).click();
    await expect(dialog(page).getByRole('status')).toHaveText('2 of 2 members changed');
    await expect(result(page, 'Layla Haddad').getByRole('img', { name: 'Done' })).toBeVisible();
    await dialog(page).getByRole('button', { name: 'Done' }).click();
    await expectRow(page, 'Mateo Quispe', 'Editor');
    expect(
      (await portal.gathered()).events.filter(({ type }) => type === 'pending').map(({ pending }) => pending),
    ).toEqual(['running', 'nothing']);
  });
});

test.describe('below a path of the portal', () => {
  const BELOW = '/admin/lightdash';

  test('links, Back, Forward and the home link stay below that path; another path is refused', async ({
    page,
    portal,
    organization,
  }) => {
    await test.step('a link leads deep into the console; Back and Forward work', async () => {
      await portal.open(identityOf(organization, 'admin'), { basename: BELOW }, `${BELOW}/members?role=viewer`);
      await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible();
      await expectCount(page, /^\d+ of 25$/ as never);
      await places(page).getByRole('link', { name: 'Groups' }).click();
      await expect(page.getByRole('heading', { name: 'Groups' })).toBeVisible();
      expect(page.url()).toBe(`${portal.origin}${BELOW}/groups`);
      expect(await places(page).getByRole('link', { name: 'Spaces' }).getAttribute('href')).toBe(`${BELOW}/spaces`);
      await page.goBack();
      await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible();
      expect(page.url()).toBe(`${portal.origin}${BELOW}/members?role=viewer`);
      await page.goForward();
      await expect(page.getByRole('heading', { name: 'Groups' })).toBeVisible();
      expect((await portal.gathered()).paths).toEqual([
        '/members?role=viewer',
        '/groups',
        '/members?role=viewer',
        '/groups',
      ]);
    });

    await test.step('the home link stays below the path; another path is refused', async () => {
      await portal.open(identityOf(organization, 'admin'), { basename: BELOW }, BELOW);
      await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
      expect(page.url()).toBe(`${portal.origin}${BELOW}/overview`);
      await portal.unmount();
      await expect(portal.mount({ basename: '/elsewhere' })).rejects.toThrow(
        'this page is not below the basename /elsewhere',
      );
    });
  });
});

test.describe('unmounting', () => {
  /** Counts what a page has at hand: before anything of the console was loaded. */
  const count = async (page: Page) =>
    page.addInitScript(() => {
      const open = new Set<string>();
      const names = new Map<object, Map<unknown, number>>();
      let next = 0;
      const nameOf = (target: object, type: string, listener: unknown, options: unknown) => {
        const own = names.get(target) ?? new Map();
        names.set(target, own);
        if (!own.has(listener)) own.set(listener, next++);
        const capture =
          typeof options === 'object' && options !== null
            ? Boolean((options as AddEventListenerOptions).capture)
            : Boolean(options);
        return `${target.constructor.name} ${type} ${own.get(listener)} ${capture}`;
      };
      const { addEventListener, removeEventListener } = EventTarget.prototype;
      const isAround = (target: EventTarget) =>
        target === globalThis ||
        target === document ||
        target === document.body ||
        target === document.documentElement ||
        target instanceof MediaQueryList;
      EventTarget.prototype.addEventListener = function (
        this: EventTarget,
        type: string,
        listener: never,
        options?: never,
      ) {
        const target = this ?? globalThis;
        if (isAround(target)) {
          const name = nameOf(target, type, listener, options);
          open.add(name);
          const { signal } = (options ?? {}) as AddEventListenerOptions;
          if (signal) addEventListener.call(signal, 'abort', () => open.delete(name));
        }
        addEventListener.call(target, type, listener, options);
      } as never;
      EventTarget.prototype.removeEventListener = function (
        this: EventTarget,
        type: string,
        listener: never,
        options?: never,
      ) {
        const target = this ?? globalThis;
        if (isAround(target)) open.delete(nameOf(target, type, listener, options));
        removeEventListener.call(target, type, listener, options);
      } as never;
      for (const [start, stop] of [
        ['setTimeout', 'clearTimeout'],
        ['setInterval', 'clearInterval'],
      ] as const) {
        const [begin, end] = [globalThis[start], globalThis[stop]];
        globalThis[start] = ((work: () => void, ms?: number, ...rest: unknown[]) => {
          const id: unknown = begin(
            () => {
              if (start === 'setTimeout') open.delete(`${start} ${String(id)}`);
              work();
            },
            ms,
            ...rest,
          );
          // What is over in a moment is no trace.
          if ((ms ?? 0) > 500 || start === 'setInterval') open.add(`${start} ${String(id)}`);
          return id;
        }) as never;
        globalThis[stop] = ((id: unknown) => {
          open.delete(`${start} ${String(id)}`);
          end(id as never);
        }) as never;
      }
      (globalThis as never as { counted: () => string[] }).counted = () => [...open].sort();
    });
  const counted = (page: Page): Promise<string[]> =>
    page.evaluate(() => (globalThis as never as { counted: () => string[] }).counted());

  test('leaves nothing: listeners, timers, elements, styles, calls; loading the library begins nothing', async ({
    page,
    portal,
    organization,
    faults,
  }) => {
    await count(page);
    await portal.visit();
    const before = await counted(page);
    const look = () =>
      page.evaluate(() => [
        document.documentElement.outerHTML,
        document.adoptedStyleSheets.length,
        JSON.stringify({ ...localStorage, ...sessionStorage }),
      ]);
    const looked = await look();
    await page.evaluate(() => import('/console/console.js' as string));
    expect([await counted(page), await look()]).toEqual([before, looked]);

    const admin = identityOf(organization, 'admin');
    portal.give = () => tokenOf(admin);
    await portal.mount({ initialPath: '/members' });
    await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await dialog(page)
      .getByRole('radio', { name: /^Editor / })
      .check();
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expect(toast(page, /Layla Haddad/)).toBeVisible();
    await membersTable(page).getByRole('row').nth(1).focus();
    await openPalette(page);
    await page.keyboard.press('Escape');
    expect((await counted(page)).length).toBeGreaterThan(before.length);
    await faults({ path: '/api/v1/schedulers/', fault: { kind: 'delay', ms: 60_000 } });
    const sent = page.waitForRequest(/\/api\/v1\/schedulers\//);
    const aborted = page.waitForEvent('requestfailed', (call) => call.url().includes('/api/v1/schedulers/'));
    await places(page).getByRole('link', { name: 'Schedulers' }).click();
    await sent;
    await portal.unmount();
    await aborted;
    // React listens once a document, for as long as the document is there; that holds nothing of the console.
    await expect
      .poll(async () => (await counted(page)).filter((what) => !what.includes('selectionchange')))
      .toEqual(before);
    expect(await look()).toEqual(looked);
  });

  test('works at once, while the console is still starting, and lets another person start without data of the previous one', async ({
    page,
    portal,
    organization,
  }) => {
    await test.step('another person starts without data of the previous one', async () => {
      const [admin, viewer] = [identityOf(organization, 'admin'), identityOf(organization, 'viewer')];
      await portal.open(admin, { initialPath: '/members?role=viewer' });
      await selectMembers(page, 'Layla Haddad');
      await portal.unmount();
      await expect(page.getByText(admin.name)).toHaveCount(0);
      portal.give = () => tokenOf(viewer);
      await portal.mount({ initialPath: '/members' });
      await expect(page.getByRole('button', { name: new RegExp(`^${viewer.name}`) })).toBeVisible();
      await expect(selectionBar(page)).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Clear the filter Role' })).toHaveCount(0);
    });

    await test.step('at once, while the console is still starting, and twice', async () => {
      await portal.open(identityOf(organization, 'admin'));
      await portal.unmount();
      await page.evaluate(async () => {
        const { portal: own } = globalThis as unknown as PortalWindow;
        await own.mount({ initialPath: '/members' });
        own.console.unmount();
        own.console.unmount();
      });
      await portal.mount({ initialPath: '/groups' });
      await expect(page.getByRole('heading', { name: 'Groups' })).toBeVisible();
    });
  });
});

test('a second console, and options that are wrong, are refused in words', async ({ page, portal, organization }) => {
  await portal.open(identityOf(organization, 'admin'));
  await expect(portal.mount()).rejects.toThrow(
    'there is a console in this document already. Unmount it first, or put each console into an iframe.',
  );
  await expect(portal.mount({}, '/console/console.js?again')).rejects.toThrow(
    'there is a console in this document already',
  );
  await portal.unmount();
  const wrong: [Record<string, unknown>, string][] = [
    [{ apiBas: '/x' }, 'there is no option apiBas. The options are apiBase, getToken,'],
    [{ apiBase: 'ftp://x' }, 'apiBase must be an http(s) address or a path'],
    [{ apiBase: '' }, 'apiBase must be an http(s) address or a path'],
    [{ apiBase: '//console.example' }, 'apiBase must be an http(s) address or a path'],
    [{ apiBase: 'https://me:x@console.example' }, 'apiBase must have no user name'],
    [{ basename: '/', routing: 'memory' }, 'say either basename or routing'],
    [{ theme: 'pink' }, 'theme must be "light", "dark" or "auto"'],
    [{ basename: '//evil', routing: undefined }, 'basename must be a path of this page'],
  ];
  for (const [options, sentence] of wrong)
    await expect(portal.mount(options), JSON.stringify(options)).rejects.toThrow(sentence);
  await portal.mount({ initialPath: '/members' });
  await expect(membersTable(page)).toBeVisible();
});
