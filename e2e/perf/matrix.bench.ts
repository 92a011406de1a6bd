import { test } from '../support/test';

/**
 * The matrix of 10,000 people × 50 projects: frames while it is scrolled both ways, and the heap. Reported, never asserted. The
 * frames of a page at rest come first: what the machine gives without any work.
 */
test.use({ organizationOptions: { members: 10_000, groups: 60, projects: 50 } });

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test('scrolling the matrix, 10,000 × 50', async ({ page, signInAs }) => {
  await signInAs('admin');
  await page.goto('/access/matrix?show=members');
  const grid = page.getByRole('grid', { name: 'Members and projects' });
  await grid.getByRole('gridcell').first().waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: /× 50 projects$/ })
    .waitFor();
  for (const [name, across, down] of [
    ['nothing', 0, 0],
    ['down', 0, 90],
    ['across', 40, 0],
    ['both ways', 25, 60],
  ] as const) {
    const frames = await grid.evaluate(
      async (element, [x, y]) => {
        const scroller = element.parentElement;
        if (!scroller) throw new Error('The grid does not scroll.');
        scroller.scrollTo(0, 0);
        const lengths: number[] = [];
        let last = performance.now();
        for (let i = 0; i < 240; i++) {
          await new Promise(requestAnimationFrame);
          const now = performance.now();
          lengths.push(now - last);
          last = now;
          scroller.scrollLeft += x ?? 0;
          scroller.scrollTop += y ?? 0;
        }
        return lengths.slice(10);
      },
      [across, down],
    );
    const rate = 1000 / (frames.reduce((a, b) => a + b, 0) / frames.length);
    console.log(
      `scrolling ${name.padEnd(10)} ${rate.toFixed(1)} frames a second, median frame ${median(frames).toFixed(1)} ms, longer than 34 ms: ${frames.filter((length) => length > 34).length} of ${frames.length}`,
    );
  }
  const cells = await grid.getByRole('gridcell').count();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  console.log(`heap ${(usedSize / 1e6).toFixed(1)} MB, ${cells} cells in the document`);
});
