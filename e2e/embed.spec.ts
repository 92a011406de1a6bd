import type { Locator, Page } from '@playwright/test';
import { apiAs, identityOf } from './support/api';
import { consoleFrame, expect, inConsole, showsOf, test, type Way } from './support/embed';

const grid = (shown: Locator, name: string) => shown.getByRole('grid', { name });

/** Goes to a place of the console by the portal's own address. */
async function typeAddress(page: Page, address: string): Promise<void> {
  await page.getByLabel('Address').getByRole('textbox', { name: 'Address' }).fill(address);
  await page.keyboard.press('Enter');
}

/** Goes there by the console's own navigation. */
const goTo = (shown: Locator, place: string) =>
  shown.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();

const steps = (page: Page) => page.evaluate(() => history.length);

/** Opens the dialog for a new group and begins to type. */
async function typeGroup(shown: Locator): Promise<Locator> {
  await shown.getByRole('button', { name: 'Create group' }).first().click();
  const dialog = shown.getByRole('dialog', { name: 'Create a group' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Half a na');
  return dialog;
}

for (const way of ['framed', 'mounted'] satisfies Way[]) {
  test.describe(`in a portal, ${way}`, () => {
    test('every place opens, roles are changed and colours followed without a second sign-in, however often the token ends', async ({
      page,
      request,
      enterPortal,
      organization,
    }) => {
      test.slow();
      const admin = await enterPortal(`/${way}/`);
      const shown = inConsole(page, way);
      await test.step('it begins at the default place', async () => {
        await expect(page).toHaveURL(`/${way}/overview`);
        const before = await steps(page);
        await expect(shown.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
        expect(await steps(page)).toBe(before);
      });

      await test.step('the token ends twice', async () => {
        await goTo(shown, 'Members');
        await expect(grid(shown, 'Members')).toBeVisible();
        const tokens = showsOf(page, 'Tokens handed over');
        await expect(tokens).toHaveText('initial');
        for (const [place, reasons] of [
          ['Groups', 'initial, rejected'],
          ['Schedulers', 'initial, rejected, rejected'],
        ] as const) {
          const ended = page.waitForResponse('**/tokens/end');
          await page.getByRole('button', { name: 'End the tokens' }).click();
          await ended;
          await goTo(shown, place);
          await expect(grid(shown, place)).toBeVisible();
          await expect(tokens).toHaveText(reasons);
        }
        await expect(shown.getByRole('button', { name: /^Sign in/ })).toHaveCount(0);
        await expect(shown.getByRole('dialog')).toHaveCount(0);
      });

      await test.step('every place of the console opens', async () => {
        for (const name of ['Overview', 'Groups', 'Projects', 'Spaces', 'Schedulers', 'Access', 'Members']) {
          await goTo(shown, name);
          await expect(shown.getByRole('heading', { name, level: 1 })).toBeVisible();
          await expect(page).toHaveURL(`/${way}/${name.toLowerCase()}`);
        }
      });

      await test.step('the role of a member is changed', async () => {
        const viewer = identityOf(organization, 'viewer');
        await shown.getByRole('button', { name: `Actions for ${viewer.name}`, exact: true }).click();
        await shown.getByRole('menuitem', { name: 'Change role…' }).click();
        const dialog = shown.getByRole('dialog', { name: `Change the role of ${viewer.name}` });
        await dialog.getByRole('radio', { name: /^Editor/ }).check();
        await dialog.getByRole('button', { name: 'Change role' }).click();
        await expect(shown.getByRole('status').filter({ hasText: `${viewer.name} is now editor.` })).toBeVisible();
        expect(await apiAs(request, admin).roleOf(viewer.userUuid)).toBe('editor');
        await expect(page.locator('#log')).toContainText('"type":"saved"');
      });

      await test.step('the colours are those of the portal', async () => {
        const background = () =>
          shown.getByRole('navigation', { name: 'Places' }).evaluate((element) => getComputedStyle(element).color);
        const portal = () => page.locator('body').evaluate((element) => getComputedStyle(element).backgroundColor);
        const before = await portal();
        await page.getByLabel('Colours').selectOption('light');
        const light = await background();
        await page.getByLabel('Colours').selectOption('dark');
        await expect.poll(background).not.toBe(light);
        await page.getByLabel('Colours').selectOption('light');
        await expect.poll(background).toBe(light);
        expect(await portal()).toBe(before);
      });

      await test.step('the profile, and the palette', async () => {
        await typeAddress(page, `/${way}/profile`);
        await expect(shown.getByRole('table', { name: 'Personal access tokens' })).toBeVisible();
        await expect(shown.getByText('by the portal')).toBeVisible();
        await shown.getByRole('button', { name: /^Find/ }).click();
        await expect(shown.getByRole('dialog').getByRole('combobox')).toBeFocused();
      });
    });

    test('a token is renewed before it ends', async ({ page, enterPortal }) => {
      await page.clock.install();
      await enterPortal(`/${way}/members`);
      const shown = inConsole(page, way);
      await expect(grid(shown, 'Members')).toBeVisible();
      // Five minutes of life: the last of them is for renewing. To this clock, the next token has less than a minute to live.
      for (const [passed, place, reasons] of [
        [245_000, 'Groups', 'initial, expiring'],
        [30_000, 'Members', 'initial, expiring, expiring'],
      ] as const) {
        await page.clock.fastForward(passed);
        await goTo(shown, place);
        await expect(grid(shown, place)).toBeVisible();
        await expect(showsOf(page, 'Tokens handed over')).toHaveText(reasons);
      }
      await expect(shown.getByRole('button', { name: /^Sign in/ })).toHaveCount(0);
    });

    test('the address of the portal and the console are in step, with one step back each', async ({
      page,
      enterPortal,
    }) => {
      await enterPortal(`/${way}/members`);
      const shown = inConsole(page, way);
      await expect(grid(shown, 'Members')).toBeVisible();
      const before = await steps(page);

      await typeAddress(page, `/${way}/groups`);
      await expect(grid(shown, 'Groups')).toBeVisible();
      await goTo(shown, 'Projects');
      await expect(grid(shown, 'Projects')).toBeVisible();
      await expect(page).toHaveURL(`/${way}/projects`);
      expect(await steps(page)).toBe(before + 2);

      await page.goBack();
      await expect(grid(shown, 'Groups')).toBeVisible();
      await expect(page).toHaveURL(`/${way}/groups`);
      await page.goBack();
      await expect(grid(shown, 'Members')).toBeVisible();
      await expect(page).toHaveURL(`/${way}/members`);
      await page.goForward();
      await expect(grid(shown, 'Groups')).toBeVisible();

      // What is looked for belongs into the address, and is no step of its own.
      await shown.getByRole('searchbox').fill('zzz');
      await expect(page).toHaveURL(`/${way}/groups?q=zzz`);
      expect(await steps(page)).toBe(before + 2);
      await page.reload();
      await expect(shown.getByRole('searchbox')).toHaveValue('zzz');

      for (const address of [`/${way}?utm=1`, `/${way}//x`])
        await test.step(`mistyped: ${address}`, async () => {
          await page.goto(address);
          await expect(shown.getByRole('navigation', { name: 'Places' })).toBeVisible();
        });
    });

    test.describe('when the portal has no token any more', () => {
      test.use({ expectedErrors: [/status of 401|The portal has no token for this console/] });

      test('says so, and goes on when it has one', async ({ page, context, enterPortal }) => {
        const { email, password } = await enterPortal(`/${way}/groups`);
        const shown = inConsole(page, way);
        const dialog = await typeGroup(shown);
        const ended = page.waitForResponse('**/tokens/end');
        await page.getByRole('button', { name: 'End the tokens' }).evaluate((button: HTMLElement) => button.click());
        await ended;
        await context.request.post('/sign-out');
        await dialog.getByRole('button', { name: 'Create group' }).click();
        const question = shown.getByRole('dialog', { name: 'The portal could not sign you in' });
        await expect(question).toBeVisible();

        await context.request.post('/sign-in', { form: { email, password } });
        await question.getByRole('button', { name: 'Try again' }).click();
        await expect(shown.getByRole('heading', { name: 'Half a na', level: 1 })).toBeVisible();
      });
    });

    test('asks before what is unsaved is lost, wherever one leaves by', async ({ page, enterPortal }) => {
      await enterPortal(`/${way}/members`);
      const shown = inConsole(page, way);
      await goTo(shown, 'Groups');
      const dialog = await typeGroup(shown);
      await expect(showsOf(page, 'Would be lost')).toHaveText('unsaved');

      await page.goBack();
      await dialog.getByRole('button', { name: 'Keep editing' }).click();
      await expect(page).toHaveURL(`/${way}/groups`);
      await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Half a na');

      const asked = page.waitForEvent('dialog');
      // Later, for the question stops the page, and so would stop this call.
      await page.evaluate(() => void setTimeout(() => location.assign('/')));
      const question = await asked;
      expect(question.type()).toBe('beforeunload');
      await question.dismiss();
      await expect(dialog).toBeVisible();

      await typeAddress(page, `/${way}/projects`);
      await dialog.getByRole('button', { name: 'Discard' }).click();
      await expect(grid(shown, 'Projects')).toBeVisible();
      await expect(page).toHaveURL(`/${way}/projects`);
      await expect(showsOf(page, 'Would be lost')).toHaveText('nothing');
    });
  });
}

// Whichever way it is embedded: src/app/host-wait.test.tsx, src/embed/token.test.ts.
test('says after a moment that it waits for the portal', async ({ page, enterPortal }) => {
  let answer!: () => void;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/lightdash-token', async (route) => {
    await held;
    await route.continue();
  });
  await enterPortal('/framed/members');
  const shown = inConsole(page, 'framed');
  await expect(shown.getByText('Waiting for the portal…')).toBeVisible();
  answer();
  await expect(grid(shown, 'Members')).toBeVisible();
  await expect(shown.getByText('Waiting for the portal…')).toHaveCount(0);
});

test.describe('where the end of a token is told in seconds', () => {
  test.use({ expectedErrors: [/`expiresAt` lies in the past; are these seconds, or is this clock wrong/] });

  test('the console works, and a warning for the portal’s developers says why', async ({ page, enterPortal }) => {
    await page.route('**/lightdash-token', async (route) => {
      const answer = await route.fetch();
      const given = (await answer.json()) as { expiresAt: number };
      await route.fulfill({ response: answer, json: { ...given, expiresAt: given.expiresAt / 1000 } });
    });
    const reported = page.waitForEvent('pageerror');
    await enterPortal('/framed/members');
    await expect(grid(inConsole(page, 'framed'), 'Members')).toBeVisible();
    expect((await reported).message).toContain('are these seconds');
  });
});

test('the browser keeps what the console stores apart from what it stores in a portal', async ({
  page,
  context,
  enterPortal,
  sites,
}) => {
  const own = await context.newPage();
  await own.goto(sites.consoleOrigin);
  await own.evaluate(() => localStorage.setItem('partition', 'of the console itself'));
  await enterPortal('/framed/members');
  await expect(grid(inConsole(page, 'framed'), 'Members')).toBeVisible();
  expect(await (await consoleFrame(page)).evaluate(() => localStorage.getItem('partition'))).toBeNull();
  expect(await own.evaluate(() => localStorage.getItem('partition'))).toBe('of the console itself');
});

test.describe('where there is no portal to speak with, the frame says so', () => {
  /** A page of a listed portal that frames the console, and leaves the rest to the test. */
  const frameBare = (page: Page, consoleOrigin: string, version: number | null) =>
    page.evaluate(
      ([src, answer]) => {
        const iframe = document.createElement('iframe');
        iframe.title = 'Lightdash Console';
        iframe.src = `${src}/embed.html`;
        addEventListener('message', ({ data }) => {
          if (answer !== null) iframe.contentWindow?.postMessage({ ...(data as object), version: answer }, src);
        });
        document.body.replaceChildren(iframe);
      },
      [consoleOrigin, version] as const,
    );

  test('opened by itself', async ({ page, sites }) => {
    await page.goto(`${sites.consoleOrigin}/embed.html`);
    await expect(page.getByRole('alert')).toContainText('This page belongs into a portal');
    await page.getByRole('link', { name: 'Open the console' }).click();
    await expect(page).toHaveURL(/sign-in/);
  });

  test('the portal does not answer within ten seconds', async ({ page, sites }) => {
    await page.clock.install();
    await page.goto('/framed/');
    const greeting = page.evaluate(
      () => new Promise((heard) => addEventListener('message', ({ data }) => heard(data))),
    );
    // From here the clock moves only when told: how long the frame takes to load is not part of the ten seconds.
    await page.clock.pauseAt(Date.now() + 60_000);
    await frameBare(page, sites.consoleOrigin, null);
    expect(await greeting).toEqual({ protocol: 'lightdash-console', version: 1, nonce: expect.any(String) });
    await page.clock.runFor(9_000);
    await expect(inConsole(page, 'framed').getByRole('alert')).toHaveCount(0);
    await page.clock.runFor(1_000);
    await expect(inConsole(page, 'framed').getByRole('alert')).toContainText('The portal does not answer');
  });

  test('the portal speaks another version', async ({ page, sites }) => {
    await page.goto('/framed/');
    await frameBare(page, sites.consoleOrigin, 2);
    await expect(inConsole(page, 'framed').getByRole('alert')).toContainText('Portal and console do not fit together');
  });
});

test('the portal ends the console', async ({ page, enterPortal }) => {
  await enterPortal('/framed/members');
  const shown = inConsole(page, 'framed');
  await expect(grid(shown, 'Members')).toBeVisible();
  await page.getByRole('button', { name: 'Close the console' }).click();
  await expect(shown.getByRole('alert')).toContainText('The portal has closed the console');
  await expect(grid(shown, 'Members')).toHaveCount(0);
});

test('the portal hears how high the frame would have to be', async ({ page, enterPortal }) => {
  await enterPortal('/framed/profile');
  await expect(inConsole(page, 'framed').getByRole('table', { name: 'Personal access tokens' })).toBeVisible();
  const told = async () =>
    (
      JSON.parse((await page.locator('#log li', { hasText: '"height"' }).last().textContent()) ?? '{}') as {
        px: number;
      }
    ).px;
  const iframe = page.locator('iframe');
  await expect.poll(told).toBeGreaterThan((await iframe.boundingBox())?.height ?? 0);
  const main = inConsole(page, 'framed').getByRole('main');
  // As a portal does that follows.
  await expect(async () => {
    await iframe.evaluate((element, px) => element.style.setProperty('height', `${px}px`), await told());
    expect(await main.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
  }).toPass();
  expect(await told()).toBe(Math.round((await iframe.boundingBox())?.height ?? 0));
});

test('a frame that is reloaded continues where it was, with a new token', async ({ page, enterPortal }) => {
  await enterPortal('/framed/members');
  const shown = inConsole(page, 'framed');
  await goTo(shown, 'Groups');
  await expect(grid(shown, 'Groups')).toBeVisible();
  await page.getByLabel('Colours').selectOption('dark');
  const before = await steps(page);
  await (await consoleFrame(page)).evaluate(() => location.reload());
  await expect(showsOf(page, 'Tokens handed over')).toHaveText('initial, initial');
  await expect(grid(shown, 'Groups')).toBeVisible();
  await expect(page.frameLocator('iframe').locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(await steps(page)).toBe(before);
});

test.describe('a portal that is not listed', () => {
  test.use({
    expectedErrors: [
      /frame-ancestors|blocked by CORS policy|Failed to load resource: net::ERR_FAILED|Failed to fetch dynamically imported module/,
    ],
  });

  test('cannot show the console', async ({ page, enterPortal, sites }) => {
    const loaded: string[] = [];
    await enterPortal(`${sites.strangerOrigin}/framed/members`);
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.evaluate(
      (src) =>
        new Promise((done) => {
          const iframe = document.createElement('iframe');
          iframe.addEventListener('load', done);
          iframe.src = src;
          document.getElementById('place')?.append(iframe);
        }),
      `${sites.consoleOrigin}/embed.html`,
    );
    const frame = page.frames().find((one) => one.parentFrame() !== null);
    expect(frame?.url()).toBe('chrome-error://chromewebdata/');
    expect(loaded.filter((path) => path.startsWith('/assets/'))).toEqual([]);
    await expect(inConsole(page, 'framed').getByText('Lightdash')).toHaveCount(0);
  });
});
