import { afterEach, expect, it, vi } from 'vitest';
import { createBrowser } from '../core/testing';

const RUNS = 'GET /api/v1/schedulers/{projectUuid}/runs';
const path = '/api/v1/schedulers/p/runs';

/** A page of its own, with its own modules, whose console stands before `base`. */
const openPage = async (base = 'http://localhost') => {
  vi.resetModules();
  const { openHome, currentHome } = await import('../core/home');
  const close = openHome({ base, hasTabs: true });
  const capabilities = await import('./capabilities');
  const { ApiFailure } = await import('../core/failure');
  const { shareKnowledge, shareWithTabs } = await import('./shared-knowledge');
  const absent = new ApiFailure({ kind: 'no-such-operation', outcome: 'rejected', method: 'GET', path });
  const learnAbsence = () => capabilities.learnFrom('GET', path)({ error: absent });
  return { ...capabilities, learnAbsence, shareKnowledge, share: () => shareWithTabs(currentHome()), openHome, close };
};

afterEach(() => {
  vi.unstubAllGlobals();
});

it('tells the other tabs what the server lacks, and those that are opened later', async () => {
  const browser = createBrowser();
  const tabs = [await openPage(), await openPage()];
  for (const { shareKnowledge } of tabs) shareKnowledge(browser.open().channel);
  const [first, second] = tabs;
  const learned = vi.fn();
  second?.subscribeToCapabilities(learned);
  first?.learnAbsence();
  await browser.quiet();
  expect(second?.supports(RUNS)).toBe(false);
  expect(learned).toHaveBeenCalled();
  const third = await openPage();
  third.shareKnowledge(browser.open().channel);
  expect(third.supports(RUNS)).toBeUndefined();
  await browser.quiet();
  expect(third.supports(RUNS)).toBe(false);
});

it('knows the generation of the server from another tab, and tells nothing twice', async () => {
  const browser = createBrowser();
  const [first, second] = [await openPage(), await openPage()];
  const { channel } = browser.open();
  const post = vi.spyOn(channel, 'postMessage');
  first.shareKnowledge(browser.open().channel);
  second.shareKnowledge(channel);
  const learn = () => first.learnFrom('GET', '/api/v1/health')({ data: { license: { valid: false } } });
  learn();
  learn();
  await browser.quiet();
  expect(second.learnedSoFar().isNewer).toBe(true);
  expect(second.supports('licence')).toBe(false);
  expect(post.mock.calls).toEqual([[{ type: 'ask' }]]);
});

it('leaves alone what it does not understand', async () => {
  const browser = createBrowser();
  const page = await openPage();
  page.shareKnowledge(browser.open().channel);
  const { channel } = browser.open();
  const messages = [
    null,
    'known',
    { type: 'known' },
    { type: 'known', features: new Map([[RUNS, 'no']]) },
    { type: 'known', isNewer: 'yes', features: new Map() },
  ];
  // A BroadcastChannel takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  for (const message of messages) channel.postMessage(message);
  await browser.quiet();
  expect(page.supports(RUNS)).toBeUndefined();
  expect(page.learnedSoFar().isNewer).toBeUndefined();
});

it('ends with the console: the next one on the page shares with those of its own server only', async () => {
  const opened = new Map<string, { close: ReturnType<typeof vi.fn> }>();
  class FakeChannel {
    close = vi.fn();
    postMessage = vi.fn();
    addEventListener = vi.fn();
    constructor(name: string) {
      opened.set(name, this);
    }
  }
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  const page = await openPage('http://one.example');
  page.share();
  page.learnAbsence();
  page.close();
  const [channel] = opened.values();
  expect(channel?.close).toHaveBeenCalledTimes(1);
  page.share();
  expect(opened.size).toBe(1);
  page.openHome({ base: 'http://two.example', hasTabs: true });
  expect(page.supports(RUNS)).toBeUndefined();
  page.share();
  expect([...opened.keys()]).toEqual([
    'lightdash-console:server:http://one.example',
    'lightdash-console:server:http://two.example',
  ]);
});
