import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const require = createRequire(import.meta.url);
/** The axe of @axe-core/playwright. Its builder would bring it in again for each look, and put it together a second time: twice the work. */
const SOURCE = readFileSync(
  createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}
interface Axe {
  run(context: { include: string[] } | Document, options: object): Promise<{ violations: Violation[] }>;
}

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Those of the rules that look at colours. All others have one answer for both colour schemes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Holds the page as it is now against WCAG 2.2 AA: all rules in the light scheme, then those of colours in the dark one, in which
 * the page is left, unless it has been seen in that in another width. Of a page under a modal dialog, which nobody can reach, only what stands over it. The page's policy stays in
 * force: axe comes in over the debugging protocol, which no policy binds.
 */
export async function expectNoAxeViolations(page: Page, { isDark = true } = {}): Promise<void> {
  const isCovered = (await page.locator('[data-portal] [aria-modal=true]').count()) > 0;
  const part = isCovered ? { within: '[data-portal]' } : {};
  await expectNoAxeViolationsIn(page, 'light', part);
  if (isDark) await expectNoAxeViolationsIn(page, 'dark', { ...part, rules: OF_COLOURS });
}

/** The same in one scheme. `within`: only that part of the page; `rules`: only these. */
export async function expectNoAxeViolationsIn(
  page: Page,
  scheme: 'light' | 'dark',
  { within, rules }: { within?: string; rules?: string[] } = {},
): Promise<void> {
  // First no motion, then the other colours: what changes in one step with its own transition may still begin that.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  // A part of somebody else's page has its scheme from there.
  if (!within)
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(scheme);
  // A colour or an opacity in transition would be measured half-way.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished),
    ),
  );
  // What follows the scheme by a script is drawn with the frame after the one in which the root has changed.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE);
  const violations = await page.evaluate(
    async ([part, runOnly]) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      // The details of what is right would cost more than the check.
      const options = { runOnly, resultTypes: ['violations'] };
      return (await axe.run(part === null ? document : { include: [part] }, options)).violations;
    },
    [within ?? null, rules ? { type: 'rule', values: rules } : { type: 'tag', values: WCAG_22_AA }] as const,
  );
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}\n${failureSummary ?? ''}`),
  );
  expect(found, `axe, ${scheme}, ${page.url()}`).toEqual([]);
}
