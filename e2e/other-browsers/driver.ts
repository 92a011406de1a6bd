/** What the walk needs of a browser, whichever protocol it speaks. Elements are named by XPath, which both protocols know. */
export interface Driver {
  open(url: string): Promise<void>;
  /** Whether there is such an element, visible, now. */
  isShown(xpath: string): Promise<boolean>;
  /** Clicks the first such element as a person does. Throws when there is none. */
  click(xpath: string): Promise<void>;
  /** Types into a field, after what stands there has been taken away. */
  type(xpath: string, text: string): Promise<void>;
  /** Chooses an option of a native list by its text. */
  choose(xpath: string, option: string): Promise<void>;
  /** What the page says, for the message of a failure. */
  text(): Promise<string>;
  close(): Promise<void>;
}

/** In milliseconds. Generous, for software rendering on a busy machine. */
const PATIENCE = 30_000;

/** Repeats a look until it is true. Throws Error with what the page says instead. */
export async function until(driver: Driver, what: string, look: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    // While a page is on its way there may be nothing to look at.
    if (await look().catch(() => false)) return;
    if (Date.now() > end)
      throw new Error(`${what} did not come. The page says:\n${(await driver.text()).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);

/** Elements by what a person reads on them. */
export const named = (element: string, name: string): string =>
  `//${element}[normalize-space(.)=${quoted(name)} or @aria-label=${quoted(name)}]`;

/** A row of a table that has a link of this name. */
export const rowOf = (name: string): string => `//tr[.//a[normalize-space(.)=${quoted(name)}]]`;
