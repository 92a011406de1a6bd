import type { BrowserContext, Page } from '@playwright/test';
import { consoleFrame, expect, inConsole, showsOf, test } from './support/embed';

type Reason = 'source' | 'origin' | 'version' | 'malformed' | 'replay' | 'flood';
type To = 'console' | 'portal';

interface Message {
  name: string;
  data: unknown;
  reason: Reason;
  times?: number;
}

const hello = { protocol: 'lightdash-console', version: 1, nonce: 'made-up' };
const welcome = { ...hello, settings: { path: '/groups', theme: 'dark', language: 'en' } };
const navigate = { call: 'navigate', id: 1_000, args: ['/groups'] };
const askToken = { call: 'getToken', id: 1_000, args: [{ reason: 'initial' }] };
const penpal = { namespace: 'penpal', type: 'SYN', participantId: 'stranger' };

/** How many messages of a kind the console, or the portal's page, says that it has ignored. */
async function ignored(page: Page, by: To, reason: Reason): Promise<number> {
  const reports = await page.locator('#log li', { hasText: 'messages-ignored' }).allTextContents();
  const report = by === 'portal' ? await showsOf(page, 'Messages ignored').textContent() : reports.at(-1);
  return report?.startsWith('{') ? ((JSON.parse(report) as Record<Reason, number>)[reason] ?? 0) : 0;
}

/** Nothing has come of it, and those who should be listened to still are. */
async function expectUnmoved(page: Page): Promise<void> {
  const root = page.frameLocator('iframe').locator('html');
  await expect(showsOf(page, 'Tokens handed over')).toHaveText('initial');
  await expect(page).toHaveURL('/framed/members');
  await expect(inConsole(page, 'framed').getByRole('grid', { name: 'Members' })).toBeVisible();
  for (const theme of ['dark', 'light']) {
    await expect(root).not.toHaveAttribute('data-mantine-color-scheme', theme);
    await page.getByLabel('Colours').selectOption(theme);
    await expect(root).toHaveAttribute('data-mantine-color-scheme', theme);
  }
}

/** Sends each, and waits until it has been counted as what it is. In: the portal's page; how to post there. */
async function sendAll(
  page: Page,
  to: To,
  messages: readonly Message[],
  post: (data: unknown, times: number) => Promise<void>,
): Promise<void> {
  for (const { name, data, reason, times = 1 } of messages) {
    await test.step(name, async () => {
      const before = await ignored(page, to, reason);
      await post(data, times);
      await expect
        .poll(() => ignored(page, to, reason))
        .toBeGreaterThanOrEqual(before + (reason === 'flood' ? 0.7 * times : times));
    });
  }
}

/** A window of a stranger, that has opened the portal and so has a hold of its windows. Out: the portal's page in it, and how to post. */
async function openAsStranger(context: BrowserContext, stranger: string, address: string) {
  const opener = await context.newPage();
  await opener.goto(stranger);
  const opening = context.waitForEvent('page');
  await opener.evaluate((url) => void Object.assign(globalThis, { opened: open(url) }), address);
  const page = await opening;
  await expect(inConsole(page, 'framed').getByRole('grid', { name: 'Members' })).toBeVisible();
  const postTo = (to: To) => (data: unknown, times: number) =>
    opener.evaluate(
      (what) => {
        const { opened } = globalThis as unknown as { opened: Window };
        const target = what.to === 'console' ? opened.frames[0] : opened;
        for (let n = 0; n < what.times; n += 1) target?.postMessage(what.data, '*');
      },
      { to, data, times },
    );
  return { page, postTo };
}

/** Posts from the page in the portal's frame, whichever that is. */
const postFromFrame = (page: Page) => async (data: unknown, times: number) =>
  (await consoleFrame(page)).evaluate(
    (what) => {
      for (let n = 0; n < what.times; n += 1) parent.postMessage(what.data, '*');
    },
    { data, times },
  );

test.beforeEach(async ({ page, enterPortal }) => {
  // What the frame says first, to be said again.
  await page.addInitScript(() =>
    addEventListener('message', ({ data }) => ((globalThis as { greeting?: unknown }).greeting ??= data)),
  );
  await enterPortal('/framed/members');
  await expect(inConsole(page, 'framed').getByRole('grid', { name: 'Members' })).toBeVisible();
});

test('messages from other origins are ignored and counted, by the console and by the portal', async ({
  context,
  sites,
}) => {
  const { page, postTo } = await openAsStranger(context, sites.strangerOrigin, `${sites.portalOrigin}/framed/members`);
  await sendAll(
    page,
    'console',
    [
      { name: 'a spoofed welcome', data: welcome, reason: 'source' },
      { name: 'a spoofed call', data: { ...hello, ...navigate }, reason: 'source' },
      { name: 'a flood of spoofed welcomes', data: welcome, times: 1_000, reason: 'source' },
    ],
    postTo('console'),
  );
  await sendAll(
    page,
    'portal',
    [
      { name: 'a spoofed greeting', data: hello, reason: 'source' },
      { name: 'a spoofed question for a token', data: { ...hello, ...askToken }, reason: 'source' },
      { name: 'a flood of spoofed greetings', data: hello, times: 1_000, reason: 'source' },
    ],
    postTo('portal'),
  );
  await expectUnmoved(page);
});

test('what the portal’s own window says past the port is ignored and counted by the console', async ({ page }) => {
  const post = (data: unknown, times: number) =>
    page.evaluate(
      (what) => {
        for (let n = 0; n < what.times; n += 1)
          document.querySelector('iframe')?.contentWindow?.postMessage(what.data, '*');
      },
      { data, times },
    );
  await sendAll(
    page,
    'console',
    [
      { name: 'a call past the port', data: navigate, reason: 'malformed' },
      { name: 'a greeting of Penpal', data: penpal, reason: 'malformed' },
      { name: 'nothing', data: null, reason: 'malformed' },
      { name: 'a welcome of another version', data: { ...welcome, version: 2 }, reason: 'version' },
      { name: 'a second welcome', data: welcome, reason: 'replay' },
      { name: 'a flood', data: welcome, times: 1_000, reason: 'flood' },
    ],
    post,
  );
  await expectUnmoved(page);
});

test('what the console’s window says past the port is ignored and counted by the portal', async ({ page }) => {
  const greeting = await page.evaluate(() => (globalThis as { greeting?: unknown }).greeting);
  const post = postFromFrame(page);
  await sendAll(
    page,
    'portal',
    [
      { name: 'a question for a token past the port', data: askToken, reason: 'malformed' },
      { name: 'a text', data: 'lightdash-console', reason: 'malformed' },
      { name: 'a greeting without a nonce', data: { ...hello, nonce: undefined }, reason: 'malformed' },
      { name: 'a greeting of another version', data: { ...hello, version: 2 }, reason: 'version' },
      { name: 'a greeting that was here before', data: greeting, reason: 'replay' },
      { name: 'a flood', data: greeting, times: 1_000, reason: 'flood' },
    ],
    post,
  );
  await expectUnmoved(page);
});

test('what another page in the portal’s frame says is ignored and counted by the portal', async ({ page }) => {
  await page.evaluate(
    () =>
      new Promise((done) => {
        const iframe = document.querySelector('iframe');
        iframe?.addEventListener('load', done);
        iframe?.setAttribute('src', 'about:blank');
      }),
  );
  const messages: Message[] = [
    { name: 'a greeting', data: hello, reason: 'origin' },
    { name: 'a question for a token', data: askToken, reason: 'origin' },
  ];
  await sendAll(page, 'portal', messages, postFromFrame(page));
  await expect(showsOf(page, 'Tokens handed over')).toHaveText('initial');
  await expect(page).toHaveURL('/framed/members');
});
