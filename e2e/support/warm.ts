import type { Browser, BrowserContext, Request } from '@playwright/test';
import { reportViolations } from './guard';

/** What outlives a test in a context, and cannot be taken back: after it the context is thrown away. */
const LASTING = [
  'addInitScript',
  'exposeBinding',
  'exposeFunction',
  'grantPermissions',
  'route',
  'routeFromHAR',
  'routeWebSocket',
  'setExtraHTTPHeaders',
  'setGeolocation',
  'setOffline',
] as const;
const LASTING_OF_CLOCK = ['install', 'setFixedTime', 'setSystemTime'] as const;

const EVENTS = ['console', 'dialog', 'page', 'request', 'requestfailed', 'requestfinished', 'response', 'weberror'];
const STORED = 'local_storage,indexeddb,cache_storage,service_workers';

/**
 * A context of the browser for one test after the other, with nothing of the last test in it: no page, cookie, storage or
 * listener. What stays is what the browser of a person has after the first visit: the files of the console and their compiled
 * code, so that a test takes a third less work.
 */
export class WarmContext {
  #context: BrowserContext | undefined;
  #options = '';
  #isSpent = false;
  readonly #origins = new Set<string>();
  readonly #underWay = new Set<Request>();
  readonly #browser: Browser;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /**
   * @param options what contexts are made with for this test; another context is made when they are not those of the last one.
   * @param anchor an address of the console that runs no code. Its page stays open: without one the browser ends the process
   * that has the compiled code.
   */
  async take(options: object, anchor: string): Promise<BrowserContext> {
    const made = JSON.stringify(options);
    if (made !== this.#options) await this.close();
    this.#context ??= await this.#make(anchor);
    this.#options = made;
    return this.#context;
  }

  /**
   * Empties the context after a test. Nobody gets it again after a test that failed or did what lasts, nor when a call stays
   * under way: its answer could bring the cookie of its session to the next test.
   */
  async putBack(hasFailed: boolean): Promise<void> {
    const context = this.#context;
    if (!context) return;
    const [anchor, ...pages] = context.pages();
    if (hasFailed || this.#isSpent || !anchor || !(await this.#settled(context))) return this.close();
    await Promise.all(pages.map((page) => page.close()));
    // Not `close`: Playwright itself waits for it.
    for (const event of EVENTS) context.removeAllListeners(event as 'request');
    await context.clearCookies();
    const devtools = await context.newCDPSession(anchor);
    for (const origin of this.#origins)
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: STORED });
    await devtools.detach();
    this.#follow(context);
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
    this.#isSpent = false;
  }

  async #make(anchor: string): Promise<BrowserContext> {
    const context = await this.#browser.newContext();
    await reportViolations(context);
    const page = await context.newPage();
    await page.route(anchor, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Anchor</title>' }));
    await page.goto(anchor);
    this.#spendBy(context, LASTING);
    this.#spendBy(context.clock, LASTING_OF_CLOCK);
    this.#follow(context);
    return context;
  }

  /** Keeps what is under way, and which origins may have stored something. */
  #follow(context: BrowserContext): void {
    this.#origins.clear();
    this.#underWay.clear();
    const end = (request: Request) => this.#underWay.delete(request);
    context.on('request', (request) => {
      this.#underWay.add(request);
      this.#origins.add(new URL(request.url()).origin);
    });
    context.on('requestfinished', end);
    context.on('requestfailed', end);
  }

  /** Whether all calls end within a second. */
  async #settled(context: BrowserContext): Promise<boolean> {
    const ends = AbortSignal.timeout(1_000);
    const ended = () =>
      new Promise((resolve) => {
        ends.addEventListener('abort', resolve);
        context.once('requestfinished', resolve);
        context.once('requestfailed', resolve);
      });
    while (this.#underWay.size > 0 && !ends.aborted) await ended();
    return this.#underWay.size === 0;
  }

  #spendBy<Name extends string>(target: Record<Name, (...args: never[]) => unknown>, names: readonly Name[]): void {
    for (const name of names) {
      const original = target[name].bind(target);
      target[name] = (...args: never[]) => {
        this.#isSpent = true;
        return original(...args);
      };
    }
  }
}
