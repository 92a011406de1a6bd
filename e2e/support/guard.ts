import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

interface WatchOptions {
  /** Looked at when something happens, so secrets may be added while the test runs. */
  secrets: readonly string[];
  expectedErrors: readonly RegExp[];
}

/**
 * Watches everything that happens in a context, in all its pages.
 *
 * @returns a function that takes a last look at the open pages, frames included, and lists what was wrong: violations of the Content
 * Security Policy or of Trusted Types, uncaught errors, console errors, and secrets in an address, in the console, in
 * web storage or in the document. The list never holds a secret itself.
 */
export async function watch(
  context: BrowserContext,
  { secrets, expectedErrors }: WatchOptions,
): Promise<() => Promise<string[]>> {
  const problems: string[] = [];
  const report = (problem: string) => void problems.push(redact(problem, secrets));
  const look = (place: string, text: string) => {
    if (holdsSecret(text, secrets)) report(`A secret in ${place}: ${excerpt(text, secrets)}`);
  };

  await reportViolations(context);

  const follow = (page: Page) => page.on('framenavigated', (frame) => look('the address', frame.url()));
  context.pages().forEach(follow);
  context.on('page', follow);
  context.on('request', (request) => look('the address of a call', request.url()));
  context.on('weberror', (error) => {
    if (!expectedErrors.some((expected) => expected.test(error.error().message))) {
      report(`Uncaught ${error.error().stack ?? error.error().message}`);
    }
  });
  context.on('console', (message) => {
    look('the console', message.text());
    if (message.type() === 'error' && !isExpected(message, expectedErrors)) report(`Console: ${message.text()}`);
  });

  return async () => {
    const frames = context.pages().flatMap((page) => page.frames());
    for (const frame of frames.filter((one) => one.url().startsWith('http'))) {
      look('the address', frame.url());
      for (const [place, text] of Object.entries(await frame.evaluate(remains))) look(place, text);
    }
    return problems;
  };
}

const reporting = new WeakSet<BrowserContext>();

/** Has each page of a context write a line to the console when a policy is violated. Once is enough for a context. */
export async function reportViolations(context: BrowserContext): Promise<void> {
  if (reporting.has(context)) return;
  reporting.add(context);
  await context.addInitScript(() => {
    globalThis.addEventListener('securitypolicyviolation', (event) => {
      console.error(`Policy violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}

/** Runs in the page: everything in which a secret could have been left behind. */
function remains(): Record<string, string> {
  /** In shadow roots, too, as where a portal has mounted the console. */
  const inside = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot ? inside(element.shadowRoot) : []),
    ]);
  const elements = inside(document);
  const shadows = elements.flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot.textContent] : []));
  const attributes = elements.flatMap((element) =>
    [...element.attributes]
      // What is being typed into a password field is where it belongs.
      .filter(({ name }) => !(name === 'value' && element instanceof HTMLInputElement && element.type === 'password'))
      .map(({ value }) => value),
  );
  const fields = elements.filter((element) => element.matches('input:not([type=password]), textarea')) as (
    | HTMLInputElement
    | HTMLTextAreaElement
  )[];
  return {
    'the text of the document': [document.documentElement.textContent, ...shadows].join('\n'),
    'an attribute': attributes.join('\n'),
    'a field': fields.map(({ value }) => value).join('\n'),
    localStorage: JSON.stringify({ ...localStorage }),
    sessionStorage: JSON.stringify({ ...sessionStorage }),
    'the history': JSON.stringify(history.state) ?? '',
  };
}

/** Chromium itself writes a line for each call that failed; whether the console dealt with it is the test's matter. */
function isExpected(message: ConsoleMessage, expectedErrors: readonly RegExp[]): boolean {
  const isFailedCall =
    message.text().startsWith('Failed to load resource') &&
    /^(\/lightdash)?\/(accounts|api|sandbox)\//.test(pathOf(message.location().url));
  return isFailedCall || expectedErrors.some((expected) => expected.test(message.text()));
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}

/** A secret as it is, and as an address or a JSON text would hold it. */
function spellings(secret: string): string[] {
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])].filter(Boolean);
}

function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => spellings(secret).some((spelling) => text.includes(spelling)));
}

function redact(text: string, secrets: readonly string[]): string {
  return secrets.flatMap(spellings).reduce((rest, spelling) => rest.replaceAll(spelling, '[secret]'), text);
}

/** The surroundings of the first secret, for a document is long. */
function excerpt(text: string, secrets: readonly string[]): string {
  const redacted = redact(text, secrets);
  const at = redacted.indexOf('[secret]');
  return redacted.slice(Math.max(0, at - 60), at + 60).trim();
}
