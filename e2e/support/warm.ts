import type { Browser, BrowserContext } from '@playwright/test';
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

/**
 * A context of the browser for one test after the other, with nothing of the last test in it: no page, cookie, storage or
 * listener. What stays is what any browser of a person has after the first visit: the files of the console, and their
 * compiled code. Loading a page takes half the work then.
 */
export class WarmContext {
  #context: BrowserContext | undefined;
  #options = '';
  #isSpent = false;
  readonly #origins = new Set<string>();

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

  /** Empties the context after a test; after one that failed, or that did what lasts, nobody gets it again. */
  async putBack(hasFailed: boolean): Promise<void> {
    const context = this.#context;
    if (!context) return;
    if (hasFailed || this.#isSpent) return this.close();
    const [anchor, ...pages] = context.pages();
    await Promise.all(pages.map((page) => page.close()));
    for (const event of [
      'console',
      'dialog',
      'page',
      'request',
      'requestfailed',
      'requestfinished',
      'response',
      'weberror',
    ])
      context.removeAllListeners(event as 'request');
    await context.clearCookies();
    if (!anchor) return this.close();
    const devtools = await context.newCDPSession(anchor);
    for (const origin of this.#origins)
      await devtools.send('Storage.clearDataForOrigin', {
        origin,
        storageTypes: 'local_storage,indexeddb,cache_storage,service_workers',
      });
    await devtools.detach();
    this.#origins.clear();
    this.#follow(context);
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
    this.#isSpent = false;
    this.#origins.clear();
  }

  async #make(anchor: string): Promise<BrowserContext> {
    const context = await this.#browser.newContext();
    await reportViolations(context);
    const page = await context.newPage();
    await page.route(anchor, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Between two tests</title>' }),
    );
    await page.goto(anchor);
    this.#spendBy(context, LASTING);
    this.#spendBy(context.clock, LASTING_OF_CLOCK);
    this.#follow(context);
    return context;
  }

  #follow(context: BrowserContext): void {
    context.on('request', (request) => void this.#origins.add(new URL(request.url()).origin));
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
