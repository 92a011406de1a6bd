import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Those of the rules that look at colours. All others have one answer for both colour schemes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Holds the page as it is now against WCAG 2.2 AA: all rules in the light scheme, then those of colours in the dark one, in which
 * the page is left. The page's policy stays in force: axe comes in over the debugging protocol, which no policy binds.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  await expectNoAxeViolationsIn(page, 'light');
  await expectNoAxeViolationsIn(page, 'dark', { rules: OF_COLOURS });
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
  // The details of what is right, and a second page to put the results together in, would cost more than the check.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (rules) axe.withRules(rules);
  else axe.withTags(WCAG_22_AA);
  if (within) axe.include(within);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}\n${failureSummary ?? ''}`),
  );
  expect(found, `axe, ${scheme}, ${page.url()}`).toEqual([]);
}
